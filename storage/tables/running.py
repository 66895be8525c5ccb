"""Running: the log, messages to people, jobs."""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    Index,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from storage.columns import BigId, Instant, at, ref, row_id, seq
from storage.tables.names import metadata

log = Table(
    "log",
    metadata,
    Column("seq", BigId, primary_key=True, autoincrement=False),
    at(),
    Column("actor", String(40), nullable=False),
    Column("act", String(40), nullable=False),
    Column("object", String(160), nullable=False),  # "item:", bank, "/", question: up to 134
    Column("data", Text, nullable=False),
    Column("prev", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)

# By these the log is searched: who, what, on what; each in the order of time, newest last.
Index("ix_log_at", log.c.at, log.c.seq)
Index("ix_log_actor", log.c.actor, log.c.at, log.c.seq)
Index("ix_log_act", log.c.act, log.c.at, log.c.seq)
Index("ix_log_object", log.c.object, log.c.at, log.c.seq)

outbox = Table(
    "outbox",
    metadata,
    row_id(),
    Column("subject", String(120), nullable=False),
    Column("kind", String(40), nullable=False),
    ref("person_id", "person"),
    Column("body", Text, nullable=False),
    Column("due_at", Instant, nullable=False),
    at(),
    UniqueConstraint("subject", "kind"),
)
Index("ix_outbox_person_id", outbox.c.person_id)
outbox_event = Table(
    "outbox_event",
    metadata,
    ref("outbox_id", "outbox", primary_key=True),
    seq(),
    Column("state", String(20), nullable=False),
    Column("reason", Text),
    Column("again_at", Instant),  # when it may be taken next; None: never again
    at(),
    CheckConstraint(
        "state IN ('sending', 'delayed', 'waiting', 'sent', 'failed', 'exported', 'skipped')",
        name="state",
    ),
    CheckConstraint(
        "(again_at IS NULL) = (state IN ('sent', 'failed', 'exported', 'skipped'))", name="again"
    ),
)
Index("ix_outbox_event_state", outbox_event.c.state, outbox_event.c.reason)
job = Table(
    "job",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("due_at", Instant, nullable=False),
    Column("taken_until", Instant),
    Column("ran_at", Instant),
    Column("fault", Text),
)
