"""Records against the log: each row is as the act that wrote it sealed it, and no row is more."""

from __future__ import annotations

import json
from array import array
from typing import TYPE_CHECKING, Any

from storage import log, seals, things
from workflows.operations.erasures import erased
from workflows.operations.finding import Finding

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from workflows.operations.finding import Findings

CHUNK = 1_024
Told = dict[str, "Counts"]  # by table


class Counts:
    """How often each of many whole numbers came up, in four bytes a number."""

    def __init__(self) -> None:
        """Start with nothing."""
        self._chunks: dict[int, array[int]] = {}

    def add(self, number: int) -> None:
        """Count a number once more."""
        chunk, place = divmod(number, CHUNK)
        self._chunks.setdefault(chunk, array("I", [0]) * CHUNK)[place] += 1

    def __getitem__(self, number: int) -> int:
        chunk, place = divmod(number, CHUNK)
        known = self._chunks.get(chunk)
        return known[place] if known is not None else 0


def records(connection: Connection) -> Findings:
    """People, roles, activities, attempts, results, claims, certificates: as they were written."""
    told: Told = {name: Counts() for name in seals.COLUMNS}
    gone = erased(connection)
    for line in log.lines(connection, holding='"seals"'):
        data = json.loads(line.data)
        salt = _salt(connection, data)
        for table, key, digest in data["seals"]:
            sealed = seals.Seal(table, tuple(key), digest)
            salted = salt if table == "claim" else ""
            if (table, sealed.key) in gone:
                # It counts for nothing: another row in its place was written by no act.
                yield from _gone(connection, line, sealed)
            else:
                told[table].add(int(key[0]))
                yield from _compared(connection, line, sealed, salted)
    for name, counts in told.items():
        yield from _untold(connection, name, counts)


def _salt(connection: Connection, data: dict[str, Any]) -> str:
    """Return the code of the certificate a line names: what its claims were sealed with."""
    found = things.find(connection, "certificate", str(data.get("certificate", "")), None)
    return str(found.code) if found is not None else ""


def _compared(connection: Connection, line: Row[Any], sealed: seals.Seal, salt: str) -> Findings:
    now = seals.now_sealed(connection, sealed.table, sealed.key, salt)
    where = f"{sealed.where}; line {line.seq} of the log, {line.act} on {line.object}"
    if now is None:
        yield Finding("A row that the log tells of is gone.", where)
    elif now.digest != sealed.digest:
        yield Finding("A row was changed after it was written.", where)


def _gone(connection: Connection, line: Row[Any], sealed: seals.Seal) -> Findings:
    """A row that was erased on request is not there; what is told here is only if it is."""
    if seals.now_sealed(connection, sealed.table, sealed.key, "") is not None:
        where = f"{sealed.where}; line {line.seq} of the log, {line.act} on {line.object}"
        yield Finding("A row that was erased, as the log tells, is there.", where)


def _untold(connection: Connection, name: str, told: Counts) -> Findings:
    for key, rows in seals.counts(connection, name):
        if rows > told[key]:
            what = f"{rows - told[key]} of {rows} rows were not written by any act in the log."
            yield Finding(what, seals.Seal(name, (key,), "").where)
