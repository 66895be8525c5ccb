"""What a person says about themselves: the name on certificates, degree, specialty, board IDs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, ValidationError

from credit import boards, identifiers, professions
from credit.identifiers import IdentifierRefused
from credit.states import state
from documents.names import has_letters, unprintable, visible
from quizzes.text import Closed
from storage import content, people
from storage.columns import keepable
from workflows.act import act, view
from workflows.content import frozen
from workflows.people.fresh import require_fresh
from workflows.refusals import Faulty, Stale

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sqlalchemy import Connection

    from workflows.act import Act, Actor

LONGEST = 120  # characters
DEGREES = tuple(one.short for one in professions.DEGREES)
Affiliated = Literal["", "own", "partner", "outside"]


def _spelled(value: object) -> object:
    return visible(keepable(value)) if isinstance(value, str) else value


def _kindly(reader: Callable[[str], str]) -> AfterValidator:
    """Read a field as it is kept; what cannot be read stays as it was typed, to be named later."""

    def read(text: str) -> str:
        try:
            return reader(text) if text else text
        except IdentifierRefused:
            return text

    return AfterValidator(read)


Words = Annotated[str, BeforeValidator(_spelled), StringConstraints(max_length=LONGEST)]


def called(legal_name: str, degree: str) -> str:
    """Return name and degree as they stand on screens and certificates."""
    return legal_name if degree in {"", "Other"} else f"{legal_name}, {degree}"


class License(Closed):
    """A state license: two-letter state, and the number as it is printed, zeros kept."""

    state: Annotated[Words, AfterValidator(lambda text: state(text) or text)]
    number: Annotated[Words, _kindly(identifiers.license_number)]


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
    affiliated: Affiliated = Field(
        default="", description="Own faculty, a care partner's, or from outside."
    )
    given_name: Words = Field(default="", description="As boards and licenses hold it.")
    family_name: Words = Field(default="", description="As boards and licenses hold it.")
    birthday: Annotated[Words, _kindly(identifiers.birthday)] = Field(
        default="", description="Month and day, MM-DD; never the year."
    )
    npi: Annotated[Words, _kindly(identifiers.npi)] = Field(
        default="", description="National Provider Identifier, ten digits."
    )
    licenses: tuple[License, ...] = Field(default=(), description="State licenses.")
    cycle_ends: dict[str, int] = Field(
        default_factory=dict, description="By board: the year the present cycle ends."
    )

    @property
    def shown(self) -> str:
        """Name and degree as they stand on screens and certificates."""
        return called(self.legal_name, self.degree)

    @property
    def profession(self) -> str:
        """What the degree stands for."""
        return professions.degree(self.degree).profession

    @property
    def complete(self) -> bool:
        """Whether a certificate could be made out."""
        return bool(self.legal_name and self.degree)

    @property
    def physician(self) -> bool:
        """Whether the degree on file is a physician's; without one nothing is known."""
        return bool(self.degree) and professions.is_physician(self.degree)

    @property
    def participates(self) -> bool:
        """Whether hours of participation are what this degree is given; without one, unknown."""
        return bool(self.degree) and not self.physician

    @property
    def certified_by(self) -> frozenset[str]:
        """The boards that certify the person, as far as they said; none: not known."""
        return frozenset({*self.board_ids, *self.cycle_ends})

    def may_have_points(self, board: str) -> bool:
        """Whether a board's points are this person's business: any, while no board is known."""
        return self.physician and (not self.certified_by or board in self.certified_by)

    @property
    def suggested_names(self) -> tuple[str, str]:
        """Given and family name as the legal name suggests them; they are never reported unseen."""
        return identifiers.name_parts(self.legal_name)


EMPTY = Profile(legal_name="", degree="")


@dataclass(frozen=True)
class Held:
    """The profile in force, its seq (0 before the first) and how the person signs in."""

    profile: Profile
    seq: int
    addresses: tuple[str, ...]
    boards: tuple[str, ...]  # those that activities on offer give points of
    hears_of_points: bool


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
        addresses = people.subjects_of(a.connection, a.person_id)
        return Held(profile, seq, addresses, _boards_on_offer(a), hears_of_points(a))


def _boards_on_offer(a: Act) -> tuple[str, ...]:
    rows = content.newest_editions(a.connection)
    terms = (frozen.terms(a.connection, row.id) for row in rows if a.today <= row.expires)
    return tuple(sorted({plan.board for one in terms for plan in one.boards}))


