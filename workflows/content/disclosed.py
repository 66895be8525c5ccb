"""What people in control of content disclosed and what was decided of it: where each stands."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field

from credit.calendar import months_after, written
from quizzes.models import Disclosure, Relationship
from quizzes.problem import Fault
from quizzes.text import Closed, Day, Line
from storage import disclosures

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Connection, Row

    from quizzes.bank import Bank
    from quizzes.editing.looked import LookedOver
    from quizzes.models import Activity, Faculty
    from quizzes.problem import Problem

LOOK_BACK = 24  # months before the role starts (ACCME, Standard 3.1)
NATURES = (
    "Employee",
    "Owner or partner",
    "Stock or options, privately held company",
    "Stock or options, public company (not in a fund)",
    "Executive role or board member",
    "Consultant or advisor",
    "Speaker",
    "Researcher or grant recipient",
    "Royalties, license or patent",
    "Other",
)
OWNERS = frozenset(NATURES[:3])  # excluded while it lasts, but for the ACCME's three exceptions
EXCEPTIONS = (
    "The content is not related to the company's business lines or products.",
    "The content is limited to basic science research and makes no care recommendations.",
    "They only teach the safe and proper use of devices, and recommend none.",
)


class Given(Closed):
    """One disclosure: all relationships of the last 24 months, relevant or not."""

    schema_version: Literal[1] = 1
    relationships: tuple[Relationship, ...] = ()
    renewed: bool = Field(default=False, description="Nothing had changed since the one before.")


class Decision(Closed):
    """What the office decided about one relationship."""

    company: Line
    nature: Line
    ended: Day | None = None
    relevant: bool
    mitigation: str = ""
    mitigated_on: Day | None = None

    @property
    def relationship(self) -> Relationship:
        """The relationship this is about."""
        return Relationship(company=self.company, nature=self.nature, ended=self.ended)


class Ruling(Closed):
    """What the office decided about a person for one bank."""

    schema_version: Literal[1] = 1
    decisions: tuple[Decision, ...] = ()
    exception: str = Field(default="", description="Why an owner or employee may take part.")


@dataclass(frozen=True)
class Stands:
    """One person of an activity: what is known of their relationships, and what is to be done."""

    faculty_id: str
    name: str
    roles: tuple[str, ...]
    address: str  # "" where the file has none
    asked_at: datetime | None
    role_from: date | None
    given_on: date | None
    good_until: date | None  # None: it was given in the file, whose own rules hold
    source: Literal["link", "file", "none"]
    seq: int  # of the disclosure in force; 0: none by link
    given: Given
    ruling: Ruling | None  # where it is about the relationships in force
    ruling_seq: int
    needs: tuple[Fault, ...]  # what keeps the activity from being published
    note: str  # what an accreditor would ask about, though nothing can be done

    @property
    def disclosure(self) -> Disclosure | None:
        """What learners are told, of those who disclosed by link; else the file's word holds."""
        if self.source != "link" or self.given_on is None:
            return None
        decisions = self.ruling.decisions if self.ruling is not None else ()
        relevant = tuple(one for one in decisions if one.relevant)
        said = dict.fromkeys(one.mitigation for one in relevant if one.mitigation)
        return Disclosure(
            has_relationships=bool(relevant),
            collected_on=self.given_on,
            relationships=tuple(one.relationship for one in relevant),
            mitigation=" ".join(said) or None,
        )


def key_of(address: str | None) -> str:
    """Return an address in the form under which it is kept."""
    return (address or "").strip().lower()


def standings(
    connection: Connection, activity: Activity, slug: str, months: int, today: date
) -> tuple[Stands, ...]:
    """Return where everybody on an activity's list stands; `months` is a disclosure's life."""
    given, asked = disclosures.given(connection), disclosures.asked(connection)
    decided = disclosures.decided(connection, slug)
    return tuple(
        _stands(
            one,
            given.get(key_of(one.email)),
            asked.get(key_of(one.email)),
            decided.get(key_of(one.email)),
            months,
            today,
        )
        for one in activity.faculty
    )


