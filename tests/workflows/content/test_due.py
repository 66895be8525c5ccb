"""The calendar: what falls due, and which questions cite what."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.quizzes.folder import BankFolder
from workflows.content.disclose import give
from workflows.content.disclosures import invite
from workflows.content.due import Due, calendar
from workflows.content.publish import publish
from workflows.refusals import NotAllowed

if TYPE_CHECKING:
    from workflows.act import Actor
    from workflows.service import Service


@pytest.fixture
def bank(reviewed_bank: BankFolder) -> BankFolder:
    """The small bank, ready to be published."""
    reviewed_bank.change("items/one.yaml", "status: in_review", "status: approved")
    return reviewed_bank


def due(actor: Actor, kind: str) -> list[Due]:
    """Return what is due of a kind, the earliest first."""
    return [one for one in calendar(actor).due if one.kind == kind]


def test_reviews_of_a_day_stand_together(author: Actor, bank: BankFolder) -> None:
    """The questions of a bank that are due on one day are one line; drafts are due on none."""
    (one,) = due(author, "review")
    assert (one.day, one.items, one.late, one.soon) == (
        date(2028, 10, 1),
        ("one", "two"),
        False,
        False,
    )
    bank.change("items/one.yaml", "status: approved", "status: draft")
    assert due(author, "review")[0].items == ("two",)


@pytest.mark.parametrize(
    ("day", "late", "soon"),
    [("2026-11-30", True, False), ("2026-12-01", False, True), ("2027-03-01", False, True),
     ("2027-03-02", False, False)],
)  # fmt: skip
def test_late_is_before_today_and_soon_within_three_months(
    author: Actor, bank: BankFolder, day: str, late: bool, soon: bool
) -> None:
    """Today itself is not late."""
    bank.change("items/one.yaml", "review_due: 2028-10-01", f"review_due: {day}")
    first = due(author, "review")[0]
    assert (first.items, first.late, first.soon) == (("one",), late, soon)


def test_an_activity_expires(staff: Actor, bank: BankFolder) -> None:
    """Once it is published."""
    assert due(staff, "expiry") == []
    publish(staff, bank.path)
    (one,) = due(staff, "expiry")
    assert (one.day, one.what) == (date(2029, 10, 31), "Small bank: a self-assessment")


def test_a_disclosure_runs_out(desk_service: Service, staff: Actor, bank: BankFolder) -> None:
    """A year after it was given by link."""
    assert bank.path.exists()
    token = invite(staff, "small-bank", "fac-ben", date(2026, 12, 10)).link.rpartition("/")[2]
    give(desk_service, token, has=False, relationships=())
    (one,) = due(staff, "disclosure")
    assert (one.day, one.what) == (date(2027, 12, 1), "Ben Reviewer, MD")


def test_a_superseded_source_names_every_question_that_cites_it(
    author: Actor, bank: BankFolder
) -> None:
    """Also those where nobody marked it yet, in whichever bank: the DOI is the same."""
    other = BankFolder(bank.path.parent / "other-bank")
    other.change("items/two.yaml", 'pmid: "32467512"', "doi: 10.1000/XYZ")
    bank.change("items/one.yaml", "doi: 10.1000/xyz}", "doi: 10.1000/xyz, superseded: true}")
    first = calendar(author).sources[0]
    assert first.superseded
    assert set(first.items) == {
        ("small-bank", "one"),
        ("other-bank", "one"),
        ("other-bank", "two"),
    }
    assert [one.superseded for one in calendar(author).sources[1:]] == [False]


def test_learners_have_no_calendar(ada: Actor) -> None:
    """It is about work on banks."""
    with pytest.raises(NotAllowed):
        calendar(ada)
