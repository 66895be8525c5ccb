"""Seals: the digest of a row as an act wrote it, which stands in the act's line of the log."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, bindparam, func, select

from storage.tables import metadata

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import ColumnElement, Connection, Row, Select, Table

# Named one by one, so that a column added later changes no seal of before. The digest of a short
# text can be guessed, and the log outlives a person's wish to be forgotten: words, addresses and
# reasons are sealed together with a random `salt` of their row, which is erased with them.
#
# What is left out: the one column that changes once; what profile, note and comment say, whose
# tables have no salt; the packed records (`pars_packed`), since the event that is sealed holds a
# salted digest of each, which doctor compares; and the tables outbox, outbox_event, session, spent,
# job and sheet: what is to be done or is read from elsewhere. A message says nothing of its own,
# all it tells is read from sealed rows when it is sent.
COLUMNS = {
    "person": ("public_id", "at"),
    "profile": ("at",),
    "role": ("granted", "at"),
    "role_reason": ("reason", "salt", "by", "at"),
    "consent": ("text_digest", "given", "at"),
    "merge": ("into_id", "reason", "salt", "by", "at"),
    "erasure": ("credit_before", "reason", "salt", "by", "at"),
    "choice": ("wanted", "at"),
    "elsewhere": ("body", "salt", "at"),
    "feed": ("token_digest", "at"),
    "activity": ("slug", "period", "terms", "released", "expires", "claim_by", "at"),
    "registration": ("value", "by", "at"),
    "halt": ("state", "reason", "salt", "by", "at"),
    "admission": (
        "activity_id", "address", "seq", "admitted", "quarters", "salt", "by", "at",
    ),
    "signoff": (
        "digest", "kind", "seq", "item_id", "version", "revision", "verdict", "note", "by", "at",
    ),
    "approval": ("slug", "state", "digest", "by", "at"),
    "remark": ("thread", "seq", "item_id", "digest", "field", "state", "body", "by", "at"),
    "judgement": ("digest", "judge", "seq", "percent", "at"),
    "tick": ("slug", "period", "line", "seq", "done", "by", "at"),
    "superseded": ("source", "seq", "body", "salt", "by", "at"),
    "attachment": ("title", "dated", "digest", "salt", "by", "at"),
    "discloser": ("at",),
    "invitation": ("token_digest", "role_from", "expires_at", "by", "at"),
    "disclosure": ("given_on", "body", "by", "at"),
    "ruling": ("disclosure_seq", "decided_on", "body", "by", "at"),
    "pilot": (
        "public_id", "bank", "source", "name", "salt", "token_digest", "expires_at", "by", "at",
    ),
    "pilot_time": ("minutes", "seconds", "comment", "salt", "at"),
    "edition": ("activity_id", "number", "sha256", "manifest", "by", "at"),
    "attempt": (
        "public_id", "person_id", "activity_id", "edition_id", "number", "seed", "started_at",
        "due_at", "front_digest", "form",
    ),
    "comment": ("at",),
    "result": ("num", "den", "passed", "counted", "body", "at"),
    "grant": ("attempts", "minutes", "reason", "by", "at"),
    "completion": ("public_id", "person_id", "activity_id", "attempt_id", "completed_on", "at"),
    "evaluation": ("form_id", "form_version", "body", "at"),
    "commitment": ("kept", "objective", "body", "salt", "at"),
    "follow_up": ("state", "barriers", "obstacle", "effect", "salt", "at"),
    "recall_choice": ("state", "at"),
    "recall": (
        "state", "due_on", "week", "digest", "item_order", "answered_on", "value", "correct",
        "confidence", "seconds", "age", "salt", "at",
    ),
    "claim": ("quarters", "allowed", "snapshot", "reason", "by", "at"),
    "certificate": (
        "public_id", "code", "completion_id", "replaces", "payload", "template", "at",
    ),
    "pars_record": (
        "public_id", "completion_id", "person_id", "activity_id", "subject", "number", "action",
        "credit_id", "completed_on", "body", "at",
    ),
    "pars_batch": ("public_id", "form", "records", "body", "by", "at"),
    "pars_event": ("state", "batch_id", "packed", "reason", "salt", "by", "at"),
    "project": ("public_id", "by", "at"),
    "project_version": (
        "state", "lead_id", "second_id", "approved_on", "body", "reason", "salt", "by", "at",
    ),
    "participation": ("public_id", "project_id", "person_id", "by", "at"),
    "attestation": ("state", "completed_on", "text_digest", "body", "salt", "by", "at"),
    "reflection": ("effort", "impact", "salt", "at"),
    "portfolio_batch": ("public_id", "records", "by", "at"),
    "submission": (
        "state", "attestation_seq", "batch_id", "noticed_on", "reason", "salt", "by", "at",
    ),
    "task": ("public_id", "kind", "about", "person_id", "body", "salt", "due", "by", "at"),
    "task_note": ("state", "body", "salt", "by", "at"),
    "correction": (
        "item_id", "version", "seq", "kind", "body", "task_id", "by", "confirmed_by", "at",
    ),
    "notice": ("seen_at",),
    "initiative": ("public_id", "by", "at"),
    "initiative_plan": ("owner_id", "begins", "until", "ended", "body", "salt", "by", "at"),
    "invited": (
        "initiative_id", "who", "seq", "person_id", "asked", "due", "salt", "by", "at",
    ),
}  # fmt: skip
STREAM = 500  # rows in memory at a time


@dataclass(frozen=True)
class Seal:
    """One row by its table and primary key, with its digest."""

    table: str
    key: tuple[int | str, ...]
    digest: str

    @property
    def where(self) -> str:
        """The row in words: "claim, completion_id 5, kind cme, seq 1"."""
        named = zip(_table(self.table).primary_key.columns, self.key, strict=False)
        return ", ".join((self.table, *(f"{column.name} {value}" for column, value in named)))


def seal(connection: Connection, name: str, salt: str = "", **where: int | str) -> Seal:
    """Return the seal of the one row that `where` names; a salt makes its digest unguessable."""
    table = _table(name)
    row = connection.execute(
        select(table).where(and_(*(table.c[column] == value for column, value in where.items())))
    ).one()
    key = tuple(getattr(row, column.name) for column in table.primary_key.columns)
    return Seal(name, key, _digest(name, row, salt))


def seal_all(connection: Connection, name: str, *where: ColumnElement[bool]) -> Iterator[Seal]:
    """Yield the seals of all rows under some conditions, read in one statement, without salt."""
    table = _table(name)
    for row in connection.execute(select(table).where(*where).order_by(*table.primary_key)):
        key = tuple(getattr(row, column.name) for column in table.primary_key.columns)
        yield Seal(name, key, _digest(name, row, ""))


def now_sealed(connection: Connection, name: str, key: tuple[Any, ...], salt: str) -> Seal | None:
    """Return the seal of the row with that primary key as it is now, or None if it is gone.

    Raises:
        KeyError: no rows of that name are sealed.
    """
    row = connection.execute(_by_key(name), {f"k{at}": one for at, one in enumerate(key)}).first()
    return Seal(name, key, _digest(name, row, salt)) if row is not None else None


def counts(connection: Connection, name: str) -> Iterator[tuple[int, int]]:
    """Return how many rows there are for each value of the primary key's first column."""
    first = next(iter(_table(name).primary_key.columns))
    statement = select(first, func.count()).group_by(first).order_by(first)
    with connection.execute(statement.execution_options(yield_per=STREAM)) as rows:
        yield from ((row[0], row[1]) for row in rows)


def _table(name: str) -> Table:
    return metadata.tables[name]


@cache
def _by_key(name: str) -> Select[Any]:
    columns = _table(name).primary_key.columns
    return select(_table(name)).where(
        and_(*(column == bindparam(f"k{at}") for at, column in enumerate(columns)))
    )


def _digest(name: str, row: Row[Any], salt: str) -> str:
    keys = [getattr(row, column.name) for column in _table(name).primary_key.columns]
    values = [_plain(getattr(row, column)) for column in COLUMNS[name]]
    return hashlib.sha256(json.dumps([name, salt, keys, values]).encode()).hexdigest()


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date | datetime) else value
