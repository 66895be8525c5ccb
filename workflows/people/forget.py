"""Forget a person who asks for it: what may go goes, and what must stay is said with its day.

Records of credit are kept for six years after the completion. Until then the name and the degree
stay too, the board's ID on claims and certificates, and what was sent to PARS as it was sent: what
is taken back there has to be named so. Everything else goes at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from credit.calendar import credit_before, kept_until, written
from storage import entrances, erasing, people, pilots, roles, seals
from workflows.act import act, view
from workflows.content import frozen
from workflows.desk.decision import reason_of
from workflows.pars.taking_out import leaving, take_out
from workflows.part4.own import parts
from workflows.people.profile import Profile
from workflows.people.roles import BEYOND
from workflows.refusals import Faulty, Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from storage.erasing import Reach
    from workflows.act import Act, Actor

SAID = {
    "identity": "sign-in address", "local": "password", "letter": "mail about the account",
    "profile": "profile", "choice": "choice about messages",
    "feed": "address for a calendar",
    "elsewhere": "entry of credit earned elsewhere", "comment": "comment to authors",
    "role_reason": "reason for a role", "pilot": "name and link as a tester",
    "pilot_time": "time and comment as a tester",
    "aside": "note or mark beside a question", "grant": "grant of attempts or time",
    "admission": "address on a roster", "invited": "invitation to an initiative",
    "task": "proposal, request or comment to answer",
    "task_note": "decision about one", "evaluation": "evaluation",
    "commitment": "commitment to change", "follow_up": "answer about a commitment",
    "recall": "question that returns", "recall_choice": "wish that questions return",
    "claim": "claim", "certificate": "certificate", "pars_record": "report to the boards",
    "attestation": "attestation about a project", "reflection": "reflection on a project",
    "submission": "notice to a board about a project",
    "pars_event": "state of a report", "pars_packed": "record as it stood in a file",
}  # fmt: skip


class NobodyThere(Faulty):
    """An address that nobody, or not only one person, signs in by, and no tester's name either."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(
            "Nobody signs in by this address, and no tester was asked by this name. Check it with"
            " the office."
        )


class OwnAccount(Refused):
    """An operator about to forget themselves."""

    status = 403

    def __init__(self) -> None:
        """Say who can."""
        super().__init__("This is your own account: another operator has to do this.")


@dataclass(frozen=True)
class Kept:
    """A completion whose record must stay yet."""

    title: str
    completed_on: date
    until: date
    what: str = "completion, evaluation, claims, certificates and reports"

    @property
    def said(self) -> str:
        """In a sentence."""
        return (
            f"{self.title}, completed {written(self.completed_on)}: {self.what} stay until"
            f" {written(self.until)}."
        )


@dataclass(frozen=True)
class Forgetting:
    """What goes, how many rows of each, and what stays."""

    person: str
    shown: str  # name and degree as they are on file
    addresses: tuple[str, ...]
    erased: tuple[tuple[str, int], ...]
    kept: tuple[Kept, ...]
    keeps_name: bool


def find(actor: Actor, called: str) -> Forgetting:
    """Return what forgetting somebody would erase and keep: nothing is done.

    They are called by the address they sign in by or, if they took a pilot by a link, by their
    name: of several pilots the first, and the next one once that is forgotten.

    Raises:
        NobodyThere: no single person signs in so, and nobody was asked so.
    """
    with view(actor, "forget.see") as a:
        found = people.by_subject(a.connection, called.strip())
        if len(found) == 1:
            return _forgetting(a, found[0].id, found[0].public_id)
        asked = pilots.by_name(a.connection, called.strip()) if not found else None
        if asked is None:
            raise NobodyThere
        return _forgetting(a, asked.tester_id, asked.tester)


def preview(actor: Actor, person: str) -> Forgetting:
    """Return what forgetting a person would erase and keep now: nothing is done."""
    with view(actor, "forget.see", on=("person", person)) as a:
        return _forgetting(a, a.on.id, a.on.public_id)


def forget(actor: Actor, person: str, reason: str) -> Forgetting:
    """Erase what may go of a person, end their sessions, and return what was erased and stays.

    Their roles end, too. The reason says who asked, and when. A repeat finds nothing to erase and
    changes nothing.

    Raises:
        NoReason, OwnAccount: nothing was erased.
    """
    reason = reason_of(reason)
    with act(actor, "person.forget", on=("person", person)) as a:
        ids = people.ids_of(a.connection, a.on.id)
        if a.person_id in ids:
            raise OwnAccount
        done = _forgetting(a, a.on.id, a.on.public_id)
        if not done.erased:
            a.receipt = done
            return done
        take_out(a, ids)
        _let_go(a, ids, reason)
        _erase(a, _reach(a, ids, _reduced(a, ids[0], keep=done.keeps_name)))
        for one in ids:
            _take_roles(a, one)
            people.end_sessions_of(a.connection, one, a.at)
        return done


