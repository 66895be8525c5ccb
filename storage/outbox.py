"""Statements about messages to people: each is put once for its subject and kind, then told of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from storage.tables import outbox

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection


def put(
    connection: Connection,
    *,
    subject: str,
    kind: str,
    person_id: int,
    body: str,
    due_at: datetime,
    now: datetime,
) -> bool:
    """Put a message in the outbox; False: there is one of that kind about that subject already.

    `subject` names the thing ("completion:<public id>"), `body` is JSON of ids and facts, never of
    addresses: who it goes to is read when it is sent.
    """
    known = connection.execute(
        select(outbox.c.id).where(outbox.c.subject == subject, outbox.c.kind == kind)
    ).first()
    if known is not None:
        return False
    connection.execute(
        insert(outbox).values(
            subject=subject, kind=kind, person_id=person_id, body=body, due_at=due_at, at=now
        )
    )
    return True
