"""A bank looked at as a whole: what its objectives are covered by, and what is there twice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizzes.editing import coverage as covering
from quizzes.editing import similar as likest
from quizzes.flaws.across import copy_of
from quizzes.flaws.view import View
from workflows.act import view
from workflows.content.states import states_of
from workflows.content.writing.folder import bank_of, copies, every_bank

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from quizzes.editing.coverage import Coverage
    from quizzes.editing.similar import Similar
    from quizzes.models import AnyItem
    from workflows.act import Act, Actor


@dataclass(frozen=True)
class Alike:
    """Another item that asks much the same."""

    bank: str
    title: str
    item: str
    likeness: int  # of 100
    begins: str


@dataclass(frozen=True)
class Pair:
    """An item of a bank, by its id, and another one like it."""

    item: str
    other: Alike


def coverage(actor: Actor, slug: str) -> Coverage:
    """Return how many items of a bank ask about each objective, topic by topic.

    Raises:
        NotFound: there is no such bank.
    """
    with view(actor, "writing.see") as a:
        draft = bank_of(a, slug)
        states = states_of(a, draft)
        approved = {name for name, state in states.items() if state == "approved"}
        return covering.coverage(draft.items.values(), approved, draft.activity)


def alike(actor: Actor, slug: str, item: AnyItem) -> tuple[Alike, ...]:
    """Return the items of all banks that ask much the same as an item of `slug`."""
    with view(actor, "writing.see") as a:
        found = likest.similar(copy_of(View(item, a.today), slug), copies(a, a.today))
        return tuple(_alike(a, found))


def search(actor: Actor, words: str) -> tuple[Alike, ...]:
    """Return the items of all banks in which these words stand, in whichever order."""
    with view(actor, "writing.see") as a:
        return tuple(_alike(a, likest.about(words, copies(a, a.today))))


def twice(actor: Actor, slug: str) -> tuple[Pair, ...]:
    """Return the items of a bank that stand much alike in it or in another one, likest first.

    Raises:
        NotFound: there is no such bank.
    """
    with view(actor, "writing.see") as a:
        bank_of(a, slug)
        every = copies(a, a.today)
        found = likest.pairs([one for one in every if one.bank == slug], every)
        return tuple(Pair(item, other) for item, one in found for other in _alike(a, (one,)))


def _alike(a: Act, found: Iterable[Similar]) -> Iterator[Alike]:
    banks = {one.slug: one for one in every_bank(a)}
    for one in found:
        activity, item = banks[one.bank].activity, banks[one.bank].items[one.item]
        yield Alike(
            bank=one.bank,
            title=activity.title if activity else one.bank,
            item=one.item,
            likeness=one.likeness,
            begins=item.stem or item.lead_in,
        )
