"""What banks and activities need: repairs, disclosures, reviews, sources, statements, an end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from credit import boards
from credit.calendar import months_after, written
from credit.elements import checked
from quizzes.counted import count
from storage import content
from workflows.content import due as calendar
from workflows.content import frozen, sources
from workflows.content.problems import checked as bank_of
from workflows.content.provider import provider_of
from workflows.today.due import Due, Where

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from sqlalchemy import Row

    from workflows.act import Act
    from workflows.content.disclosed import Stands
    from workflows.content.shelf import Read

Found = tuple["Path", "Read"]


def banks(a: Act, found: Sequence[Found]) -> Iterator[Due]:
    """Yield what every bank and activity needs; call it inside a view of staff."""
    for folder, held in found:
        yield from _errors(a, folder, held)
        yield from _disclosures(a, folder.name, held)
        yield from _reviews(a, folder.name, held)
    yield from _sources(a, found)
    for row in content.newest_editions(a.connection):
        yield from _activity(a, row)
    yield from _statements(a)


def _errors(a: Act, folder: Path, held: Read) -> Iterator[Due]:
    if errors := bank_of(a, folder, held).errors:
        what = count(errors, "problem keeps", "problems keep")
        said = f"{what} “{held.title}” from being published as its files are now."
        yield Due("later", said, "problems")


def _disclosures(a: Act, slug: str, held: Read) -> Iterator[Due]:
    if lacking := [one for one in held.stands if one.needs]:
        said = f"{_named(lacking)} of “{held.title}”: {lacking[0].needs[0].message}"
        if len(lacking) > 1:
            said = f"{len(lacking)} people of “{held.title}” have disclosures to see to."
        yield Due("now", said, "disclosures", {"bank": slug})
    soon = months_after(a.today, calendar.SOON)
    ending = [
        one
        for one in held.stands
        if not one.needs and one.good_until is not None and one.good_until <= soon
    ]
    if ending:
        first = min(one.good_until for one in ending if one.good_until is not None)
        what = count(len(ending), "disclosure", "disclosures")
        said = f"{what} for “{held.title}” run out, the first on {written(first)}."
        if len(ending) == 1:
            said = f"{ending[0].name}'s disclosure for “{held.title}” ends on {written(first)}."
        yield Due("soon", said, "disclosures", {"bank": slug}, first)


def _named(those: Sequence[Stands]) -> str:
    return those[0].name


def _reviews(a: Act, slug: str, held: Read) -> Iterator[Due]:
    soon = months_after(a.today, calendar.SOON)
    days = sorted(
        one.written.review_due
        for one in held.items.values()
        if one.written.status == "approved" and one.written.review_due is not None
    )
    late = [day for day in days if day < a.today]
    coming = [day for day in days if a.today <= day <= soon]
    to: Where = "review"
    query = {"bank": slug}
    if late:
        what = count(len(late), "question", "questions")
        said = f"{what} of “{held.title}” should have been reviewed by {written(late[0])}."
        yield Due("late", said, to, query, late[0])
    if coming:
        what = count(len(coming), "question", "questions")
        said = f"{what} of “{held.title}” are to be reviewed, the first by {written(coming[0])}."
        if len(coming) == 1:
            said = f"1 question of “{held.title}” is to be reviewed by {written(coming[0])}."
        yield Due("soon", said, to, query, coming[0])


def _sources(a: Act, found: Sequence[Found]) -> Iterator[Due]:
    every = sources.cited(a.connection, ((folder.name, held) for folder, held in found))
    gone = [one for one in every if one.superseded and (one.items or one.activities)]
    if gone:
        items = {item for one in gone for item in one.items}
        what = count(len(gone), "source was", "sources were")
        cites = count(len(items), "question cites", "questions cite")
        yield Due("later", f"{what} replaced, and {cites} what is out of date.", "calendar")


def _activity(a: Act, row: Row[Any]) -> Iterator[Due]:
    key, title = frozen.activity_key(a.connection, row.id), frozen.terms(a.connection, row.id).title
    if row.halt == "paused" and a.today <= row.expires:
        said = f"“{title}” ({key}) is paused: open it again, or withdraw it."
        yield Due("now", said, "halt", {"id": key})
    if row.halt != "withdrawn" and a.today <= row.expires <= months_after(
        a.today, calendar.RENEWAL
    ):
        said = (
            f"“{title}” ({key}) expires on {written(row.expires)}: its bank needs a review and a"
            " new period."
        )
        yield Due("soon", said, "calendar", day=row.expires)


def _statements(a: Act) -> Iterator[Due]:
    provider = provider_of(a.actor.service.settings)
    held = checked(provider, boards.load()) if provider is not None else ()
    if waiting := sum(not one.approved for one in held):
        what = count(waiting, "statement waits", "statements wait")
        said = f"{what} for approval; until then only demonstrations can be published."
        yield Due("later", said, "statements")
