"""Every act and view finds its rows by an index: a large database is as quick as a small one.

Of tables that nobody analyzed SQLite supposes a million rows, so that its plans are those of one.
"""

from __future__ import annotations

import re
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event

from tests.workflows.matrix import CALLS, Call, found
from workflows.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Engine

    from tests.clock import Clock
    from workflows.service import Service

GROWING = {
    *("person", "profile", "identity", "session", "consent", "attempt", "answer", "aside"),
    *("result", "sheet", "completion", "evaluation", "claim", "certificate", "pars_record"),
    *("log", "outbox", "notice"),
}
"""Tables with a row or more for each person, sitting, or act."""

WHOLE = {
    "operations.backup.make": "takes every row there is",
    "operations.doctor": "proves every row there is",
    "reports.overview": "counts everybody; benchmarks/overviewed.py says how fast",
    "reports.program": "counts everybody of the year",
    "reports.binder": "counts everybody of the program, and looks for the lines of its log",
    "initiatives.invite.invite_affiliation": "looks at what everybody says of their affiliation",
    "initiatives.listing.institutions": "names each affiliation that anybody has",
    "people.bring": "compares a roster with every address at once",
    "people.search": "looks at as many names as one page can show",
    "corrections.desk.made": "counts every notice once, from an index",
    "corrections.replay": "looks for the one line of the log that sealed an attempt",
    "messages.send.send_due": "once a minute, beside the service",
    "messages.desk": "counts every message",
    "attempts.pack.pack_missing": "after an update, once",
    "pars.queue.repair": "after an update, once",
}
"""What reads a growing table from end to end because that is what it is for."""


@contextmanager
def asked(engine: Engine) -> Iterator[dict[str, Any]]:
    """Give each statement that the engine is sent, with the parameters of its first time."""
    statements: dict[str, Any] = {}

    def keep(_c: object, _cursor: object, statement: str, given: object, *_: object) -> None:
        if statement.lstrip().upper().startswith(("SELECT", "WITH", "UPDATE", "DELETE")):
            values = given if isinstance(given, (tuple, dict)) else ()
            statements.setdefault(statement, values)

    event.listen(engine, "before_cursor_execute", keep)
    yield statements
    event.remove(engine, "before_cursor_execute", keep)


def scanned(engine: Engine, statement: str, given: Any) -> Iterator[str]:
    """Yield each growing table that a statement reads from end to end.

    The first or last few rows in the order of the table itself are no such reading.
    """
    raw = engine.raw_connection()
    try:
        plan = raw.cursor().execute(f"EXPLAIN QUERY PLAN {statement}", given).fetchall()
    finally:
        raw.close()
    sorts = any("TEMP B-TREE" in detail for *_, detail in plan)
    if "LIMIT" in statement and "WHERE" not in statement and not sorts:
        return
    for *_, detail in plan:
        whole = re.match(r"SCAN (\w+)", detail)
        if whole and (table := _table(statement, whole[1])) in GROWING:
            yield table


def _table(statement: str, name: str) -> str:
    """Return the table behind an alias."""
    alias = re.search(rf"(\w+) AS \"?{name}\"?\b", statement)
    return alias[1] if alias else name


def is_for_all(call: Call) -> bool:
    """Whether it is listed above."""
    return any(call.name.startswith(one) for one in WHOLE)


@pytest.mark.parametrize(
    "call", [one for one in CALLS if not is_for_all(one)], ids=lambda call: call.name
)
def test_no_act_reads_a_growing_table_from_end_to_end(
    sqlite_service: Service, clock: Clock, tmp_path: Path, call: Call
) -> None:
    """A statement without an index would cost more with each person who ever came."""
    on, actors = found(sqlite_service, clock, tmp_path / "small-bank")
    with asked(sqlite_service.engine) as statements, suppress(Refused):
        call.by(actors[min(call.may)], on)
    whole = {
        (table, statement)
        for statement, given in statements.items()
        for table in scanned(sqlite_service.engine, statement, given)
    }
    assert whole == set()
