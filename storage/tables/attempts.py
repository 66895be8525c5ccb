"""Attempts: what was asked, answered, scored and granted."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from storage.columns import BigId, Instant, at, public_id, ref, row_id, seq
from storage.tables.names import metadata

attempt = Table(
    "attempt",
    metadata,
    row_id(),
    public_id(),
    ref("person_id", "person"),
    ref("activity_id", "activity"),
    ref("edition_id", "edition"),
    Column("number", Integer, nullable=False),
    Column("seed", String(32), nullable=False),
    Column("started_at", Instant, nullable=False),
    Column("due_at", Instant),
    Column("front_digest", String(64), ForeignKey("text.digest"), nullable=False),
    Column("form", Text, nullable=False),
    Column("submitted_at", Instant),
    UniqueConstraint("person_id", "activity_id", "number"),
    CheckConstraint("number >= 1", name="number"),
)
Index(
    "uq_attempt_open",
    attempt.c.person_id,
    attempt.c.activity_id,
    unique=True,
    sqlite_where=text("submitted_at IS NULL"),
    postgresql_where=text("submitted_at IS NULL"),
)
Index(
    "ix_attempt_due_at",
    attempt.c.due_at,
    sqlite_where=text("submitted_at IS NULL"),
    postgresql_where=text("submitted_at IS NULL"),
)
Index("ix_attempt_activity_id", attempt.c.activity_id, attempt.c.person_id)
# What the overview reads of every attempt, which has a long form, and of every result below.
Index("ix_attempt_started_at", attempt.c.started_at, attempt.c.number, attempt.c.person_id)
Index(
    "ix_attempt_person_id",
    attempt.c.person_id,
    attempt.c.number,
    attempt.c.activity_id,
    attempt.c.edition_id,
    attempt.c.started_at,
    attempt.c.submitted_at,
)
answer = Table(
    "answer",
    metadata,
    ref("attempt_id", "attempt", primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    seq(),
    Column("value", Text, nullable=False),
    Column("confidence", String(6)),
    Column("seconds", Integer, nullable=False),
    at(),
    CheckConstraint("position >= 1 AND seq >= 1 AND seconds >= 0", name="counts"),
    CheckConstraint("confidence IN ('sure', 'fairly', 'guess')", name="confidence"),
)
aside = Table(
    "aside",
    metadata,
    ref("attempt_id", "attempt", primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    seq(),
    Column("body", Text, nullable=False),
    at(),
)
comment = Table(
    "comment",
    metadata,
    ref("attempt_id", "attempt", primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    seq(),
    Column("body", Text, nullable=False),
    at(),
)
result = Table(
    "result",
    metadata,
    ref("attempt_id", "attempt", primary_key=True),
    seq(),
    Column("num", BigId, nullable=False),
    Column("den", BigId, nullable=False),
    Column("passed", Boolean, nullable=False),
    Column("counted", Boolean, nullable=False),
    Column("body", Text, nullable=False),
    at(),
    CheckConstraint("den >= 1 AND num >= 0 AND num <= den", name="score"),
)
Index(
    "ix_result_score",
    result.c.attempt_id,
    result.c.seq,
    result.c.num,
    result.c.den,
    result.c.passed,
    result.c.counted,
)
sheet = Table(
    "sheet",
    metadata,
    ref("edition_id", "edition", primary_key=True),
    ref("attempt_id", "attempt", primary_key=True),
    Column("first", Boolean, nullable=False),  # counts in the statistics of items
    Column("picks", LargeBinary, nullable=False),  # 16 bits a column of the edition
    Column("seconds", LargeBinary, nullable=False),  # 16 bits an item
    Column("confidence", LargeBinary, nullable=False),  # 8 bits an item
    Column("texts", Text, nullable=False),  # what was typed, as JSON; picks count it from 1
)
grant = Table(
    "grant",
    metadata,
    ref("person_id", "person", primary_key=True),
    ref("activity_id", "activity", primary_key=True),
    seq(),
    Column("attempts", Integer, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    ref("by", "person"),
    at(),
    CheckConstraint("attempts >= 0 AND minutes >= 0 AND attempts + minutes > 0", name="amount"),
)
