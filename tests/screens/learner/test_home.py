from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.editions import front_digest, publish, some_items
from tests.learning import OPINION, attempted, completed
from tests.people import signed_in
from tests.reading import labels, press, words
from tests.reporting import MK, claimed, put, registered
from workflows.attempts.save import save
from workflows.attempts.start import start
from workflows.credit.claim import make
from workflows.credit.evaluate import give

if TYPE_CHECKING:
    from tests.clock import Clock
    from tests.reading import Drawn
    from workflows.service import Service


def begun(service: Service, answered: int = 0, **terms: Any) -> str:
    """Let Ada start an activity and answer its first questions."""
    ada = signed_in(service, "ada")
    key = publish(service, **terms)
    attempt = start(ada, key, front_digest(service, key))
    for position in range(1, answered + 1):
        save(ada, attempt, position=position, seen=0, value="a", seconds=30)
    return attempt


def test_an_open_attempt_says_where_it_goes_on(screen: Drawn, sqlite_service: Service) -> None:
    """Where, about how long, and until when it counts."""
    begun(sqlite_service, 7, items=some_items(20))
    at = screen("ada", "")
    assert "Continue: question 8 of 20" in labels(at)
    assert "About 39 min, expires 31 Oct 2027" in words(at)


def test_an_open_attempt_comes_before_what_is_due(screen: Drawn, sqlite_service: Service) -> None:
    """Going on is the first button, evaluating the next."""
    attempted(signed_in(sqlite_service, "ada"), publish(sqlite_service, slug="passed"))
    begun(sqlite_service, slug="open")
    assert labels(screen("ada", ""))[:2] == ["Continue: question 1 of 4", "Evaluate and claim"]


def test_five_now_sets_a_goal(app: Drawn, sqlite_service: Service) -> None:
    """The goal stands in the address of the attempt: five more than are answered."""
    attempt = begun(sqlite_service, 2, items=some_items(20))
    at = press(app("ada"), "Five now")
    assert at.query_params == {"attempt": attempt, "goal": "7"}


def test_five_now_is_not_offered_for_the_last_five(screen: Drawn, sqlite_service: Service) -> None:
    """Then going on is the same thing."""
    begun(sqlite_service, 1, items=some_items(6))
    assert "Five now" not in labels(screen("ada", ""))


def test_five_now_is_not_offered_while_a_clock_runs(screen: Drawn, sqlite_service: Service) -> None:
    """Stopping on the way would cost time; the end is said in the provider's zone instead."""
    begun(sqlite_service, items=some_items(20), time_limit_minutes=60)
    at = screen("ada", "")
    assert "Five now" not in labels(at)
    assert "time runs out on 1 Dec, 11:00" in words(at)


def test_a_finished_attempt_asks_to_be_submitted(screen: Drawn, sqlite_service: Service) -> None:
    """Nothing is missing, so nothing is said to come next but submitting."""
    begun(sqlite_service, 4)
    at = screen("ada", "")
    assert labels(at)[0] == "Look over and submit"
    assert "All 4 questions are answered" in words(at)


def test_an_attempt_out_of_time_says_so(
    screen: Drawn, sqlite_service: Service, clock: Clock
) -> None:
    """It cannot be gone on with, only looked at."""
    begun(sqlite_service, 1, time_limit_minutes=60)
    clock.move(minutes=61)
    at = screen("ada", "")
    assert labels(at)[0] == "See what was submitted"


def test_a_passed_activity_is_to_be_evaluated(screen: Drawn, sqlite_service: Service) -> None:
    """With the day until which it can be claimed."""
    attempted(signed_in(sqlite_service, "ada"), publish(sqlite_service))
    at = screen("ada", "")
    assert "Evaluate it, then claim by **31 Dec 2027**" in words(at)


def test_a_completed_activity_is_to_be_claimed(app: Drawn, sqlite_service: Service) -> None:
    """The button leads to the claim of that completion."""
    completion = completed(signed_in(sqlite_service, "ada"), publish(sqlite_service))
    at = press(app("ada"), "Claim credit")
    assert at.query_params == {"completion": completion}


def test_who_is_no_physician_claims_hours(screen: Drawn, sqlite_service: Service) -> None:
    """On every page that leads to the claim: credit is for physicians only."""
    dan, key = signed_in(sqlite_service, "dan"), publish(sqlite_service)
    attempt = attempted(dan, key)
    said = "laim hours of participation"
    assert f"Evaluate and c{said}" in labels(screen("dan", "result", attempt=attempt))
    give(dan, attempt, OPINION)
    for path, asked in (
        ("", {}), ("activities", {}), ("records", {}), ("result", {"attempt": attempt}),
    ):  # fmt: skip
        shown = labels(screen("dan", path, **asked))
        assert f"C{said}" in shown
        assert "Claim credit" not in shown


def test_certificates_are_at_hand(screen: Drawn, sqlite_service: Service) -> None:
    """Title, local day, and the document itself."""
    ada = signed_in(sqlite_service, "ada")
    make(ada, completed(ada, publish(sqlite_service)), quarters=4, boards={}, attested=True)
    said = words(screen("ada", ""))
    assert "[A small self-assessment](/certificate/" in said
    assert "completed 1 Dec 2026" in said


def test_a_newcomer_is_shown_where_to_start(screen: Drawn, sqlite_service: Service) -> None:
    """Nothing begun: what there is to begin."""
    publish(sqlite_service)
    at = screen("ada", "")
    assert "Start with one of these" in words(at)
    assert labels(at) == ["Read and start"]


def test_nothing_waiting_is_said(screen: Drawn) -> None:
    """An empty service is no empty page."""
    assert "Nothing is waiting for you" in words(screen("ada", ""))


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (6, None),
        (7, "Completed 7 days ago and not claimed yet. Claim by 31 Dec 2026"),
        (10, "2026 ends soon"),
        (31, "Points belong to the year of the completion, 2026, which is over"),
    ],
)
def test_an_unclaimed_completion_warns(
    screen: Drawn, sqlite_service: Service, clock: Clock, days: int, said: str | None
) -> None:
    """From the seventh day, before the year ends, and after it; completed on 1 December."""
    completed(signed_in(sqlite_service, "ada"), publish(sqlite_service))
    clock.move(days=days)
    at = screen("ada", "")
    assert [said in one.value for one in at.warning if said] == ([True] if said else [])
    assert len(at.warning) == (said is not None)


def test_a_rejected_report_leads_to_records(app: Drawn, sqlite_service: Service) -> None:
    """Who rejected what, why and by when, before anything new is offered."""
    ada = signed_in(sqlite_service, "ada")
    done = claimed(ada, registered(sqlite_service), 4, MK)
    put(sqlite_service, done, "ABIM", "rejected_board", "Name does not match.")
    at = app("ada")
    assert "**ABIM:** Rejected by the board. Name does not match." in words(at)
    assert "due by 31 Dec 2026" in words(at)
    at = press(at, "See what to do")
    assert [one.value for one in at.title] == ["Records"]
