"""What a person is known by to boards, in full: shown to staff on purpose, one look a line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workflows.act import act
from workflows.people.profile import latest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workflows.act import Actor
    from workflows.people.profile import Profile


@dataclass(frozen=True)
class Identifier:
    """One of them: what it is called, and what stands there."""

    name: str
    text: str


def show(actor: Actor, person: str) -> tuple[Identifier, ...]:
    """Return a person's birthday and numbers in full; who looked at which of whose is logged."""
    with act(actor, "identifiers.show", on=("person", person)) as a:
        profile, _seq = latest(a.connection, a.on.id)
        found = tuple(identifiers(profile))
        a.data["shown"] = [one.name for one in found]
        return found


def identifiers(profile: Profile) -> Iterator[Identifier]:
    """Yield what is on file, named so that the log may hold the name."""
    if profile.birthday:
        yield Identifier("Birthday", profile.birthday.replace("-", "/"))  # as it is typed: MM/DD
    for board, text in profile.board_ids.items():
        yield Identifier(f"{board} ID", text)
    for one in profile.licenses:
        yield Identifier(f"{one.state} license", one.number)
    if profile.npi:
        yield Identifier("NPI", profile.npi)
