"""The log: one line per act, each holding the hash of the line before it."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select, text

from storage.tables import log

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Connection, Row

START = "0" * 64
LOCK = 7_305_117  # any number, the same in every process


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


def last(connection: Connection) -> Row[Any] | None:
    """Return the newest line."""
    return connection.execute(select(log).order_by(log.c.seq.desc()).limit(1)).one_or_none()


def head(connection: Connection) -> str:
    """Return the hash of the last line."""
    found = connection.execute(select(log.c.hash).order_by(log.c.seq.desc()).limit(1)).scalar()
    return found or START


def faults(connection: Connection) -> tuple[str, ...]:
    """Walk the whole chain and say where it is broken."""
    found, prev, expected = [], START, 1
    for row in connection.execute(select(log).order_by(log.c.seq)):
        if row.seq != expected:
            found.append(f"Line {expected} is missing.")
        sealed = line_hash(row.seq, row.at, row.actor, row.act, row.object, row.data, row.prev)
        if row.prev != prev or row.hash != sealed:
            found.append(f"Line {row.seq} ({row.act} on {row.object}) was changed.")
        prev, expected = row.hash, row.seq + 1
    return tuple(found)
