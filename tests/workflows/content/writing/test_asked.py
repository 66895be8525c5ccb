"""What reviewers ask of an item, as its authors see it where they write."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from workflows.content.remarks import remark
from workflows.content.reviewing import item
from workflows.content.signing import sign
from workflows.content.writing.asked import Asked, Wish, asked
from workflows.content.writing.listing import bench
from workflows.refusals import NotFound

if TYPE_CHECKING:
    from tests.quizzes.folder import BankFolder
    from workflows.act import Actor

BANK = "small-bank"


def judged(reviewer: Actor, verdict: str, note: str) -> None:
    """Give a verdict on item one as it is now."""
    page = item(reviewer, BANK, "one")
    seen = page.seen.get("clinical", 0)
    sign(
        reviewer, BANK, "one", digest=page.digest, kind="clinical",
        verdict="approved" if verdict == "approved" else "changes", note=note, seen=seen,
    )  # fmt: skip


def test_authors_read_what_is_asked_where_they_write(author: Actor, reviewer: Actor) -> None:
    """The wish with its note, and how many comments nobody settled."""
    remark(reviewer, BANK, "one", "Key", "Is this still so?")
    judged(reviewer, "changes", "See the comment.")
    assert asked(author, BANK, "one") == Asked(
        (Wish("Thandiwe Castellanos, MD", 1, 1, "See the comment."),), 1
    )
    assert bench(author, BANK).remarks == {"one": 1}


def test_a_wish_stands_until_somebody_approves(
    author: Actor, reviewer: Actor, reviewed_bank: BankFolder
) -> None:
    """A changed text alone does not fulfil it."""
    judged(reviewer, "changes", "Say it shorter.")
    reviewed_bank.change("items/one.yaml", "text: Remove the tube", "text: Take the tube out")
    assert len(asked(author, BANK, "one").wishes) == 1
    judged(reviewer, "approved", "")
    assert asked(author, BANK, "one") == Asked((), 0)


def test_of_a_question_that_is_only_a_draft_nothing_is_asked(author: Actor) -> None:
    """Nobody else has seen it; an unknown bank is not found."""
    assert asked(author, BANK, "new") == Asked((), 0)
    with pytest.raises(NotFound):
        asked(author, "no-bank", "one")
