"""People: who they are, how they signed in, what they may do, agreed to and wish."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    Table,
    Text,
    func,
    text,
)

from storage.columns import Instant, at, public_id, ref, row_id, salt, seq
from storage.tables.names import metadata

person = Table("person", metadata, row_id(), public_id(), at())
identity = Table(
    "identity",
    metadata,
    Column("issuer", String(200), primary_key=True),
    Column("subject", String(255), primary_key=True),
    ref("person_id", "person"),
    salt(),  # "" on what was written before identities were sealed
    at(),
)
Index("ix_identity_person_id", identity.c.person_id)
Index("ix_identity_address", func.lower(identity.c.subject))
profile = Table(
    "profile",
    metadata,
    ref("person_id", "person", primary_key=True),
    seq(),
    Column("body", Text, nullable=False),
    at(),
)
# What is counted by group, as storage/in_text.py asks for it. PostgreSQL would read the body all
# the same: it takes no value of an expression from an index.
Index(
    "ix_profile_group",
    profile.c.person_id,
    profile.c.seq,
    *(
        text(f"json_extract(body, '$.\"{one}\"')")
        for one in ("specialty", "affiliated", "affiliation")
    ),
).ddl_if("sqlite")
session = Table(
    "session",
    metadata,
    Column("digest", String(64), primary_key=True),
    ref("person_id", "person"),
    Column("created_at", Instant, nullable=False),
    Column("seen_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("revoked_at", Instant),
    Column("provider_session", String(64)),  # digest of the session's id at the identity provider
    Column("device", String(60)),  # browser and system in plain words, until the session ends
    Column("authenticated_at", Instant),  # when the person proved who they are, where it is known
)
Index("ix_session_provider_session", session.c.provider_session)
Index("ix_session_person_id", session.c.person_id)
# What counts once: states, confirmations and logout tokens of a sign-in elsewhere, by digest.
spent = Table(
    "spent",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("until", Instant, nullable=False),  # nobody accepts it after that anyway
)
Index("ix_spent_until", spent.c.until)
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
Index("ix_role_role", role.c.role, role.c.person_id)
# Why a role was given or taken, and by whom: of those before this table only the log tells.
role_reason = Table(
    "role_reason",
    metadata,
    ref("person_id", "person", primary_key=True),
    Column("role", String(20), primary_key=True),
    Column("scope", String(64), primary_key=True),
    seq(),
    Column("reason", Text, nullable=False),
    salt(),
    ref("by", "person", nullable=True),  # None: by the command line
    at(),
    ForeignKeyConstraint(
        ["person_id", "role", "scope", "seq"],
        ["role.person_id", "role.role", "role.scope", "role.seq"],
        name="fk_role_reason_role",
    ),
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

merge = Table(
    "merge",
    metadata,
    ref("person_id", "person", primary_key=True),
    seq(),
    ref("into_id", "person", nullable=True),  # None: the merge before was undone
    Column("reason", Text, nullable=False),
    salt(),
    ref("by", "person"),
    at(),
    CheckConstraint("into_id IS NULL OR into_id <> person_id", name="other"),
)
choice = Table(
    "choice",
    metadata,
    ref("person_id", "person", primary_key=True),
    Column("topic", String(40), primary_key=True),
    seq(),
    Column("wanted", Boolean, nullable=False),
    at(),
)
elsewhere = Table(
    "elsewhere",
    metadata,
    ref("person_id", "person", primary_key=True),
    Column("entry", String(32), primary_key=True),
    seq(),
    Column("body", Text, nullable=False),
    salt(),
    at(),
)
erasure = Table(
    "erasure",
    metadata,
    ref("person_id", "person", primary_key=True),
    seq(),
    Column("credit_before", Date, nullable=False),  # what was completed earlier may go too
    Column("reason", Text, nullable=False),
    salt(),
    ref("by", "person"),
    at(),
    # Retention by the database itself: six years after the completion nothing less.
    CheckConstraint("credit_before <= date(at, '-6 years')", name="retention").ddl_if("sqlite"),
    CheckConstraint(
        "credit_before <= ((at AT TIME ZONE 'UTC') - interval '6 years')::date", name="retention"
    ).ddl_if("postgresql"),
)
