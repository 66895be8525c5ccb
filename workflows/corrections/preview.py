"""The dry run: what a correction would change, counted and by person, with nothing written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
from sqlalchemy import Row

from credit.amounts import quarters
from scoring.ripple import Flags, share
from storage import corrections
from workflows.act import view
from workflows.content import frozen
from workflows.corrections.proposed import Proposed, check
from workflows.corrections.remark import Remarked, change, remark, sheets
from workflows.pars.queue import NOT_THERE, by_subject, standing
from workflows.people.profile import latest

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from quizzes.correction import Correction
    from workflows.act import Act, Actor
    from workflows.corrections.remark import Change

MOST_SHOWN = 100  # people by name; the counts are of all


@dataclass(frozen=True)
class Person:
    """Somebody whose pass hangs on the correction."""

    attempt: str
    person: str
    shown: str
    before: Fraction
    after: Fraction
    completed_on: date | None
    claims: dict[str, int]  # quarters by kind, what is claimed
    deletes: int  # PARS rows that would take back what was sent
    cancels: int  # PARS rows that were not sent yet
    other_pass: bool  # another attempt of theirs passes, so that nothing hangs on this one


@dataclass(frozen=True)
class EditionRipple:
    """What becomes of the attempts at one edition."""

    key: str
    title: str
    number: int
    attempts: int
    touched: int  # drew the question
    up: int
    down: int
    gains: int  # attempts that pass by it
    loses: int  # attempts that reach the standard no more
    to_complete: int  # people who come to pass and may go on to evaluation and claim
    too_late: int  # people who come to pass after the activity ended
    quarters: int  # the most credit that those may claim together
    credited: int  # people who lose their last pass and hold credit or points
    certificates: int  # of theirs
    deletes: int
    cancels: int
    adds: int  # PARS rows that newly claimed credit would bring, at most one a person and subject
    losing: tuple[Person, ...]
    gaining: tuple[Person, ...]


@dataclass(frozen=True)
class Preview:
    """The whole dry run."""

    editions: tuple[EditionRipple, ...]

    def total(self, name: str) -> int:
        """Add one of the counts up over the editions."""
        return sum(int(getattr(one, name)) for one in self.editions)


def preview(
    actor: Actor, item: str, correction: Correction, *, seen: int, lower: Sequence[str] = ()
) -> Preview:
    """Say what a correction of the published item would change.

    Raises:
        BadCorrection, CorrectedMeanwhile, NotFound: it cannot be proposed so.
    """
    with view(actor, "correction.see", on=("item", item)) as a:
        wanted = Proposed(correction=correction, seen=seen, lower=tuple(lower))
        check(a, wanted)
        return of(a, wanted)


def of(a: Act, wanted: Proposed) -> Preview:
    """Return the dry run of a proposal about the item that the act is about."""
    item_id, version = a.on.item_id, a.on.version
    about = change(a.connection, item_id, version, wanted.correction, wanted.seen + 1)
    editions = corrections.editions_with(a.connection, item_id, version)
    return Preview(tuple(_edition(a, row, about) for row in editions))


def _edition(a: Act, edition: Row[Any], about: Change) -> EditionRipple:
    done = remark(a.connection, edition.id, about, sheets(a.connection, edition.id))
    people = _People.read(a.connection, edition.activity_id, done)
    losing = [at for at in _where(done.ripple.loses) if people.last_pass(at)]
    terms = frozen.terms(a.connection, edition.activity_id)
    fresh = people.fresh()
    is_open = a.today <= edition.expires
    holding = [people.of(at).completion_id for at in losing]
    claimed = {one for one in holding if one is not None and people.claims.get(one)}
    deletes, cancels = people.rows(claimed)
    return EditionRipple(
        key=frozen.activity_key(a.connection, edition.activity_id),
        title=terms.title,
        number=edition.number,
        attempts=len(done.rows),
        touched=int(done.ripple.drawn.sum()),
        up=int(done.ripple.up.sum()),
        down=int(done.ripple.down.sum()),
        gains=int(done.ripple.gains.sum()),
        loses=int(done.ripple.loses.sum()),
        to_complete=len(fresh) if is_open else 0,
        too_late=0 if is_open else len(fresh),
        quarters=len(fresh) * quarters(terms.accreditation.credits) if is_open else 0,
        credited=len(claimed),
        certificates=len(claimed),
        deletes=deletes,
        cancels=cancels,
        adds=len(fresh) * (1 + len(terms.boards)) if is_open else 0,
        losing=_shown(a.connection, people, done.ripple.loses),
        gaining=_shown(a.connection, people, done.ripple.gains),
    )


def _where(flags: Flags) -> list[int]:
    return [int(at) for at in np.flatnonzero(flags)]


@dataclass(frozen=True)
class _People:
    """Who stands behind the attempts whose pass changes, read in a few statements."""

    done: Remarked
    lost: frozenset[int]  # attempts that pass no more
    gaining: frozenset[int]  # people who come to pass by some attempt
    by_attempt: Mapping[int, Row[Any]]
    passing: Mapping[int, set[int]]  # by person, now
    claims: Mapping[int, dict[str, int]]  # by completion
    records: Mapping[int, list[Row[Any]]]

    @classmethod
    def read(cls, connection: Connection, activity_id: int, done: Remarked) -> _People:
        changed = _where(done.ripple.loses | done.ripple.gains)
        ids = [done.rows[at].attempt_id for at in changed]
        by_attempt = corrections.people_of(connection, ids)
        people = sorted({row.person_id for row in by_attempt.values()})
        held = sorted(
            {row.completion_id for row in by_attempt.values() if row.completion_id is not None}
        )
        return cls(
            done,
            frozenset(done.rows[at].attempt_id for at in _where(done.ripple.loses)),
            frozenset(
                by_attempt[done.rows[at].attempt_id].person_id for at in _where(done.ripple.gains)
            ),
            by_attempt,
            corrections.passes(connection, activity_id, people),
            corrections.claims_of(connection, held),
            corrections.reported(connection, held),
        )

    def of(self, at: int) -> Row[Any]:
        """Return who made the attempt in a row."""
        return self.by_attempt[self.done.rows[at].attempt_id]

    def last_pass(self, at: int) -> bool:
        """Whether whoever loses a pass with a row passes by no other attempt."""
        who = self.of(at).person_id
        return who not in self.gaining and not self.passing.get(who, set()) - self.lost

    def fresh(self) -> set[int]:
        """Return the people who pass now and did not by any attempt."""
        return {one for one in self.gaining if not self.passing.get(one)}

    def rows(self, completions: set[int]) -> tuple[int, int]:
        """Count the PARS rows that taking all of it back would delete, and cancel."""
        there = [
            found
            for one in completions
            for own in by_subject(self.records.get(one, [])).values()
            if (found := standing(own)) is not None
        ]
        unsent = sum(one.state in NOT_THERE for one in there)
        return len(there) - unsent, unsent


def _shown(connection: Connection, people: _People, flags: Flags) -> tuple[Person, ...]:
    return tuple(_person(connection, people, at) for at in _where(flags)[:MOST_SHOWN])


def _person(connection: Connection, people: _People, at: int) -> Person:
    row, ripple = people.of(at), people.done.ripple
    claims = people.claims.get(row.completion_id, {}) if row.completion_id is not None else {}
    deletes, cancels = people.rows({row.completion_id} if row.completion_id is not None else set())
    return Person(
        attempt=row.public_id,
        person=row.person,
        shown=latest(connection, row.person_id)[0].shown,
        before=share(ripple.before, at),
        after=ripple.share(at),
        completed_on=row.completed_on,
        claims=claims,
        deletes=deletes,
        cancels=cancels,
        other_pass=not people.last_pass(at),
    )
