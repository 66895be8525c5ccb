"""Who may earn credit in an activity."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage import people

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from quizzes.edition import Manifest


def earns_credit(connection: Connection, person_id: int, manifest: Manifest) -> bool:
    """Whoever wrote, reviewed or planned an activity may take it, but earns no credit in it."""
    own = {one.casefold() for one in people.subjects_of(connection, person_id)}
    return own.isdisjoint(one.casefold() for one in manifest.in_control)
