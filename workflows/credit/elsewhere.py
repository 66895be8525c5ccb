"""Credit earned elsewhere: what a person writes down, changes and takes out again."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field, ValidationError

from credit import boards
from credit.amounts import AmountRefused, as_text, quarters
from credit.calendar import written
from credit.self_reported import MOST, Kind
from documents.names import unprintable
from documents.own_row import OwnRow
from documents.payload import PointsPayload
from quizzes.text import Closed
from storage import elsewhere
from storage.columns import new_public_id
from workflows.act import act, view
from workflows.people.profile import LONGEST, Words
from workflows.refusals import Faulty, NotFound, Refused, Stale

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy import Connection, Row

    from workflows.act import Act, Actor

NO_TITLE = "Enter the title of the activity."
NO_AMOUNT = "Enter the credit or hours, or the points of a board."
EARLIEST = date(1950, 1, 1)
MOST_ENTRIES = 1_000
MOST_POINTS = 9  # boards that one activity may count for
_ENTRY = re.compile(r"[0-9a-f]{32}")
Amount = Annotated[int, Field(ge=0, le=MOST)]


class OwnPoints(Closed):
    """Points at one board, as the person says."""

    board: Words
    credit_type: Annotated[Words, Field(min_length=1)]
    quarters: Annotated[int, Field(gt=0, le=MOST)]


class Entry(Closed):
    """Something that a person completed elsewhere."""

    schema_version: Literal[1] = 1
    completed_on: date
    title: Words
    provider: Words = ""
    format: Words = ""
    kind: Kind = "category-1"
    quarters: Amount = 0
    points: tuple[OwnPoints, ...] = ()
    removed: bool = False


@dataclass(frozen=True)
class Held:
    """An entry in force, by its name, with its seq."""

    name: str
    seq: int
    body: Entry


class EntryRefused(Faulty):
    """An entry that cannot be kept; it lists every fault at once."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        self.faults = faults
        super().__init__(" ".join(faults))


class TooMany(Refused):
    """More entries than anybody has."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(
            f"You have {MOST_ENTRIES} entries, which is the most. Take one out to add another."
        )


def new_name() -> str:
    """Return the name of an entry that is to be: the page's, so that a second click is a repeat."""
    return new_public_id()


def filled(
    *,
    completed_on: date | None,
    title: str,
    provider: str,
    format_: str,
    kind: Kind,
    credit: str,
    points: Mapping[tuple[str, str], str],
) -> Entry:
    """Return an entry made of a form's fields; points are amounts by board and credit type.

    Raises:
        EntryRefused: a field cannot be read, with every fault.
    """
    faults: list[str] = []
    if completed_on is None:
        faults.append("Choose the day of completion.")
    if not title.strip():
        faults.append(NO_TITLE)
    if not any(one.strip() for one in (credit, *points.values())):
        faults.append(NO_AMOUNT)
    amount = _read(credit, "Credit or hours", faults)
    own = [(board, name, _read(text, board, faults)) for (board, name), text in points.items()]
    if completed_on is None or faults:
        raise EntryRefused(tuple(faults))
    try:
        return Entry(
            completed_on=completed_on,
            title=title,
            provider=provider,
            format=format_,
            kind=kind,
            quarters=amount,
            points=tuple(
                OwnPoints(board=board, credit_type=name, quarters=worth)
                for board, name, worth in own
                if worth
            ),
        )
    except ValidationError as error:
        message = f"Shorten each field to {LONGEST} characters or fewer."
        raise EntryRefused((message,)) from error


def _read(text: str, what: str, faults: list[str]) -> int:
    if not text.strip():
        return 0
    try:
        return quarters(text, MOST)
    except AmountRefused as refused:
        faults.append(f"{what}: {refused}")
        return 0


def hints(body: Entry) -> tuple[str, ...]:
    """Say what looks unusual in an entry: it is kept all the same, since the board decides."""
    points: Counter[str] = Counter()
    for one in body.points:
        points[one.board] += one.quarters
    return tuple(
        f"{as_text(many)} {board} points for {as_text(body.quarters)} of credit: boards seldom give"
        " more points than credits. Please check."
        for board, many in points.items()
        if many > body.quarters > 0
    )


def see(actor: Actor) -> tuple[Held, ...]:
    """Return the person's own entries, newest completion first."""
    with view(actor, "elsewhere.see") as a:
        return entries(a.connection, a.person_id)


