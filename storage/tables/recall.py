"""Questions that return to whoever wished it: no record of credit, nor in any statistics."""

from __future__ import annotations

from sqlalchemy import Boolean, CheckConstraint, Column, Date, Index, Integer, String, Table, Text

from storage.columns import at, ref, salt, seq
from storage.tables.names import metadata

recall_choice = Table(
    "recall_choice",  # whether what was missed in a completed activity is to return
    metadata,
    ref("completion_id", "completion", primary_key=True),
    seq(),
    Column("state", String(10), nullable=False),
    at(),
    CheckConstraint("state IN ('on', 'paused', 'off') AND seq >= 1", name="state"),
)
Index("ix_recall_choice_state", recall_choice.c.state, recall_choice.c.completion_id)
recall = Table(
    "recall",  # what became of one question, and from which day on it is asked again
    metadata,
    ref("completion_id", "completion", primary_key=True),
    Column("item_id", String(64), primary_key=True),
    seq(),
    Column("state", String(10), nullable=False),
    Column("due_on", Date),  # None: it is not asked any more
    Column("week", Date),  # the Monday of the week in which it was asked
    Column("digest", String(64), nullable=False),  # of the item as it was asked
    Column("item_order", Text, nullable=False),  # of its options
    Column("answered_on", Date),
    Column("value", Text),
    Column("correct", Boolean),
    Column("confidence", String(10)),
    Column("seconds", Integer),
    Column("age", Integer),  # days since the first answer, of one that was given when it returned
    salt(),
    at(),
    CheckConstraint(
        "state IN ('joined', 'asked', 'answered', 'passed', 'left') AND seq >= 1", name="state"
    ),
    CheckConstraint("state != 'asked' OR week IS NOT NULL", name="week"),
    CheckConstraint(
        "(state IN ('joined', 'answered')) = (answered_on IS NOT NULL AND correct IS NOT NULL)",
        name="answer",
    ),
    CheckConstraint("(state = 'answered') = (age IS NOT NULL)", name="age"),
)
