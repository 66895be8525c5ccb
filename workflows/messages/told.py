"""What a message says at this moment: who it goes to, with the facts as they are now.

A message in the outbox holds ids. What was put days ago may be settled since; then it ends unsent.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Literal, cast

from pydantic import BaseModel, ConfigDict, ValidationError
from sqlalchemy import Row

from credit import boards
from credit.calendar import local_day
from credit.following_up import asked_until, completed_in_question
from credit.lateness import report_by
from credit.part4.plan import Plan
from credit.professions import is_physician
from documents.address import is_address
from documents.mail import KINDS, Due, Kind, Letter
from quizzes.edition import Manifest
from scoring.recall import week_of
from storage import commitments, content, credit, outbox, people, projects, things
from workflows.content import frozen
from workflows.credit import claimable
from workflows.initiatives.own import of_person
from workflows.messages.choice import topic_of, wants
from workflows.part4.attested import standing
from workflows.part4.verifying import to_verify
from workflows.people.profile import latest
from workflows.recall.held import held
from workflows.recall.material import running
from workflows.recall.posed import in_words

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from workflows.act import Act
    from workflows.people.profile import Profile

REJECTED = ("rejected_pars", "rejected_board")


class Facts(BaseModel):
    """What the body of a message may hold, all optional; ids and days, never names or numbers."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    activity: str = ""  # its key
    completion: str = ""
    path: str = ""  # of the page that the message leads to
    until: date | None = None


@dataclass(frozen=True)
class Ended:
    """Why a message is not sent."""

    state: Literal["skipped", "failed"]
    reason: str


@dataclass(frozen=True)
class _About:
    """The activity that a message is about."""

    row: Row[Any]
    manifest: Manifest


def letter(a: Act, row: Row[Any]) -> Letter | Ended:
    """Return what the message of an outbox row says now, or why it is not to be sent."""
    try:
        facts = Facts.model_validate_json(row.body)
    except ValidationError:
        return Ended("failed", "What it is about cannot be read.")
    if row.kind not in KINDS:
        return Ended("failed", f"There is no text for messages called {row.kind}.")
    if not wants(a.connection, row.person_id, row.kind):
        return Ended("skipped", "The person chose not to get these.")
    return _of_kind(a, row, facts)


def address_of(connection: Connection, person_id: int) -> str | None:
    """Return where a person reads mail: the first address they sign in by."""
    return next((one for one in people.subjects_of(connection, person_id) if is_address(one)), None)


def _of_kind(a: Act, row: Row[Any], facts: Facts) -> Letter | Ended:
    thing, public_id = (*row.subject.split(":"), "")[:2]
    about_a_person = {"year-end": _year_end, "weekly-question": _weekly}.get(row.kind)
    if about_a_person is not None:
        return about_a_person(a, row)
    if thing == "pars_record":
        return _rejected(a, row, public_id, facts)
    if row.kind in {"unclaimed-7", "unclaimed-21"}:
        return _unclaimed(a, row, public_id)
    if row.kind == "follow-up" and thing == "completion":
        return _follow_up(a, row, public_id)
    if thing in {"initiative", "participation", "project"}:
        return _asked(a, row, thing, public_id)
    completion = public_id if thing == "completion" else facts.completion
    done = things.find(a.connection, "completion", completion, None)
    about = _activity_of(a.connection, done, facts)
    default = f"/activity?id={facts.activity}" if facts.activity else "/records"
    begun = replace(_letter(a, row, about, facts.path or default), until=facts.until)
    return begun if done is None else replace(begun, completed_on=done.completed_on)


def _unclaimed(a: Act, row: Row[Any], completion: str) -> Letter | Ended:
    done = things.find(a.connection, "completion", completion, None)
    if done is None or done.id not in {one.id for one in _claimable(a, row, done.completed_on)}:
        return Ended("skipped", "It is claimed by now, or can no longer be claimed.")
    about = _about(a.connection, done.activity_id)
    begun = _letter(a, row, about, f"/claim?completion={completion}")
    profile, _ = latest(a.connection, row.person_id)
    heard_by = _heard_by(about, done, profile)
    until = about.row.claim_by
    return replace(begun, completed_on=done.completed_on, until=until, heard_by=heard_by)


def _follow_up(a: Act, row: Row[Any], completion: str) -> Letter | Ended:
    """Ask what became of commitments that nobody answered for; their words are in no mail."""
    days = completed_in_question(a.today)
    open_ = commitments.in_question(a.connection, days, person_id=row.person_id)
    done = next((one for one in open_ if one.public_id == completion), None)
    if done is None:
        return Ended("skipped", "It is answered or taken back by now, or no longer asked.")
    about = _about(a.connection, done.activity_id)
    begun = _letter(a, row, about, f"/commitments?completion={completion}")
    return replace(begun, completed_on=done.completed_on, until=asked_until(done.completed_on))


def _asked(a: Act, row: Row[Any], thing: str, public_id: str) -> Letter | Ended:
    """Ask for something that others want of the person."""
    if thing == "initiative":
        return _initiative(a, row, public_id)
    return _of_project(a, row, thing, public_id)


def _initiative(a: Act, row: Row[Any], initiative: str) -> Letter | Ended:
    """Ask to take part, or say that a week is left, as long as there is something to complete."""
    done = {one.activity_id for one in credit.completions_of(a.connection, row.person_id)}
    asked = of_person(a, row.person_id, done)
    found = next((one for one in asked if one.id == initiative), None)
    if found is None or found.late:
        return Ended("skipped", "It is done by now, or not asked for any more.")
    first = things.find(a.connection, "activity", found.left[0].key, None)
    about = None if first is None else _about(a.connection, first.id)
    return replace(
        _letter(a, row, about, "/"),
        title=found.title,
        owner=found.owner,
        left=tuple(one.title for one in found.left),
        until=found.due,
    )


