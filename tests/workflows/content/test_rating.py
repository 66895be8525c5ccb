"""Angoff ratings."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from tests.taking import count, lines
from workflows.content.gate import gate
from workflows.content.rating import NotAPercent, Ratings, rate, ratings
from workflows.content.reviewing import item
from workflows.content.signing import TextChanged
from workflows.refusals import Stale

if TYPE_CHECKING:
    from tests.quizzes.folder import BankFolder
    from workflows.act import Actor
    from workflows.service import Service


def rated(actor: Actor, percent: int, item_id: str = "one", seen: int = 0) -> Ratings:
    """Rate an item as it is now."""
    digest = item(actor, "small-bank", item_id).digest
    return rate(actor, "small-bank", item_id, digest=digest, percent=percent, seen=seen)


def test_judges_rate_alone_and_then_see_the_mean(
    desk_service: Service, author: Actor, reviewer: Actor
) -> None:
    """What the others said would lead a judge; the log holds no rating either."""
    rated(author, 60)
    assert ratings(reviewer, "small-bank", "one") == Ratings(None, 0, 1, None)
    assert rated(reviewer, 71) == Ratings(71, 1, 1, Fraction(131, 2))
    assert all("percent" not in line.data for line in lines(desk_service, "item.rate"))


def test_ratings_propose_a_standard(
    author: Actor, reviewer: Actor, staff: Actor, reviewed_bank: BankFolder
) -> None:
    """(60 + 71) / 2 and 80 make 72.75, which the gate tells beside the standard in force."""
    reviewed_bank.change("items/one.yaml", "status: in_review", "status: approved")
    rated(author, 60)
    rated(reviewer, 71)
    rated(reviewer, 80, "two")
    found = gate(staff, "small-bank")
    assert found.standard is not None
    assert found.standard.percent == Fraction(291, 4)
    (said,) = [one.said for one in found.ticks if one.name == "Passing standard"]
    assert "75% of all points" in said
    assert "2 judges of 2 of 2 questions propose 72.8%" in said


def test_a_rating_is_corrected(desk_service: Service, reviewer: Actor) -> None:
    """The last one counts; the same one again is no other."""
    rated(reviewer, 60)
    assert rated(reviewer, 65, seen=1).own == 65
    assert rated(reviewer, 65, seen=1).seq == 2
    assert count(desk_service, "judgement") == 2


def test_a_rating_is_about_the_text_that_was_read(
    reviewer: Actor, reviewed_bank: BankFolder
) -> None:
    """A changed question is rated anew."""
    digest = item(reviewer, "small-bank", "one").digest
    rated(reviewer, 60)
    reviewed_bank.change("items/one.yaml", "What is done first?", "What is done next?")
    assert ratings(reviewer, "small-bank", "one").own is None
    with pytest.raises(TextChanged):
        rate(reviewer, "small-bank", "one", digest=digest, percent=50, seen=1)


@pytest.mark.parametrize("percent", [-1, 101])
def test_a_rating_is_a_percentage(reviewer: Actor, percent: int) -> None:
    """0 to 100."""
    with pytest.raises(NotAPercent):
        rated(reviewer, percent)


def test_a_stale_page_rates_nothing(reviewer: Actor) -> None:
    """The judge has rated it in another window."""
    rated(reviewer, 60)
    with pytest.raises(Stale):
        rated(reviewer, 70)
