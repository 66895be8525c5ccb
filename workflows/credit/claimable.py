"""What may still be claimed of what was completed: for deadlines, reminders and the mail itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from storage import content, credit
from workflows.content import frozen
from workflows.credit.eligibility import earns_credit
from workflows.credit.held import told_before

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Row

    from quizzes.edition import Manifest
    from workflows.act import Act


def of_person(a: Act, person_id: int, since: date) -> list[tuple[Row[Any], Manifest]]:
    """Return what a person completed since a day, in any account, and may claim now."""
    rows = credit.unclaimed(a.connection, a.today, since=since, person_id=person_id)
    pairs = [(row, manifest_of(a, row)) for row in rows]
    return [(row, manifest) for row, manifest in pairs if may_be_claimed(a, row, manifest)]


def manifest_of(a: Act, row: Row[Any]) -> Manifest:
    """Return the newest manifest of the activity of a completion."""
    return frozen.manifest(a.connection, content.newest_edition(a.connection, row.activity_id).id)


def may_be_claimed(a: Act, row: Row[Any], manifest: Manifest) -> bool:
    """Whether nothing bars a completion for which there is no claim.

    Of two accounts of one person one completion counts, and who is not on the roster of an
    activity held elsewhere has nothing to claim there.
    """
    counting = credit.completion_of(a.connection, row.person_id, row.activity_id)
    if counting is None or counting.id != row.id:
        return False
    if not earns_credit(a.connection, row.person_id, manifest):
        return False
    held = manifest.terms.accreditation.held_elsewhere
    return held is None or not told_before(a.connection, row.person_id, row.activity_id, held, "")
