"""Finding people by name or address, however their names are written."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from storage import people
from storage.columns import keepable
from workflows.act import view
from workflows.people.profile import called
from workflows.refusals import Faulty

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Row

    from workflows.act import Actor

MOST = 50
LEAST_LETTERS = 2
# Letters that Unicode does not take apart into a plain one and its mark.
_PLAIN = str.maketrans({"đ": "d", "ø": "o", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})


class TooFewLetters(Faulty):
    """A search that would list half of everybody."""

    def __init__(self) -> None:
        super().__init__(f"Write at least {LEAST_LETTERS} letters of a name or an address.")


@dataclass(frozen=True)
class Found:
    """One person in a list; their records are opened one by one, and that is logged."""

    person: str
    shown: str
    affiliation: str
    addresses: tuple[str, ...]


@dataclass(frozen=True)
class Search:
    """The first people that were found, by name, and how many there are."""

    people: tuple[Found, ...]
    found: int


def search(actor: Actor, words: str) -> Search:
    """Return the people whose name or address holds every one of `words`.

    Raises:
        TooFewLetters: too many would be found.
    """
    wanted = folded(keepable(words)).split()
    if sum(map(len, wanted)) < LEAST_LETTERS:
        raise TooFewLetters
    with view(actor, "people.search") as a:
        every = (_found(*one) for one in people.everybody(a.connection, max(wanted, key=len)))
        held = [one for one in every if _holds(wanted, (one.shown, *one.addresses))]
    held.sort(key=lambda one: (folded(one.shown), one.person))
    return Search(tuple(held[:MOST]), len(held))


def matches(words: str, name: str) -> bool:
    """Whether a name holds every word, whatever the case and the marks on letters."""
    return _holds(folded(keepable(words)).split(), (name,))


def folded(text: str) -> str:
    """Return a text as it is compared: "Nguyễn" as "nguyen"."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(one for one in apart if not unicodedata.combining(one)).translate(_PLAIN)


def _holds(wanted: list[str], texts: Iterable[str]) -> bool:
    held = folded("\n".join(texts))
    return all(one in held for one in wanted)


def _found(row: Row[Any], addresses: tuple[str, ...]) -> Found:
    shown = called(row.legal_name or "", row.degree or "")
    return Found(row.public_id, shown, row.affiliation or "", addresses)
