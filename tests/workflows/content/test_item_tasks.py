"""Tasks about single questions."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import TYPE_CHECKING

import pytest

from storage import tasks
from storage.connect import writing
from tests.examined import findings
from tests.taking import count, lines
from tests.together import together
from tests.workflows.content.test_signing import signed
from workflows.act import view
from workflows.content.item_tasks import NoReason, about, close, of_item, read
from workflows.content.reviewing import item, waiting
from workflows.content.writing.retag import Tags, retag
from workflows.content.writing.retire import retire
from workflows.refusals import NotAllowed, NotFound, Stale

if TYPE_CHECKING:
    from tests.quizzes.folder import BankFolder
    from workflows.act import Actor
    from workflows.content.item_tasks import ItemTask
    from workflows.service import Service


def asked(actor: Actor, reviewer: str = "fac-ben", item_id: str = "one") -> ItemTask:
    """Ask somebody to review an item and return the task."""
    retag(actor, "small-bank", [item_id], Tags(reviewer=reviewer))
    (found,) = of_item(actor, "small-bank", item_id)
    return found


def open_tasks(actor: Actor) -> tuple[ItemTask, ...]:
    """Return the open tasks of all banks."""
    with view(actor, "item-task.see") as a:
        return read(a)


def with_eve(bank: BankFolder) -> None:
    """Put another reviewer on the list of a bank."""
    bank.change(
        "activity.yaml",
        "rules:\n",
        "  - id: fac-eve\n    name: Eve Reviewer, MD\n    roles: [reviewer]\n"
        "    disclosure: {has_relationships: false, collected_on: 2026-09-01}\nrules:\n",
    )


def test_a_reviewer_is_asked_and_done_by_approving(
    desk_service: Service, author: Actor, reviewer: Actor, reviewed_bank: BankFolder
) -> None:
    """No file changes; the task is the reviewer's, has a day, and ends with the approval."""
    before = reviewed_bank.files()
    task = asked(author)
    assert reviewed_bank.files() == before
    assert (task.kind, task.people, task.mine, task.due) == (
        "item-review", ("fac-ben",), False, date(2026, 12, 15),
    )  # fmt: skip
    assert [one.mine for one in open_tasks(reviewer)] == [True]
    (waits,) = [one for one in waiting(reviewer) if one.mine]
    assert (waits.item_id, waits.asked) == ("one", ("Ben Reviewer, MD",))
    signed(reviewer)
    assert open_tasks(reviewer) == ()
    assert findings(desk_service) == []


def test_asking_for_changes_leaves_the_review_open(author: Actor, reviewer: Actor) -> None:
    """The same person looks again."""
    asked(author)
    signed(reviewer, verdict="changes", note="Shorter.")
    assert len(open_tasks(reviewer)) == 1


def test_the_same_is_asked_once(desk_service: Service, author: Actor) -> None:
    """A second time changes nothing."""
    asked(author)
    assert retag(author, "small-bank", ["one"], Tags(reviewer="fac-ben")).same == ("one",)
    assert count(desk_service, "task") == 1


@pytest.mark.parametrize("other", ["fac-ben", "fac-eve"])
def test_of_two_who_ask_at_once_one_task_is_left(
    author: Actor, staff: Actor, reviewed_bank: BankFolder, other: str
) -> None:
    """Whether they ask the same person or two."""
    with_eve(reviewed_bank)
    together(
        lambda: retag(author, "small-bank", ["one"], Tags(reviewer="fac-ben")),
        lambda: retag(staff, "small-bank", ["one"], Tags(reviewer=other)),
    )
    assert len(open_tasks(staff)) == 1


def test_another_reviewer_takes_over(
    author: Actor, reviewer: Actor, reviewed_bank: BankFolder
) -> None:
    """Whoever was asked before is not any more."""
    asked(author)
    with_eve(reviewed_bank)
    assert asked(author, "fac-eve").people == ("fac-eve",)
    assert not any(one.mine for one in waiting(reviewer))


def test_an_author_is_not_asked_to_review_their_own(desk_service: Service, author: Actor) -> None:
    """Nor somebody whom the bank does not know; the other questions are asked for all the same."""
    own = retag(author, "small-bank", ["one"], Tags(reviewer="fac-ada"))
    assert "wrote this question" in own.refused["one"]
    unknown = retag(author, "small-bank", ["one"], Tags(reviewer="fac-eve"))
    assert "not on the" in unknown.refused["one"]
    assert count(desk_service, "task") == 0


def test_a_task_is_closed_with_a_reason(
    desk_service: Service, author: Actor, reviewer: Actor, staff: Actor
) -> None:
    """By whom it is for, or by the office; twice in the same words is once."""
    task = asked(author)
    with pytest.raises(NoReason):
        close(reviewer, task.id, "  ")
    with pytest.raises(NotFound):
        close(author, task.id, "Not mine.")
    close(reviewer, task.id, "I treat the authors' families.")
    close(reviewer, task.id, "I treat the authors' families.")
    assert open_tasks(staff) == ()
    assert count(desk_service, "task_note") == len(lines(desk_service, "item-task.close")) == 1
    with pytest.raises(Stale):
        close(staff, task.id, "Another reason.")
    assert findings(desk_service) == []


def test_two_who_close_it_at_once(
    desk_service: Service, author: Actor, reviewer: Actor, staff: Actor
) -> None:
    """One reason is kept, and the other person is told."""
    task = asked(author).id
    came = together(
        lambda: close(reviewer, task, "A conflict."), lambda: close(staff, task, "Not needed.")
    )
    assert sorted(type(one).__name__ for one in came) == ["NoneType", "Stale"]
    assert count(desk_service, "task_note") == len(lines(desk_service, "item-task.close")) == 1


def test_a_task_that_another_withdraws_at_the_same_moment_is_not_closed(
    desk_service: Service, author: Actor, staff: Actor
) -> None:
    """Whoever closes it waits for them, and is told; nobody's act fails for it."""
    task = asked(author)
    with ThreadPoolExecutor(1) as other:
        with writing(desk_service.engine) as connection:
            tasks.hold(connection)  # as many are retagged
            closed = other.submit(close, staff, task.id, "Not needed.")
            (row,) = tasks.about(connection, about("small-bank", "one"))
            at = desk_service.now()
            tasks.note(connection, row.id, 1, "closed", "", at, staff.person_id or 0)
        with pytest.raises(Stale):
            closed.result()


def test_a_retired_question_has_no_tasks(author: Actor) -> None:
    """What was asked of it is asked no more."""
    asked(author)
    retire(author, "small-bank", ["one"], "Outdated.", "fac-ada")
    assert open_tasks(author) == ()


def test_the_page_of_a_question_names_its_tasks(author: Actor, reviewer: Actor) -> None:
    """With the names of whom they are for."""
    asked(author)
    page = item(reviewer, "small-bank", "one")
    assert [one.kind for one in page.tasks] == ["item-review"]
    assert page.people["fac-ben"] == "Ben Reviewer, MD"


def test_learners_see_no_tasks(ada: Actor) -> None:
    """They are work on banks."""
    with pytest.raises(NotAllowed):
        open_tasks(ada)
