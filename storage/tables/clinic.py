"""What links from outside lead to: how often people came by them, and calendars that subscribe."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Date, Integer, String, Table

from storage.columns import at, ref, seq
from storage.tables.names import metadata

arrival = Table(  # a count, changed in place: nothing tells who came
    "arrival",
    metadata,
    ref("activity_id", "activity", primary_key=True),
    Column("source", String(10), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("came", Integer, nullable=False),
    CheckConstraint("came > 0", name="came"),
)
feed = Table(  # the address under which a calendar asks for somebody's deadlines
    "feed",
    metadata,
    ref("person_id", "person", primary_key=True),
    seq(),
    Column("token_digest", String(64), unique=True),  # None: ended
    at(),
)
