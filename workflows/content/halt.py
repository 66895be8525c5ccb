"""Pause or withdraw an activity at once, with the reason that physicians read; or open it again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, get_args

from storage import halts
from storage.columns import keepable
from workflows.act import act, view
from workflows.content import frozen
from workflows.content.halted import State
from workflows.people.profile import latest
from workflows.refusals import Faulty, Refused, Stale

if TYPE_CHECKING:
    from workflows.act import Act, Actor

LONGEST = 500


class NoSuchState(Faulty):
    """A state that no activity can be in."""

    def __init__(self, state: str) -> None:
        """Name those there are."""
        super().__init__(f'There is no "{state}"; choose {", ".join(get_args(State))}.')


class NoReason(Faulty):
    """Nothing to read for the physicians who are stopped, or too much."""

    def __init__(self) -> None:
        """Ask for it."""
        super().__init__(
            f"Write the reason in at most {LONGEST} characters: physicians who are under way read"
            " it."
        )


class SoAlready(Refused):
    """A change to what is in force already."""

    status = 409

    def __init__(self, state: State) -> None:
        """Say so."""
        super().__init__(f"This activity is {state} already, so nothing was changed.")


@dataclass(frozen=True)
class Said:
    """What was said once: the state from then on."""

    seq: int
    state: State
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Halts:
    """An activity with all that was said of it, the newest first."""

    key: str
    title: str
    state: State
    seq: int  # of what is in force; 0: it was never stopped
    said: tuple[Said, ...]


def see(actor: Actor, key: str) -> Halts:
    """Return whether an activity is stopped, and what was said of it before.

    Raises:
        NotFound: there is no such activity.
    """
    with view(actor, "halt.see", on=("activity", key)) as a:
        rows = halts.of_activity(a.connection, a.on.id)
        return Halts(
            key=frozen.activity_key(a.connection, a.on.id),
            title=frozen.terms(a.connection, a.on.id).title,
            state=rows[-1].state if rows else "open",
            seq=rows[-1].seq if rows else 0,
            said=tuple(
                Said(row.seq, row.state, row.reason, latest(a.connection, row.by)[0].shown, row.at)
                for row in reversed(rows)
            ),
        )


def halt(actor: Actor, key: str, state: State, reason: str, seen: int) -> int:
    """Pause, withdraw or open an activity again; `seen` is the seq the page showed, 0 for none.

    Returns the seq of what is in force. The same once more changes nothing.

    Raises:
        NoSuchState, NoReason, SoAlready, NotFound, Stale: nothing was written.
    """
    reason = " ".join(keepable(reason).split())
    if state not in get_args(State):
        raise NoSuchState(state)
    if not 0 < len(reason) <= LONGEST:
        raise NoReason
    with act(
        actor, "activity.halt", on=("activity", key), once=lambda a: _again(a, state, reason, seen)
    ) as a:
        if a.receipt is not None:
            return seen + 1
        rows = halts.of_activity(a.connection, a.on.id)
        if len(rows) != seen:
            raise Stale(rows[-1].state if rows else "open", len(rows))
        if state == (rows[-1].state if rows else "open"):
            raise SoAlready(state)
        halts.add(a.connection, a.on.id, seen + 1, state, reason, a.person_id, a.at)
        a.seal("halt", activity_id=a.on.id, seq=seen + 1)
        a.data.update(state=state, seq=seen + 1)
        return seen + 1


def _again(a: Act, state: State, reason: str, seen: int) -> bool | None:
    """Whether this very thing is in force: the click came twice."""
    rows = halts.of_activity(a.connection, a.on.id)
    last = rows[-1] if rows else None
    same = last is not None and (last.seq, last.state, last.reason) == (seen + 1, state, reason)
    return same or None
