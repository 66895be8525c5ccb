"""What publication refuses of a bank whose files are in order, as problems with their repair."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzes.changes import changes
from quizzes.models import ITEM
from quizzes.problem import Fault
from storage import content

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from quizzes.bank import Bank
    from quizzes.problem import Problem
    from workflows.content.publish import Edition


def refusals(connection: Connection, bank: Bank, ready: Edition) -> tuple[Problem, ...]:
    """Return everything that keeps a bank without errors from being published as `ready`."""
    return (*_of_activity(bank), *_of_items(connection, bank, ready))


def _of_activity(bank: Bank) -> Iterator[Problem]:
    for fault in _is_approved(bank):
        yield bank.problem(fault)


def _is_approved(bank: Bank) -> Iterator[Fault]:
    if bank.activity.status != "approved":
        message = "The activity is not approved, so it is not published."
        fix = "Set status: approved once the course director has agreed."
        yield Fault("activity-approved", message, fix, ("status",))


def _of_items(connection: Connection, bank: Bank, ready: Edition) -> Iterator[Problem]:
    """Compare each item with the form in which it was published last."""
    ids = {one.id: one for one in ready.items.values()}
    for item_id, last in content.last_versions(connection, ids).items():
        yield from changes(bank, ITEM.validate_json(last), ids[item_id])
