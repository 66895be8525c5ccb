"""Who may claim points where the credit is that of an activity held elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from credit.held_elsewhere import named
from credit.professions import is_physician
from storage import admission, people
from workflows.people.profile import latest
from workflows.refusals import Refused

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from quizzes.models import HeldElsewhere


class NotOnRoster(Refused):
    """A physician whom the activity held elsewhere has not listed."""

    def __init__(self, held: HeldElsewhere, addresses: tuple[str, ...], contact: str) -> None:
        """Name the activity, the addresses that were looked for, and whom to ask."""
        missing = (
            f"none of your addresses ({', '.join(addresses)}) is on the roster of {named(held)}"
            if addresses
            else f"no address of yours is confirmed by which the roster of {named(held)} could"
            " have you"
        )
        super().__init__(
            f"You can take this to learn, but there are no points for you yet: {missing}. If you"
            f" claimed credit there, ask the office to add you: {contact}."
        )


class NoPointsForDegree(Refused):
    """Somebody whom no board gives points."""

    def __init__(self, held: HeldElsewhere) -> None:
        """Say what they get instead; boards are not spoken of."""
        super().__init__(
            "You can take this to learn. It gives no credit of its own: your record of"
            f" participation comes from {named(held)}, where it was held."
        )


class CreditIsElsewhere(Refused):
    """Credit asked for where there is none."""

    def __init__(self, held: HeldElsewhere) -> None:
        """Say where it is claimed."""
        super().__init__(f"Credit is claimed in {named(held)}, not here. Nothing was claimed.")


def admitted(connection: Connection, person_id: int, activity_id: int) -> int | None:
    """Return the quarters of credit a person claimed elsewhere, or None: not on the roster.

    Somebody listed by two addresses has the larger amount: both are claims of one person.
    """
    addresses = {one.lower() for one in people.subjects_of(connection, person_id)}
    rows = admission.of_addresses(connection, activity_id, addresses).values()
    return max((row.quarters or 0 for row in rows if row.admitted), default=0) or None


def without_points(
    connection: Connection,
    person_id: int,
    activity_id: int,
    held: HeldElsewhere,
    degree: str,
    contact: str,
) -> Refused | None:
    """Say why a person can claim no points of an activity, or None."""
    if not is_physician(degree):
        return NoPointsForDegree(held)
    if admitted(connection, person_id, activity_id) is None:
        return NotOnRoster(held, people.subjects_of(connection, person_id), contact)
    return None


def told_before(
    connection: Connection, person_id: int, activity_id: int, held: HeldElsewhere, contact: str
) -> str | None:
    """Say before question 1 why there will be no points, by the degree on file now, or None."""
    degree = latest(connection, person_id)[0].degree
    if not degree:
        return None
    why_not = without_points(connection, person_id, activity_id, held, degree, contact)
    return str(why_not) if why_not is not None else None