def _stands(
    one: Faculty,
    given: Row[Any] | None,
    asked: Row[Any] | None,
    decided: Row[Any] | None,
    months: int,
    today: date,
) -> Stands:
    plain = Stands(
        faculty_id=one.id,
        name=one.name,
        roles=one.roles,
        address=key_of(one.email),
        asked_at=asked.at if asked is not None else None,
        role_from=asked.role_from if asked is not None else None,
        given_on=one.disclosure.collected_on if one.disclosure is not None else None,
        good_until=None,
        source="file" if one.disclosure is not None else "none",
        seq=0,
        given=Given(relationships=one.disclosure.relationships if one.disclosure else ()),
        ruling=None,
        ruling_seq=decided.seq if decided is not None else 0,
        needs=(),
        note="",
    )
    if given is None:
        return replace(plain, needs=tuple(_missing(plain)))
    body = Given.model_validate_json(given.body)
    made = replace(
        plain,
        source="link",
        seq=given.seq,
        given=body,
        given_on=given.given_on,
        good_until=months_after(given.given_on, months),
        ruling=_in_force(body, decided),
    )
    return replace(made, needs=tuple(_needs(made, today)), note=_note(made))


def _in_force(given: Given, decided: Row[Any] | None) -> Ruling | None:
    """Return a decision that is about just these relationships: a renewal needs no new one."""
    ruling = Ruling.model_validate_json(decided.body) if decided is not None else Ruling()
    about = tuple(one.relationship for one in ruling.decisions)
    return ruling if set(about) == set(given.relationships) else None


def _missing(one: Stands) -> Iterator[Fault]:
    if one.source == "none":
        message = f"{one.name} has given no disclosure."
        fix = "Send the link on the page Disclosures." if one.address else _NO_ADDRESS
        yield Fault("disclosure-missing", message, fix, ("faculty",))


_NO_ADDRESS = "Enter an e-mail address under faculty, then send the link on the page Disclosures."


def _needs(one: Stands, today: date) -> Iterator[Fault]:
    if one.good_until is not None and one.good_until < today:
        message = f"The disclosure of {one.name} was good until {written(one.good_until)}."
        fix = "Send the link on the page Disclosures: where nothing changed one click renews it."
        yield Fault("disclosure-expired", message, fix, ("faculty",))
    if one.ruling is None:
        message = f"Nobody has decided which relationships of {one.name} are relevant."
        fix = "Decide on the page Disclosures, and say how the relevant ones are mitigated."
        yield Fault("disclosure-undecided", message, fix, ("faculty",))
    elif is_excluded(one.ruling, today):
        message = f"{one.name} owns or works for a company whose business is related."
        fix = "Take them off the list of people and have their questions written anew by others."
        yield Fault("disclosure-excluded", message, fix, ("faculty",))


def is_excluded(ruling: Ruling, today: date) -> bool:
    """Whether a person may have no control of the content at all."""
    return not ruling.exception and any(
        one.relevant and owns(one.relationship, today) for one in ruling.decisions
    )


def owns(one: Relationship, today: date) -> bool:
    """Whether somebody owns or works for the company today."""
    return one.nature in OWNERS and (one.ended is None or one.ended >= today)


def _note(one: Stands) -> str:
    """Say where a mitigation came after the role had begun: Standard 3 wants it before."""
    if one.ruling is None or one.role_from is None:
        return ""
    late = [
        each.mitigated_on
        for each in one.ruling.decisions
        if each.mitigated_on is not None and each.mitigated_on > one.role_from
    ]
    if not late:
        return ""
    return (
        f"Mitigated on {written(max(late))}, after the role began on {written(one.role_from)};"
        " Standard 3 asks for it before."
    )


def put_over(bank: Bank, stands: Iterable[Stands]) -> Bank:
    """Return a bank whose people have disclosed what they gave by link, where they did."""
    by_id = {one.faculty_id: one.disclosure for one in stands}
    faculty = tuple(
        one.model_copy(update={"disclosure": by_id[one.id]}) if by_id.get(one.id) else one
        for one in bank.activity.faculty
    )
    return replace(bank, activity=bank.activity.model_copy(update={"faculty": faculty}))


def without_theirs(problems: Iterable[Problem], stands: Iterable[Stands]) -> tuple[Problem, ...]:
    """Leave out what the files lack of people who disclosed by link."""
    begins = tuple(f"faculty[{one.faculty_id}]" for one in stands if one.source == "link")
    return tuple(
        one
        for one in problems
        if not (one.rule.startswith("disclosure-") and (one.field or "").startswith(begins))
    )


def without_given(connection: Connection, found: LookedOver) -> LookedOver:
    """Leave out what a form lacks of people who disclosed by link, which no form holds."""
    if found.activity is None:
        return found
    given = disclosures.given(connection)
    faculty = enumerate(found.activity.faculty)
    theirs = {("faculty", at) for at, one in faculty if key_of(one.email) in given}
    kept = tuple(
        one
        for one in found.findings
        if not (one.rule.startswith("disclosure-") and one.place[:2] in theirs)
    )
    return replace(found, findings=kept)
