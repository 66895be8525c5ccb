"""What anybody may read about the office: who sits there, where, and what its program is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from credit.statements import resolve
from quizzes.models import About, Contact, OfficePerson, PartFour, Place
from storage import content
from storage.connect import reading
from workflows.content import frozen
from workflows.content.provider import provider_of

if TYPE_CHECKING:
    from quizzes.models import Provider
    from workflows.service import Service


@dataclass(frozen=True)
class Office:
    """The office as its own file tells of it; on a node without files, as an edition names it."""

    provider: str
    name: str
    contact: Contact
    people: tuple[OfficePerson, ...]
    place: Place | None
    about: About | None
    part_iv: PartFour | None
    accreditation: str  # its statement; "": not known here
    approved: bool  # the statement is its owner's wording
    demonstration: bool


def office_of(service: Service) -> Office | None:
    """Return it; it needs no sign-in. None: no provider is known yet."""
    known = provider_of(service.settings)
    return _from_edition(service) if known is None else _from_file(service, known)


def _from_file(service: Service, known: Provider) -> Office:
    said = resolve(
        "accreditation", known.accreditation, {"provider": known.name}, frozenset({"provider"})
    )
    return Office(
        provider=known.name,
        name=known.office,
        contact=known.contact,
        people=known.people,
        place=known.place,
        about=known.about,
        part_iv=known.part_iv,
        accreditation=said.text,
        approved=said.approved,
        demonstration=service.settings.demo,
    )


def _from_edition(service: Service) -> Office | None:
    with reading(service.engine) as connection:
        edition = content.last_edition(connection)
        if edition is None:
            return None
        front = frozen.manifest(connection, edition.id).front
    return Office(
        provider=front.provider,
        name=front.office,
        contact=front.contact,
        people=(),
        place=None,
        about=None,
        part_iv=None,
        accreditation="",
        approved=False,
        demonstration=service.settings.demo,
    )
