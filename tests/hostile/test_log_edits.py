"""Whoever owns the database changes what is written: one edit at a time, and each is found."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import and_, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from storage import log, seals
from storage.tables import log as lines
from storage.tables import metadata
from tests.databases import drop_triggers
from tests.evidence import seen, times
from tests.workflows.operations.test_doctor import everything
from workflows.operations.doctor import SEALED

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from random import Random

    from sqlalchemy import Connection, Row, Table

    from workflows.service import Service

    Edit = Callable[[Connection, Random], str]

COMMAND = "make evidence ONLY=log_edits"
CELLS = ("at", "actor", "act", "object", "data", "prev", "hash")


def other(value: Any, chance: Random) -> Any:
    """Return another value of the same kind, as near as can be."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + chance.choice([-1, 1])
    if isinstance(value, datetime):
        return value + timedelta(microseconds=chance.choice([-1, 1, 60_000_000]))
    if isinstance(value, date):
        return value + timedelta(days=chance.choice([-1, 1]))
    if isinstance(value, str) and value:
        at = chance.randrange(len(value))
        return (
            value[:at]
            + chance.choice([one for one in "0a9 ~" if one != value[at]])
            + value[at + 1 :]
        )
    return "x" if isinstance(value, str) else value + b"x"


def line(connection: Connection, chance: Random) -> Row[Any]:
    """Return any line of the log."""
    seq = chance.choice(connection.execute(select(lines.c.seq)).scalars().all())
    return connection.execute(select(lines).where(lines.c.seq == seq)).one()


def changed_line(connection: Connection, chance: Random) -> str:
    """Change one cell of a line."""
    found, cell = line(connection, chance), chance.choice(CELLS)
    values = {cell: other(getattr(found, cell), chance)}
    connection.execute(update(lines).where(lines.c.seq == found.seq).values(values))
    return f"line {found.seq}: {cell}"


def deleted_line(connection: Connection, chance: Random) -> str:
    """Delete a line; the last one, too."""
    found = line(connection, chance)
    connection.execute(delete(lines).where(lines.c.seq == found.seq))
    return f"line {found.seq}"


def swapped_lines(connection: Connection, chance: Random) -> str:
    """Let two lines change their places."""
    one, two = line(connection, chance), line(connection, chance)
    while two.seq == one.seq:
        two = line(connection, chance)
    for seq, to in ((one.seq, -1), (two.seq, one.seq), (-1, two.seq)):
        connection.execute(update(lines).where(lines.c.seq == seq).values(seq=to))
    return f"lines {one.seq} and {two.seq}"


def closed_up(connection: Connection, chance: Random) -> str:
    """Delete a line and move those after it up."""
    found = line(connection, chance)
    connection.execute(delete(lines).where(lines.c.seq == found.seq))
    after = select(lines.c.seq).where(lines.c.seq > found.seq).order_by(lines.c.seq)
    for seq in connection.execute(after).scalars().all():
        connection.execute(update(lines).where(lines.c.seq == seq).values(seq=seq - 1))
    if found.seq == 1 and connection.execute(select(lines)).first() is None:
        return "all"
    return f"line {found.seq}, and the rest moved up"


def cut_tail(connection: Connection, chance: Random) -> str:
    """Cut off the end."""
    found = line(connection, chance)
    connection.execute(delete(lines).where(lines.c.seq >= found.seq))
    return f"from line {found.seq} on"


def made_up_line(connection: Connection, chance: Random) -> str:
    """Add a line at the end that is chained as it should be."""
    found, head = line(connection, chance), log.last(connection)
    assert head is not None
    log.append(connection, head.at, found.actor, found.act, found.object, {"made": "up"})
    return f"a line like {found.seq}"


def rewritten(connection: Connection, chance: Random) -> str:
    """Change a line and compute every hash after it anew: a chain that is whole in itself."""
    found = line(connection, chance)
    cell = chance.choice(["at", "actor", "act", "object"])
    change = {cell: other(getattr(found, cell), chance)}
    connection.execute(update(lines).where(lines.c.seq == found.seq).values(change))
    after = select(lines).where(lines.c.seq >= found.seq).order_by(lines.c.seq)
    prev = found.prev
    for row in connection.execute(after).all():
        digest = log.line_hash(row.seq, row.at, row.actor, row.act, row.object, row.data, prev)
        chained = {"prev": prev, "hash": digest}
        connection.execute(update(lines).where(lines.c.seq == row.seq).values(chained))
        prev = digest
    return f"line {found.seq} and every hash after it"


