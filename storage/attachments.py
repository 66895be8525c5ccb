"""Statements about attachments of an activity's binder: inserted only, the highest seq in force."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func, insert, select

from storage import content
from storage.tables import attachment, attachment_file

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Row, Select


def every(connection: Connection, activity_id: int) -> Sequence[Row[Any]]:
    """Return every row of an activity, by number and seq, with the type and size of its file."""
    return connection.execute(
        _with_file()
        .where(attachment.c.activity_id == activity_id)
        .order_by(attachment.c.number, attachment.c.seq)
    ).all()


def in_force(connection: Connection, activity_id: int, number: int) -> Row[Any] | None:
    """Return the newest row of one number, which may say that it was taken out."""
    return connection.execute(
        _with_file()
        .where(and_(attachment.c.activity_id == activity_id, attachment.c.number == number))
        .order_by(attachment.c.seq.desc())
        .limit(1)
    ).one_or_none()


def next_number(connection: Connection, activity_id: int) -> int:
    """Return the number of the next attachment: none is given twice."""
    own = attachment.c.activity_id == activity_id
    return (
        int(connection.execute(select(func.max(attachment.c.number)).where(own)).scalar() or 0) + 1
    )


def keep_file(connection: Connection, digest: str, ending: str, content_: bytes) -> None:
    """Store a file under its digest, unless it is already there."""
    content.keep(connection, attachment_file, digest, type=ending, bytes=content_)


def add(connection: Connection, **columns: object) -> None:
    """Write a row; the primary key refuses a second one with its number and seq."""
    connection.execute(insert(attachment).values(**columns))


def file(connection: Connection, digest: str) -> bytes:
    """Return the bytes of a file."""
    statement = select(attachment_file.c.bytes).where(attachment_file.c.digest == digest)
    return bytes(connection.execute(statement).scalar_one())


def _with_file() -> Select[Any]:
    """Rows with the type and the size of their file: the bytes stay where they are."""
    return select(
        attachment,
        attachment_file.c.type,
        func.length(attachment_file.c.bytes).label("size"),
    ).join(attachment_file, attachment_file.c.digest == attachment.c.digest, isouter=True)