def latest(connection: Connection, person_id: int) -> tuple[Profile, int]:
    """Return a person's profile in force and its seq."""
    row = people.latest_profile(connection, person_id)
    return (Profile.model_validate_json(row.body), row.seq) if row else (EMPTY, 0)


def hears_of_points(a: Act) -> bool:
    """Whether boards' points are shown: not to learners who are no physicians and cannot get any.

    Before a degree is entered nothing is hidden, and whoever works on activities sees all of them.
    """
    profile, _seq = latest(a.connection, a.person_id)
    return profile.physician or not profile.degree or not a.actor.roles <= {"learner"}


def write(actor: Actor, seen_seq: int, profile: Profile) -> Written:
    """Write the profile that follows the one numbered `seen_seq`, which the page showed.

    Writing what is already in force returns its receipt again.

    Raises:
        ProfileRefused: something in it cannot be.
        NotFresh: it changes what identifies the person, who signed in too long ago.
        Stale: another profile came into force since; it is in `current`.
    """
    profile = Profile.model_validate(profile.model_dump())  # a copy's changes are not read yet
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
    require_fresh(a, current, profile)
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
            " Enter your name in Latin letters, as in your passport or license."
        )
    yield from _unreadable(profile)
    yield from (fault for one in profile.licenses if (fault := _license_fault(one, profile.npi)))
    for acronym, diplomate_id in profile.board_ids.items():
        if acronym not in boards.load().acronyms:
            yield f"{acronym} is not one of the boards that completions are reported to."
        elif fault := boards.id_fault(boards.load().board(acronym).rule(today), diplomate_id):
            yield fault


def _unreadable(profile: Profile) -> Iterator[str]:
    """Name what is written in a field and cannot be what the field is for."""
    fields: tuple[tuple[Callable[[str], str], str], ...] = (
        (identifiers.name, profile.given_name),
        (identifiers.name, profile.family_name),
        (identifiers.birthday, profile.birthday),
        (identifiers.npi, profile.npi),
    )
    for reader, text in fields:
        try:
            if text:
                reader(text)
        except IdentifierRefused as refused:
            yield str(refused)


def _license_fault(one: License, npi: str) -> str | None:
    if state(one.state) is None:
        return f'Choose the state of the license "{one.number}".'
    if not one.number:
        # A state board knows its licensee by the NPI, too.
        wanted = (
            f"Enter the number of your {one.state} license or your NPI, or take the state away."
        )
        return None if npi else wanted
    try:
        identifiers.license_number(one.number)
    except IdentifierRefused as refused:
        return str(refused)
    return None


def warnings(profile: Profile, today: date) -> tuple[str, ...]:
    """Say what about a profile looks unusual but may be right."""
    return tuple(_warnings(profile, today))


def _warnings(profile: Profile, today: date) -> Iterator[str]:
    known = boards.load()
    for acronym, diplomate_id in profile.board_ids.items():
        if warning := boards.id_warning(known.board(acronym).rule(today), diplomate_id):
            yield warning
    for one in filter(lambda each: each.number, profile.licenses):
        if warning := identifiers.license_warning(one.state, one.number):
            yield warning
    family = profile.family_name
    if family and family.casefold() not in profile.legal_name.casefold():
        yield (
            f'The family name "{family}" does not stand in your legal name. That is right if your'
            " board holds you by another name; otherwise please check it."
        )


def filled(
    base: Profile = EMPTY,
    *,
    board_ids: dict[str, str] | None = None,
    licenses: Iterable[tuple[str, str]] | None = None,
    **fields: str,
) -> Profile:
    """Return `base` with a form's fields, read kindly; an empty ID or license is left out.

    What cannot be read stays as it was typed, for `write` to refuse with everything else. Boards
    that the form does not name keep their IDs.

    Raises:
        ProfileRefused: a field is too long.
    """
    held = base.model_dump()
    if board_ids is not None:
        ids = {**base.board_ids, **{one: text.strip() for one, text in board_ids.items()}}
        held["board_ids"] = {acronym: text for acronym, text in ids.items() if text}
    if licenses is not None:
        written = [one for one in licenses if any(map(str.strip, one))]
        held["licenses"] = tuple({"state": where, "number": number} for where, number in written)
    try:
        return Profile.model_validate({**held, **fields})
    except ValidationError as error:
        message = f"Shorten each field to {LONGEST} characters or fewer."
        raise ProfileRefused((message,)) from error
