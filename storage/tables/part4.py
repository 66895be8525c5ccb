"""Part IV: quality projects, who took part in them, and what was sent to the Portfolio Program."""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from storage.columns import at, public_id, ref, row_id, salt, seq
from storage.tables.names import metadata

project = Table("project", metadata, row_id(), public_id(), ref("by", "person"), at())
project_version = Table(
    "project_version",
    metadata,
    ref("project_id", "project", primary_key=True),
    seq(),
    Column("state", String(10), nullable=False),
    ref("lead_id", "person"),
    ref("second_id", "person", nullable=True),  # confirms what the lead attests
    Column("approved_on", Date),  # the report
    Column("body", Text, nullable=False),
    Column("reason", Text),  # why it was closed, or goes back
    salt(),
    ref("by", "person"),
    at(),
    CheckConstraint("state IN ('draft', 'under_way', 'approved', 'closed')", name="state"),
    CheckConstraint("state <> 'approved' OR approved_on IS NOT NULL", name="approved"),
    CheckConstraint("second_id IS NULL OR second_id <> lead_id", name="second"),
)
Index("ix_project_version_lead_id", project_version.c.lead_id, project_version.c.project_id)
Index("ix_project_version_second_id", project_version.c.second_id, project_version.c.project_id)
Index("ix_project_version_state", project_version.c.state, project_version.c.project_id)
participation = Table(
    "participation",  # its public id is the personal link
    metadata,
    row_id(),
    public_id(),
    ref("project_id", "project"),
    ref("person_id", "person"),
    ref("by", "person"),
    at(),
    UniqueConstraint("project_id", "person_id"),
)
Index("ix_participation_person_id", participation.c.person_id)
attestation = Table(
    "attestation",  # what the person attested, and what the lead or the office said of it
    metadata,
    ref("participation_id", "participation", primary_key=True),
    seq(),
    Column("state", String(10), nullable=False),
    Column("completed_on", Date, nullable=False),
    Column("text_digest", String(64), ForeignKey("text.digest"), nullable=False),
    Column("body", Text, nullable=False),
    salt(),
    ref("by", "person"),
    at(),
    CheckConstraint("state IN ('attested', 'returned', 'verified')", name="state"),
)
Index("ix_attestation_state", attestation.c.state, attestation.c.participation_id)
reflection = Table(
    "reflection",  # on the effort and its impact: own words, which go when the person is forgotten
    metadata,
    ref("participation_id", "participation", primary_key=True),
    seq(),
    Column("effort", Text, nullable=False),
    Column("impact", Text, nullable=False),
    salt(),
    at(),
)
portfolio_batch = Table(
    "portfolio_batch",
    metadata,
    row_id(),
    public_id(),
    Column("records", Integer, nullable=False),
    ref("by", "person"),
    at(),
)
submission = Table(
    "submission",  # of one participation to one board, by the Portfolio Program
    metadata,
    ref("participation_id", "participation", primary_key=True),
    Column("board", String(10), primary_key=True),
    seq(),
    Column("state", String(10), nullable=False),
    Column("attestation_seq", Integer, nullable=False),  # the verification that it went with
    ref("batch_id", "portfolio_batch"),
    Column("noticed_on", Date),  # when the NCCPA received it: the credit year of PAs
    Column("reason", Text, nullable=False),
    salt(),
    ref("by", "person"),
    at(),
    CheckConstraint("state IN ('batched', 'accepted', 'rejected', 'again')", name="state"),
)
Index("ix_submission_batch_id", submission.c.batch_id, submission.c.participation_id)
