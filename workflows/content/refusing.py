"""What publication refuses of a bank whose files are in order, as problems with their repair."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from credit import boards
from credit.findings import findings, planned
from quizzes.changes import changes
from quizzes.digest import activity_digest
from quizzes.edition import Terms
from quizzes.models import ITEM
from quizzes.problem import Fault
from storage import approvals, content, review, ticks
from workflows.content.reviewers import CLINICAL, holds
from workflows.content.sources import in_force, replaced

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from sqlalchemy import Connection, Row

    from credit.findings import Finding
    from quizzes.bank import Bank
    from quizzes.edition import FrontMatter
    from quizzes.models import Activity, AnyItem, Planning
    from quizzes.problem import Problem
    from workflows.content.disclosed import Stands
    from workflows.content.publish import Edition


def refusals(
    connection: Connection, bank: Bank, ready: Edition, today: date, stands: Iterable[Stands]
) -> tuple[Problem, ...]:
    """Return everything that keeps a bank without errors from being published as `ready`."""
    return (*of_files(connection, bank, ready, today), *of_records(connection, bank, ready, stands))


def of_records(
    connection: Connection, bank: Bank, ready: Edition, stands: Iterable[Stands]
) -> tuple[Problem, ...]:
    """Return what people still have to do, by what the database holds now."""
    undisclosed = (recorded(bank, fault) for one in stands for fault in one.needs)
    return (
        *unsigned(connection, bank, ready.items),
        *outdated(connection, bank, [one.id for one in ready.items.values()]),
        *undisclosed,
        *unapproved(connection, bank),
        *(recorded(bank, fault) for fault in _unticked(connection, ready)),
    )


def recorded(bank: Bank, fault: Fault, item: AnyItem | None = None) -> Problem:
    """Return a fault of what the database holds: no line of a file is to blame for it."""
    return replace(bank.problem(fault, item), line=None, field=None)


def period_of(connection: Connection, ready: Edition) -> int:
    """Return the period that an edition would stand in."""
    periods = content.periods(connection, ready.slug)
    return len(periods) + opens_activity(connection, ready)


def line_digest(text: str) -> str:
    """Return what a tick of the office's own line is kept under: another wording is another."""
    return hashlib.sha256(text.encode()).hexdigest()


def _unticked(connection: Connection, ready: Edition) -> Iterator[Fault]:
    """Name the office's own lines that nobody has ticked for this period."""
    if ready.manifest.terms.demonstration:
        return
    known = ticks.ticks(connection, ready.slug, period_of(connection, ready))
    for line in ready.lines:
        row = known.get(line_digest(line))
        if row is None or not row.done:
            fix = "See to it, then tick it on the page Publish."
            yield Fault("line-open", f"The office's own line is not ticked: {line}", fix)


def _unheeded(ready: Edition) -> tuple[Problem, ...]:
    """Return the checker's advice that nobody followed or waived: credit is given on neither."""
    return () if ready.manifest.terms.demonstration else ready.advice


def of_files(
    connection: Connection, bank: Bank, ready: Edition, today: date
) -> tuple[Problem, ...]:
    """Return what the files and the editions before refuse."""
    faults = (
        *is_approved(bank),
        *texts_are_approved(ready.manifest.front),
        *_can_be_started(connection, ready, today),
    )
    return (*map(bank.problem, faults), *_of_items(connection, bank, ready), *_unheeded(ready))


def unsigned(
    connection: Connection, bank: Bank, items: Mapping[str, AnyItem]
) -> tuple[Problem, ...]:
    """Return which of these items, by digest, nobody but their authors has signed off.

    A demonstration may rest on the reviews in its files; a verdict in the database counts always.
    """
    verdicts = review.verdicts(connection, items)
    found = []
    for digest, one in items.items():
        fault = _unsigned(connection, bank, one, verdicts.get((digest, CLINICAL)))
        if fault is not None:
            found.append(recorded(bank, fault, bank.items[one.id]))
    return tuple(found)


def outdated(connection: Connection, bank: Bank, drawn: Iterable[str]) -> tuple[Problem, ...]:
    """Return where these items, or the activity, cite a source that the office marked replaced."""
    held = in_force(connection)
    if not held:
        return ()
    own = (bank.problem(fault) for fault in replaced(bank.activity.references, held))
    items = [bank.items[one] for one in drawn]
    return (
        *own,
        *(bank.problem(fault, one) for one in items for fault in replaced(one.references, held)),
    )


def _unsigned(
    connection: Connection, bank: Bank, one: AnyItem, verdict: Row[Any] | None
) -> Fault | None:
    if verdict is None:
        if bank.activity.demonstration:
            return None
        message = "Nobody but the authors has signed off the question as it is now."
        fix = "Let a reviewer approve it on the page Review."
        return Fault("sign-off-missing", message, fix)
    if verdict.verdict == review.CHANGES:
        fix = "Make them, then let the reviewer approve the question on the page Review."
        return Fault("changes-requested", "A reviewer asks for changes.", fix)
    if not holds(connection, bank.activity, bank.items[one.id], verdict.by):
        message = "Whoever signed the question off is its author now, or left the list of people."
        fix = "Let another reviewer approve it on the page Review."
        return Fault("sign-off-own", message, fix)
    return None


def board_faults(bank: Bank) -> tuple[Problem, ...]:
    """Return why planned points would not be given, by the boards' rules of the release day."""
    found = board_findings(bank.activity, bank.activity.planning)
    return tuple(bank.problem(fault) for one in found for fault in one.faults)


def board_findings(terms: Activity | Terms, planning: Planning) -> tuple[Finding, ...]:
    """Return what a plan comes to at each of its boards."""
    return findings(planned(terms, planning), boards.load())


def is_approved(bank: Bank) -> Iterator[Fault]:
    """The file says that the activity was approved as a whole."""
    if bank.activity.status == "draft":
        message = "The self-assessment as a whole is a draft, so it is not published."
        fix = "Set its status to In review by its form; then it can be approved on the page Review."
        yield Fault("activity-approved", message, fix, ("status",))
    elif bank.activity.status != "approved":
        message = "The self-assessment as a whole is not approved, so it is not published."
        yield Fault("activity-approved", message, _APPROVING, ("status",))


def unapproved(connection: Connection, bank: Bank) -> tuple[Problem, ...]:
    """Return that nobody approved what the activity says now, where its file says otherwise.

    A demonstration may rest on its file, as it may for its questions.
    """
    activity = bank.activity
    if activity.demonstration or activity.status != "approved":
        return ()
    if approvals.in_force(connection, bank.slug, activity_digest(activity)) is not None:
        return ()
    message = "Nobody has approved the self-assessment as a whole as it is now."
    return (recorded(bank, Fault("activity-sign-off", message, _APPROVING)),)


_APPROVING = (
    "Let its course director approve it on the page Review, or somebody of the office who did not"
    " write it."
)


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


def texts_are_approved(front: FrontMatter) -> Iterator[Fault]:
    """Real credit is never given under a placeholder for somebody else's statement."""
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