def entries(connection: Connection, person_id: int) -> tuple[Held, ...]:
    """Return a person's entries in force, newest completion first."""
    held = (_held(row) for row in elsewhere.entries(connection, person_id))
    shown = [one for one in held if not one.body.removed]
    return tuple(sorted(shown, key=lambda one: (one.body.completed_on, one.name), reverse=True))


def own_rows(connection: Connection, person_id: int) -> tuple[OwnRow, ...]:
    """Return a person's entries in force as transcripts print them."""
    return tuple(
        OwnRow(
            completed_on=one.body.completed_on,
            title=one.body.title,
            format=one.body.format,
            provider=one.body.provider,
            kind=one.body.kind,
            quarters=one.body.quarters,
            points=tuple(
                PointsPayload(
                    board=each.board, credit_type=each.credit_type, quarters=each.quarters
                )
                for each in one.body.points
            ),
        )
        for one in entries(connection, person_id)
    )


def keep(actor: Actor, name: str, seen: int, body: Entry) -> Held:
    """Write an entry after the row numbered `seen`, which the page showed; 0: it is new.

    Writing what is already in force returns it again.

    Raises:
        NotFound: no entry can have that name.
        EntryRefused: something in it cannot be.
        TooMany: the person has more than enough.
        Stale: another window changed it since; it is in `current`.
    """
    kept = body.model_copy(update={"removed": False})
    with act(
        actor,
        "elsewhere.keep",
        on=("person", actor.public_id),
        once=lambda a: _again(a, name, kept),
    ) as a:
        return a.receipt or _keep(a, name, seen, kept)


def remove(actor: Actor, name: str, seen: int) -> Held:
    """Take an entry out; its rows stay, and it counts no more.

    Taking out what is out already returns it again.

    Raises:
        NotFound: there is no such entry of this person.
        Stale: another window changed it since; it is in `current`.
    """
    with act(
        actor, "elsewhere.remove", on=("person", actor.public_id), once=lambda a: _gone(a, name)
    ) as a:
        return a.receipt or _remove(a, name, seen)


def _again(a: Act, name: str, body: Entry) -> Held | None:
    held = _latest(a, name)
    return held if held is not None and held.body == body else None


def _gone(a: Act, name: str) -> Held | None:
    held = _latest(a, name)
    return held if held is not None and held.body.removed else None


def _latest(a: Act, name: str) -> Held | None:
    if not _ENTRY.fullmatch(name):
        raise NotFound("entry")
    row = elsewhere.entry(a.connection, a.person_id, name)
    return _held(row) if row is not None else None


def _keep(a: Act, name: str, seen: int, body: Entry) -> Held:
    if found := tuple(_faults(body, a.today)):
        raise EntryRefused(found)
    if not seen and len(entries(a.connection, a.person_id)) >= MOST_ENTRIES:
        raise TooMany
    return _write(a, name, seen, body)


def _remove(a: Act, name: str, seen: int) -> Held:
    held = _latest(a, name)
    if held is None:
        raise NotFound("entry")
    return _write(a, name, seen, held.body.model_copy(update={"removed": True}))


def _write(a: Act, name: str, seen: int, body: Entry) -> Held:
    held = _latest(a, name)
    seq = held.seq if held is not None else 0
    if seq != seen:
        raise Stale(held, seq)
    elsewhere.write(a.connection, a.person_id, name, seq + 1, body.model_dump_json(), a.at)
    a.seal("elsewhere", person_id=a.person_id, entry=name, seq=seq + 1)
    a.data.update(entry=name, seq=seq + 1)
    return Held(name, seq + 1, body)


def _held(row: Row[Any]) -> Held:
    return Held(row.entry, row.seq, Entry.model_validate_json(row.body))


def _faults(body: Entry, today: date) -> Iterator[str]:
    if not body.title:
        yield NO_TITLE
    texts = (body.title, body.provider, body.format, *(one.credit_type for one in body.points))
    if strange := unprintable(" ".join(texts)):
        yield f"The transcript cannot print {' '.join(strange)}. Write it in Latin letters."
    if not EARLIEST <= body.completed_on <= today:
        yield f"The day of completion lies between {written(EARLIEST)} and today."
    if not (body.quarters or body.points):
        yield NO_AMOUNT
    if len(body.points) > MOST_POINTS:
        yield f"An activity counts for {MOST_POINTS} boards at most."
    for one in body.points:
        if one.board not in boards.load().acronyms:
            yield f"{one.board} is not one of the boards that are known here."
