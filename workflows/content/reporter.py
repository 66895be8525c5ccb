"""Who reports an activity to PARS: this office from here, or the other platform; never both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal, get_args

from storage import content, reporting
from workflows.act import act, view
from workflows.refusals import Faulty, Refused, Stale

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from workflows.act import Act, Actor

REPORTER = "reporter"
Who = Literal["here", "elsewhere"]


class UnknownReporter(Faulty):
    """Neither of the two."""

    def __init__(self, who: str) -> None:
        super().__init__(f'"{who}" cannot report to PARS: choose {" or ".join(get_args(Who))}.')


class SentFromHere(Refused):
    """Records of the activity left from here: another reporter would send them twice."""

    status = 409

    def __init__(self, records: int) -> None:
        super().__init__(
            f"{records} {'record' if records == 1 else 'records'} of this activity went into"
            " batches here, and no activity is reported from two places. It stays with this"
            " service; corrections are sent from here, too."
        )


class MayBeSentTwice(Faulty):
    """From the other platform to here, and nobody said that it has sent nothing."""

    def __init__(self) -> None:
        super().__init__(
            "The other platform may have reported completions already, and PARS would get them"
            " twice. Make sure in PARS that it did not, confirm that, and choose again."
        )


@dataclass(frozen=True)
class Reporter:
    """Who reports, and since when; seq 0: nobody chose yet, and it is this service."""

    who: Who
    seq: int
    at: datetime | None


def reporter(actor: Actor, key: str) -> Reporter:
    """Return who reports the activity `key` to PARS."""
    with view(actor, "editions.see", on=("activity", key)) as a:
        return in_force(a.connection, a.on.id)


def in_force(connection: Connection, activity_id: int) -> Reporter:
    """Return who reports an activity to PARS."""
    row = content.registrations(connection, activity_id).get(REPORTER)
    if row is None:
        return Reporter("here", 0, None)
    return Reporter("elsewhere" if row.value == "elsewhere" else "here", row.seq, row.at)


def choose(actor: Actor, key: str, who: str, seen: int, *, sure: bool = False) -> Reporter:
    """Say who reports the activity `key`; `seen` is the seq the page showed, 0 for none.

    `sure` confirms that the other platform sent nothing, where it is taken back from there.

    Raises:
        UnknownReporter, SentFromHere, MayBeSentTwice, Stale: nothing was written.
    """
    with act(actor, "reporter.choose", on=("activity", key), once=lambda a: _again(a, who)) as a:
        if isinstance(a.receipt, Reporter):
            return a.receipt
        current = in_force(a.connection, a.on.id)
        if who not in get_args(Who):
            raise UnknownReporter(who)
        if current.seq != seen:
            raise Stale(current.who, current.seq)
        _require_once(a, who, sure=sure)
        content.register(a.connection, a.on.id, REPORTER, seen + 1, who, a.person_id, a.at)
        a.seal("registration", activity_id=a.on.id, kind=REPORTER, seq=seen + 1)
        a.data.update(kind=REPORTER, seq=seen + 1, value=who)
        return in_force(a.connection, a.on.id)


def _again(a: Act, who: str) -> Reporter | None:
    current = in_force(a.connection, a.on.id)
    return current if current.who == who else None


def _require_once(a: Act, who: str, *, sure: bool) -> None:
    if who == "here" and not sure:
        raise MayBeSentTwice
    if who == "elsewhere" and (sent := reporting.sent(a.connection, a.on.id)):
        raise SentFromHere(sent)
