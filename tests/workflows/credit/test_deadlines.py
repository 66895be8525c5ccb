"""A person's deadlines, and their file."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from quizzes.models import HeldElsewhere
from tests import reporting
from tests.amending import account, merged
from tests.committing import committed, later
from tests.editions import publish
from tests.learning import attempted, completed
from tests.people import signed_in
from tests.taking import start_at, take
from workflows.commitments.follow_up import tell
from workflows.credit.claim import make
from workflows.credit.deadlines import deadlines, deadlines_file
from workflows.people.profile import see, write

if TYPE_CHECKING:
    from tests.clock import Clock
    from workflows.act import Actor
    from workflows.service import Service

YEAR_END = date(2026, 12, 31)


def days(actor: Actor) -> list[tuple[str, date]]:
    """Return kind and day of each deadline."""
    return [(one.kind, one.day) for one in deadlines(actor)]


def test_a_completion_is_to_be_claimed(service: Service, ada: Actor) -> None:
    """By the boards' thirty days, by the end of its year, and at last by its deadline."""
    completion = completed(ada, publish(service))
    assert days(ada) == [
        ("report", date(2026, 12, 31)),
        ("year", YEAR_END),
        ("claim", date(2027, 12, 31)),
    ]
    report, year, claim = deadlines(ada)
    assert report.summary.startswith("Points are to be reported to ABIM:")
    assert report.path == claim.path == f"/claim?completion={completion}"
    assert "A small self-assessment" in year.description


def test_boards_of_others_are_no_matter(service: Service, ada: Actor) -> None:
    """Whoever named no board reads of "your board"; whoever named others reads of none."""
    completed(ada, publish(service))
    held = see(ada)
    write(ada, held.seq, held.profile.model_copy(update={"board_ids": {}}))
    assert deadlines(ada)[0].summary.startswith("Points are to be reported to your board:")
    write(ada, held.seq + 1, held.profile.model_copy(update={"board_ids": {"ABP": "123456"}}))
    assert days(ada) == [("claim", date(2027, 12, 31))]


def test_a_rejected_report_is_to_be_put_right(service: Service, ada: Actor) -> None:
    """By the day its board asks for, and no more once that is done; it leads to Records."""
    reporting.identified(ada)
    done = reporting.claimed(ada, reporting.registered(service), 4, reporting.MK)
    reporting.put(service, done, "ABIM", "rejected_board", "Name.")
    (one,) = deadlines(ada)
    assert (one.kind, one.day, one.path) == ("rejected", date(2026, 12, 31), "/records")
    reporting.put(service, done, "ABIM", "accepted")
    assert deadlines(ada) == ()


def test_thirty_days_are_counted_from_the_local_day(service: Service, clock: Clock) -> None:
    """1 October, 21:30 in Detroit, is the 2nd in UTC."""
    key = publish(service)
    clock.at = datetime(2027, 10, 2, 1, 30, tzinfo=UTC)
    ada = signed_in(service, "ada")
    completed(ada, key)
    assert ("report", date(2027, 10, 31)) in days(ada)


def test_who_is_no_physician_hears_of_no_board(service: Service, dan: Actor) -> None:
    """There is something to claim all the same."""
    completed(dan, publish(service))
    assert days(dan) == [("claim", date(2027, 12, 31))]


def test_what_is_claimed_is_no_deadline(service: Service, ada: Actor) -> None:
    """Nothing is left to do."""
    make(ada, completed(ada, publish(service)), quarters=4, boards={}, attested=True)
    assert deadlines(ada) == ()


