"""Activity records for PARS with their year-end counts: who took part, whatever came of it.

Everybody counts who answered at least one question, each person once, however many accounts
they had (pitfall 14).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal, get_args

from credit.amounts import quarters
from credit.calendar import local_day
from credit.professions import degree
from documents.file_names import file_name
from documents.pars import activity_json, activity_sheet, activity_xml
from documents.pars.activity import (
    REGISTRATION,
    ActivityRecord,
    Keyword,
    Outcome,
    Outlined,
    Registration,
    activity_fits,
)
from documents.pars.excel import DEMONSTRATION
from documents.pars.record import Sender
from documents.pars.year_end import Participation, physicians, year_end
from documents.text_sheet import TYPE as EXCEL
from quizzes.models import ParsAssumptions
from storage import content, pars_year, people
from workflows.act import act, require_desk, view
from workflows.content import frozen
from workflows.content.provider import provider_of
from workflows.pars import grounds
from workflows.pars.batch import NO_PROVIDER
from workflows.pars.queue import domain
from workflows.pars.refusals import NoSuchYear, UnknownForm

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Row

    from quizzes.edition import Manifest, Terms
    from workflows.act import Act, Actor
    from workflows.pars.fitness import Activity

Form = Literal["excel", "xml", "json"]
FORMS: tuple[Form, ...] = get_args(Form)
TYPES: dict[Form, tuple[str, str]] = {
    "excel": ("xlsx", EXCEL),
    "xml": ("xml", "application/xml"),
    "json": ("json", "application/json"),
}
FIRST_YEAR, LAST_YEAR = 2000, 2100
OPEN_TO_ALL, _LIMITED = REGISTRATION


@dataclass(frozen=True)
class ActivityYear:
    """One activity with its counts as of 31 December, and what keeps it from PARS."""

    key: str
    record: ActivityRecord
    faults: tuple[str, ...]
    notes: tuple[str, ...]  # what is not known here, and staff have to add in PARS

    @property
    def people(self) -> int:
        """Everybody who took part, cumulative."""
        return sum(number for _, number in self.record.counts.cumulative)

    @property
    def physicians(self) -> int:
        """The physicians among them."""
        return physicians(self.record.counts.cumulative)

    @property
    def in_year(self) -> int:
        """Everybody who took part in the year itself."""
        return sum(number for _, number in self.record.counts.in_year)


@dataclass(frozen=True)
class LeftOut:
    """An activity that has no record of its own in PARS from here, and why."""

    key: str
    title: str
    why: str


@dataclass(frozen=True)
class Year:
    """The activities that were open in a year or before, the newest first."""

    activities: tuple[ActivityYear, ...]
    left_out: tuple[LeftOut, ...]
    assumed: tuple[str, ...]  # what the files say of every activity by a setting alone


@dataclass(frozen=True)
class Paper:
    """A file with its name and media type."""

    name: str
    media_type: str
    content: bytes


def counted(actor: Actor, year: int) -> Year:
    """Return the activities of a year with their counts, and those that are not reported so.

    Raises:
        NoSuchYear: no year that anything could be in.
        Elsewhere: what the office says of all its activities stands at the desk.
    """
    with view(actor, "reports.see") as a:
        require_desk(a.actor.service.settings)
        return _counted(a, year)


def export(actor: Actor, year: int, form: str) -> Paper:
    """Return the activity records of a year as a file; the taking is logged.

    Raises:
        UnknownForm, NoSuchYear: there is no such file.
    """
    if form not in FORMS:
        raise UnknownForm(form, FORMS)
    with act(actor, "activities.print") as a:
        found = _counted(a, year).activities
        a.data.update(year=year, form=form, activities=len(found))
        sender = _sender(a)
        demo = a.actor.service.settings.demo
        records = [_marked(one.record) if demo else one.record for one in found]
    if form == "excel":
        made = activity_sheet.workbook(records, a.at, demonstration=demo)
    elif form == "xml":
        made = activity_xml.document(records, sender)
    else:
        made = activity_json.document(records, sender)
    ending, media_type = TYPES[form]
    first = "demonstration-" if demo else ""
    return Paper(file_name(f"{first}pars-activities", ending, str(year)), media_type, made)


def _marked(record: ActivityRecord) -> ActivityRecord:
    """Return a record whose title says what it is: it stays with it, whoever copies the row."""
    return replace(record, title=f"{DEMONSTRATION}: {record.title}")


def _sender(a: Act) -> Sender:
    settings = a.actor.service.settings
    newest = content.newest_editions(a.connection)
    name = frozen.manifest(a.connection, newest[-1].edition_id).front.provider if newest else ""
    return Sender(
        f"{DEMONSTRATION}: {name}" if settings.demo else name,
        settings.provider_id or (NO_PROVIDER if settings.demo else ""),
        domain(a),
    )


def _counted(a: Act, year: int) -> Year:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NoSuchYear(year)
    into = people.merged(a.connection)
    provider = provider_of(a.actor.service.settings)
    assumed = provider.pars if provider is not None else ParsAssumptions()
    rows = sorted(content.newest_editions(a.connection), key=lambda row: -row.id)
    found = [_year(a, row, year, into, assumed) for row in rows if row.released.year <= year]
    return Year(
        tuple(one for one in found if isinstance(one, ActivityYear)),
        tuple(one for one in found if isinstance(one, LeftOut)),
        tuple(_assumed(assumed)),
    )


def _assumed(of_all: ParsAssumptions) -> Iterator[str]:
    if of_all.public_list is not None:
        yield f"public list: {'yes' if of_all.public_list else 'no'}"
    if of_all.fee is not None:
        yield f"fee: {of_all.fee}"
    if of_all.registration is not None:
        yield f"registration: {of_all.registration}"
    for measured, how in of_all.measured.items():
        yield f"measured: {measured} ({' and '.join(how)})"


def _why_not(terms: Terms, known: Activity, *, demo: bool) -> str | None:
    """Return why an activity has no record of its own in PARS from here, or None."""
    if terms.demonstration and not demo:
        return "It is a demonstration, which is not for credit."
    if (held := terms.accreditation.held_elsewhere) is not None:
        number = f" (ACCME ID {held.accme_id})" if held.accme_id else ""
        return (
            f"It gives points alone; the credit and the learners are counted with {held.title}"
            f"{number}."
        )
    if known.reporter == "elsewhere":
        return "Another platform reports it to PARS; from here it would stand there twice."
    return None


def _year(
    a: Act, row: Row[Any], year: int, into: dict[int, int], assumed: ParsAssumptions
) -> ActivityYear | LeftOut:
    manifest = frozen.manifest(a.connection, row.edition_id)
    known = grounds.activity(a.connection, row.id)
    key = known.key
    if why := _why_not(manifest.terms, known, demo=a.actor.service.settings.demo):
        return LeftOut(key, manifest.terms.title, why)
    support = manifest.terms.accreditation.commercial_support
    record = ActivityRecord(
        action="Update" if known.accme else "Add",
        provider_activity_id=key,
        accme_id=known.accme,
        url=f"{a.actor.service.settings.public_url}/activity?id={key}",
        title=manifest.terms.title,
        description=_flowing(manifest.front.summary),
        starts=row.released,
        ends=row.expires,
        credits=quarters(manifest.terms.accreditation.credits),
        partners=manifest.front.joint_providers,
        support=(),
        in_kind=tuple(one.company for one in support if one.kind == "in_kind"),
        specialties=tuple(_spelled(one) for one in manifest.front.specialties),
        counts=year_end(participations(a, row.id, into), year),
        outcomes=tuple(Outcome(what, how) for what, how in assumed.measured.items()),
        registrations=_registrations(manifest, known.registered, row),
        keywords=tuple(_keywords(manifest)),
        tags=(),
        public=assumed.public_list,
        fee=assumed.fee,
        open_to_all=None if assumed.registration is None else assumed.registration == OPEN_TO_ALL,
        closed=row.expires.year <= year,
    )
    return ActivityYear(key, record, activity_fits(record), tuple(_notes(manifest, known, record)))


def _registrations(
    manifest: Manifest, registered: frozenset[str], row: Row[Any]
) -> tuple[Registration, ...]:
    """Return the boards that the activity is registered with, each with all its credit types."""
    found: dict[str, list[Any]] = {}
    for plan in manifest.terms.boards:
        if plan.board in registered:
            found.setdefault(plan.board, []).append(plan)
    return tuple(
        Registration(
            board=board,
            points=sum(quarters(one.points) for one in plans),
            credit_types=tuple(one.credit_type for one in plans),
            claim_by=row.claim_by,
        )
        for board, plans in found.items()
    )


def _outline(manifest: Manifest) -> list[str]:
    return [one.code for one in manifest.planning.content_outline if one.board == "ABA"]


def _keywords(manifest: Manifest) -> Iterator[Keyword]:
    """Yield the lines of ABA's content outline; PARS has room for two."""
    for source, code in zip(get_args(Outlined), _outline(manifest), strict=False):
        yield Keyword("Level 3 ID", source, code)


