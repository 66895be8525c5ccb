"""A bank looked at as a whole: what its objectives are covered by, and what is there twice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizzes.editing import coverage as covering
from quizzes.editing.similar import similar as likest
from quizzes.flaws.across import copy_of
from quizzes.flaws.view import View
from workflows.act import view
from workflows.content.writing.folder import bank_of, copies, every_bank

if TYPE_CHECKING:
    from quizzes.editing.coverage import Coverage
    from quizzes.models import AnyItem
    from workflows.act import Actor


@dataclass(frozen=True)
class Alike:
    """Another item that asks much the same."""

    bank: str
    title: str
    item: str
    likeness: int  # of 100
    begins: str


def coverage(actor: Actor, slug: str) -> Coverage:
    """Return how many items of a bank ask about each objective, topic by topic.

    Raises:
        NotFound: there is no such bank.
    """
    with view(actor, "writing.see") as a:
        draft = bank_of(a, slug)
        objectives = draft.activity.objectives if draft.activity else ()
        return covering.coverage(draft.items.values(), [one.id for one in objectives])


def alike(actor: Actor, slug: str, item: AnyItem) -> tuple[Alike, ...]:
    """Return the items of all banks that ask much the same as an item of `slug`."""
    with view(actor, "writing.see") as a:
        banks = {one.slug: one for one in every_bank(a)}
        found = likest(copy_of(View(item, a.today), slug), copies(a, a.today))
        return tuple(
            Alike(
                bank=one.bank,
                title=activity.title if (activity := banks[one.bank].activity) else one.bank,
                item=one.item,
                likeness=one.likeness,
                begins=(other := banks[one.bank].items[one.item]).stem or other.lead_in,
            )
            for one in found
        )
