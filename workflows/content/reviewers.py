"""Who may sign an item off: somebody on the activity's list who neither wrote nor changed it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage import people
from workflows.refusals import Refused

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from quizzes.models import Activity, AnyItem, Faculty
    from workflows.act import Actor

CLINICAL, OFFICE = "clinical", "cme"
KINDS = {
    CLINICAL: "Clinical review",
    OFFICE: "Review by the office",
}


class NotListed(Refused):
    """A reviewer whose disclosure nobody has asked for."""

    status = 403

    def __init__(self) -> None:
        """Say who can put it right."""
        super().__init__(
            "You are not on this activity's list of people, so your review cannot count: whoever"
            " reviews is in control of content and discloses first. Ask the office to enter you"
            " under faculty, with the e-mail address you sign in by."
        )


class NotTheOffice(Refused):
    """The office's own review, by somebody else."""

    status = 403

    def __init__(self) -> None:
        """Say whose it is."""
        super().__init__("The review by the office is given by its staff.")


class OwnItem(Refused):
    """An author who would approve their own item."""

    status = 403

    def __init__(self) -> None:
        """Say who may instead."""
        super().__init__(
            "You wrote this question or changed it last, and nobody approves their own."
            " Another reviewer has to look at it."
        )


def hands(item: AnyItem) -> frozenset[str]:
    """Return the faculty ids of everybody whose own work an item is: authors and last writer."""
    changes = sorted(item.history, key=lambda one: one.date)
    return frozenset((*item.authors, *(one.by for one in changes[-1:])))


def listed(connection: Connection, person_id: int, activity: Activity) -> tuple[Faculty, ...]:
    """Return the entries of a person in an activity's list of people, by their addresses."""
    own = {one.strip().casefold() for one in people.subjects_of(connection, person_id)}
    return tuple(
        one for one in activity.faculty if one.email and one.email.strip().casefold() in own
    )


def is_own(entries: tuple[Faculty, ...], item: AnyItem) -> bool:
    """Whether an item is the work of whoever has these entries."""
    return not hands(item).isdisjoint(one.id for one in entries)


def holds(connection: Connection, activity: Activity, item: AnyItem, signed_by: int) -> bool:
    """Whether a sign-off still counts: by somebody on the list, whose own work it is not."""
    entries = listed(connection, signed_by, activity)
    return bool(entries) and not is_own(entries, item)


def refusal(
    connection: Connection, actor: Actor, activity: Activity, item: AnyItem, kind: str
) -> Refused | None:
    """Return why a person may not sign an item off, or None where they may."""
    if kind == OFFICE and not actor.has("staff"):
        return NotTheOffice()
    entries = listed(connection, actor.person_id or 0, activity)
    if is_own(entries, item):
        return OwnItem()
    if kind == CLINICAL and not entries:
        return NotListed()
    return None
