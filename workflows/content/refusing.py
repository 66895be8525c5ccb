"""What publication refuses of a bank whose files are in order, as problems with their repair."""

from __future__ import annotations

from typing import TYPE_CHECKING

from credit import boards
from credit.findings import findings, planned
from quizzes.changes import changes
from quizzes.edition import Terms
from quizzes.models import ITEM
from quizzes.problem import Fault
from storage import content

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from sqlalchemy import Connection

    from credit.findings import Finding
    from quizzes.bank import Bank
    from quizzes.models import Activity, Planning
    from quizzes.problem import Problem
    from workflows.content.publish import Edition


def refusals(
    connection: Connection, bank: Bank, ready: Edition, today: date
) -> tuple[Problem, ...]:
    """Return everything that keeps a bank without errors from being published as `ready`."""
    faults = (
        *_is_approved(bank),
        *_texts_are_approved(ready),
        *_can_be_started(connection, ready, today),
    )
    return (*map(bank.problem, faults), *_of_items(connection, bank, ready))


def board_faults(bank: Bank) -> tuple[Problem, ...]:
    """Return why planned points would not be given, by the boards' rules of the release day."""
    found = board_findings(bank.activity, bank.activity.planning)
    return tuple(bank.problem(fault) for one in found for fault in one.faults)


def board_findings(terms: Activity | Terms, planning: Planning) -> tuple[Finding, ...]:
    """Return what a plan comes to at each of its boards."""
    return findings(planned(terms, planning), boards.load())


def _is_approved(bank: Bank) -> Iterator[Fault]:
    if bank.activity.status != "approved":
        message = "The activity is not approved, so it is not published."
        fix = "Set status: approved once the course director has agreed."
        yield Fault("activity-approved", message, fix, ("status",))


def _can_be_started(connection: Connection, ready: Edition, today: date) -> Iterator[Fault]:
    """No activity is opened that nobody can start any more; one that ran out may be corrected."""
    last = ready.manifest.terms.accreditation.expiration_date
    if last < today and opens_activity(connection, ready):
        message = f"The activity would have expired on {last}, before anybody could start it."
        fix = "Enter the dates of its accreditation period."
        yield Fault("expired", message, fix, ("accreditation", "expiration_date"))


def opens_activity(connection: Connection, ready: Edition) -> bool:
    """Whether an edition would stand in an activity of its own: the first, or of other terms."""
    periods = content.periods(connection, ready.slug)
    if not periods:
        return True
    return Terms.model_validate_json(periods[-1].terms) != ready.manifest.terms


def _texts_are_approved(ready: Edition) -> Iterator[Fault]:
    """Real credit is never given under a placeholder for somebody else's statement."""
    front = ready.manifest.front
    if front.placeholders and not front.demonstration:
        named = ", ".join(dict.fromkeys(front.placeholders)).replace("_", " ")
        message = f"It would give credit under texts that their owners have not approved: {named}."
        fix = (
            "Put their wording into provider.yaml (a board's into credit/boards) with approved:"
            " true, or write demonstration: true here, which marks everything as not for credit."
        )
        yield Fault("text-not-approved", message, fix, ("demonstration",))


def _of_items(connection: Connection, bank: Bank, ready: Edition) -> Iterator[Problem]:
    """Compare each item with the form in which it was published last."""
    ids = {one.id: one for one in ready.items.values()}
    for item_id, last in content.last_versions(connection, ids).items():
        yield from changes(bank, ITEM.validate_json(last), ids[item_id])
