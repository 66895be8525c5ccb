"""Where a question stands, from draft to retired."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.workflows.content.test_signing import for_credit, signed
from workflows.content.reviewing import item, waiting
from workflows.content.states import standing
from workflows.content.writing.opening import open_form
from workflows.content.writing.retag import Tags, retag
from workflows.content.writing.surveying import coverage
from workflows.content.writing.write import write
from workflows.refusals import NotAllowed, NotFound

if TYPE_CHECKING:
    from tests.quizzes.folder import BankFolder
    from workflows.act import Actor

BANK = "small-bank"


def states(actor: Actor) -> dict[str, str]:
    """Return the states of the bank, which every list agrees on."""
    found = dict(standing(actor, BANK).states)
    assert {one.item_id: one.state for one in waiting(actor)} == found
    return dict(found)


def test_an_item_goes_from_draft_to_approved(
    author: Actor, reviewer: Actor, reviewed_bank: BankFolder
) -> None:
    """By its file until it is in review, by a reviewer's sign-off from then on."""
    reviewed_bank.change("items/one.yaml", "status: in_review", "status: draft")
    assert states(author)["one"] == "draft"
    retag(author, BANK, ["one"], Tags(status="in_review"))
    assert states(author)["one"] == "in review"
    signed(reviewer, verdict="changes", note="Shorter.")
    assert states(author)["one"] == "changes asked"
    signed(reviewer)
    assert states(author)["one"] == "approved"


def test_approved_in_the_file_alone_is_in_review(
    author: Actor, reviewer: Actor, reviewed_bank: BankFolder
) -> None:
    """Where credit is given; every list and the coverage say the same."""
    for_credit(reviewed_bank)
    reviewed_bank.change("items/one.yaml", "status: in_review", "status: approved")
    assert states(author) == {"one": "in review", "two": "in review"}
    assert coverage(author, BANK).approved == {}
    signed(reviewer)
    assert states(author) == {"one": "approved", "two": "in review"}
    assert coverage(author, BANK).approved == {("airway", "OBJ-1"): 1}


def test_a_block_in_the_file_by_its_author_approves_nothing(
    author: Actor, reviewed_bank: BankFolder
) -> None:
    """Not even in a demonstration, which rests on the reviews in its files."""
    reviewed_bank.change("items/one.yaml", "status: in_review", "status: approved")
    assert states(author)["one"] == "approved"
    reviewed_bank.change("items/one.yaml", "by: fac-ben", "by: fac-ada")
    assert states(author)["one"] == "in review"


def test_a_sign_off_by_who_is_its_author_now_does_not_hold(
    author: Actor, reviewer: Actor, reviewed_bank: BankFolder
) -> None:
    """It is to be reviewed by another one."""
    signed(reviewer)
    reviewed_bank.change("items/one.yaml", "authors: [fac-ada]", "authors: [fac-ada, fac-ben]")
    assert states(author)["one"] == "in review"


def test_another_text_is_another_state(
    author: Actor, reviewer: Actor, reviewed_bank: BankFolder
) -> None:
    """What was approved is not what is there now, whatever the file says."""
    signed(reviewer)
    digest = item(reviewer, BANK, "one").digest
    reviewed_bank.change("items/one.yaml", "What is done first?", "What comes first?")
    reviewed_bank.change("items/one.yaml", "date: 2026-09-15", "date: 2026-12-01")
    assert item(reviewer, BANK, "one").digest != digest
    for_credit(reviewed_bank)
    assert states(author)["one"] == "in review"


@pytest.mark.parametrize("status", ["approved", "retired"])
def test_neither_is_set_by_form_nor_for_many(author: Actor, status: str) -> None:
    """One comes of a review, the other asks for a reason."""
    form = open_form(author, BANK, "one").form
    with pytest.raises(NotAllowed):
        write(author, BANK, replace(form, fields={**form.fields, "status": status}), by="fac-ada")
    assert set(retag(author, BANK, ["one"], Tags(status=status)).refused) == {"one"}


def test_there_is_no_such_bank(author: Actor) -> None:
    """Said as for any unknown thing."""
    with pytest.raises(NotFound):
        standing(author, "no-bank")
