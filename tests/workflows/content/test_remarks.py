"""Remarks on the fields of a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.taking import count, lines
from workflows.content.remarks import NothingRemarked, answer, remark
from workflows.content.reviewing import item, waiting
from workflows.content.signing import sign
from workflows.refusals import NotAllowed, NotFound, Stale

if TYPE_CHECKING:
    from tests.quizzes.folder import BankFolder
    from workflows.act import Actor
    from workflows.service import Service


def test_a_field_is_remarked_on_and_the_author_answers(
    desk_service: Service, author: Actor, reviewer: Actor
) -> None:
    """The thread tells who said what, and the log holds none of it."""
    thread = remark(reviewer, "small-bank", "one", "Key", "Is B not right, too?")
    (waits,) = [one for one in waiting(author) if one.remarks]
    assert (waits.item_id, waits.remarks) == ("one", 1)
    assert answer(author, thread, "The stem says why not.", settled=False, seen=1) == 2
    assert answer(reviewer, thread, "", settled=True, seen=2) == 3
    (one,) = item(author, "small-bank", "one").threads
    assert (one.field, one.open, one.present, one.seq) == ("Key", False, True, 3)
    assert [said.by for said in one.said] == [
        "Thandiwe Castellanos, MD",
        "Ben Adeyemi-Larsen, MD",
        "Thandiwe Castellanos, MD",
    ]
    (line,) = lines(desk_service, "remark.make")
    assert "not right" not in str(line.data)


def test_a_remark_outlives_the_text_it_was_about(
    reviewer: Actor, reviewed_bank: BankFolder
) -> None:
    """It says that it is about an earlier text."""
    remark(reviewer, "small-bank", "one", "Question", "First or next?")
    reviewed_bank.change("items/one.yaml", "What is done first?", "What is done next?")
    (one,) = item(reviewer, "small-bank", "one").threads
    assert (one.open, one.present) == (True, False)


def test_a_settled_remark_is_reopened_with_words(reviewer: Actor) -> None:
    """Without words nobody would know why."""
    thread = remark(reviewer, "small-bank", "one", "Key", "Why?")
    answer(reviewer, thread, "", settled=True, seen=1)
    with pytest.raises(NothingRemarked):
        answer(reviewer, thread, "", settled=False, seen=2)
    answer(reviewer, thread, "Still not.", settled=False, seen=2)
    assert item(reviewer, "small-bank", "one").threads[0].open


def test_an_open_remark_says_what_has_to_change(reviewer: Actor) -> None:
    """Changes can then be asked for without a note."""
    remark(reviewer, "small-bank", "one", "Key", "Check the dose.")
    page = item(reviewer, "small-bank", "one")
    done = sign(
        reviewer, "small-bank", "one", digest=page.digest, kind="clinical", verdict="changes"
    )
    assert done.verdict == "changes"


def test_the_same_remark_twice_is_one(desk_service: Service, reviewer: Actor) -> None:
    """A double click writes once."""
    first = remark(reviewer, "small-bank", "one", "Key", "Why?")
    assert remark(reviewer, "small-bank", "one", "Key", " Why? ") == first
    assert count(desk_service, "remark") == 1


def test_a_remark_has_words(reviewer: Actor) -> None:
    """Blanks are none."""
    with pytest.raises(NothingRemarked):
        remark(reviewer, "small-bank", "one", "Key", "  ")


def test_a_stale_answer_is_refused(author: Actor, reviewer: Actor) -> None:
    """Somebody answered in another window."""
    thread = remark(reviewer, "small-bank", "one", "Key", "Why?")
    answer(author, thread, "Because.", settled=False, seen=1)
    with pytest.raises(Stale):
        answer(reviewer, thread, "I see.", settled=True, seen=1)


def test_an_unknown_thread_is_not_found(reviewer: Actor) -> None:
    """Threads are answered by their names."""
    with pytest.raises(NotFound):
        answer(reviewer, "0" * 32, "I see.", settled=True, seen=1)


def test_learners_remark_on_nothing_here(ada: Actor, author: Actor) -> None:
    """Authors answer, and begin nothing themselves."""
    for one in (ada, author):
        with pytest.raises(NotAllowed):
            remark(one, "small-bank", "one", "Key", "Why?")
