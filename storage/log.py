"""The log: one line per act, each holding the hash of the line before it."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, select, text

from storage.tables import log

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Row

START = "0" * 64
LOCK = 7_305_117  # any number, the same in every process
STREAM = 500  # lines in memory at a time


def append(
    connection: Connection,
    at: datetime,
    actor: str,
    act: str,
    on: str,
    data: Mapping[str, object],
) -> str:
    """Write one line and return its hash; the log's lock is taken last and held to the commit."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
    last = connection.execute(
        select(log.c.seq, log.c.hash).order_by(log.c.seq.desc()).limit(1)
    ).one_or_none()
    seq, prev = (last.seq + 1, last.hash) if last else (1, START)
    body = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    digest = line_hash(seq, at, actor, act, on, body, prev)
    connection.execute(
        insert(log).values(
            seq=seq, at=at, actor=actor, act=act, object=on, data=body, prev=prev, hash=digest
        )
    )
    return digest


def line_hash(seq: int, at: datetime, actor: str, act: str, on: str, data: str, prev: str) -> str:
    """Return the SHA-256 that seals one line to the one before it."""
    line = json.dumps([seq, at.isoformat(), actor, act, on, data, prev], ensure_ascii=False)
    return hashlib.sha256(line.encode()).hexdigest()


def sealed_text(row: Row[Any]) -> str:
    """Return the text whose SHA-256 is the hash of a line, for whoever checks it elsewhere."""
    parts = [row.seq, row.at.isoformat(), row.actor, row.act, row.object, row.data, row.prev]
    return json.dumps(parts, ensure_ascii=False)


def last(connection: Connection) -> Row[Any] | None:
    """Return the newest line."""
    return connection.execute(select(log).order_by(log.c.seq.desc()).limit(1)).one_or_none()


def head(connection: Connection) -> str:
    """Return the hash of the last line."""
    found = connection.execute(select(log.c.hash).order_by(log.c.seq.desc()).limit(1)).scalar()
    return found or START


def hash_at(connection: Connection, seq: int) -> str | None:
    """Return the hash of a line, None if there is no such line."""
    return connection.execute(select(log.c.hash).where(log.c.seq == seq)).scalar()


def last_of(connection: Connection, act: str) -> Row[Any] | None:
    """Return the newest line of an act."""
    newest = select(log).where(log.c.act == act).order_by(log.c.at.desc(), log.c.seq.desc())
    return connection.execute(newest.limit(1)).one_or_none()


def lines(
    connection: Connection, *, act: str | None = None, holding: str | None = None
) -> Iterator[Row[Any]]:
    """Stream the lines, oldest first: all, those of an act, those whose data holds a text."""
    statement = select(log).order_by(log.c.seq)
    if act is not None:
        statement = statement.where(log.c.act == act)
    if holding is not None:
        statement = statement.where(log.c.data.contains(holding, autoescape=True))
    with connection.execute(statement.execution_options(yield_per=STREAM)) as rows:
        yield from rows


def counts_taken(connection: Connection, since: datetime) -> Sequence[str]:
    """Return the data of each taking of the activity records since then."""
    taken = log.c.act == "activities.print"
    return connection.execute(select(log.c.data).where(taken, log.c.at >= since)).scalars().all()


def faults(connection: Connection) -> Iterator[str]:
    """Walk the whole chain and say where it is broken."""
    prev, expected = START, 1
    for row in lines(connection):
        if row.seq != expected:
            yield f"Line {expected} is missing."
        sealed = line_hash(row.seq, row.at, row.actor, row.act, row.object, row.data, row.prev)
        if row.prev != prev or row.hash != sealed:
            yield f"Line {row.seq} ({row.act} on {row.object}) was changed."
        prev, expected = row.hash, row.seq + 1


def heads_among(connection: Connection, beginnings: Collection[str], letters: int) -> set[str]:
    """Return which of these beginnings, of so many letters, begin the hash of some line."""
    begins = func.substr(log.c.hash, 1, letters)
    return set(connection.execute(select(begins).where(begins.in_(beginnings))).scalars())
