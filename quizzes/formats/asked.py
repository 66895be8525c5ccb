"""A question as other programs ask it, whether in Moodle XML, GIFT or QTI."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from quizzes.formats.texts import Text

_NO_TEXT = Text()


@dataclass(frozen=True)
class Answer:
    """An answer that the source knows: an option, a number, a step."""

    text: Text
    fraction: Decimal
    """What it earns, of 100; of a step, its place."""
    feedback: Text = _NO_TEXT
    tolerance: str = ""
    """Of a number."""
    low: str = ""
    high: str = ""
    """Of a number that is given as a range."""
    margin: str = "absolute"
    """The kind of tolerance."""


@dataclass(frozen=True)
class Row:
    """What is answered by itself: a statement, or what is matched, with its right answer."""

    text: Text
    answer: str
    feedback: Text = _NO_TEXT


@dataclass(frozen=True)
class Asked:
    """A question with all that our items can hold of it."""

    place: str
    kind: str
    """Moodle's name of the type."""
    text: Text = _NO_TEXT
    answers: tuple[Answer, ...] = ()
    rows: tuple[Row, ...] = ()
    columns: tuple[str, ...] = ()
    """What each row may be answered with."""
    choices: Mapping[str, Text] = field(default_factory=dict)
    """The full text of what rows are answered with, where it is more than plain words."""
    general: Text = _NO_TEXT
    origin: str | None = None
    points: str = ""
    single: bool = True
    select: int = 0
    """How many answers are to be chosen, where the source says so."""
    shuffle: bool = True
    rule: str = ""
    """Moodle's name of the marking rule."""
    marking: str = ""
    """Our own name of the marking rule, where the file tells it."""
    units: tuple[tuple[str, Decimal], ...] = ()
    """Units of a number with how many of each are one of the answer's."""
    unit_required: bool = False
    topic: str = ""
    warnings: tuple[str, ...] = field(default=())
