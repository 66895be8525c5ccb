"""A new accreditation period: what to look at, its days, and the activity that follows."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.taking import lines
from workflows.content.publish import NotPublished, Published, publish
from workflows.content.writing.renew import (
    Days,
    DaysRefused,
    NoPeriodYet,
    NotLater,
    NotLookedThrough,
    renew,
    renewal,
)
from workflows.refusals import NotFound, Stale

if TYPE_CHECKING:
    from tests.quizzes.folder import BankFolder
    from workflows.act import Actor
    from workflows.service import Service

BANK = "small-bank"
DAYS = Days(date(2027, 7, 1), date(2030, 6, 30), date(2030, 8, 31), date(2026, 11, 20))


@pytest.fixture
def published(cora: Actor, folder: BankFolder) -> BankFolder:
    """The bank after its first publication, for half a year."""
    folder.change("activity.yaml", "expiration_date: 2029-10-31", "expiration_date: 2027-06-30")
    folder.change("activity.yaml", "claim_by: 2029-12-31", "claim_by: 2027-08-31")
    assert not isinstance(publish(cora, folder.path), NotPublished)
    return folder


def renewed(actor: Actor, days: Days = DAYS, *, looked: bool = True) -> str:
    """Renew the bank as it is now and return why it is in no commit."""
    seen = renewal(actor, BANK).seen
    return renew(actor, BANK, days, seen=seen, looked_through=looked).unfiled


def test_new_days_make_publication_a_new_activity(
    here: Service, ben: Actor, cora: Actor, published: BankFolder
) -> None:
    """The file keeps everything else; the log says from when to when."""
    before = published.files()["activity.yaml"].decode()
    assert renewed(ben) == ""
    after = published.files()["activity.yaml"].decode()
    assert "expiration_date: 2030-06-30" in after.replace("'", "").replace('"', "")
    changed = set(after.splitlines()) - set(before.splitlines())
    assert len(changed) == 5  # with the status: a new period is approved anew
    published.change("activity.yaml", "status: in_review", "status: approved")
    done = publish(cora, published.path, renew=True)
    assert isinstance(done, Published)
    assert done.key == f"{BANK}.2"
    (line,) = lines(here, "activity.renew")
    assert (line.data["release"], line.data["expires"]) == ("2027-07-01", "2030-06-30")


def test_what_asks_to_be_looked_at_is_listed(ben: Actor, published: BankFolder) -> None:
    """Superseded references, reviews due, questions that are not approved, disclosures."""
    assert renewal(ben, BANK).nothing
    published.change("items/one.yaml", "doi: 10.1000/xyz}", "doi: 10.1000/xyz, superseded: true}")
    published.change("items/one.yaml", "review_due: 2028-10-01", "review_due: 2026-11-01")
    published.change("items/two.yaml", "status: approved", "status: in_review")
    published.change(
        "activity.yaml",
        "    roles: [reviewer]\n"
        "    disclosure: {has_relationships: false, collected_on: 2026-09-01}\n",
        "    roles: [reviewer]\n",
    )
    found = renewal(ben, BANK)
    assert [one.item for one in found.superseded] == ["one"]
    assert [one.item for one in found.reviews] == ["one"]
    assert [one.item for one in found.unapproved] == ["two"]
    assert "Ben Reviewer" in found.disclosures[0].what
    assert not found.nothing


def test_nobody_renews_without_having_looked(ben: Actor, published: BankFolder) -> None:
    """The statement is asked for, and nothing is written without it."""
    files = published.files()
    with pytest.raises(NotLookedThrough):
        renewed(ben, looked=False)
    assert published.files() == files


@pytest.mark.parametrize(
    ("days", "why"),
    [
        (replace(DAYS, expiration=date(2027, 6, 30)), NotLater),
        (replace(DAYS, expiration=date(2031, 6, 30), claim_by=date(2031, 8, 31)), DaysRefused),
        (replace(DAYS, claim_by=date(2030, 6, 29)), DaysRefused),
        (replace(DAYS, designated=date(2027, 7, 2)), DaysRefused),
    ],
)
def test_days_have_to_follow_each_other(
    ben: Actor, published: BankFolder, days: Days, why: type[Exception]
) -> None:
    """Beyond the period before, three years at most, claims last, designation first."""
    files = published.files()
    with pytest.raises(why):
        renewed(ben, days)
    assert published.files() == files


def test_a_designation_can_follow_later(ben: Actor, cora: Actor, published: BankFolder) -> None:
    """The one before is not carried over, and nothing is published without one."""
    renewed(ben, replace(DAYS, designated=None))
    assert b"designated_on" not in published.files()["activity.yaml"]
    published.change("activity.yaml", "status: in_review", "status: approved")
    refused = publish(cora, published.path, renew=True)
    assert isinstance(refused, NotPublished)
    assert "designated-on" in {one.rule for one in refused.problems}


def test_what_somebody_saved_meanwhile_is_not_overwritten(
    ben: Actor, published: BankFolder
) -> None:
    """The page is drawn anew."""
    seen = renewal(ben, BANK).seen
    published.change("activity.yaml", "audience: Physicians.", "audience: All physicians.")
    with pytest.raises(Stale):
        renew(ben, BANK, DAYS, seen=seen, looked_through=True)


def test_a_bank_never_published_has_no_period(ben: Actor) -> None:
    """Nor has one that is not there."""
    with pytest.raises(NoPeriodYet):
        renewal(ben, BANK)
    with pytest.raises(NotFound):
        renewal(ben, "no-bank")


def test_a_renewal_is_one_commit(ben: Actor, published: BankFolder) -> None:
    """Where the bank folder is a repository."""
    git = shutil.which("git") or "git"
    subprocess.run([git, "init", "-q", str(published.path)], check=True)
    assert renewed(ben) == ""
    said = subprocess.run(
        [git, "-C", str(published.path), "log", "--format=%s"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    assert said == f"{BANK}: new period from 2027-07-01 to 2030-06-30\n"
