"""Every row of every table, out and in again: the same text from either database, into either."""

from __future__ import annotations

import base64
import json
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Date,
    Integer,
    LargeBinary,
    String,
    column,
    func,
    inspect,
    select,
    table,
    text,
)
from sqlalchemy import insert as inserting

from storage.columns import Instant
from storage.tables import job, letter, metadata, session, spent, throttle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import Column, Connection, Table
    from sqlalchemy.types import TypeEngine

    Columns = Mapping[str, str]  # the kind of each, by name

# What is of the moment: who is signed in, guesses at passwords, links on their way by mail, what is
# under way. People sign in anew after a restore, and ask for a link anew.
PASSING = (session, spent, throttle, letter, job)
VERSIONS = "alembic_version"  # what migrations write themselves
STREAM = 1_000  # rows in memory at a time
PART = 4 << 20  # bytes of a part, about
KINDS: tuple[tuple[type[TypeEngine[Any]], str], ...] = (
    (Boolean, "boolean"),
    (Integer, "integer"),
    (Instant, "instant"),
    (Date, "date"),
    (LargeBinary, "bytes"),
    (String, "text"),
)
TYPES: Mapping[str, TypeEngine[Any]] = {
    "boolean": Boolean(),
    "integer": BigInteger(),
    "instant": Instant(),
    "date": Date(),
    "bytes": LargeBinary(),
    "text": String(),
}
OUT: Mapping[str, Callable[[Any], object]] = {
    "instant": datetime.isoformat,
    "date": date.isoformat,
    "bytes": lambda value: base64.b64encode(value).decode(),
}
IN: Mapping[str, Callable[[Any], object]] = {
    "instant": datetime.fromisoformat,
    "date": date.fromisoformat,
    "bytes": base64.b64decode,
}


class Damaged(Exception):
    """A database that SQLite itself says is damaged; the message is what it says."""


def kept() -> Iterator[Table]:
    """Yield the tables whose rows are kept, each after those that it refers to."""
    return (one for one in metadata.sorted_tables if one not in PASSING)


def columns_of(one: Table) -> dict[str, str]:
    """Return the kind of each column."""
    return {each.name: _kind(each) for each in one.columns}


def _kind(one: Column[Any]) -> str:
    return next(name for kind, name in KINDS if isinstance(one.type, kind))


def take_time(connection: Connection) -> None:
    """Let statements of this transaction take longer than those that people wait for."""
    if connection.dialect.name == "postgresql":
        for limit in ("statement_timeout", "idle_in_transaction_session_timeout"):
            connection.execute(text(f"SET LOCAL {limit} = 0"))


def require_sound(connection: Connection) -> None:
    """Let SQLite examine its file; PostgreSQL does so page by page as it reads.

    Raises:
        Damaged: it is not sound.
    """
    if connection.dialect.name == "sqlite":
        said = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar_one()
        if said != "ok":
            raise Damaged(said)


def parts(connection: Connection, one: Table) -> Iterator[tuple[int, bytes]]:
    """Yield the rows of a table in parts: how many, and a JSON list a line."""
    into = [OUT.get(kind) for kind in columns_of(one).values()]
    statement = select(one).order_by(*one.primary_key).execution_options(yield_per=STREAM)
    lines: list[str] = []
    size = 0
    with connection.execute(statement) as rows:
        for row in rows:
            lines.append(_line(row, into))
            size += len(lines[-1])
            if size >= PART:
                yield len(lines), _joined(lines)
                lines, size = [], 0
    if lines:
        yield len(lines), _joined(lines)


def _line(row: Iterable[Any], into: Sequence[Callable[[Any], object] | None]) -> str:
    values = [
        value if value is None or out is None else out(value)
        for value, out in zip(row, into, strict=True)
    ]
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def _joined(lines: list[str]) -> bytes:
    return ("\n".join(lines) + "\n").encode()


def has_tables(connection: Connection) -> bool:
    """Whether there is any table in the database."""
    return bool(inspect(connection).get_table_names())


def put(connection: Connection, name: str, columns: Columns, part: bytes) -> int:
    """Insert the rows of a part and return how many there were.

    It names what the tables had when the part was made: they may have more columns by now.
    """
    into = table(name, *(column(each, TYPES[kind]) for each, kind in columns.items()))
    out = [IN.get(kind) for kind in columns.values()]
    # Split at the line's end alone: a text may hold any of Unicode's other separators.
    lines = part.decode().split("\n")[:-1]
    for at in range(0, len(lines), STREAM):
        rows = [_row(columns, out, line) for line in lines[at : at + STREAM]]
        connection.execute(inserting(into), rows)
    return len(lines)


def _row(
    columns: Columns, out: Sequence[Callable[[Any], object] | None], line: str
) -> dict[str, object]:
    return {
        name: value if value is None or read is None else read(value)
        for name, value, read in zip(columns, json.loads(line), out, strict=True)
    }


def fillable(connection: Connection) -> frozenset[str]:
    """Return the tables that rows may be put into: those that are there, but for what is passing.

    Whoever packs a backup by hand could bring a session with it, which no line of the log tells of.
    """
    passing = {one.name for one in PASSING}
    names = inspect(connection).get_table_names()
    return frozenset(names) - passing - {VERSIONS}


def count_on(connection: Connection) -> None:
    """Let new rows be numbered after those that were put in."""
    if connection.dialect.name != "postgresql":
        return  # SQLite goes on after the highest by itself
    for one in metadata.sorted_tables:
        numbered = one.autoincrement_column
        if numbered is not None:
            highest = connection.execute(select(func.max(numbered))).scalar()
            counter = func.pg_get_serial_sequence(one.name, numbered.name)
            if highest is not None:
                connection.execute(select(func.setval(counter, highest)))
