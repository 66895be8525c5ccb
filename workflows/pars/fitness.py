"""What keeps a record from going to PARS now, in plain words, with who can put it right where.

It is asked when a batch is made and whenever somebody looks, never when a credit is claimed: what
was missing then may be there now, and a consent may have been withdrawn since (pitfall 10).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Literal
from zoneinfo import ZoneInfo

from credit.calendar import written
from credit.completion import CME
from credit.window import taken, taken_until
from documents.pars.faults import WITHOUT_ID
from documents.pars.record import LearnerRecord, unpack
from workflows.pars.reported import Reported, consent_scope, pars_word
from workflows.people.profile import Profile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Row


Code = Literal[
    "demonstration", "elsewhere", "window", "accme", "board", "consent", "identity", "duplicate",
    "waiting", "file",
]  # fmt: skip
TITLES: dict[Code, str] = {
    "demonstration": "Demonstration",
    "elsewhere": "Reported by another platform",
    "window": "Outside the years that PARS takes",
    "accme": "Activity without its ACCME ID",
    "board": "Activity not registered with the board",
    "consent": "No consent to report",
    "identity": "Identity missing or impossible",
    "duplicate": "Reported already, or two accounts of one person",
    "waiting": "Waits for another batch",
    "file": "Cannot stand in a file",
}
Who = Literal["the physician", "staff", "nobody"]
Where = Literal["profile", "activity", "reporting", "people", ""]


@dataclass(frozen=True)
class Hindrance:
    """One reason why a record stays here, and its repair."""

    code: Code
    said: str
    fix: str
    who: Who
    where: Where


@dataclass(frozen=True)
class Activity:
    """What of an activity decides about its records."""

    key: str
    title: str
    demonstration: bool
    accme: str
    registered: frozenset[str]
    reporter: str


@dataclass(frozen=True)
class Learner:
    """What of a person decides about their records, as it is now."""

    profile: Profile
    consents: frozenset[str]
    saved_at: datetime | None = None  # the profile, last


@dataclass(frozen=True)
class Moment:
    """When and where it is asked."""

    today: date
    demo: bool
    zone: ZoneInfo


def hindrance(
    row: Row[Any], activity: Activity, learner: Learner, moment: Moment
) -> Hindrance | None:
    """Return the first reason why a record that is to be added cannot go, or None."""
    return next(hindrances(row, activity, learner, moment), None)


def hindrances(
    row: Row[Any], activity: Activity, learner: Learner, moment: Moment
) -> Iterator[Hindrance]:
    """Yield every reason why a record that is to be added cannot go.

    What nobody can put right stands alone.
    """
    found = at_all(row.completed_on, activity, moment)
    if found is not None and found.code != "accme":
        yield found
        return
    declined = consent_scope(row.subject) not in learner.consents
    if declined and row.subject == CME:
        yield NOT_AGREED
        return
    if found is not None:
        yield found
    yield from _board(row.subject, activity)
    if declined:
        yield _no_consent(row.subject)
    yield from _missing(row.subject, learner.profile)


NOT_AGREED = Hindrance(
    "consent",
    "There is no consent to report to state boards.",
    "Nothing has to be done: only those who agree are reported.",
    "nobody",
    "",
)
"""Reports to state boards are the person's choice: no rule asks for them within any time."""


def _board(subject: str, activity: Activity) -> Iterator[Hindrance]:
    board = subject.partition(":")[0]
    if subject == CME or board in activity.registered or activity.demonstration:
        return
    yield Hindrance(
        "board",
        f"The activity is not registered with {board} in PARS.",
        "Register it in PARS, then enter the registration on the page Publish.",
        "staff",
        "activity",
    )


def _no_consent(subject: str) -> Hindrance:
    return Hindrance(
        "consent",
        f"There is no consent to report to {subject.partition(':')[0]}.",
        "Give the consent in the profile; nothing is sent without it.",
        "the physician",
        "profile",
    )


def at_all(completed_on: date, activity: Activity, moment: Moment) -> Hindrance | None:
    """Return why nothing of an activity and a day can go, additions and deletions alike."""
    if activity.demonstration and not moment.demo:
        return Hindrance(
            "demonstration",
            "The activity is a demonstration, which is not for credit.",
            "Nothing has to be done.",
            "nobody",
            "",
        )
    if activity.reporter == "elsewhere":
        return Hindrance(
            "elsewhere",
            "Another platform reports this activity to PARS; reported twice, it would count twice.",
            "Nothing has to be done here.",
            "nobody",
            "",
        )
    if not taken(completed_on, moment.today):
        return Hindrance(
            "window",
            f"As far as is known PARS takes {completed_on.year} until"
            f" {written(taken_until(completed_on))}.",
            "Ask the ACCME whether it can still be reported.",
            "staff",
            "",
        )
    if not activity.accme:
        return Hindrance(
            "accme",
            "The activity has no ACCME activity ID yet.",
            "Enter it in PARS, then its nine digits on the page Publish.",
            "staff",
            "activity",
        )
    return None


def _missing(subject: str, profile: Profile) -> Iterator[Hindrance]:
    board = subject.partition(":")[0]
    lacking = [
        words
        for words, there in (
            ("given name", profile.given_name),
            ("family name", profile.family_name),
            ("month and day of birth", profile.birthday),
        )
        if not there
    ]
    if subject == CME:
        if not profile.licenses:
            lacking.append("state license")
        elif not (profile.licenses[0].number or profile.npi):
            lacking.append("license number or NPI")
    elif not profile.board_ids.get(board) and not (board in WITHOUT_ID and profile.licenses):
        lacking.append(f"{board} ID")
    if lacking:
        yield identity(f"Missing: {', '.join(lacking)}.")


def identity(said: str) -> Hindrance:
    """Return that something about the person is missing or cannot be."""
    return Hindrance("identity", said, "Complete the profile.", "the physician", "profile")


def learner_record(row: Row[Any], activity: Activity, profile: Profile) -> LearnerRecord:
    """Return a record to be added with the identity of this moment.

    A board finds its diplomate by its own ID: the license goes with CME alone, so that an answer
    about one is never taken for an answer about the other.
    """
    body = Reported.model_validate_json(row.body)
    board_id = profile.board_ids.get(body.board, "") if body.board else ""
    held = profile.licenses[0] if profile.licenses and not board_id else None
    number = held.number if held is not None else ""
    return LearnerRecord(
        action="add",
        credit_id=row.credit_id,
        activity_id=activity.accme,
        title=activity.title,
        completed_on=row.completed_on,
        given=profile.given_name,
        family=profile.family_name,
        birthday=profile.birthday.replace("-", "/"),
        state=held.state if held is not None else "",
        identifier=number or ("" if board_id else profile.npi),
        identifier_kind="license" if number else "NPI",
        cme=body.cme,
        board=body.board,
        board_id=board_id,
        board_total=body.total,
        credit_types=tuple(
            (pars_word(body.board or "", name, row.completed_on), many) for name, many in body.types
        ),
    )


def corrected(row: Row[Any], activity: Activity, learner: Learner, packed: str) -> bool:
    """Whether a record would be sent otherwise now than it was; its title is no part of that."""
    now = learner_record(row, activity, learner.profile)
    return now != replace(unpack(packed), title=now.title)
