"""Gather what could go to PARS now, and what cannot and why, the oldest completion first."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row

from documents.pars.faults import fits
from documents.pars.record import LearnerRecord, pack, unpack
from storage import pars, people
from workflows.act import Act
from workflows.pars import grounds
from workflows.pars.fitness import (
    Activity,
    Hindrance,
    Moment,
    at_all,
    hindrance,
    identity,
    learner_record,
)
from workflows.pars.undecided import undecided

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workflows.pars.fitness import Learner

CHUNK = 500
THERE = frozenset({"batched", "sent", "pending_board", "accepted"})
"""States of a record that PARS holds, or may hold soon."""
UNCLEAR = Hindrance(
    "waiting",
    "Two answers of PARS to this report contradict each other; sent now, it might stand twice.",
    "Decide which of the two holds.",
    "staff",
    "reporting",
)
_OF_THE_PERSON = (
    "First Name", "Last Name", "Date of Birth", "Licensing State", "Licensing ID or NPI",
    "Certifying Board ID",
)  # fmt: skip


@dataclass(frozen=True)
class Goes:
    """A record that can go, with the identity of this moment."""

    row: Row[Any]
    record: LearnerRecord

    @property
    def packed(self) -> str:
        """The record as the batch keeps it."""
        return pack(self.record)


@dataclass(frozen=True)
class Stays:
    """A record that cannot go now."""

    row: Row[Any]
    activity: Activity
    name: str
    why: Hindrance


def gather(a: Act, activity_id: int | None = None) -> Iterator[Goes | Stays]:
    """Yield every record that waits for a batch, of one activity or all; call it inside an act."""
    gathering = _Gathering(
        a, grounds.moment(a), people.merged(a.connection), undecided(a.connection)
    )
    waiting = pars.ready(a.connection, activity_id)
    for at in range(0, len(waiting), CHUNK):
        some = waiting[at : at + CHUNK]
        rows = pars.by_ids(a.connection, some)
        yield from gathering.of([rows[one] for one in some])


@dataclass
class _Gathering:
    """What is known while the queue is walked."""

    a: Act
    moment: Moment
    into: dict[int, int]
    undecided: frozenset[tuple[int, str]]  # of which it is not clear what PARS holds
    activities: dict[int, Activity] = field(default_factory=dict)
    taken: set[tuple[Any, ...]] = field(default_factory=set)  # what goes already
    held: set[tuple[int, str]] = field(default_factory=set)  # whose deletion stays here

    def of(self, rows: Sequence[Row[Any]]) -> Iterator[Goes | Stays]:
        """Yield some records of the queue, in its order."""
        connection = self.a.connection
        missing = {row.activity_id for row in rows} - self.activities.keys()
        self.activities |= grounds.activities(connection, missing)
        learners = grounds.learners(connection, {row.person_id for row in rows})
        deletions = [row.credit_id for row in rows if row.action == "delete"]
        behind = pars.behind(connection, "add", deletions) if deletions else {}
        sent = pars.sent_bodies(connection, [one.id for one in behind.values()]) if behind else {}
        for row in rows:
            learner = learners[row.person_id]
            if (row.completion_id, row.subject) in self.undecided:
                yield Stays(row, self.activities[row.activity_id], learner.profile.shown, UNCLEAR)
            elif row.action == "delete":
                add = behind[row.credit_id]
                yield self._deletion(row, learner, add, sent.get(add.id))
            else:
                yield self._addition(row, learner)

    def _deletion(
        self, row: Row[Any], learner: Learner, add: Row[Any], body: str | None
    ) -> Goes | Stays:
        """Decide about a deletion: it names what was sent, and needs no consent."""
        activity = self.activities[row.activity_id]
        why = at_all(row.completed_on, activity, self.moment)
        if why is None and (add.state == "batched" or body is None):
            why = Hindrance(
                "waiting",
                "What it takes back is in a batch that is not marked as sent.",
                "Mark that batch as sent, or cancel it.",
                "staff",
                "reporting",
            )
        if why is not None or body is None:
            self.held.add((row.completion_id, row.subject))
            return Stays(row, activity, learner.profile.shown, why or identity(""))
        return Goes(row, replace(unpack(body), action="delete"))

    def _addition(self, row: Row[Any], learner: Learner) -> Goes | Stays:
        activity = self.activities[row.activity_id]
        why = hindrance(row, activity, learner, self.moment) or self._second(row)
        if why is None:
            record = learner_record(row, activity, learner.profile)
            why = _fault(record) or self._twin(row, record)
            if why is None:
                self.taken |= {self._key(row), _number(row, record)}
                return Goes(row, record)
        return Stays(row, activity, learner.profile.shown, why)

    def _key(self, row: Row[Any]) -> tuple[Any, ...]:
        head = grounds.head(row.person_id, self.into)
        return head, row.subject, row.activity_id, row.completed_on

    def _second(self, row: Row[Any]) -> Hindrance | None:
        """Say why this would be a second record for a person, board, activity and day."""
        if (row.completion_id, row.subject) in self.held:
            return Hindrance(
                "waiting",
                "It replaces a record whose deletion cannot go yet.",
                "Put right what keeps the deletion.",
                "staff",
                "reporting",
            )
        if self._key(row) in self.taken or self._of_another_account(row):
            return _duplicate("Another account of the same person has this report already.")
        return None

    def _of_another_account(self, row: Row[Any]) -> bool:
        head = grounds.head(row.person_id, self.into)
        accounts = {head, *(one for one in self.into if grounds.head(one, self.into) == head)}
        if len(accounts) == 1:
            return False
        found = pars.of_people(self.a.connection, accounts - {row.person_id}, row.activity_id)
        gone = {one.credit_id for one in found if one.action == "delete"}
        return any(
            one.subject == row.subject
            and one.completed_on == row.completed_on
            and one.state in THERE
            and one.credit_id not in gone
            for one in found
        )

    def _twin(self, row: Row[Any], record: LearnerRecord) -> Hindrance | None:
        if _number(row, record) in self.taken:
            return _duplicate("Somebody with the same number has this report already.")
        return None


def _number(row: Row[Any], record: LearnerRecord) -> tuple[Any, ...]:
    number = record.board_id or f"{record.state} {record.identifier}"
    return row.subject, number, record.activity_id, record.completed_on


def _duplicate(said: str) -> Hindrance:
    return Hindrance(
        "duplicate",
        said,
        "Compare the accounts, merge them where they are one person's, and withdraw one claim.",
        "staff",
        "people",
    )


def _fault(record: LearnerRecord) -> Hindrance | None:
    faults = fits(record)
    if not faults:
        return None
    if faults[0].startswith(_OF_THE_PERSON):
        return identity(" ".join(faults))
    return Hindrance(
        "file", " ".join(faults), "Put it right where it is kept.", "staff", "activity"
    )
