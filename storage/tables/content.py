"""Content: what was published, with its terms and its registrations."""

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
    String,
    Table,
    Text,
    UniqueConstraint,
)

from storage.columns import Instant, at, public_id, ref, row_id, salt, seq
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
halt = Table(  # the office stopped an activity, or opened it again
    "halt",
    metadata,
    ref("activity_id", "activity", primary_key=True),
    seq(),
    Column("state", String(10), nullable=False),
    Column("reason", Text, nullable=False),  # physicians read it
    salt(),
    ref("by", "person"),
    at(),
    CheckConstraint("state IN ('paused', 'withdrawn', 'open')", name="state"),
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

signoff = Table(
    "signoff",
    metadata,
    row_id(),
    Column("digest", String(64), nullable=False),  # of the item as it would be frozen
    Column("kind", String(20), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("item_id", String(64), nullable=False),
    Column("version", Integer, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("verdict", String(10), nullable=False),
    Column("note", Text, nullable=False),
    ref("by", "person"),
    at(),
    UniqueConstraint("digest", "kind", "seq"),
    CheckConstraint("verdict IN ('approved', 'changes')", name="verdict"),
)
Index("ix_signoff_item_id", signoff.c.item_id)
remark = Table(
    "remark",
    metadata,
    row_id(),
    Column("thread", String(32), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("item_id", String(64), nullable=False),
    Column("digest", String(64), nullable=False),  # of the item as it was read
    Column("field", String(120), nullable=False),
    Column("state", String(10), nullable=False),
    Column("body", Text, nullable=False),
    ref("by", "person"),
    at(),
    UniqueConstraint("thread", "seq"),
    CheckConstraint("state IN ('open', 'settled')", name="state"),
)
Index("ix_remark_item_id", remark.c.item_id)
judgement = Table(
    "judgement",
    metadata,
    row_id(),
    Column("digest", String(64), nullable=False),
    ref("judge", "person"),
    Column("seq", Integer, nullable=False),
    Column("percent", Integer, nullable=False),  # of the barely competent who answer it right
    at(),
    UniqueConstraint("digest", "judge", "seq"),
    CheckConstraint("percent BETWEEN 0 AND 100", name="percent"),
)
approval = Table(  # a self-assessment as a whole: who wrote what it says, and who approved that
    "approval",
    metadata,
    row_id(),
    Column("slug", String(64), nullable=False),
    Column("state", String(10), nullable=False),
    Column("digest", String(64), nullable=False),  # of what its form says
    ref("by", "person"),
    at(),
    CheckConstraint("state IN ('written', 'approved')", name="state"),
)
Index("ix_approval_slug", approval.c.slug)
tick = Table(
    "tick",
    metadata,
    row_id(),
    Column("slug", String(64), nullable=False),
    Column("period", Integer, nullable=False),
    Column("line", String(64), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("done", Boolean, nullable=False),
    ref("by", "person"),
    at(),
    UniqueConstraint("slug", "period", "line", "seq"),
)
superseded = Table(  # a source that a newer one replaced, whichever questions cite it
    "superseded",
    metadata,
    row_id(),
    Column("source", String(64), nullable=False),  # what it was marked under
    Column("seq", Integer, nullable=False),
    Column("body", Text, nullable=False),
    salt(),
    ref("by", "person"),
    at(),
    UniqueConstraint("source", "seq"),
)
discloser = Table(
    "discloser",
    metadata,
    row_id(),
    Column("address", String(254), nullable=False, unique=True),  # in lower case
    at(),
)
invitation = Table(
    "invitation",
    metadata,
    ref("discloser_id", "discloser", primary_key=True),
    seq(),
    Column("token_digest", String(64), nullable=False, unique=True),
    Column("name", String(200), nullable=False),
    Column("role_from", Date, nullable=False),
    Column("expires_at", Instant, nullable=False),
    ref("by", "person"),
    at(),
)
disclosure = Table(
    "disclosure",
    metadata,
    ref("discloser_id", "discloser", primary_key=True),
    seq(),
    Column("given_on", Date, nullable=False),
    Column("body", Text, nullable=False),
    ref("by", "person", nullable=True),  # null: by the link that was sent
    at(),
)
ruling = Table(
    "ruling",
    metadata,
    ref("discloser_id", "discloser", primary_key=True),
    Column("slug", String(64), primary_key=True),
    seq(),
    Column("disclosure_seq", Integer, nullable=False),  # what was decided about
    Column("decided_on", Date, nullable=False),
    Column("body", Text, nullable=False),
    ref("by", "person"),
    at(),
)
attachment_file = Table(  # beside media: figures are shown to everybody signed in, these are not
    "attachment_file",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("type", String(8), nullable=False),  # its ending: pdf, docx, png, jpg
    Column("bytes", LargeBinary, nullable=False),
)
attachment = Table(
    "attachment",
    metadata,
    ref("activity_id", "activity", primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),  # in the binder, for good
    seq(),
    Column("title", String(200), nullable=False),
    Column("dated", Date, nullable=False),
    Column("digest", String(64), ForeignKey("attachment_file.digest")),  # null: taken out
    salt(),
    ref("by", "person"),
    at(),
    CheckConstraint("number >= 1 AND seq >= 1", name="counts"),
)
draft = Table(  # a form of the desk that is not saved yet, per author: it outlives the browser
    "draft",
    metadata,
    ref("person_id", "person", primary_key=True),
    Column("bank", String(64), primary_key=True),
    Column("item", String(64), primary_key=True),
    seq(),
    Column("body", Text, nullable=False),  # "": saved, or thrown away
    at(),
)
pilot = Table(  # a tester who was asked by link to take a bank or an edition, and to be timed
    "pilot",
    metadata,
    row_id(),
    public_id(),
    Column("bank", String(64), nullable=False),
    Column("source", String(80), nullable=False),  # an activity's key; "": the bank's files
    Column("name", String(200), nullable=False),
    salt(),
    Column("token_digest", String(64), nullable=False, unique=True),
    Column("expires_at", Instant, nullable=False),
    ref("by", "person"),
    at(),
)
Index("ix_pilot_bank", pilot.c.bank)
pilot_time = Table(  # all that is kept of what a tester did: no answer, no mark
    "pilot_time",
    metadata,
    ref("pilot_id", "pilot", primary_key=True),
    seq(),
    Column("minutes", Integer, nullable=False),  # as the tester says
    Column("seconds", Integer, nullable=False),  # as the clock says
    Column("comment", Text, nullable=False),
    salt(),
    at(),
    CheckConstraint("minutes BETWEEN 1 AND 2000 AND seconds >= 0", name="time"),
)
