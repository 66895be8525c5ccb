"""What a board must know of a person before points reach it: names and birthday, as it has them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from credit import identifiers
from credit.identifiers import IdentifierRefused
from workflows.people.profile import filled
from workflows.refusals import Faulty

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workflows.people.profile import Profile

WORDS = {
    "given_name": "your given name",
    "family_name": "your family name",
    "birthday": "month and day of your birthday",
}
READERS = {
    "given_name": identifiers.name,
    "family_name": identifiers.name,
    "birthday": identifiers.birthday,
}


@dataclass(frozen=True)
class Identity:
    """What a person said on the claim page because the profile did not hold it."""

    given_name: str = ""
    family_name: str = ""
    birthday: str = ""


NOTHING = Identity()


class IdentityMissing(Faulty):
    """Points without what a board recognizes its diplomates by."""

    def __init__(self, fields: tuple[str, ...]) -> None:
        """Say what to enter."""
        super().__init__(
            f"Enter {', '.join(WORDS[one] for one in fields)}: your board recognizes you by it. Or"
            " leave the points out; nothing was claimed."
        )


class IdentityRefused(Faulty):
    """Something that cannot be what was meant; the sentences are credit's own."""


def missing(profile: Profile) -> tuple[str, ...]:
    """Return the fields that a board needs and the profile does not hold."""
    return tuple(one for one in WORDS if not getattr(profile, one))


def completed(profile: Profile, said: Identity, ids: Mapping[str, str]) -> Profile:
    """Return the profile with what it lacked, and with these board IDs.

    What the profile holds stays: it is changed on the profile's own page.

    Raises:
        IdentityRefused: something cannot be what was meant.
        IdentityMissing: a board would not know the person.
        ProfileRefused: a field is too long.
    """
    new = {one: text for one in missing(profile) if (text := getattr(said, one).strip())}
    if faults := [fault for one, text in new.items() if (fault := _fault(one, text))]:
        raise IdentityRefused(" ".join(faults))
    made = filled(profile, board_ids=dict(ids), **new)
    if lacking := missing(made):
        raise IdentityMissing(lacking)
    return made


def _fault(field: str, text: str) -> str | None:
    try:
        READERS[field](text)
    except IdentifierRefused as refused:
        return str(refused)
    return None
