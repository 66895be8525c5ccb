"""Frozen content, read once: editions, terms and items never change after they are written."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Generic, TypeVar
from weakref import WeakKeyDictionary

from quizzes.edition import Manifest, Terms
from quizzes.models import ITEM
from scoring.marking import Marker
from scoring.packed import Sheet
from storage import content
from workflows.refusals import NotFound

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    from sqlalchemy import Connection, Engine

    from quizzes.models import Item

T = TypeVar("T")
EDITIONS = 200
ITEMS = 4_000


class Shelf(Generic[T]):
    """The last things that were parsed; the oldest makes room for a new one."""

    def __init__(self, places: int) -> None:
        """Start empty."""
        self._places = places
        self._things: dict[Hashable, T] = {}

    def get(self, key: Hashable) -> T | None:
        """Return what stands under `key`."""
        return self._things.get(key)

    def put(self, key: Hashable, thing: T) -> T:
        """Keep `thing` and return it."""
        if len(self._things) >= self._places:
            self._things.pop(next(iter(self._things)), None)
        self._things[key] = thing
        return thing


# Inner ids mean something in one database only, digests everywhere.
_MANIFESTS: WeakKeyDictionary[Engine, Shelf[Manifest]] = WeakKeyDictionary()
_TERMS: WeakKeyDictionary[Engine, Shelf[Terms]] = WeakKeyDictionary()
_SHEETS: WeakKeyDictionary[Engine, Shelf[Sheet]] = WeakKeyDictionary()
_KEYS: WeakKeyDictionary[Engine, Shelf[str]] = WeakKeyDictionary()
_ITEMS: Shelf[Item] = Shelf(ITEMS)
_MARKERS: Shelf[Marker] = Shelf(ITEMS)


def manifest(connection: Connection, edition_id: int) -> Manifest:
    """Return everything of an edition but the bodies of its items."""
    shelf = _MANIFESTS.setdefault(connection.engine, Shelf(EDITIONS))
    known = shelf.get(edition_id)
    if known is not None:
        return known
    body = content.edition_by_id(connection, edition_id).manifest
    return shelf.put(edition_id, Manifest.model_validate_json(body))


def sheet(connection: Connection, edition_id: int) -> Sheet:
    """Return the columns that the items of an edition take in packed rows."""
    shelf = _SHEETS.setdefault(connection.engine, Shelf(EDITIONS))
    known = shelf.get(edition_id)
    if known is not None:
        return known
    return shelf.put(edition_id, Sheet(items_of(connection, edition_id)))


def text_digest(text: str) -> str:
    """Return the digest a text is stored under."""
    return hashlib.sha256(text.encode()).hexdigest()


def activity_key(connection: Connection, activity_id: int) -> str:
    """Return the key an activity has in links for good: its slug with its period."""
    shelf = _KEYS.setdefault(connection.engine, Shelf(EDITIONS))
    known = shelf.get(activity_id)
    if known is not None:
        return known
    row = content.activity_by_id(connection, activity_id)
    return shelf.put(activity_id, f"{row.slug}.{row.period}")


def terms(connection: Connection, activity_id: int) -> Terms:
    """Return the terms of an activity: credits, boards, dates, rules."""
    shelf = _TERMS.setdefault(connection.engine, Shelf(EDITIONS))
    known = shelf.get(activity_id)
    if known is not None:
        return known
    body = content.activity_by_id(connection, activity_id).terms
    return shelf.put(activity_id, Terms.model_validate_json(body))


def item(connection: Connection, digest: str) -> Item:
    """Return a frozen item.

    Raises:
        NotFound: no edition holds it.
    """
    return items(connection, (digest,))[digest]


def markers(connection: Connection, digests: Iterable[str]) -> dict[str, Marker]:
    """Return frozen items made ready to mark, by digest.

    Raises:
        NotFound: one of them is in no edition.
    """
    wanted = tuple(digests)
    found = {one: known for one in wanted if (known := _MARKERS.get(one)) is not None}
    missing = [one for one in wanted if one not in found]
    for digest, held in items(connection, missing).items() if missing else ():
        found[digest] = _MARKERS.put(digest, Marker(held))
    return found


def items(connection: Connection, digests: Iterable[str]) -> dict[str, Item]:
    """Return frozen items by digest, the unknown ones read in one statement.

    Raises:
        NotFound: one of them is in no edition.
    """
    wanted = tuple(digests)
    found = {one: known for one in wanted if (known := _ITEMS.get(one)) is not None}
    missing = [one for one in wanted if one not in found]
    if missing:
        for digest, body in content.item_bodies(connection, missing).items():
            found[digest] = _ITEMS.put(digest, ITEM.validate_json(body))
    if len(found) < len(set(wanted)):
        raise NotFound("question")
    return found


def items_of(connection: Connection, edition_id: int) -> tuple[Item, ...]:
    """Return the items of an edition, in its order."""
    digests = content.item_digests(connection, edition_id)
    held = items(connection, digests)
    return tuple(held[one] for one in digests)