def _notes(manifest: Manifest, known: Activity, record: ActivityRecord) -> Iterator[str]:
    if not known.accme:
        yield "Add it in PARS, then enter its ACCME ID on Publish."
    for one in manifest.terms.accreditation.commercial_support:
        if one.kind == "grant":
            yield f"Enter the amount of the grant of {one.company} in PARS; it is not kept here."
    planned = {plan.board for plan in manifest.terms.boards} - known.registered
    if planned:
        yield f"Register it with {', '.join(sorted(planned))}."
    if further := _outline(manifest)[len(get_args(Outlined)) :]:
        yield f"PARS takes two lines of ABA's outline; {', '.join(further)} is left out."
    lacking = (
        ("public listing", record.public),
        ("fee", record.fee),
        ("registration", record.open_to_all),
        ("measured outcomes", record.outcomes or None),
    )
    if missing := [name for name, value in lacking if value is None]:
        yield f"Enter in PARS: {', '.join(missing)}."


def _flowing(text: str) -> str:
    """Return a text without the line ends of its file; paragraphs stay."""
    return "\n".join(" ".join(one.split()) for one in re.split(r"\n\s*\n", text.strip()))


def _spelled(specialty: str) -> str:
    """Return "internal-medicine" as it is read."""
    words = specialty.replace("-", " ")
    return words[:1].upper() + words[1:]


def participations(a: Act, activity_id: int, into: dict[int, int]) -> Iterator[Participation]:
    """Yield who answered in which attempt, with the profession at the claim, else on file.

    Where accounts of one person claimed with different degrees, that of a physician counts.
    """
    zone = a.actor.service.settings.zone
    rows = pars_year.took_part(a.connection, activity_id)
    claims = sorted(
        pars_year.claimed_as(a.connection, activity_id), key=lambda row: bool(row.physician)
    )
    claimed = {grounds.head(row.person_id, into): row.degree for row in claims}
    others = {row.person_id for row in rows if not claimed.get(grounds.head(row.person_id, into))}
    learners = grounds.learners(a.connection, others)
    for row in rows:
        person = grounds.head(row.person_id, into)
        short = claimed.get(person) or learners[row.person_id].profile.degree or "Other"
        yield Participation(person, degree(short).profession, local_day(row.at, zone))
