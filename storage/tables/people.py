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
    Integer,
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
Index("ix_session_expires_at", session.c.expires_at)
# What counts once: states, confirmations and logout tokens of a sign-in elsewhere, by digest.
spent = Table(
    "spent",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("until", Instant, nullable=False),  # nobody accepts it after that anyway
)
Index("ix_spent_until", spent.c.until)
# A password here, for who is of no institution that signs people in: one row for each account,
# changed in place, so that no verifier of before is kept. `address` is what they sign in by.
local = Table(
    "local",
    metadata,
    ref("person_id", "person", primary_key=True),
    Column("address", String(254), nullable=False, unique=True),
    Column("verifier", String(255), nullable=False),  # argon2id, with its salt and parameters
    at(),
)
# How often something was tried, by the digest of who or what it is about.
throttle = Table(
    "throttle",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("tries", Integer, nullable=False),
    Column("since", Instant, nullable=False),
    Column("locked_until", Instant),
    Column("ends", Instant, nullable=False),  # nothing is remembered beyond
)
Index("ix_throttle_ends", throttle.c.ends)
# Mail about accounts: it goes to an address that may be nobody's yet, and is gone when it is done.
letter = Table(
    "letter",
    metadata,
    row_id(),
    Column("kind", String(10), nullable=False),
    Column("address", String(254), nullable=False),
    ref("person_id", "person", nullable=True),  # whom a move or a notice is about
    Column("token_digest", String(64), unique=True),  # of the newest copy that was handed in
    Column("due_at", Instant),  # when it is handed in next; None: it was
    Column("tries", Integer, nullable=False),
    Column("expires_at", Instant, nullable=False),
    at(),
    CheckConstraint(
        "kind IN ('register', 'reset', 'move', 'moved', 'changed', 'dropped')", name="kind"
    ),
)
Index("ix_letter_address", letter.c.address)
Index("ix_letter_person_id", letter.c.person_id)
Index("ix_letter_due_at", letter.c.due_at)
Index("ix_letter_expires_at", letter.c.expires_at)
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
Index("ix_choice_topic", choice.c.topic, choice.c.person_id, choice.c.seq)
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
