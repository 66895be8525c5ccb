"""The page on which a physician will meet an item, made of a form that is not saved yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzes.digest import digest
from quizzes.drawing import option_order
from quizzes.editing.published import as_published
from quizzes.edition import FormItem
from quizzes.models import Rules
from scoring.marking import mark, method_of
from workflows.act import view
from workflows.attempts.margin import Margin
from workflows.attempts.question import Place, Question, marking
from workflows.attempts.review import reviewed
from workflows.attempts.standing import Standing
from workflows.content.writing.folder import bank_of

if TYPE_CHECKING:
    from quizzes.answer import Answer
    from quizzes.bank import Draft
    from quizzes.models import AnyItem
    from workflows.act import Actor

_SEED = "as it is tried"
_NO_ACTIVITY = Rules(
    passing_percent="75",
    passing_rationale="None yet.",
    retake="same_items",
    feedback="after_each_item",
)
"""How a bank without an activity of its own is tried."""


def try_item(
    actor: Actor,
    slug: str,
    item: AnyItem,
    attempt: str,
    value: Answer | None,
    confidence: str | None = None,
) -> Question:
    """Return the question page of an item, with its feedback once there is an answer.

    `attempt` names the try for the card; the digest of what is shown is added to it.

    Raises:
        NotFound: there is no such bank.
    """
    with view(actor, "writing.see") as a:
        draft = bank_of(a, slug)
        shown = as_published(draft, item)
        one = FormItem(item_id=item.id, digest=digest(shown), order=option_order(shown, _SEED))
        answered = value is not None and shown.fault_of(value) is None
        feedback = None
        if answered:
            got = mark(shown, value, method_of(shown, {})).score
            feedback = reviewed(1, one, shown, value, confidence, got)
        return Question(
            attempt=f"{attempt}-{one.digest[:12]}",
            key=slug,
            title=draft.activity.title if draft.activity else slug,
            demonstration=bool(draft.activity and draft.activity.demonstration),
            number=1,
            rules=_rules(draft),
            standing=Standing(submitted=False, due=None, closes=None, now=a.at, policy="submit"),
            position=1,
            places=(Place(1, answered, flagged=False, unsure=False, partial=False),),
            item=shown.public(one.order),
            value=value if answered else None,
            confidence=confidence,
            seq=int(answered),
            seconds=0,
            saved_at=a.at if answered else None,
            margin=Margin(),
            feedback=feedback,
            marking=marking(shown),
        )


def _rules(draft: Draft) -> Rules:
    """Return the activity's rules, with the feedback at once: that is what is looked at here."""
    own = draft.activity.rules if draft.activity else _NO_ACTIVITY
    return own.model_copy(update={"feedback": "after_each_item"})
