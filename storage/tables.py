"""Every table, by subject; the constraints here are the last word on what may be true."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from storage.columns import BigId, Instant, at, public_id, ref, row_id, seq

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

# --- people -------------------------------------------------------------------------------------
person = Table("person", metadata, row_id(), public_id(), at())
identity = Table(
    "identity",
    metadata,
    Column("issuer", String(200), primary_key=True),
    Column("subject", String(200), primary_key=True),
    ref("person_id", "person"),
    at(),
)
profile = Table(
    "profile",
    metadata,
    ref("person_id", "person", primary_key=True),
    seq(),
    Column("body", Text, nullable=False),
    at(),
)
session = Table(
    "session",
    metadata,
    Column("digest", String(64), primary_key=True),
    ref("person_id", "person"),
    Column("created_at", Instant, nullable=False),
    Column("seen_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("revoked_at", Instant),
)
role = Table(
    "role",
    metadata,
    ref("person_id", "person", primary_key=True),
    Column("role", String(20), primary_key=True),
    Column("scope", String(64), primary_key=True),
    seq(),
    Column("granted", Boolean, nullable=False),
    at(),
)
consent = Table(
    "consent",
    metadata,
    ref("person_id", "person", primary_key=True),
    Column("scope", String(40), primary_key=True),
    seq(),
    Column("text_digest", String(64), ForeignKey("text.digest"), nullable=False),
    Column("given", Boolean, nullable=False),
    at(),
)

# --- content ------------------------------------------------------------------------------------
item = Table(
    "item",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("item_id", String(64), nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("body", Text, nullable=False),
)
media = Table(
    "media",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("type", String(40), nullable=False),
    Column("bytes", LargeBinary, nullable=False),
)
text_ = Table(
    "text",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("body", Text, nullable=False),
)
activity = Table(
    "activity",
    metadata,
    row_id(),
    Column("slug", String(64), nullable=False),
    Column("period", Integer, nullable=False),
    Column("terms", Text, nullable=False),
    Column("released", Date, nullable=False),
    Column("expires", Date, nullable=False),
    Column("claim_by", Date, nullable=False),
    at(),
    UniqueConstraint("slug", "period"),
    CheckConstraint("released <= expires AND expires <= claim_by", name="dates"),
)
registration = Table(
    "registration",
    metadata,
    ref("activity_id", "activity", primary_key=True),
    Column("kind", String(20), primary_key=True),
    seq(),
    Column("value", String(100), nullable=False),
    ref("by", "person"),
    at(),
)
edition = Table(
    "edition",
    metadata,
    row_id(),
    ref("activity_id", "activity"),
    Column("number", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("manifest", Text, nullable=False),
    ref("by", "person"),
    at(),
    UniqueConstraint("activity_id", "number"),
    UniqueConstraint("activity_id", "sha256"),
)
edition_item = Table(
    "edition_item",
    metadata,
    ref("edition_id", "edition", primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("item_digest", String(64), ForeignKey("item.digest"), nullable=False),
)

# --- attempts -----------------------------------------------------------------------------------
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

# --- credit -------------------------------------------------------------------------------------
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
evaluation = Table(
    "evaluation",
    metadata,
    ref("completion_id", "completion", primary_key=True),
    Column("form_id", String(64), nullable=False),
    Column("form_version", Integer, nullable=False),
    Column("body", Text, nullable=False),
    at(),
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

# --- running ------------------------------------------------------------------------------------
log = Table(
    "log",
    metadata,
    Column("seq", BigId, primary_key=True, autoincrement=False),
    at(),
    Column("actor", String(40), nullable=False),
    Column("act", String(40), nullable=False),
    Column("object", String(80), nullable=False),
    Column("data", Text, nullable=False),
    Column("prev", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)

INSERT_ONLY = (
    person, identity, profile, role, consent, item, media, text_, activity, registration, edition,
    edition_item, answer, aside, comment, result, grant, completion, evaluation, claim, certificate,
    log,
)  # fmt: skip
