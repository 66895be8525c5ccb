"""Erasures against the log: which rows are gone because a person asked to be forgotten."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from credit.calendar import credit_before
from storage import erasing, log
from workflows.operations.finding import Finding

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from workflows.operations.finding import Findings

Key = tuple[int | str, ...]
ACT = "person.forget"


def erased(connection: Connection) -> frozenset[tuple[str, Key]]:
    """Return the rows that the log says were erased, each by its table and primary key."""
    return frozenset(
        (name, tuple(key))
        for line in log.lines(connection, act=ACT)
        for name, keys in json.loads(line.data)["erased"].items()
        if isinstance(keys, list)
        for key in keys
    )


def erasures(connection: Connection) -> Findings:
    """Nothing was let go before its retention was over."""
    for row in erasing.every(connection):
        if row.credit_before > credit_before(row.at.date()):
            what = "It let credit go before six years were over."
            yield Finding(what, f"erasure, person_id {row.person_id}, seq {row.seq}")


def said(connection: Connection) -> str:
    """Say how much is gone on request: empty where nothing is."""
    people = {line.object for line in log.lines(connection, act=ACT)}
    if not people:
        return ""
    who = "1 person" if len(people) == 1 else f"{len(people)} people"
    return f"{len(erased(connection))} sealed rows of {who} erased on request"