def _of_project(a: Act, row: Row[Any], thing: str, public_id: str) -> Letter | Ended:
    """Ask to attest one's part in a quality project, or to verify what others attested."""
    found = things.find(a.connection, thing, public_id, None)
    if found is None:
        return Ended("skipped", "It is gone.")
    if row.kind == "verify":
        about = projects.newest(a.connection, found.id)
        waits, path = bool(to_verify(a, [about], row.person_id)), "/projects"
    else:
        about = projects.newest(a.connection, found.project_id)
        wanted = "invited" if row.kind == "attest" else "returned"
        waits = about.state == "approved" and standing(a, found.id).state == wanted
        path = f"/attest?id={public_id}"
    if not waits:
        return Ended("skipped", "It is done by now, or the project is closed.")
    title = Plan.model_validate_json(about.body).title
    return replace(_letter(a, row, None, path), title=title)


def _weekly(a: Act, row: Row[Any]) -> Letter | Ended:
    """Show one question of the week: neither its key, nor whose it is or what was answered."""
    found = held(a, row.person_id)
    if row.subject.rpartition(":")[2] != week_of(a.today).isoformat():
        return Ended("skipped", "Its week is over.")
    card = next((one for one in found.open if running(a, one.completion.activity_id)), None)
    if card is None:
        return Ended("skipped", "Nothing is asked any more this week, or the questions rest.")
    item = frozen.item(a.connection, card.now.digest)
    begun = _letter(a, row, _about(a.connection, card.completion.activity_id), "/recall")
    return replace(
        begun,
        name="",
        until=week_of(a.today) + timedelta(days=6),
        question=in_words(item.public(card.order)),
    )


def _heard_by(about: _About, done: Row[Any], profile: Profile) -> date | None:
    """Return the day by which a claim is in time for every board that may be theirs, or None."""
    days = []
    for plan in about.manifest.terms.boards:
        if not profile.may_have_points(plan.board):
            continue
        try:
            rule = boards.load().rule(plan.board, done.completed_on)
        except LookupError:
            continue
        days.append(report_by(done.completed_on, rule.report_within_days))
    return min([*days, about.row.claim_by]) if days else None


def _year_end(a: Act, row: Row[Any]) -> Letter | Ended:
    year = local_day(row.at, a.actor.service.settings.zone).year
    waiting = [one for one in _claimable(a, row, date(year, 1, 1)) if one.completed_on.year == year]
    if a.today.year != year or not waiting:
        return Ended("skipped", "Nothing of that year is left to claim, or the year is over.")
    about = {one.id: _about(a.connection, one.activity_id) for one in waiting}
    listed = tuple(
        Due(about[one.id].manifest.front.title, one.completed_on, one.claim_by) for one in waiting
    )
    begun = _letter(a, row, about[waiting[0].id], "/records")
    made_up = begun.demonstration and all(_is_demonstration(a, one) for one in about.values())
    return replace(
        begun,
        waiting=listed,
        until=min(date(year, 12, 31), *(one.claim_by for one in waiting)),
        demonstration=made_up,
    )


def _claimable(a: Act, row: Row[Any], since: date) -> list[Row[Any]]:
    """Return what the person may claim today, completed on that day or later."""
    return [one for one, _manifest in claimable.of_person(a, row.person_id, since)]


def _rejected(a: Act, row: Row[Any], record: str, facts: Facts) -> Letter | Ended:
    found = things.find(a.connection, "pars_record", record, None)
    state = None if found is None else outbox.state_of_report(a.connection, found.id)
    if found is None or state not in REJECTED:
        return Ended("skipped", "The report is no longer rejected.")
    done = credit.completion_by_id(a.connection, found.completion_id)
    about = _about(a.connection, found.activity_id)
    begun = _letter(a, row, about, facts.path or "/records")
    board = "the state boards" if found.subject == "cme" else str(found.subject).partition(":")[0]
    return replace(begun, completed_on=done.completed_on, board=board, until=facts.until)


def _letter(a: Act, row: Row[Any], about: _About | None, path: str) -> Letter:
    """Return what every message has; the rest is its kind's."""
    settings = a.actor.service.settings
    sender = settings.mail_server.sender if settings.mail_server else ""
    front = about.manifest.front if about else None
    inside = path.startswith("/") and not path.startswith("//") and path.isascii()
    profile, _ = latest(a.connection, row.person_id)
    return Letter(
        kind=cast("Kind", row.kind),
        name=profile.shown,
        link=settings.public_url + ("".join(path.split()) if inside else "/"),
        title=front.title if front else "",
        office=front.office if front else "",
        ask=front.contact.email if front else sender,
        opt_out=f"{settings.public_url}/profile" if topic_of(row.kind) else None,
        physician=is_physician(profile.degree or "Other"),
        demonstration=_is_demonstration(a, about),
    )


def _is_demonstration(a: Act, about: _About | None) -> bool:
    return a.actor.service.settings.demo or (
        about is not None and about.manifest.terms.demonstration
    )


def _activity_of(connection: Connection, done: Row[Any] | None, facts: Facts) -> _About | None:
    if done is not None:
        return _about(connection, done.activity_id)
    found = things.find(connection, "activity", facts.activity, None)
    return None if found is None else _about(connection, found.id)


def _about(connection: Connection, activity_id: int) -> _About:
    edition = content.newest_edition(connection, activity_id)
    return _About(
        content.activity_by_id(connection, activity_id), frozen.manifest(connection, edition.id)
    )
