"""Statements about review: verdicts on items by digest, remarks on their fields, Angoff ratings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func, insert, select

from storage.columns import new_public_id
from storage.tables import item, judgement, remark, signoff

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Row

APPROVED, CHANGES = "approved", "changes"


def verdicts(connection: Connection, digests: Iterable[str]) -> dict[tuple[str, str], Row[Any]]:
    """Return the verdicts in force by digest and kind."""
    rows = connection.execute(
        select(signoff).where(signoff.c.digest.in_(list(digests))).order_by(signoff.c.seq)
    )
    return {(row.digest, row.kind): row for row in rows}


def verdicts_on(connection: Connection, item_id: str) -> Sequence[Row[Any]]:
    """Return every verdict on an item, whichever text it was about, newest first."""
    return connection.execute(
        select(signoff).where(signoff.c.item_id == item_id).order_by(signoff.c.id.desc())
    ).all()


def last_signed(connection: Connection, item_id: str, verdict: str, but: str) -> Row[Any] | None:
    """Return the digest and body of the text that got a verdict last, other than `but`."""
    return connection.execute(
        select(item)
        .join(signoff, signoff.c.digest == item.c.digest)
        .where(
            and_(
                signoff.c.item_id == item_id,
                signoff.c.verdict == verdict,
                signoff.c.digest != but,
            )
        )
        .order_by(signoff.c.id.desc())
        .limit(1)
    ).first()


def add_verdict(connection: Connection, **columns: object) -> int:
    """Write a verdict and return its inner id."""
    return int(
        connection.execute(insert(signoff).values(**columns).returning(signoff.c.id)).scalar_one()
    )


def remarks_on(connection: Connection, item_id: str) -> Sequence[Row[Any]]:
    """Return everything that was remarked on an item, thread by thread, oldest first."""
    return connection.execute(
        select(remark).where(remark.c.item_id == item_id).order_by(remark.c.id)
    ).all()


def thread(connection: Connection, name: str) -> Sequence[Row[Any]]:
    """Return one thread of remarks, oldest first; the last one's state is in force."""
    return connection.execute(
        select(remark).where(remark.c.thread == name).order_by(remark.c.seq)
    ).all()


def open_remarks(connection: Connection, item_ids: Iterable[str]) -> dict[str, int]:
    """Return how many threads on each item are open; those without one are left out."""
    last = (
        select(remark.c.thread, func.max(remark.c.seq).label("seq"))
        .where(remark.c.item_id.in_(list(item_ids)))
        .group_by(remark.c.thread)
        .subquery()
    )
    rows = connection.execute(
        select(remark.c.item_id, func.count().label("threads"))
        .join(last, and_(last.c.thread == remark.c.thread, last.c.seq == remark.c.seq))
        .where(remark.c.state == "open")
        .group_by(remark.c.item_id)
    )
    return {row.item_id: row.threads for row in rows}


def add_remark(
    connection: Connection,
    *,
    thread: str | None,
    seq: int,
    item_id: str,
    digest: str,
    field: str,
    state: str,
    body: str,
    by: int,
    now: datetime,
) -> Row[Any]:
    """Write a remark and return its row (id, thread); without a thread it begins one."""
    return connection.execute(
        insert(remark)
        .values(
            thread=thread or new_public_id(),
            seq=seq,
            item_id=item_id,
            digest=digest,
            field=field,
            state=state,
            body=body,
            by=by,
            at=now,
        )
        .returning(remark.c.id, remark.c.thread)
    ).one()


def judgements(connection: Connection, digests: Iterable[str]) -> Sequence[Row[Any]]:
    """Return the Angoff ratings of these items, those that were corrected before those in force."""
    return connection.execute(
        select(judgement)
        .where(judgement.c.digest.in_(list(digests)))
        .order_by(judgement.c.seq, judgement.c.id)
    ).all()


def judge(
    connection: Connection, digest: str, person_id: int, seq: int, percent: int, now: datetime
) -> int:
    """Write one judge's rating of an item and return its inner id."""
    return int(
        connection.execute(
            insert(judgement)
            .values(digest=digest, judge=person_id, seq=seq, percent=percent, at=now)
            .returning(judgement.c.id)
        ).scalar_one()
    )
