"""Where each report stands, as the physician and the office read it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from storage import things
from tests.amending import amend, withdraw
from tests.contents import Start
from tests.people import begin_at, signed_in
from tests.reporting import MK, claimed, consent, enter, identified, put, registered
from workflows.act import view
from workflows.pars import tracker
from workflows.pars.batch import make, send
from workflows.pars.by_hand import enter as answer

if TYPE_CHECKING:
    from tests.clock import Clock
    from tests.people import Begun
    from workflows.act import Actor
    from workflows.pars.tracker import Tracked
    from workflows.service import Service


def tracked(actor: Actor, completion: str) -> dict[str, Tracked]:
    """Return where the reports of a completion stand, by subject."""
    with view(actor, "records.see") as a:
        row = things.find(a.connection, "completion", completion, None)
        assert row is not None
        return {one.subject: one for one in tracker.tracked(a, row)}


DONE: Begun[str] = Start()


@pytest.fixture
def begun(service: Service) -> str:
    """A completion of 1 December 2026, claimed with ABIM points by somebody PARS can take."""

    def reach() -> str:
        ada = signed_in(service, "ada")
        identified(ada)
        consent(ada, "states")
        return claimed(ada, registered(service), 4, MK)

    return begin_at(service, DONE, reach)


@pytest.fixture
def done(begun: str) -> str:
    """Return Ada's completion."""
    return begun


def test_what_is_earned_goes_with_the_next_batch(ada: Actor, done: str) -> None:
    """Each subject has its amount, its 30 days and the year it counts for."""
    found = tracked(ada, done)["ABIM"]
    assert (found.to, found.amount) == ("ABIM", "0.75 ABIM points (Medical Knowledge)")
    assert (found.stage, found.said, found.fix) == ("earned", "Ready to be reported", None)
    assert (found.report_by, found.days_left) == (date(2026, 12, 31), 30)
    assert found.year_ends == date(2026, 12, 31)


def test_the_clock_runs_over(ada: Actor, clock: Clock, done: str) -> None:
    """After the 30 days the rest is negative, and it stops when the record is accepted."""
    clock.move(days=33)
    assert tracked(ada, done)["ABIM"].days_left == -3
    put(ada.service, done, "ABIM", "accepted")
    assert tracked(ada, done)["ABIM"].days_left is None


def test_state_boards_have_no_thirty_days(ada: Actor, clock: Clock, done: str) -> None:
    """No rule asks for credit there by a day: it goes while PARS takes it."""
    clock.move(days=33)
    found = tracked(ada, done)["cme"]
    assert (found.stage, found.days_left) == ("earned", None)
    assert found.report_by == date(2028, 3, 31)


def test_without_consent_a_board_is_not_told(ada: Actor, done: str) -> None:
    """A consent withdrawn after the claim stops the report (pitfall 10)."""
    consent(ada, "ABIM", given=False)
    found = tracked(ada, done)["ABIM"]
    assert (found.stage, found.reason) == ("waiting", "There is no consent to report to ABIM.")
    assert found.fix is not None
    assert (found.fix.who, found.fix.where) == ("the physician", "profile")
    assert tracked(ada, done)["cme"].stage == "earned"


@pytest.mark.parametrize("state", ["ready", "rejected_pars"])
def test_who_has_not_agreed_to_state_boards_owes_nothing(ada: Actor, done: str, state: str) -> None:
    """Not to agree is a choice: nothing waits, nothing is late, nothing is to be put right."""
    if state != "ready":
        put(ada.service, done, "cme", state)
    consent(ada, "states", given=False)
    found = tracked(ada, done)["cme"]
    assert (found.stage, found.fix, found.days_left) == ("not needed", None, None)
    assert found.declined
    assert not found.open


def test_without_identity_it_waits_and_says_for_what(ada: Actor, done: str) -> None:
    """Everything that is missing is named at once."""
    identified(ada, given_name="", birthday="")
    assert tracked(ada, done)["ABIM"].reason == "Missing: given name, month and day of birth."


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("batched", "In the batch that goes to PARS next"),
        ("sent", "Sent to PARS; the answer is not here yet"),
        ("pending_board", "PARS has it; the board has not answered yet"),
        ("accepted", "Accepted on 1 Dec 2026"),
        ("rejected_pars", "Rejected by PARS"),
        ("rejected_board", "Rejected by the board"),
    ],
)
def test_each_state_has_its_words(ada: Actor, done: str, state: str, said: str) -> None:
    """From the batch to the answer."""
    put(ada.service, done, "ABIM", state)
    assert tracked(ada, done)["ABIM"].said == said


