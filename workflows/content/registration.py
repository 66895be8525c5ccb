"""Numbers that others give an activity after it is published: ACCME's, and those of the boards."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from storage import content
from storage.columns import keepable
from workflows.act import act
from workflows.content import frozen
from workflows.refusals import Faulty, Stale

if TYPE_CHECKING:
    from sqlalchemy import Row

    from workflows.act import Act, Actor

ACCME = "ACCME"
LONGEST = 100
_ACCME_ID = re.compile(r"[0-9]{9}")


class UnknownKind(Faulty):
    """A registration that the activity's terms do not plan."""

    def __init__(self, kind: str, known: tuple[str, ...]) -> None:
        super().__init__(
            f'This activity has no registration "{kind}"; it can have {", ".join(known)}.'
        )


class NotAnAccmeId(Faulty):
    """Something else than nine digits."""

    def __init__(self, value: str) -> None:
        super().__init__(
            f'"{value}" is not an ACCME activity ID. It has nine digits, for example 202212345;'
            " copy it from the activity's page in PARS."
        )


class NotARegistration(Faulty):
    """Nothing, or more than a line."""

    def __init__(self, kind: str) -> None:
        super().__init__(
            f"Enter what {kind} calls the registration, in one line of at most {LONGEST} letters."
        )


@dataclass(frozen=True)
class Entered:
    """A registration in force; its seq is 0 while there is none."""

    kind: str
    value: str
    seq: int
    at: datetime | None


def enter(actor: Actor, key: str, kind: str, value: str, seen: int) -> Entered:
    """Write a registration of the activity `key`; `seen` is the seq the page showed, 0 for none.

    Raises:
        UnknownKind, NotAnAccmeId, NotARegistration, Stale: nothing was written.
    """
    value = keepable(value).strip()
    if kind == ACCME:
        value = "".join(value.split())  # "202 612 345" is read as it is meant
    with act(
        actor,
        "registration.enter",
        on=("activity", key),
        once=lambda a: _again(a, kind, value),
    ) as a:
        if isinstance(a.receipt, Entered):
            return a.receipt
        _require_fit(a, kind, value)
        current = _in_force(a, kind)
        if current.seq != seen:
            raise Stale(current.value, current.seq)
        content.register(a.connection, a.on.id, kind, seen + 1, value, a.person_id, a.at)
        a.seal("registration", activity_id=a.on.id, kind=kind, seq=seen + 1)
        a.data.update(kind=kind, seq=seen + 1, value=value)
        return Entered(kind, value, seen + 1, a.at)


def as_entered(kind: str, row: Row[Any] | None) -> Entered:
    """Return what a row of registrations says, or that there is none yet."""
    return Entered(kind, row.value, row.seq, row.at) if row else Entered(kind, "", 0, None)


def kinds(boards: tuple[str, ...]) -> tuple[str, ...]:
    """Return the kinds of registration an activity with these boards can have."""
    return (ACCME, *boards)


def _in_force(a: Act, kind: str) -> Entered:
    return as_entered(kind, content.registrations(a.connection, a.on.id).get(kind))


def _again(a: Act, kind: str, value: str) -> Entered | None:
    current = _in_force(a, kind)
    return current if current.seq and current.value == value else None


def _require_fit(a: Act, kind: str, value: str) -> None:
    terms = frozen.terms(a.connection, a.on.id)
    known = kinds(tuple(dict.fromkeys(plan.board for plan in terms.boards)))
    if kind not in known:
        raise UnknownKind(kind, known)
    if kind == ACCME and not _ACCME_ID.fullmatch(value):
        raise NotAnAccmeId(value)
    if not value or len(value) > LONGEST or not value.isprintable():
        raise NotARegistration(kind)
