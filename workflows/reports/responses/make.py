"""Export responses for analysis: tables without names and their dictionary, as one archive."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from documents.archive import Entry, archive
from documents.file_names import file_name
from storage import content, people
from workflows.act import act, view
from workflows.content import frozen
from workflows.refusals import NotFound
from workflows.reports.responses.column import dictionary
from workflows.reports.responses.ground import Ground
from workflows.reports.responses.persons import Persons
from workflows.reports.responses.tables import tables
from workflows.reports.spooled import File, spooled

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Row

    from workflows.act import Act, Actor

ZIP = "application/zip"
DICTIONARY = "data_dictionary.csv"
README = """\
Responses of {what}, exported on {day}.

data_dictionary.csv says what each column of each file holds. In Python:

    import pandas
    attempts = pandas.read_csv("attempts.csv")
    responses = pandas.read_csv("responses.csv").merge(attempts, on="attempt")

People are numbers that were given in random order for this export alone, and days are months.
Whoever also has the roster may still find somebody by a score: keep these files as you keep it.
A cell that a spreadsheet would run begins with an apostrophe.
"""


@dataclass(frozen=True)
class Choice:
    """An activity that has attempts to export."""

    key: str
    title: str


def choices(actor: Actor) -> tuple[Choice, ...]:
    """Return the activities, the newest first."""
    with view(actor, "responses.see") as a:
        return tuple(
            Choice(
                frozen.activity_key(a.connection, row.id), frozen.terms(a.connection, row.id).title
            )
            for row in _rows(a, "")
        )


def export(actor: Actor, key: str = "") -> File:
    """Return the archive of the activity `key`, or of all; who took it is logged.

    Raises:
        NotFound: there is no such activity.
    """
    with act(actor, "responses.export") as a:
        rows = _rows(a, key)
        a.data.update(activities=[frozen.activity_key(a.connection, row.id) for row in rows])
    with view(actor, "responses.see") as a:
        name = file_name("responses", "zip", a.today, key or "all activities")
        return File(name, ZIP, spooled(archive(_entries(a, key), a.at)))


def _rows(a: Act, key: str) -> Sequence[Row[Any]]:
    rows = sorted(content.newest_editions(a.connection), key=lambda row: -row.id)
    found = [row for row in rows if key in {"", f"{row.slug}.{row.period}"}]
    if key and not found:
        raise NotFound("activity")
    return found


def _entries(a: Act, key: str) -> Iterator[Entry]:
    zone = a.actor.service.settings.zone
    g = Ground(a.connection, zone, _rows(a, key), Persons(people.merged(a.connection)))
    made = tables(g)
    text = README.format(what=key or "all activities", day=a.today.isoformat())
    yield Entry("README.txt", "What is what", [text.encode()])
    yield Entry(DICTIONARY, "What each column holds", dictionary(table.lines() for table in made))
    for table in made:
        yield Entry(table.file, table.says, table.parts())