def sealed_row(connection: Connection, chance: Random) -> tuple[Table, Row[Any], Any]:
    """Return any row of any table that is sealed, with the condition that finds it."""
    while True:
        table = metadata.tables[chance.choice(sorted(seals.COLUMNS))]
        rows = connection.execute(select(table).order_by(*table.primary_key)).all()
        if rows:
            row = chance.choice(rows)
            keys = table.primary_key.columns
            return table, row, and_(*(one == getattr(row, one.name) for one in keys))


def changed_record(connection: Connection, chance: Random) -> str:
    """Change one sealed cell of a record."""
    table, row, where = sealed_row(connection, chance)
    cells = [
        one for one in seals.COLUMNS[table.name] if one != "salt" and getattr(row, one) is not None
    ]
    if not cells:
        return changed_record(connection, chance)
    cell = chance.choice(cells)
    values = {cell: other(getattr(row, cell), chance)}
    connection.execute(update(table).where(where).values(values))
    return f"{table.name}.{cell}"


def deleted_record(connection: Connection, chance: Random) -> str:
    """Delete a record."""
    table, _row, where = sealed_row(connection, chance)
    connection.execute(delete(table).where(where))
    return table.name


def copied_record(connection: Connection, chance: Random) -> str:
    """Add a record like another one, with the next number."""
    table, row, _where = sealed_row(connection, chance)
    last = list(table.primary_key.columns)[-1]
    values = dict(row._mapping)
    values[last.name] = 9_999 if isinstance(values[last.name], int) else f"{values[last.name]}x"
    for name in ("public_id", "code", "credit_id", "token_digest"):
        if values.get(name):
            values[name] = "f" * len(values[name])
    connection.execute(insert(table).values(values))
    return table.name


EDITS: tuple[Edit, ...] = (
    changed_line, changed_line, changed_line, deleted_line, swapped_lines, closed_up, cut_tail,
    made_up_line, rewritten, changed_record, changed_record, changed_record, deleted_record,
    copied_record,
)  # fmt: skip


@pytest.fixture
def kept(sqlite_service: Service, tmp_path: Path) -> Service:
    """A service in which everything that is sealed happened at least once."""
    everything(sqlite_service, tmp_path / "small-bank")
    return sqlite_service


def found(connection: Connection) -> bool:
    """Whether what `verify-log` runs finds anything."""
    return any(next(iter(check(connection)), None) is not None for check in SEALED.values())


@pytest.mark.evidence
def test_every_edit_is_found(kept: Service) -> None:
    """Cells, lines, order, the end, hashes computed anew, and the records that the log seals.

    What leaves a chain that is whole in itself shows in its head, which is kept elsewhere.
    """
    chance = random.Random(20261201)  # noqa: S311  (the same edits each time)
    edits, ways, by_head, unseen = times(40, 1_000), Counter[str](), 0, []
    with kept.engine.connect() as connection:
        # Whoever owns the database can switch this off, too; not inside of a transaction.
        connection.connection.cursor().execute("PRAGMA foreign_keys = OFF")
        for table in metadata.tables:
            drop_triggers(connection, table)
        anchor = log.head(connection)
        assert not found(connection)
        while ways.total() < edits:
            edit = EDITS[ways.total() % len(EDITS)]
            with connection.begin_nested() as point:
                try:
                    what = edit(connection, chance)
                except IntegrityError:  # a constraint of the table refuses it: another one, then
                    point.rollback()
                    continue
                told = found(connection)
                headed = log.head(connection) != anchor
                if not told and not headed:
                    unseen.append(f"{edit.__name__}: {what}")
                by_head += headed and not told
                ways[edit.__name__] += 1
                point.rollback()
        assert not found(connection)
        connection.rollback()
    assert unseen == []
    assert set(ways) == {one.__name__ for one in EDITS}
    seen(
        "Hostile",
        "log_edits",
        "Every single edit of the log or of what it seals is found.",
        COMMAND,
        edits=edits,
        ways=len(ways),
        found=edits,
        of_these_by_the_head_alone=by_head,
    )
