"""What identifies a person to boards changes only soon after they proved who they are."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from storage import people
from workflows.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workflows.act import Act
    from workflows.people.profile import Profile

# Long enough to fill a form in after signing in, too short for whoever finds the desk unattended.
# No setting: a session may live for a month, and nothing here is pressed more than once a year.
FRESH = timedelta(minutes=15)
NAMES = {
    "legal_name": "legal name",
    "given_name": "given name",
    "family_name": "family name",
    "birthday": "birthday",
    "npi": "NPI",
}


class NotFresh(Refused):
    """A change of what identifies somebody, too long after they signed in."""

    status = 403

    def __init__(self, fields: tuple[str, ...]) -> None:
        """Name what was to be changed, and say what to do."""
        super().__init__(
            f"Not saved yet: {', '.join(fields)} on file can only be changed within"
            f" {FRESH.seconds // 60} minutes of signing in, so that nobody does it at a desk that"
            " you left. Sign in again, then save once more."
        )

    @property
    def title(self) -> str:
        """Above the sentence."""
        return "Sign in again"


def require_fresh(a: Act, before: Profile, after: Profile) -> None:
    """Refuse to change or remove what identifies a person if they signed in too long ago.

    What is filled in for the first time takes nothing from anybody, and is asked for on the way
    into an activity: that needs no sign-in.

    Raises:
        NotFresh: by what was to be changed.
    """
    changed = tuple(_changed(before, after))
    if not changed or a.actor.session is None:
        return
    proved = people.authenticated_at(a.connection, a.actor.session)
    if proved is None or a.at - proved > FRESH:
        raise NotFresh(changed)


def _changed(before: Profile, after: Profile) -> Iterator[str]:
    for field, said in NAMES.items():
        held = getattr(before, field)
        if held and getattr(after, field) != held:
            yield said
    for board, held in before.board_ids.items():
        if held and after.board_ids.get(board) != held:
            yield f"{board} ID"
    for one in before.licenses:
        if one.number and one not in after.licenses:
            yield f"{one.state} license"
