"""Statements about drafts: forms of the desk that their author has not saved into a bank yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func, insert, select

from storage.tables import draft

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Row


def latest(connection: Connection, person_id: int, bank: str, item: str) -> Row[Any] | None:
    """Return the newest row (seq, body, at) of a person's draft of an item."""
    return connection.execute(
        select(draft)
        .where(draft.c.person_id == person_id, draft.c.bank == bank, draft.c.item == item)
        .order_by(draft.c.seq.desc())
        .limit(1)
    ).first()


def add(
    connection: Connection,
    person_id: int,
    bank: str,
    item: str,
    seq: int,
    body: str,
    now: datetime,
) -> None:
    """Write the row numbered `seq`; "" ends the draft."""
    connection.execute(
        insert(draft).values(person_id=person_id, bank=bank, item=item, seq=seq, body=body, at=now)
    )


def item_ids(connection: Connection) -> Sequence[str]:
    """Return the id of every item that anybody ever began."""
    return connection.execute(select(draft.c.item).distinct()).scalars().all()


def unsaved(connection: Connection, person_id: int) -> Sequence[Row[Any, Any]]:
    """Return (bank, item) of every draft of a person that is not ended, in that order."""
    newest = (
        select(draft.c.bank, draft.c.item, func.max(draft.c.seq).label("seq"))
        .where(draft.c.person_id == person_id)
        .group_by(draft.c.bank, draft.c.item)
        .subquery()
    )
    return connection.execute(
        select(draft.c.bank, draft.c.item)
        .join(
            newest,
            and_(
                newest.c.bank == draft.c.bank,
                newest.c.item == draft.c.item,
                newest.c.seq == draft.c.seq,
            ),
        )
        .where(draft.c.person_id == person_id, draft.c.body != "")
        .order_by(draft.c.bank, draft.c.item)
    ).all()


def kept(connection: Connection, bank: str) -> Sequence[Row[Any]]:
    """Return the newest row (person_id, item, seq, body, at) of every draft of a bank."""
    newest = (
        select(draft.c.person_id, draft.c.item, func.max(draft.c.seq).label("seq"))
        .where(draft.c.bank == bank)
        .group_by(draft.c.person_id, draft.c.item)
        .subquery()
    )
    return connection.execute(
        select(draft)
        .join(
            newest,
            and_(
                newest.c.person_id == draft.c.person_id,
                newest.c.item == draft.c.item,
                newest.c.seq == draft.c.seq,
            ),
        )
        .where(draft.c.bank == bank)
        .order_by(draft.c.item)
    ).all()