def test_a_rejection_says_why_and_what_to_fix(ada: Actor, done: str) -> None:
    """PARS' own words, and the page that puts it right."""
    put(ada.service, done, "ABIM", "rejected_board", "Name does not match.")
    found = tracked(ada, done)["ABIM"]
    assert (found.stage, found.reason) == ("rejected", "Name does not match.")
    assert found.fix is not None
    assert found.fix.where == "profile"


def test_what_was_put_right_is_said_to_go_again(
    service: Service, ada: Actor, clock: Clock, done: str
) -> None:
    """With the day of the correction, what was wrong, and nothing left to do for its owner."""
    cora = signed_in(service, "cora")
    send(cora, make(cora, "excel", after="").batch)
    put(service, done, "ABIM", "rejected_board", "Name does not match.")
    assert tracked(ada, done)["ABIM"].stage == "rejected"
    clock.move(days=2)
    ada = signed_in(service, "ada")
    identified(ada, family_name="Whitfield-Moore")
    found = tracked(ada, done)["ABIM"]
    assert (found.stage, found.fix, found.days_left) == ("corrected", None, 28)
    assert found.said == "Corrected on 3 Dec 2026; the office sends it again"
    assert found.reason == "Rejected before: Name does not match."


@pytest.mark.parametrize(
    ("reason", "who", "said"),
    [
        ("Name does not match.", "the physician", "Compare name in the profile with what ABIM"),
        ("Diplomate not found.", "the physician", "name, month and day of birth and ABIM ID"),
        ("", "the physician", "name, month and day of birth and ABIM ID"),
        ("The activity was withdrawn.", "staff", "Look into it with PARS or the board"),
    ],
)
def test_what_to_put_right_follows_from_the_reason(
    ada: Actor, done: str, reason: str, who: str, said: str
) -> None:
    """A reason that is not about the person is the office's, and asks nothing of anybody else."""
    put(ada.service, done, "ABIM", "rejected_board", reason)
    fix = tracked(ada, done)["ABIM"].fix
    assert fix is not None
    assert fix.who == who
    assert said in fix.said


def test_ones_own_gap_comes_before_the_offices(service: Service, ada: Actor) -> None:
    """Whoever waits for the office's part can do their own meanwhile."""
    identified(ada)
    done = claimed(ada, registered(service, accme=None), 4, MK)
    assert tracked(ada, done)["ABIM"].fix is not None
    identified(ada, birthday="")
    found = tracked(ada, done)["ABIM"]
    assert found.reason == (
        "Missing: month and day of birth. The activity has no ACCME activity ID yet."
    )
    assert found.fix is not None
    assert found.fix.who == "the physician"
    assert found.fix.said == "Complete the profile. The rest is for the office."


def test_what_another_platform_reports_is_not_needed_here(ada: Actor, done: str) -> None:
    """Reported by us or by them, never by both."""
    enter(ada.service, "small.1", "reporter", "elsewhere")
    found = tracked(ada, done)["cme"]
    assert (found.stage, found.fix, found.days_left) == ("not needed", None, None)


def test_what_was_withdrawn_says_what_becomes_of_it(ada: Actor, cora: Actor, done: str) -> None:
    """Unsent it is gone; sent it is being deleted, until PARS says so."""
    put(ada.service, done, "ABIM", "accepted")
    withdraw(cora, done, "Claimed in error.")
    found = tracked(ada, done)
    assert found["cme"].said == "Taken back before it was reported"
    assert found["ABIM"].said == "Taken back; it is being deleted from PARS"
    put(ada.service, done, "ABIM", "accepted")
    assert tracked(ada, done)["ABIM"].said == "Taken back, and deleted from PARS"


def test_what_was_rejected_after_it_was_withdrawn_is_gone(
    ada: Actor, cora: Actor, done: str
) -> None:
    """Nothing has to be put right or deleted, and none of it says that it were."""
    put(ada.service, done, "ABIM", "sent")
    record = tracked(ada, done)["ABIM"].record
    withdraw(cora, done, "Claimed in error.")
    answer(cora, record, "rejected_board", "Read in PARS.", seen="sent")
    found = tracked(ada, done)["ABIM"]
    assert (found.stage, found.fix) == ("taken back", None)
    assert found.said == "Taken back before it was reported"


def test_a_deletion_that_waits_is_told_beside_what_replaces_it(
    ada: Actor, cora: Actor, done: str
) -> None:
    """PARS holds the old amount until then, and the answer to the deletion has its own record."""
    put(ada.service, done, "ABIM", "accepted")
    amend(cora, done, {MK: 2}, "Took part in half of it.")
    found = tracked(ada, done)["ABIM"]
    assert (found.amount, found.said) == (
        "0.50 ABIM points (Medical Knowledge)",
        "Ready to be reported",
    )
    (old,) = found.deletions
    assert (old.amount, old.said) == (
        "0.75 ABIM points (Medical Knowledge)",
        "it goes with the next batch",
    )
    assert old.record != found.record
