"""Audit: the log searched by person, act, thing and day. Each search is itself a line of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from credit.calendar import end_of
from documents.tables import csv_text
from storage import audit, people, things
from storage.columns import keepable
from workflows.act import act
from workflows.people.profile import Profile
from workflows.refusals import Faulty, NotFound

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Row

    from workflows.act import Act, Actor

PAGE = 50
MOST = 10_000  # lines of a file
LONGEST = 160
FIRST, LAST = 2000, 2999  # years: an address may name any
HEADER = ("line", "at", "who", "name", "act", "on", "data")
PASTS = {
    "make": "made", "give": "given", "write": "written", "take": "taken", "begin": "begun",
    "keep": "kept", "put": "put", "send": "sent", "see": "seen", "find": "found", "forget":
    "forgotten", "withdraw": "withdrawn", "undo": "undone", "bring": "brought in", "submit":
    "submitted", "own": "given by oneself", "halt": "paused, withdrawn or resumed",
    "apply": "applied", "deny": "denied", "retry": "tried again", "print": "printed or downloaded",
    "set": "set", "enrol": "enrolled", "rate": "rated", "reply": "answered", "verify": "proved",
}  # fmt: skip


@dataclass(frozen=True)
class Wanted:
    """What is looked for; what is empty is not asked."""

    address: str = ""  # of a person: their own lines, and those about them and their things
    person: str = ""  # the same by id
    act: str = ""
    on: str = ""
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True)
class Line:
    """One line of the log, with its words."""

    seq: int
    at: datetime
    who: str
    name: str  # empty for the service itself, and for whoever has none
    act: str
    said: str
    on: str
    data: str


@dataclass(frozen=True)
class Found:
    """A page of lines; `after` is where the next begins, None at the end."""

    lines: tuple[Line, ...]
    after: tuple[datetime, int] | None
    person: str  # the id of whoever was looked for, for the file


def search(actor: Actor, wanted: Wanted, after: tuple[datetime, int] | None = None) -> Found:
    """Return a page of lines, newest first.

    Raises:
        Faulty: an address of nobody, days that end before they begin or are none of ours, or words
            too long.
    """
    with act(actor, "audit.search") as a:
        rows, person = _rows(a, wanted, PAGE + 1, after)
        shown = rows[:PAGE]
        more = shown[-1] if len(rows) > PAGE else None
        return Found(
            tuple(_lines(a, shown)), (more.at, more.seq) if more is not None else None, person
        )


def export(actor: Actor, wanted: Wanted) -> str:
    """Return the newest ten thousand lines as a table.

    Raises:
        Faulty: as a search.
    """
    with act(actor, "audit.export") as a:
        rows, _person = _rows(a, wanted, MOST, None)
        return csv_text(HEADER, [_cells(one) for one in _lines(a, rows)])


def said(verb: str) -> str:
    """Return the name of an act in words: "claim.make" is "Claim made"."""
    thing, _, done = verb.partition(".")
    past = PASTS.get(done) or (f"{done}d" if done.endswith("e") else f"{done}ed")
    return f"{thing.replace('-', ' ').replace('_', ' ').capitalize()} {past}"


def _rows(
    a: Act, wanted: Wanted, limit: int, after: tuple[datetime, int] | None
) -> tuple[Sequence[Row[Any]], str]:
    if max(map(len, (wanted.address, wanted.act, wanted.on, wanted.person))) > LONGEST:
        message = "A word is too long. Shorten it."
        raise Faulty(message)
    ids, person = _person(a, wanted)
    named, on = (keepable(one).strip() for one in (wanted.act, wanted.on))
    since, before = _days(a, wanted)
    own = tuple(people.by_id(a.connection, one).public_id for one in ids)
    theirs = audit.things_of(a.connection, ids) if ids else ()
    rows = audit.page(
        a.connection, limit=limit, people=own, things=theirs, act=named, on=on,
        since=since, before=before, after=after,
    )  # fmt: skip
    a.data |= {"act": named, "on": on, "person": person}
    a.data |= {"first": str(wanted.first or ""), "last": str(wanted.last or ""), "lines": len(rows)}
    return rows, person


def _person(a: Act, wanted: Wanted) -> tuple[tuple[int, ...], str]:
    """Return all accounts of who is looked for, and the id of the one in use."""
    if wanted.person:
        found = things.find(a.connection, "person", wanted.person, None)
        if found is None:
            raise NotFound("person")
    elif wanted.address.strip():
        many = people.by_subject(a.connection, wanted.address.strip())
        if len(many) != 1:
            message = (
                "No single person signs in by this address. Ask them which one they sign in by, or"
                " search by act, thing and day."
            )
            raise Faulty(message)
        found = many[0]
    else:
        return (), ""
    return people.ids_of(a.connection, found.id), found.public_id


def _days(a: Act, wanted: Wanted) -> tuple[datetime | None, datetime | None]:
    """Return the first moment and the one after the last, by the provider's days."""
    if wanted.first and wanted.last and wanted.last < wanted.first:
        message = "The last day is before the first one. Exchange them."
        raise Faulty(message)
    if any(one and not FIRST <= one.year <= LAST for one in (wanted.first, wanted.last)):
        message = f"Choose days from {FIRST} to {LAST}."
        raise Faulty(message)
    zone = a.actor.service.settings.zone
    since = end_of(wanted.first - timedelta(days=1), zone) if wanted.first else None
    before = end_of(wanted.last, zone) if wanted.last else None
    return since, before


def _lines(a: Act, rows: Sequence[Row[Any]]) -> Iterable[Line]:
    names = {
        row.public_id: Profile.model_validate_json(row.body).shown
        for row in audit.profiles(a.connection, {row.actor for row in rows})
    }
    for row in rows:
        yield Line(
            seq=row.seq,
            at=row.at,
            who=row.actor,
            name=names.get(row.actor, ""),
            act=row.act,
            said=said(row.act),
            on=row.object,
            data=_short(row.data),
        )


def _short(data: str) -> str:
    """Return what a line holds, without the digests of rows."""
    held = json.loads(data)
    held.pop("seals", None)
    return ", ".join(f"{name} {_word(value)}" for name, value in held.items() if value != "")[:300]


def _word(value: object) -> str:
    """Return a value of a line as somebody would say it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return " ".join(map(str, value)) if isinstance(value, list) else str(value)


def _cells(one: Line) -> tuple[str, ...]:
    return (str(one.seq), one.at.isoformat(), one.who, one.name, one.act, one.on, one.data)
