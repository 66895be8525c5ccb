"""What the records stand on: the database's safety settings, and the triggers that guard them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage import connect, shape, triggers
from workflows.operations.finding import KEEP, Finding

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from workflows.operations.finding import Findings


def settings(connection: Connection) -> Findings:
    """What was committed is on disk only under these settings."""
    for fault in connect.warnings(connection.engine):
        yield Finding(fault, "settings of the database", "See the operator guide, Database.")


def guards(connection: Connection) -> Findings:
    """Every trigger that refuses changes stands, and does what the service laid."""
    repair = "Ask who did it, then run `python manage.py migrate`, which lays it again."
    for fault in triggers.faults(connection):
        yield Finding(fault.what, fault.name, repair)


def tables(connection: Connection) -> Findings:
    """Every column and index of this version is there."""
    repair = "Ask who removed it, and restore the last sound backup into an empty database."
    for what in shape.missing(connection):
        yield Finding("The tables lack something that the migrations made.", what, repair)


def parents(connection: Connection) -> Findings:
    """What each row refers to is there."""
    for one in shape.orphans(connection):
        what = f"{one.rows} rows refer to a row of {one.parent} that is gone."
        yield Finding(what, one.table, KEEP)
