"""Clinical initiatives: what is wanted of whom by when; who has done it stands with completions."""

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

initiative = Table("initiative", metadata, row_id(), public_id(), ref("by", "person"), at())
initiative_plan = Table(
    "initiative_plan",  # the plan in force has the highest seq
    metadata,
    ref("initiative_id", "initiative", primary_key=True),
    seq(),
    ref("owner_id", "person"),
    Column("begins", Date, nullable=False),
    Column("until", Date, nullable=False),
    Column("ended", Boolean, nullable=False),  # before its last day, by a decision
    Column("body", Text, nullable=False),
    salt(),
    ref("by", "person"),
    at(),
    CheckConstraint("begins <= until", name="days"),
)
Index("ix_initiative_plan_owner_id", initiative_plan.c.owner_id)
invited = Table(
    "invited",  # who is asked to take part: a person by public id, or an address of nobody yet
    metadata,
    row_id(),  # names the row where no address may stand: in the log
    ref("initiative_id", "initiative"),
    Column("who", String(254), nullable=False),
    Column("seq", Integer, nullable=False),
    ref("person_id", "person", nullable=True),
    Column("asked", Boolean, nullable=False),  # false: taken off the list
    Column("due", Date, nullable=False),
    salt(),
    ref("by", "person"),
    at(),
    UniqueConstraint("initiative_id", "who", "seq"),
)
Index("ix_invited_who", invited.c.who)
Index("ix_invited_person_id", invited.c.person_id)
