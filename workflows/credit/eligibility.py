"""Who may earn credit in an activity."""

from __future__ import annotations

from typing import TYPE_CHECKING

from credit.completion import may_earn
from storage import people

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from quizzes.edition import Manifest


def earns_credit(connection: Connection, person_id: int, manifest: Manifest) -> bool:
    """Whoever wrote, reviewed or planned an activity may take it, but earns no credit in it."""
    addresses = people.subjects_of(connection, person_id)
    return all(may_earn(one, manifest.in_control) for one in addresses)
