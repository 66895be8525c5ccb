"""Who holds which role, since when and why: what operators look at before they change it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from storage import people, roles
from workflows.act import view
from workflows.duties import COORDINATOR, TESTER
from workflows.people.profile import latest
from workflows.refusals import Faulty

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection, Row

    from workflows.act import Actor

BEYOND = ("author", "reviewer", "staff", "operator", COORDINATOR)
"""Roles that are more than everybody's own."""
BY_COMMAND, AT_FIRST = "the command line", "when the account was made"


class NobodySo(Faulty):
    """An address that nobody, or not only one person, signs in by."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(
            "Nobody signs in by this address, or several people do. Who is new signs in once first."
        )


@dataclass(frozen=True)
class Change:
    """One role that was given or taken, and by whom; `reason` is empty where none was told."""

    role: str
    scope: str
    granted: bool
    at: datetime
    by: str
    reason: str


@dataclass(frozen=True)
class Holder:
    """A person and the roles they hold, each with how it came to that."""

    person: str
    shown: str
    addresses: tuple[str, ...]
    roles: tuple[Change, ...]


@dataclass(frozen=True)
class Roles:
    """One person's roles as they are, and everything that became of them."""

    holder: Holder
    history: tuple[Change, ...]
    own: bool  # the actor's, which another operator changes


def holders(actor: Actor) -> tuple[Holder, ...]:
    """Return everybody who holds more than a learner's role, by name."""
    with view(actor, "roles.see") as a:
        into = people.merged(a.connection)
        by_person: dict[int, list[Row[tuple[object, ...]]]] = {}
        for row in roles.held(a.connection, BEYOND):
            if row.person_id not in into:  # a merged account opens nothing of its own
                by_person.setdefault(row.person_id, []).append(row)
        found = [_holder(a.connection, one, rows) for one, rows in by_person.items()]
        return tuple(sorted(found, key=lambda one: (one.shown.casefold(), one.person)))


def find(actor: Actor, address: str) -> str:
    """Return the public id of whoever signs in by an address.

    Raises:
        NobodySo: no single person does.
    """
    with view(actor, "roles.see") as a:
        found = people.by_subject(a.connection, address.strip())
        if len(found) != 1:
            raise NobodySo
        return str(found[0].public_id)


def roles_of(actor: Actor, person: str) -> Roles:
    """Return one person's roles and their history."""
    with view(actor, "roles.see", on=("person", person)) as a:
        ids = people.ids_of(a.connection, a.on.id)
        history = roles.history(a.connection, ids)
        now = _in_force(row for row in history if row.person_id == ids[0])
        return Roles(
            holder=_holder(a.connection, ids[0], now),
            history=tuple(_change(a.connection, row) for row in history if row.role != TESTER),
            own=a.person_id in ids,
        )


def _in_force(rows: Iterable[Row[tuple[object, ...]]]) -> list[Row[tuple[object, ...]]]:
    last = {(row.role, row.scope): row for row in rows if row.role != TESTER}
    return [row for row in last.values() if row.granted]


def _holder(
    connection: Connection, person_id: int, rows: Iterable[Row[tuple[object, ...]]]
) -> Holder:
    profile, _seq = latest(connection, person_id)
    return Holder(
        person=people.by_id(connection, person_id).public_id,
        shown=profile.shown,
        addresses=people.subjects_of(connection, person_id),
        roles=tuple(_change(connection, row) for row in rows),
    )


def _change(connection: Connection, row: Row[tuple[object, ...]]) -> Change:
    return Change(
        role=row.role,
        scope=row.scope,
        granted=row.granted,
        at=row.at,
        by=_by(connection, row),
        reason=row.reason or "",
    )


def _by(connection: Connection, row: Row[tuple[object, ...]]) -> str:
    """Say who did it; of what came with the account, or before reasons were kept, nobody did."""
    if row.told is None:
        return AT_FIRST if row.seq == 1 and row.granted else ""
    if row.by is None:
        return BY_COMMAND
    profile, _seq = latest(connection, row.by)
    return profile.shown or "somebody without a name"
