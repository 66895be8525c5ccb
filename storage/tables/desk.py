"""The desk: what staff have to do, and what came of it."""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from storage.columns import Instant, at, public_id, ref, row_id, salt, seq
from storage.tables.names import metadata

task = Table(
    "task",
    metadata,
    row_id(),
    public_id(),
    Column("kind", String(30), nullable=False),
    Column("about", String(160), nullable=False),
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
correction = Table(
    "correction",
    metadata,
    row_id(),
    Column("item_id", String(64), nullable=False),
    Column("version", Integer, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("kind", String(10), nullable=False),
    Column("body", Text, nullable=False),
    Column("reason", Text, nullable=False),
    ref("task_id", "task"),  # the proposal; its notes say how far the marking has come
    ref("by", "person"),
    ref("confirmed_by", "person"),
    at(),
    UniqueConstraint("item_id", "version", "seq"),
    CheckConstraint(
        "kind IN ('rekey', 'also', 'drop', 'rationale', 'undo') AND seq >= 1", name="kind"
    ),
    CheckConstraint('"by" <> confirmed_by', name="two"),
)
notice = Table(
    "notice",
    metadata,
    ref("person_id", "person", primary_key=True),
    ref("correction_id", "correction", primary_key=True),
    Column("seen_at", Instant, nullable=False),
)
Index("ix_notice_correction_id", notice.c.correction_id)
