"""What every foreign format gives: each question of a file, taken or rejected, none forgotten."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from quizzes.models import AnyItem

MAX_BYTES = 50_000_000
"""Of a foreign file, packages with pictures included."""
MAX_ITEMS = 10_000
"""Of a foreign file; more are no question bank."""

Fields = dict[str, object]
"""An item as its file in a bank would say it, without id, version, revision, status and origin."""


@dataclass(frozen=True)
class Taken:
    """A question in the words of the bank language; what the source lacks is left out."""

    place: str
    """Where it stands, for people: "question 3", "line 12", "items/q1.xml"."""
    fields: Fields
    origin: str | None = None
    """The id that the source gives it and keeps when its text is edited; None: it has none."""
    images: Mapping[str, bytes] = field(default_factory=dict)
    """The content of each picture, by the file name that fields["media"] gives it."""
    warnings: tuple[str, ...] = ()
    """What did not come along or was changed on the way, a sentence each."""


@dataclass(frozen=True)
class Rejected:
    """A question that cannot become an item, with the reason in a sentence."""

    place: str
    reason: str
    origin: str | None = None


Question = Taken | Rejected


class UnreadableError(Exception):
    """A file of which nothing can be taken; its text says what is wrong, where, and what to do."""

    def __init__(self, file: str, place: str, fault: str) -> None:
        super().__init__(f"{file}, {place}: {fault}" if place else f"{file}: {fault}")


Part = TypeVar("Part")


def no_more_than_allowed(parts: Iterable[Part], name: str) -> Iterator[Part]:
    """Give the parts of a file that become questions, and stop at one too many.

    Raises UnreadableError before any more time is spent on a file that is no question bank.
    """
    for number, part in enumerate(parts):
        if number == MAX_ITEMS:
            fault = f"The file holds more than {MAX_ITEMS:,} questions; split it."
            raise UnreadableError(name, "", fault)
        yield part


@dataclass(frozen=True)
class Paper:
    """What is written into a foreign file: items with the pictures they show, under a title."""

    title: str
    items: Sequence[AnyItem]
    images: Mapping[str, bytes]
    """The content of each picture, by its path in the bank folder: media/x-ecg.png."""
    note: str = ""
    """What stands on every page: "Demonstration, not for credit"."""


@dataclass(frozen=True)
class Written:
    """A foreign file, and what of the items it could not hold."""

    content: bytes
    left_out: tuple[Rejected, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Format:
    """A foreign format: its name on the command line, its files, what it can do."""

    name: str
    title: str
    endings: tuple[str, ...]
    recognises: Callable[[bytes, str], bool]
    """Whether a file of this content and name is in this format."""
    read: Callable[[bytes, str], tuple[Question, ...]] | None = None
    """Every question of a file, in order. Raises UnreadableError."""
    write: Callable[[Paper], Written] | None = None
    """A file with the items of a paper."""
    own_ids: bool = False
    """Whether the ids in its files are those of the bank itself, as in our own template."""
