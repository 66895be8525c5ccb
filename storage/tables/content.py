"""Content: what was published, with its terms and its registrations."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from storage.columns import at, ref, row_id, salt, seq
from storage.tables.names import metadata

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

admission = Table(
    "admission",
    metadata,
    row_id(),  # names the row where no address may stand: in the log
    ref("activity_id", "activity"),
    Column("address", String(254), nullable=False),  # in lower case
    Column("seq", Integer, nullable=False),
    Column("admitted", Boolean, nullable=False),
    Column("quarters", Integer),  # the credit that was claimed elsewhere
    salt(),
    ref("by", "person"),
    at(),
    UniqueConstraint("activity_id", "address", "seq"),
    CheckConstraint("quarters IS NULL OR quarters > 0", name="amount"),
)
