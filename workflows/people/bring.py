"""People who come from elsewhere: staff bring in a list, and each becomes a learner once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy.exc import IntegrityError

from documents import rosters
from documents.rosters import RowFault
from storage import people
from workflows.act import act, view
from workflows.people.profile import Profile
from workflows.refusals import Faulty

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from documents.rosters import Newcomer, Sheet
    from workflows.act import Act, Actor

ISSUER = "list"
"""Nobody signs in by it: whoever vouches for the address later finds the person by it."""


class ListRefused(Faulty):
    """A list with faults: nothing of it was written."""

    def __init__(self, faults: tuple[RowFault, ...]) -> None:
        self.faults = faults
        super().__init__(
            f"Nobody was enrolled: {len(faults)} of the rows cannot be read. Put them right first."
        )


@dataclass(frozen=True)
class Preview:
    """What a list would do; nothing is written yet."""

    new: tuple[tuple[str, str, str], ...]  # address, name, affiliation
    known: tuple[str, ...]  # somebody signs in by this address already: left as they are
    faults: tuple[RowFault, ...]


@dataclass(frozen=True)
class Receipt:
    """How many were enrolled, and how many were known before."""

    enrolled: int
    known: int


def look(actor: Actor, content: bytes) -> Preview:
    """Say whom a list would enrol."""
    with view(actor, "people.search") as a:
        sheet = rosters.newcomers(content)
        new = _new(a.connection, sheet)
        unknown = {one.address for one in new}
        return Preview(
            new=tuple((one.address, one.name, one.affiliation) for one in new),
            known=tuple(one.address for one in sheet.rows if one.address not in unknown),
            faults=sheet.faults,
        )


def bring(actor: Actor, content: bytes) -> Receipt:
    """Enrol everybody of a list as a learner whose address nobody signs in by yet.

    Degree, boards and licenses are asked of the people themselves. The same list again changes
    nothing.

    Raises:
        ListRefused: nothing was written.
    """
    sheet = rosters.newcomers(content)
    if sheet.faults:
        raise ListRefused(sheet.faults)
    try:
        return _bring(actor, sheet)
    except IntegrityError:
        # Somebody else enrolled one of them at the same moment: look again who is new.
        return _bring(actor, sheet)


def _bring(actor: Actor, sheet: Sheet[Newcomer]) -> Receipt:
    with act(actor, "people.bring", once=lambda a: _again(a, sheet)) as a:
        if isinstance(a.receipt, Receipt):
            return a.receipt
        new = _new(a.connection, sheet)
        # In one order, so that two lists never wait for each other.
        for one in sorted(new, key=lambda one: one.address):
            _enrol(a, one)
        a.data.update(enrolled=len(new), known=len(sheet.rows) - len(new))
        return Receipt(len(new), len(sheet.rows) - len(new))


def _again(a: Act, sheet: Sheet[Newcomer]) -> Receipt | None:
    return None if _new(a.connection, sheet) else Receipt(0, len(sheet.rows))


def _new(connection: Connection, sheet: Sheet[Newcomer]) -> list[Newcomer]:
    known = people.subjects(connection)
    return [one for one in sheet.rows if one.address not in known]


def _enrol(a: Act, one: Newcomer) -> None:
    made = people.add_person(a.connection, ISSUER, one.address, a.at)
    profile = Profile.model_validate(
        {"legal_name": one.name, "degree": "", "affiliated": one.affiliation}
    )
    people.write_profile(a.connection, made, 1, profile.model_dump_json(), a.at)
    seq = people.set_role(a.connection, made, "learner", a.at)
    a.seal("person", id=made)
    a.seal_identity(ISSUER, one.address)
    a.seal("profile", person_id=made, seq=1)
    a.seal("role", person_id=made, role="learner", scope="", seq=seq)
