"""What banks and activities need, as the office reads it on Today."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.editions import publish
from tests.people import signed_in
from workflows.content.disclose import give
from workflows.content.disclosures import invite
from workflows.content.halt import halt
from workflows.today.today import today

if TYPE_CHECKING:
    from tests.clock import Clock
    from tests.quizzes.folder import BankFolder
    from workflows.act import Actor
    from workflows.service import Service
    from workflows.today.due import Due

TITLE = "“Small bank: a self-assessment”"


@pytest.fixture
def staff(desk_service: Service) -> Actor:
    """Cora, where the small bank is."""
    return signed_in(desk_service, "cora")


def lines(actor: Actor, to: str) -> list[Due]:
    """Return what waits on one screen."""
    return [one for one in today(actor) if one.to == to]


def test_a_bank_in_order_needs_nothing(staff: Actor, bank: BankFolder) -> None:
    """Nothing is said of it; the boards' own statements wait all the same."""
    bank.change("items/one.yaml", "status: in_review", "status: approved")
    assert [one.to for one in today(staff)] == ["statements"]


@pytest.mark.parametrize(
    ("day", "level", "words"),
    [
        ("2026-11-30", "late", "1 question of {} should have been reviewed by 30 Nov 2026."),
        ("2026-12-01", "soon", "1 question of {} is to be reviewed by 1 Dec 2026."),
        ("2027-03-01", "soon", "1 question of {} is to be reviewed by 1 Mar 2027."),
    ],
)
def test_reviews_are_told_late_and_within_three_months(
    staff: Actor, bank: BankFolder, day: str, level: str, words: str
) -> None:
    """With the way to that bank's list."""
    bank.change("items/two.yaml", "review_due: 2028-10-01", f"review_due: {day}")
    (one,) = lines(staff, "review")
    assert (one.level, one.said) == (level, words.format(TITLE))
    assert (one.query, one.day) == ({"bank": "small-bank"}, date.fromisoformat(day))


def test_several_reviews_of_a_bank_are_one_line(staff: Actor, bank: BankFolder) -> None:
    """With the first day."""
    bank.change("items/one.yaml", "status: in_review", "status: approved")
    for item, day in (("one", "2026-12-20"), ("two", "2026-12-10")):
        bank.change(f"items/{item}.yaml", "review_due: 2028-10-01", f"review_due: {day}")
    (one,) = lines(staff, "review")
    assert one.said == f"2 questions of {TITLE} are to be reviewed, the first by 10 Dec 2026."


def test_a_disclosure_that_needs_the_office_is_named(
    desk_service: Service, staff: Actor, bank: BankFolder
) -> None:
    """A relationship was disclosed, and nobody has decided about it."""
    assert bank.path.exists()
    token = invite(staff, "small-bank", "fac-ben", date(2026, 12, 10)).link.rpartition("/")[2]
    give(desk_service, token, has=True, relationships=(("Acme", "Consultant or advisor", ""),))
    (one,) = lines(staff, "disclosures")
    assert (one.level, one.query) == ("now", {"bank": "small-bank"})
    assert one.said.startswith(f"Ben Reviewer, MD of {TITLE}: ")


def test_a_disclosure_that_runs_out_is_told_in_time(
    desk_service: Service, staff: Actor, bank: BankFolder, clock: Clock
) -> None:
    """Three months before its last day, and not yet before."""
    assert bank.path.exists()
    token = invite(staff, "small-bank", "fac-ben", date(2026, 12, 10)).link.rpartition("/")[2]
    give(desk_service, token, has=False, relationships=())
    clock.move(days=270)
    assert lines(signed_in(desk_service, "cora"), "disclosures") == []
    clock.move(days=10)
    (one,) = lines(signed_in(desk_service, "cora"), "disclosures")
    assert (one.level, one.day) == ("soon", date(2027, 12, 1))
    assert one.said == f"Ben Reviewer, MD's disclosure for {TITLE} ends on 1 Dec 2027."


def test_a_source_that_was_replaced_is_counted_with_who_cites_it(
    staff: Actor, bank: BankFolder
) -> None:
    """The calendar names the questions."""
    bank.change("items/one.yaml", "doi: 10.1000/xyz}", "doi: 10.1000/xyz, superseded: true}")
    (one,) = lines(staff, "calendar")
    assert one.level == "later"
    assert one.said == "1 source was replaced, and 1 question cites what is out of date."


def test_faults_of_the_files_are_counted(staff: Actor, bank: BankFolder) -> None:
    """They keep the bank from being published."""
    bank.change("items/two.yaml", "objectives:", "objectifs:")
    (one,) = lines(staff, "problems")
    assert one.said.endswith(f"{TITLE} from being published as its files are now.")


def test_statements_wait_for_approval(staff: Actor, bank: BankFolder) -> None:
    """Of those who own them."""
    provider = bank.path.parent / "provider.yaml"
    text = provider.read_text(encoding="utf-8").replace("approved: true", "approved: false", 1)
    provider.write_text(text, encoding="utf-8")
    assert any("for approval" in one.said for one in lines(staff, "statements"))


def test_an_activity_is_told_before_it_expires_and_while_it_is_paused(
    quiet: Service, office: Actor, clock: Clock
) -> None:
    """Six months before, since a review takes that long; a withdrawn one is told no more."""
    key = publish(quiet)  # it expires on 31 Oct 2027
    assert today(office) == ()
    halt(office, key, "paused", "A dose is being checked.", 0)
    (paused,) = lines(office, "halt")
    assert (paused.level, paused.query) == ("now", {"id": "small.1"})
    clock.move(days=152)  # 2 May 2027
    later = signed_in(quiet, "cora")
    assert [one.day for one in lines(later, "calendar")] == [date(2027, 10, 31)]
    halt(later, key, "withdrawn", "It is out of date.", 1)
    assert today(later) == ()
