"""What reviewers still ask of an item, for whoever goes on writing it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from storage import review
from workflows.act import view
from workflows.content.reviewing import name_of
from workflows.content.writing.folder import bank_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Row

    from workflows.act import Act, Actor


@dataclass(frozen=True)
class Wish:
    """Changes that a reviewer asked for, and has not approved since."""

    by: str
    version: int
    revision: int
    note: str


@dataclass(frozen=True)
class Asked:
    """What is asked of an item: wishes by kind of review, and comments nobody settled."""

    wishes: tuple[Wish, ...]
    comments: int


def asked(actor: Actor, slug: str, item: str) -> Asked:
    """Return what reviewers ask of an item; of one that was never saved nothing.

    Raises:
        NotFound: there is no such bank.
    """
    with view(actor, "writing.see") as a:
        if item not in bank_of(a, slug).items:
            return Asked((), 0)
        comments = review.open_remarks(a.connection, (item,)).get(item, 0)
        return Asked(tuple(_wishes(a, item)), comments)


def _wishes(a: Act, item: str) -> Iterator[Wish]:
    newest: dict[str, Row[Any]] = {}
    for row in review.verdicts_on(a.connection, item):
        newest.setdefault(row.kind, row)
    for row in newest.values():
        if row.verdict == review.CHANGES:
            yield Wish(name_of(a.connection, row.by), row.version, row.revision, row.note)
