"""What returns to a person: their completed activities, their questions, and this week's share."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, cast, get_args

from sqlalchemy import Row

from quizzes.models import Rules
from scoring.memory import Recall
from scoring.recall import Due, is_known, urgency, week_of
from storage import credit
from storage import recall as stored
from workflows.refusals import Refused

if TYPE_CHECKING:
    from workflows.act import Act

Wish = Literal["on", "paused", "off"]
WISHES: tuple[Wish, ...] = get_args(Wish)
Key = tuple[int, str]  # a completion's inner id, and the item that was missed in it
RULES = Rules(
    passing_percent="100",
    passing_rationale="Nothing is passed: it is for learning.",
    retake="same_items",
    feedback="after_each_item",
    confidence="required",
    strike_out=False,
)
"""One question, an answer with its confidence, and the reasons at once."""


class NotAskedThisWeek(Refused):
    """An answer to what is not asked now."""

    status = 409

    def __init__(self) -> None:
        """Say that nothing is lost."""
        super().__init__(
            "This question is not asked any more: its week is over, or you stopped it. Nothing is"
            " owed; if it still returns, it comes another week."
        )


@dataclass(frozen=True)
class Card:
    """One question with all that became of it, oldest first."""

    completion: Row[Any]
    item_id: str
    rows: tuple[Row[Any], ...]

    @property
    def key(self) -> Key:
        """What names it among a person's."""
        return self.completion.id, self.item_id

    @property
    def now(self) -> Row[Any]:
        """What is in force."""
        return self.rows[-1]

    @property
    def recalls(self) -> tuple[Recall, ...]:
        """Its answers, the first one in the activity itself."""
        return tuple(
            Recall(row.answered_on, row.correct, row.confidence)
            for row in self.rows
            if row.answered_on is not None
        )

    @property
    def order(self) -> tuple[str, ...]:
        """The order in which its options were shown last."""
        return tuple(json.loads(self.now.item_order))

    @property
    def asked_at(self) -> tuple[Any, ...]:
        """Where it stands among those of its week: what is added later comes later."""
        asked = next(row for row in reversed(self.rows) if row.state == "asked")
        return asked.at, self.item_id, self.completion.id

    @property
    def is_known(self) -> bool:
        """Whether it stays away because it was answered well."""
        return self.now.state == "answered" and is_known(self.recalls)

    @property
    def due(self) -> Due | None:
        """From which day on it is asked; None: it is not."""
        if self.now.due_on is None:
            return None
        return Due(self.key, self.now.due_on, urgency(self.recalls[-1]))


@dataclass(frozen=True)
class Held:
    """All that returns to a person, in whichever of their accounts it was completed."""

    completions: tuple[Row[Any], ...]  # all there are, newest first
    wishes: dict[int, Wish]  # by completion
    cards: tuple[Card, ...]
    today: date

    @property
    def live(self) -> tuple[Card, ...]:
        """The cards of completions whose questions return now, each item once."""
        on = [one for one in self.cards if self.wishes[one.completion.id] == "on"]
        first: dict[str, Card] = {}
        for one in on:  # renewed activities keep items: the newest completion's counts
            first.setdefault(one.item_id, one)
        return tuple(first.values())

    @property
    def week(self) -> tuple[Card, ...]:
        """What was asked this week, in the order in which it was."""
        monday = week_of(self.today)
        return tuple(
            sorted(
                (one for one in self.live if one.now.week == monday), key=lambda one: one.asked_at
            )
        )

    @property
    def open(self) -> tuple[Card, ...]:
        """What of it is not answered."""
        return tuple(one for one in self.week if one.now.state == "asked")

    @property
    def asked(self) -> int:
        """How many were asked this week, those included whose activity was stopped since."""
        monday = week_of(self.today)
        return sum(one.now.week == monday for one in self.cards)

    @property
    def waiting(self) -> tuple[Due, ...]:
        """What waits for its day, or has reached it."""
        monday = week_of(self.today)
        return tuple(
            due for one in self.live if one.now.week != monday and (due := one.due) is not None
        )

    @property
    def paused(self) -> bool:
        """Whether everything rests."""
        return "paused" in self.wishes.values() and "on" not in self.wishes.values()


def held(a: Act, person_id: int) -> Held:
    """Read what returns to a person."""
    done = {row.id: row for row in credit.completions_of(a.connection, person_id)}
    wished = stored.choices(a.connection, list(done))
    histories = stored.histories(a.connection, list(wished))
    newest_first = {one: at for at, one in enumerate(done)}
    return Held(
        completions=tuple(done.values()),
        wishes={one: cast("Wish", row.state) for one, row in wished.items()},
        cards=tuple(
            Card(done[completion_id], item_id, tuple(rows))
            for (completion_id, item_id), rows in sorted(
                histories.items(), key=lambda one: (newest_first[one[0][0]], one[0][1])
            )
        ),
        today=a.today,
    )


def write(a: Act, key: Key, seq: int, **columns: object) -> None:
    """Write and seal what became of a question, the row after the one numbered `seq - 1`."""
    completion_id, item_id = key
    row = {"completion_id": completion_id, "item_id": item_id, "seq": seq, "at": a.at, **columns}
    stored.add(a.connection, row)
    a.seal("recall", completion_id=completion_id, item_id=item_id, seq=seq)