def _take_roles(a: Act, person_id: int) -> None:
    """Take what an account holds beyond learning: nobody is there to hold it."""
    for held in roles.held(a.connection, BEYOND):
        if held.person_id == person_id:
            seq = people.set_role(
                a.connection, person_id, held.role, a.at, granted=False, scope=held.scope
            )
            a.seal("role", person_id=person_id, role=held.role, scope=held.scope, seq=seq)


def _forgetting(a: Act, person_id: int, public_id: str) -> Forgetting:
    ids = people.ids_of(a.connection, person_id)
    before = credit_before(a.today)
    kept = tuple(
        Kept(
            title=frozen.terms(a.connection, row.activity_id).title,
            completed_on=row.completed_on,
            until=max(kept_until(row.completed_on), a.today),
        )
        for row in erasing.completions(a.connection, ids, before)
    ) + tuple(_projects(a, person_id, before))
    row = people.latest_profile(a.connection, person_id)
    profile = Profile.model_validate_json(row.body) if row is not None else None
    below = 0
    if row is not None:  # where the name stays and is all there is, the newest row stays as it is
        below = row.seq if kept and profile == _bare(profile) else row.seq + 1
    of = _reach(a, ids, below)
    counted = {name: len(erasing.keys(a.connection, name, of)) for name in erasing.ORDER}
    return Forgetting(
        person=public_id,
        shown=profile.shown if profile is not None else _tester(a, person_id),
        addresses=people.subjects_of(a.connection, person_id),
        erased=tuple((SAID[name], many) for name, many in counted.items() if many),
        kept=kept,
        keeps_name=bool(kept),
    )


def _projects(a: Act, person_id: int, before: date) -> Iterator[Kept]:
    """Yield the quality projects of which the record must stay yet."""
    for one in parts(a, person_id):
        day = one.completed_on
        if day is not None and day >= before:
            yield Kept(
                title=one.project.plan.title,
                completed_on=day,
                until=max(kept_until(day), a.today),
                what="attestation, verification and notices to boards",
            )


def _tester(a: Act, person_id: int) -> str:
    asked = pilots.of_tester(a.connection, person_id)
    return str(asked.name) if asked is not None else ""


def _reach(a: Act, ids: tuple[int, ...], below: int) -> Reach:
    return erasing.reach(a.connection, ids, credit_before(a.today), below, leaving(a, ids))


def _bare(profile: Profile | None) -> Profile | None:
    """Return what of a profile the records that stay need: the name and degree they are about."""
    if profile is None:
        return None
    return Profile(legal_name=profile.legal_name, degree=profile.degree)


def _reduced(a: Act, person_id: int, *, keep: bool) -> int:
    """Write the bare profile where it must stay, and return the seq below which profiles go."""
    row = people.latest_profile(a.connection, person_id)
    if row is None:
        return 0
    profile = Profile.model_validate_json(row.body)
    bare = _bare(profile)
    if not keep or bare is None:
        return int(row.seq) + 1
    if profile == bare:
        return int(row.seq)
    people.write_profile(a.connection, person_id, row.seq + 1, bare.model_dump_json(), a.at)
    a.seal("profile", person_id=person_id, seq=row.seq + 1)
    return int(row.seq) + 1


def _let_go(a: Act, ids: tuple[int, ...], reason: str) -> None:
    """Write the erasure of each account: the triggers let nothing go without."""
    for one in ids:
        seq = erasing.last(a.connection, one) + 1
        erasing.add(
            a.connection,
            person_id=one,
            seq=seq,
            credit_before=credit_before(a.today),
            reason=reason,
            by=a.person_id,
            at=a.at,
        )
        a.seal("erasure", person_id=one, seq=seq)


def _erase(a: Act, of: Reach) -> None:
    """Erase, and tell the log which rows of those it sealed are gone; of the others, how many."""
    erased: dict[str, object] = {}
    if closed := entrances.of_people(a.connection, of.ids):
        a.data["entrances_gone"] = closed
    for name in erasing.ORDER:
        if gone := erasing.keys(a.connection, name, of):
            erased[name] = gone if name in {*seals.COLUMNS, "pars_packed"} else len(gone)
            erasing.erase(a.connection, name, of)
    a.data["erased"] = erased