def test_what_is_begun_is_to_be_completed(service: Service, ada: Actor, dan: Actor) -> None:
    """Open, failed, or passed without the evaluation; until the activity expires."""
    open_, failed, passed, untouched = (
        publish(service, slug=slug) for slug in ("open", "failed", "passed", "untouched")
    )
    start_at(ada, open_)
    take(ada, failed, {1: "b"})
    attempted(ada, passed)
    found = deadlines(ada)
    assert {one.path for one in found} == {
        f"/activity?id={key}" for key in (open_, failed, passed)
    }  # fmt: skip
    assert {(one.kind, one.day) for one in found} == {("expires", date(2027, 10, 31))}
    assert untouched not in str(found)
    assert deadlines(dan) == ()


def test_a_cycle_ends_with_its_year(service: Service, ada: Actor) -> None:
    """As the profile says; which year that is only the board knows."""
    held = see(ada)
    write(ada, held.seq, held.profile.model_copy(update={"cycle_ends": {"ABIM": 2029}}))
    (one,) = deadlines(ada)
    assert (one.kind, one.day) == ("cycle", date(2029, 12, 31))
    assert "ABIM" in one.summary
    assert deadlines(signed_in(service, "dan")) == ()


def test_what_was_meant_is_to_be_answered_for(service: Service, clock: Clock, ada: Actor) -> None:
    """Until a hundred and twenty days after the completion, unless it was."""
    completion = committed(ada, publish(service))
    found = [one for one in deadlines(ada) if one.kind == "follow-up"]
    assert [(one.day, one.path) for one in found] == [
        (date(2027, 3, 31), f"/commitments?completion={completion}")
    ]
    fresh = later(service, clock)
    tell(fresh, completion, number=1, seen=0, state="done")
    assert "follow-up" not in {kind for kind, _ in days(fresh)}


def test_what_is_past_is_left_out(service: Service, clock: Clock, ada: Actor) -> None:
    """On the day itself it is still there."""
    completed(ada, publish(service))
    clock.at = datetime(2026, 12, 31, 15, 0, tzinfo=UTC)
    fresh = signed_in(service, "ada")
    assert [kind for kind, _ in days(fresh)] == ["report", "year", "claim"]
    clock.move(days=1)
    assert [kind for kind, _ in days(fresh)] == ["claim"]


def test_the_file_is_the_same_each_time(service: Service, ada: Actor) -> None:
    """So that a calendar that takes it twice shows nothing twice."""
    completion = completed(ada, publish(service))
    content = deadlines_file(ada)
    assert content == deadlines_file(ada)
    uids = [line for line in content.replace(b"\r\n ", b"").split(b"\r\n") if b"UID:" in line]
    assert len(uids) == len(set(uids)) == 3
    assert f"UID:claim-{completion}@127.0.0.1:8501".encode() in uids
    assert b"DTSTART;VALUE=DATE:20271231" in content


def test_the_file_of_somebody_without_deadlines(ada: Actor) -> None:
    """A calendar without events."""
    assert b"VEVENT" not in deadlines_file(ada)


def test_what_another_account_completed_is_to_be_claimed(service: Service, cora: Actor) -> None:
    """A merge loses no deadline."""
    old, kept = (account(service, f"{one}@x.org", "Eve Ng") for one in ("old", "kept"))
    completed(old, publish(service))
    before = days(old)
    assert days(merged(cora, old, kept)) == before
    assert "claim" in {kind for kind, _ in before}


def test_what_is_claimed_in_another_account_is_not_to_be_claimed(
    service: Service, cora: Actor
) -> None:
    """Nobody is led to a page that refuses."""
    old, kept = (account(service, f"{one}@x.org", "Eve Ng") for one in ("old", "kept"))
    key = publish(service)
    completed(old, key)
    make(kept, completed(kept, key), quarters=4, boards={}, attested=True)
    assert days(merged(cora, old, kept)) == []


def test_whoever_is_not_on_the_roster_has_nothing_to_claim(service: Service, ada: Actor) -> None:
    """The activity was held elsewhere, and there is no deadline for nothing."""
    held = HeldElsewhere(title="Grand Rounds 2026", provider="Example Hospital")
    completed(ada, publish(service, held=held))
    assert days(ada) == []
