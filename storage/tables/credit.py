"""Credit: completions, commitments, claims, certificates, and what is reported of them."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
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

from storage.columns import at, public_id, ref, row_id, salt, seq
from storage.tables.names import metadata

completion = Table(
    "completion",
    metadata,
    row_id(),
    public_id(),
    ref("person_id", "person"),
    ref("activity_id", "activity"),
    ref("attempt_id", "attempt"),
    Column("completed_on", Date, nullable=False),
    at(),
    UniqueConstraint("person_id", "activity_id"),
)
Index("ix_completion_activity_id", completion.c.activity_id, completion.c.person_id)
Index("ix_completion_completed_on", completion.c.completed_on, completion.c.person_id)
evaluation = Table(
    "evaluation",
    metadata,
    ref("completion_id", "completion", primary_key=True),
    Column("form_id", String(64), nullable=False),
    Column("form_version", Integer, nullable=False),
    Column("body", Text, nullable=False),
    at(),
)
commitment = Table(
    "commitment",  # what somebody means to change, in force by number; no record of credit
    metadata,
    ref("completion_id", "completion", primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    seq(),
    Column("kept", Boolean, nullable=False),  # false: it was taken back
    Column("objective", String(500)),  # whose words it is in; None: own ones
    Column("body", Text, nullable=False),
    salt(),
    at(),
    CheckConstraint("number >= 1 AND seq >= 1", name="counts"),
)
# What the overview counts, without the words.
Index(
    "ix_commitment_kept",
    commitment.c.completion_id,
    commitment.c.number,
    commitment.c.seq,
    commitment.c.kept,
)
follow_up = Table(
    "follow_up",  # what became of a commitment, as its author says
    metadata,
    ref("completion_id", "completion", primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    seq(),
    Column("state", String(10), nullable=False),
    Column("barriers", String(200), nullable=False),  # names with a blank around each
    Column("obstacle", Text, nullable=False),
    Column("effect", Text, nullable=False),
    salt(),
    at(),
    CheckConstraint("state IN ('done', 'partly', 'not_yet', 'dropped')", name="state"),
)
Index(
    "ix_follow_up_state",
    follow_up.c.completion_id,
    follow_up.c.number,
    follow_up.c.seq,
    follow_up.c.state,
    follow_up.c.barriers,
)
claim = Table(
    "claim",
    metadata,
    ref("completion_id", "completion", primary_key=True),
    Column("kind", String(60), primary_key=True),
    seq(),
    Column("quarters", Integer, nullable=False),
    Column("allowed", Integer, nullable=False),
    Column("snapshot", Text, nullable=False),
    Column("reason", Text),
    ref("by", "person"),
    at(),
    CheckConstraint(
        "(quarters > 0 OR (quarters = 0 AND reason IS NOT NULL AND seq > 1))"
        " AND quarters <= allowed",
        name="amount",
    ),
)
certificate = Table(
    "certificate",
    metadata,
    row_id(),
    public_id(),
    Column("code", String(32), nullable=False, unique=True),
    ref("completion_id", "completion"),
    ref("replaces", "certificate", nullable=True),
    Column("payload", Text, nullable=False),
    Column("template", Integer, nullable=False),
    at(),
    UniqueConstraint("replaces"),
)
Index("ix_certificate_completion_id", certificate.c.completion_id)

pars_record = Table(
    "pars_record",
    metadata,
    row_id(),
    public_id(),
    ref("completion_id", "completion"),
    ref("person_id", "person"),
    ref("activity_id", "activity"),
    Column("subject", String(60), nullable=False),  # cme, or a board with its part
    Column("number", Integer, nullable=False),
    Column("action", String(6), nullable=False),
    Column("credit_id", String(300), nullable=False),
    Column("completed_on", Date, nullable=False),
    Column("body", Text, nullable=False),
    at(),
    UniqueConstraint("completion_id", "subject", "number"),
    UniqueConstraint("credit_id", "action"),
    CheckConstraint("action IN ('add', 'delete') AND number >= 1", name="action"),
)
Index("ix_pars_record_activity_id", pars_record.c.activity_id, pars_record.c.id)
Index("ix_pars_record_person_id", pars_record.c.person_id)
pars_batch = Table(
    "pars_batch",
    metadata,
    row_id(),
    public_id(),
    Column("form", String(10), nullable=False),
    Column("records", Integer, nullable=False),
    Column("body", Text, nullable=False),  # who sends, what of, and the digest of the records
    ref("by", "person"),
    at(),
)
pars_event = Table(
    "pars_event",
    metadata,
    ref("record_id", "pars_record", primary_key=True),
    seq(),
    Column("state", String(20), nullable=False),
    ref("batch_id", "pars_batch", nullable=True),
    Column("packed", String(64)),  # the digest of the record as it was put into the batch
    Column("reason", Text),
    salt(),
    ref("by", "person", nullable=True),
    at(),
    CheckConstraint(
        "state IN ('ready', 'batched', 'sent', 'pending_board', 'accepted', 'rejected_pars',"
        " 'rejected_board', 'cancelled')",
        name="state",
    ),
)
pars_packed = Table(
    "pars_packed",  # the record as it was put into a batch, under the key of the event that says so
    metadata,
    ref("record_id", "pars_record", primary_key=True),
    seq(),
    Column("body", Text, nullable=False),
    salt(),
)
Index("ix_pars_event_batch_id", pars_event.c.batch_id, pars_event.c.record_id)
Index("ix_pars_event_state", pars_event.c.state, pars_event.c.record_id, pars_event.c.seq)
