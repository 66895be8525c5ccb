"""What a person says about themselves: the name on certificates, degree, specialty, board IDs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BeforeValidator, Field, StringConstraints, ValidationError

from credit import boards, professions
from documents.names import has_letters, unprintable, visible
from quizzes.text import Closed
from storage import people
from storage.columns import keepable
from workflows.act import act, view
from workflows.refusals import Faulty, Stale

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from workflows.act import Act, Actor

LONGEST = 120  # characters
DEGREES = tuple(one.short for one in professions.DEGREES)


def _spelled(value: object) -> object:
    return visible(keepable(value)) if isinstance(value, str) else value


Words = Annotated[str, BeforeValidator(_spelled), StringConstraints(max_length=LONGEST)]


class Licence(Closed):
    """A state licence: two-letter state, and the number as it is printed, zeros kept."""

    state: Words
    number: Words


class Profile(Closed):
    """One person's profile; the one in force when something is claimed is copied there."""

    schema_version: Literal[1] = 1
    legal_name: Words = Field(description="As it is to stand on certificates.")
    degree: Words = Field(
        description="MD, DO, PA-C …; it decides between credit and participation."
    )
    specialty: Words = ""
    board_ids: dict[str, Words] = Field(
        default_factory=dict, description="By board: ABA, ABIM, ABP."
    )
    affiliation: Words = ""
    affiliated: Literal["", "own", "partner", "outside"] = Field(
        default="", description="Own faculty, a care partner's, or from outside."
    )
    given_name: Words = Field(default="", description="As boards and licences hold it.")
    family_name: Words = Field(default="", description="As boards and licences hold it.")
    birthday: Words = Field(default="", description="Month and day, MM-DD; never the year.")
    npi: Words = Field(default="", description="National Provider Identifier, ten digits.")
    licences: tuple[Licence, ...] = Field(default=(), description="State licences.")
    cycle_ends: dict[str, int] = Field(
        default_factory=dict, description="By board: the year the present cycle ends."
    )

    @property
    def shown(self) -> str:
        """Name and degree as they stand on screens and certificates."""
        degree = "" if self.degree in {"", "Other"} else f", {self.degree}"
        return f"{self.legal_name}{degree}"

    @property
    def profession(self) -> str:
        """What the degree stands for."""
        return professions.degree(self.degree).profession

    @property
    def complete(self) -> bool:
        """Whether a certificate could be made out."""
        return bool(self.legal_name and self.degree)


EMPTY = Profile(legal_name="", degree="")


@dataclass(frozen=True)
class Held:
    """The profile in force, its seq (0 before the first) and how the person signs in."""

    profile: Profile
    seq: int
    addresses: tuple[str, ...]


@dataclass(frozen=True)
class Written:
    """The receipt of a profile, with what looks unusual about it."""

    seq: int
    at: datetime
    warnings: tuple[str, ...]


class ProfileRefused(Faulty):
    """A profile that cannot be kept; it lists every fault at once."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        self.faults = faults
        super().__init__(" ".join(faults))


def see(actor: Actor) -> Held:
    """Return the actor's own profile."""
    with view(actor, "profile.see") as a:
        profile, seq = latest(a.connection, a.person_id)
        return Held(profile, seq, people.subjects_of(a.connection, a.person_id))


def latest(connection: Connection, person_id: int) -> tuple[Profile, int]:
    """Return a person's profile in force and its seq."""
    row = people.latest_profile(connection, person_id)
    return (Profile.model_validate_json(row.body), row.seq) if row else (EMPTY, 0)


def write(actor: Actor, seen_seq: int, profile: Profile) -> Written:
    """Write the profile that follows the one numbered `seen_seq`, which the page showed.

    Writing what is already in force returns its receipt again.

    Raises:
        ProfileRefused: something in it cannot be.
        Stale: another profile came into force since; it is in `current`.
    """
    with act(
        actor, "profile.write", on=("person", actor.public_id), once=lambda a: _again(a, profile)
    ) as a:
        return a.receipt or _write(a, seen_seq, profile)


def _again(a: Act, profile: Profile) -> Written | None:
    row = people.latest_profile(a.connection, a.person_id)
    if row is None or Profile.model_validate_json(row.body) != profile:
        return None
    return Written(row.seq, row.at, warnings(profile, a.today))


def _write(a: Act, seen_seq: int, profile: Profile) -> Written:
    current, seq = latest(a.connection, a.person_id)
    if seq != seen_seq:
        raise Stale(current, seq)
    found = faults(profile, a.today)
    if found:
        raise ProfileRefused(found)
    people.write_profile(a.connection, a.person_id, seq + 1, profile.model_dump_json(), a.at)
    a.seal("profile", person_id=a.person_id, seq=seq + 1)
    a.data["seq"] = seq + 1
    return Written(seq + 1, a.at, warnings(profile, a.today))


def faults(profile: Profile, today: date) -> tuple[str, ...]:
    """Say everything about a profile that cannot be."""
    return tuple(_faults(profile, today))


def _faults(profile: Profile, today: date) -> Iterator[str]:
    if not has_letters(profile.legal_name):
        yield "Enter your name as it should stand on certificates."
    if profile.degree not in DEGREES:
        yield "Choose your degree; it decides which kind of credit you can claim."
    if strange := unprintable(profile.legal_name):
        yield (
            f"Certificates cannot print {' '.join(strange)}."
            " Enter your name in Latin letters, as in your passport or licence."
        )
    for acronym, diplomate_id in profile.board_ids.items():
        if acronym not in boards.load().acronyms:
            yield f"{acronym} is not one of the boards that completions are reported to."
        elif fault := boards.id_fault(boards.load().board(acronym).rule(today), diplomate_id):
            yield fault


def warnings(profile: Profile, today: date) -> tuple[str, ...]:
    """Say what about a profile looks unusual but may be right."""
    known = boards.load()
    return tuple(
        warning
        for acronym, diplomate_id in profile.board_ids.items()
        if (warning := boards.id_warning(known.board(acronym).rule(today), diplomate_id))
    )


def filled(
    *,
    legal_name: str,
    degree: str,
    specialty: str = "",
    affiliation: str = "",
    board_ids: dict[str, str] | None = None,
) -> Profile:
    """Return a profile made of a form's fields; an empty board ID is left out.

    Raises:
        ProfileRefused: a field is too long.
    """
    ids = {acronym: text.strip() for acronym, text in (board_ids or {}).items() if text.strip()}
    try:
        return Profile(
            legal_name=legal_name,
            degree=degree,
            specialty=specialty,
            affiliation=affiliation,
            board_ids=ids,
        )
    except ValidationError as error:
        message = f"Shorten each field to {LONGEST} characters or fewer."
        raise ProfileRefused((message,)) from error
