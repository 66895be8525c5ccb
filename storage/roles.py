"""Statements about roles: who holds what since when, and who gave or took it, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, exists, insert, select

from storage.tables import role, role_reason

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Row

_newer = role.alias("newer")
_IN_FORCE = ~exists().where(
    _newer.c.person_id == role.c.person_id,
    _newer.c.role == role.c.role,
    _newer.c.scope == role.c.scope,
    _newer.c.seq > role.c.seq,
)
_WHY = and_(*(role_reason.c[one] == role.c[one] for one in ("person_id", "role", "scope", "seq")))
_ROWS = (
    select(
        role,
        role_reason.c.reason,
        role_reason.c.by,
        role_reason.c.at.label("told"),
    )
    .outerjoin(role_reason, _WHY)
    .order_by(role.c.person_id, role.c.role, role.c.scope, role.c.seq)
)


def held(connection: Connection, names: Collection[str]) -> Sequence[Row[Any]]:
    """Return who holds one of these roles now, by account, with the reason where one was told."""
    wanted = _ROWS.where(role.c.role.in_(names), role.c.granted.is_(True), _IN_FORCE)
    return connection.execute(wanted).all()


def holders(connection: Connection, name: str) -> tuple[int, ...]:
    """Return the accounts that hold a role now."""
    return tuple(dict.fromkeys(row.person_id for row in held(connection, (name,))))


def history(connection: Connection, ids: Collection[int]) -> Sequence[Row[Any]]:
    """Return everything that was given to and taken from a person's accounts, oldest first."""
    rows = connection.execute(_ROWS.where(role.c.person_id.in_(ids))).all()
    return sorted(rows, key=lambda row: (row.at, row.role, row.scope, row.seq))


def tell_why(
    connection: Connection,
    key: tuple[int, str, str, int],
    reason: str,
    by: int | None,
    now: datetime,
) -> None:
    """Write why a role was given or taken (person, role, scope, seq), and by whom."""
    names = ("person_id", "role", "scope", "seq")
    of = dict(zip(names, key, strict=True))
    connection.execute(insert(role_reason).values(**of, reason=reason, by=by, at=now))
