"""What a question is asked with today: a sibling not seen yet, else itself in another order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from credit.calendar import local_day
from quizzes.correction import SCORING, in_force, is_dropped
from quizzes.drawing import option_order
from quizzes.models import AnyItem
from storage import content, credit
from workflows.attempts.corrections import all_of, numbered, of, told
from workflows.content import frozen
from workflows.content.halted import stop_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Row

    from workflows.act import Act
    from workflows.recall.held import Card

TRIES = 20  # seeds looked at for another order: of two options every other one gives it


@dataclass(frozen=True)
class Pool:
    """The questions of a bank that may be asked today, with what each is a variant of."""

    items: tuple[AnyItem, ...]
    variants: Mapping[str, str]

    def root(self, item_id: str) -> str:
        """Return the first of a family: what an item asks in another way, and that in turn."""
        seen = {item_id}
        while (of_ := self.variants.get(item_id)) is not None and of_ not in seen:
            item_id = of_
            seen.add(item_id)
        return item_id

    def pick(self, item_id: str, seen: Iterable[str]) -> AnyItem | None:
        """Return what to ask for an item: a sibling that was not seen, else the item itself.

        None: it was retired, and no sibling of it is left.
        """
        known = set(seen)
        family = [one for one in self.items if self.root(one.id) == self.root(item_id)]
        fresh = [one for one in family if one.id not in known]
        return next(iter((*fresh, *(one for one in family if one.id == item_id), *family)), None)


def running(a: Act, activity_id: int) -> int | None:
    """Return the newest accreditation period of an activity's bank.

    None: it is paused, withdrawn or over, so that nobody vouches for its questions today.
    """
    slug = content.activity_by_id(a.connection, activity_id).slug
    begun = [one for one in content.periods(a.connection, slug) if one.released <= a.today]
    if not begun or begun[-1].expires < a.today or stop_of(a.connection, begun[-1].id):
        return None
    newest: int = begun[-1].id
    return newest


def pool(a: Act, done: Row[Any]) -> Pool | None:
    """Return what of the bank of a completed activity is asked today; None: nothing is.

    Of a newer period that they may still take for credit only the questions that they know: a
    sibling's key would be given away before it counts.
    """
    newest = running(a, done.activity_id)
    if newest is None:
        return None
    taken = credit.completion_of(a.connection, done.person_id, newest) is not None
    edition = content.newest_edition(a.connection, newest)
    items = frozen.items_of(a.connection, edition.id)
    held = told(a.connection, [one.id for one in items])
    return Pool(
        items=tuple(one for one in items if not is_dropped(of(one, held))),
        variants=frozen.manifest(a.connection, edition.id).variants if taken else {},
    )


def another_order(item: AnyItem, before: tuple[str, ...], seed: str) -> tuple[str, ...]:
    """Return the options in an order other than before, where their order may change at all."""
    orders = (option_order(item, f"{seed}-{one}") for one in range(TRIES))
    return next((one for one in orders if one != before), before)


def changed_since(a: Act, card: Card, item: AnyItem) -> bool:
    """Whether the answer to the question that was taken is another by now, or was taken out."""
    first = card.rows[0]
    taken = frozen.item(a.connection, first.digest)
    if item.id == taken.id and item.version != taken.version:
        return item.key != taken.key
    rows = all_of(a.connection, [taken.id]).get((taken.id, taken.version), [])
    marking = {one.seq for one in in_force(map(numbered, rows)) if one.correction.kind in SCORING}
    zone = a.actor.service.settings.zone
    return any(row.seq in marking and local_day(row.at, zone) >= first.answered_on for row in rows)
