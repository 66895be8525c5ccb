"""Where each question stands, from draft to retired, by its file and the sign-off of its text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from quizzes.rules.approval import was_reviewed
from storage import review
from workflows.act import view
from workflows.content import item_tasks
from workflows.content.item_tasks import ItemTask
from workflows.content.reviewers import CLINICAL, holds
from workflows.content.writing.folder import bank_of, present_in

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from quizzes.bank import Draft
    from quizzes.models import Activity
    from workflows.act import Act, Actor
    from workflows.content.shelf import Present

State = Literal["draft", "in review", "changes asked", "approved", "retired"]
ORDER: tuple[State, ...] = ("in review", "changes asked", "draft", "approved", "retired")


@dataclass(frozen=True)
class Standing:
    """Where the questions of a bank stand, and what is to be done about them."""

    states: Mapping[str, State]  # by item; what cannot be frozen yet is left out
    tasks: Mapping[str, tuple[ItemTask, ...]]

    def reviewers(self, item_id: str) -> tuple[str, ...]:
        """Return who is asked to review a question, by faculty id."""
        asked = (one for one in self.tasks.get(item_id, ()) if one.kind == item_tasks.REVIEW)
        return tuple(name for one in asked for name in one.people)


def standing(actor: Actor, slug: str) -> Standing:
    """Return where the questions of a bank stand.

    Raises:
        NotFound: there is no such bank.
    """
    with view(actor, "writing.see") as a:
        draft = bank_of(a, slug)
        tasks: dict[str, list[ItemTask]] = {}
        for one in item_tasks.read(a, slug):
            tasks.setdefault(one.item_id, []).append(one)
        return Standing(states_of(a, draft), {name: tuple(those) for name, those in tasks.items()})


def states_of(a: Act, draft: Draft) -> dict[str, State]:
    """Return the state of each question that a folder holds, by its id."""
    if draft.activity is None:
        return {}
    items = present_in(draft)
    verdicts = review.verdicts(a.connection, [one.digest for one in items.values()])
    return {
        name: state_of(a.connection, draft.activity, one, verdicts.get((one.digest, CLINICAL)))
        for name, one in items.items()
    }


def state_of(
    connection: Connection, activity: Activity, one: Present, verdict: Row[Any] | None
) -> State:
    """Return where an item stands, with the clinical verdict on its present text.

    Approved is never what a file says by itself: somebody on the list who neither wrote nor
    changed it has signed exactly this text off. Without a verdict, somebody else's review in the
    file counts in a demonstration, and nowhere else.
    """
    status = one.written.status
    if status in ("draft", "retired"):
        return "draft" if status == "draft" else "retired"
    if verdict is not None and verdict.verdict == review.CHANGES:
        return "changes asked"
    signed = (
        activity.demonstration and not any(was_reviewed(one.written))
        if verdict is None
        else holds(connection, activity, one.written, verdict.by)
    )
    return "approved" if status == "approved" and signed else "in review"
