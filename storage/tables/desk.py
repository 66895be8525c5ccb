"""The desk: what staff have to do, and what came of it."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Date,
    Index,
    String,
    Table,
    Text,
)

from storage.columns import at, public_id, ref, row_id, salt, seq
from storage.tables.names import metadata

task = Table(
    "task",
    metadata,
    row_id(),
    public_id(),
    Column("kind", String(30), nullable=False),
    Column("about", String(120), nullable=False),
    ref("person_id", "person", nullable=True),  # whom it is about, or who asked
    Column("body", Text, nullable=False),
    salt(),
    Column("due", Date),
    ref("by", "person", nullable=True),
    at(),
)
Index("ix_task_kind", task.c.kind, task.c.id)
Index("ix_task_about", task.c.about)
Index("ix_task_person_id", task.c.person_id)
task_note = Table(
    "task_note",
    metadata,
    ref("task_id", "task", primary_key=True),
    seq(),
    Column("state", String(20), nullable=False),
    Column("body", Text, nullable=False),
    salt(),
    ref("by", "person", nullable=True),
    at(),
)
