from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tests.editions import publish
from tests.learning import completed
from tests.people import signed_in
from tests.reading import labels, links, press, words
from tests.taking import count, take
from workflows.credit.claim import make

if TYPE_CHECKING:
    from tests.reading import Drawn
    from workflows.service import Service


def test_an_attempt_is_granted_with_its_reason(screen: Drawn, sqlite_service: Service) -> None:
    """What was granted is listed on the next look."""
    ada = signed_in(sqlite_service, "ada")
    take(ada, publish(sqlite_service, attempts_max=1), {1: "b"})
    at = screen("cora", "person", id=ada.public_id)
    at.number_input[0].set_value(1)
    at.text_input[0].set_value("Was ill")
    press(at, "Grant")
    assert at.success[0].value == "Granted and logged."
    said = words(at.run())
    assert "Granted 1 Dec 2026: 1 attempt. Was ill" in said
    assert "1 attempt used, 1 left; no time limit." in said
    assert count(sqlite_service, "grant") == 1


def test_a_second_grant_on_the_same_page_counts(screen: Drawn, sqlite_service: Service) -> None:
    """Each is listed in the run that granted it, and nothing has to be opened anew."""
    ada = signed_in(sqlite_service, "ada")
    take(ada, publish(sqlite_service, attempts_max=1), {1: "b"})
    at = screen("cora", "person", id=ada.public_id)
    for reason in ("Was ill", "Was on call"):
        at.number_input[0].set_value(1)
        at.text_input[0].set_value(reason)
        assert reason in words(press(at, "Grant"))
    assert count(sqlite_service, "grant") == 2


def test_a_grant_without_reason_is_refused(screen: Drawn, sqlite_service: Service) -> None:
    """The sentence says what is missing, and nothing is written."""
    ada = signed_in(sqlite_service, "ada")
    take(ada, publish(sqlite_service, attempts_max=1), {1: "b"})
    at = screen("cora", "person", id=ada.public_id)
    at.number_input[0].set_value(1)
    press(at, "Grant")
    assert "Write the reason" in words(at)
    assert count(sqlite_service, "grant") == 0


def test_only_what_is_limited_can_be_granted(screen: Drawn, sqlite_service: Service) -> None:
    """Time where it is limited, attempts where they are, and nothing where neither is."""
    ada = signed_in(sqlite_service, "ada")
    take(ada, publish(sqlite_service), {1: "b"})
    at = screen("cora", "person", id=ada.public_id)
    assert "1 attempt used, not limited; no time limit." in words(at)
    assert "Grant" not in labels(at)
    take(ada, publish(sqlite_service, slug="timed", time_limit_minutes=10), {1: "b"})
    at = screen("cora", "person", id=ada.public_id)
    assert [one.label for one in at.number_input] == ["Extra minutes"]
    assert "10 minutes for each" in words(at)


def test_the_links_say_which_days_they_print(screen: Drawn, sqlite_service: Service) -> None:
    """What was typed and not sent yet is on neither the link nor the paper."""
    ada = signed_in(sqlite_service, "ada").public_id
    at = screen("cora", "person", id=ada)
    assert links(at)["All completions as PDF"] == f"/transcript.pdf?person={ada}"
    at.date_input[0].set_value(date(2026, 1, 1))
    press(at, "Use these days")
    said = "Completions from 1 Jan 2026 as CSV"
    assert links(at)[said] == f"/transcript.csv?person={ada}&from=2026-01-01"


def test_days_the_wrong_way_round_print_nothing(screen: Drawn, sqlite_service: Service) -> None:
    """A sentence stands where the links were."""
    at = screen("cora", "person", id=signed_in(sqlite_service, "ada").public_id)
    at.date_input[0].set_value(date(2026, 2, 1))
    at.date_input[1].set_value(date(2026, 1, 1))
    press(at, "Use these days")
    assert "before it starts" in words(at)
    assert not links(at)


def test_credit_is_said_in_the_owners_way(screen: Drawn, sqlite_service: Service) -> None:
    """The AMA's phrase in italics, with its mark."""
    ada = signed_in(sqlite_service, "ada")
    completion = completed(ada, publish(sqlite_service))
    make(ada, completion, quarters=3, boards={}, attested=True)
    said = words(screen("cora", "person", id=ada.public_id))
    assert "Claimed: 0.75 *AMA PRA Category 1 Credits*™" in said


def test_what_a_report_would_say_is_told_masked(screen: Drawn, sqlite_service: Service) -> None:
    """Enough to compare on the telephone; license, NPI and birthday never stand there whole."""
    said = words(screen("cora", "person", id=signed_in(sqlite_service, "ada").public_id))
    assert "Reported as Ada Whitfield · Birthday •••10 · ABIM ID •••456" in said
    assert "MI license ••••••0000 · NPI ••••••7893" in said
    for whole in ("1234567893", "4301000000", "09-10", "123456"):
        assert whole not in said


def test_who_is_no_physician_has_no_such_line(screen: Drawn, sqlite_service: Service) -> None:
    """Nothing is reported of a PA."""
    said = words(screen("cora", "person", id=signed_in(sqlite_service, "dan").public_id))
    assert "birthday" not in said.casefold()
