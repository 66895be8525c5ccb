"""Statements about content: frozen items, figures, texts, activities and editions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func, insert, select

from storage import halts
from storage.tables import activity, edition, edition_item, item, media, registration, text_

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime

    from sqlalchemy import Column, Connection, Row, Select, Table


def keep(connection: Connection, table: Table, digest: str, **columns: object) -> None:
    """Store something under its digest, unless it is already there."""
    there = connection.execute(select(table.c.digest).where(table.c.digest == digest)).first()
    if there is None:
        connection.execute(insert(table).values(digest=digest, **columns))


def keep_item(connection: Connection, digest: str, frozen: Mapping[str, object]) -> None:
    """Store a frozen item (item_id, version, revision, body)."""
    keep(connection, item, digest, **frozen)


def keep_media(connection: Connection, digest: str, media_type: str, content: bytes) -> None:
    """Store a figure."""
    keep(connection, media, digest, type=media_type, bytes=content)


def keep_text(connection: Connection, digest: str, body: str) -> None:
    """Store a text that somebody acknowledged, consented to or approved."""
    keep(connection, text_, digest, body=body)


def text(connection: Connection, digest: str) -> str | None:
    """Return a stored text by its digest."""
    return connection.execute(select(text_.c.body).where(text_.c.digest == digest)).scalar()


def item_bodies(connection: Connection, digests: Iterable[str]) -> dict[str, str]:
    """Return the bodies of frozen items by digest."""
    rows = connection.execute(
        select(item.c.digest, item.c.body).where(item.c.digest.in_(list(digests)))
    )
    return {row.digest: row.body for row in rows}


def last_versions(connection: Connection, item_ids: Iterable[str]) -> dict[str, str]:
    """Return for each item id the body that was published last."""
    rows = connection.execute(
        select(item.c.item_id, item.c.body)
        .join(edition_item, edition_item.c.item_digest == item.c.digest)
        .where(item.c.item_id.in_(list(item_ids)))
        .order_by(edition_item.c.edition_id)
    )
    return {row.item_id: row.body for row in rows}


def published_forms(connection: Connection, item_id: str) -> Sequence[Row[Any]]:
    """Return each edition that holds an item, oldest first: body, slug, period, number, at."""
    columns: tuple[Column[Any], ...] = (
        item.c.body, activity.c.slug, activity.c.period, edition.c.number, edition.c.at,
    )  # fmt: skip
    return connection.execute(
        select(*columns)
        .join(edition_item, edition_item.c.item_digest == item.c.digest)
        .join(edition, edition.c.id == edition_item.c.edition_id)
        .join(activity, activity.c.id == edition.c.activity_id)
        .where(item.c.item_id == item_id)
        .order_by(edition.c.id)
    ).all()


def item_ids(connection: Connection) -> Sequence[str]:
    """Return the id of every item that was ever published."""
    return connection.execute(select(item.c.item_id).distinct()).scalars().all()


def periods(connection: Connection, slug: str) -> Sequence[Row[Any]]:
    """Return the activities of a bank, oldest first."""
    return connection.execute(
        select(activity).where(activity.c.slug == slug).order_by(activity.c.period)
    ).all()


def add_activity(
    connection: Connection,
    *,
    slug: str,
    period: int,
    terms: str,
    released: date,
    expires: date,
    claim_by: date,
    now: datetime,
) -> int:
    """Write an activity and return its inner id."""
    return int(
        connection.execute(
            insert(activity)
            .values(
                slug=slug,
                period=period,
                terms=terms,
                released=released,
                expires=expires,
                claim_by=claim_by,
                at=now,
            )
            .returning(activity.c.id)
        ).scalar_one()
    )


def add_edition(
    connection: Connection,
    *,
    activity_id: int,
    number: int,
    sha256: str,
    manifest: str,
    items: Sequence[str],
    by: int,
    now: datetime,
) -> int:
    """Write an edition with the ordered digests of its items and return its inner id."""
    made = int(
        connection.execute(
            insert(edition)
            .values(
                activity_id=activity_id,
                number=number,
                sha256=sha256,
                manifest=manifest,
                by=by,
                at=now,
            )
            .returning(edition.c.id)
        ).scalar_one()
    )
    rows = [
        {"edition_id": made, "position": position, "item_digest": digest}
        for position, digest in enumerate(items, start=1)
    ]
    connection.execute(insert(edition_item), rows)
    return made


def editions(connection: Connection, activity_id: int) -> Sequence[Row[Any]]:
    """Return an activity's editions, oldest first."""
    return connection.execute(
        select(edition).where(edition.c.activity_id == activity_id).order_by(edition.c.number)
    ).all()


def newest_edition(connection: Connection, activity_id: int) -> Row[Any]:
    """Return the edition that new attempts take."""
    return connection.execute(
        select(edition)
        .where(edition.c.activity_id == activity_id)
        .order_by(edition.c.number.desc())
        .limit(1)
    ).one()


def item_digests(connection: Connection, edition_id: int) -> tuple[str, ...]:
    """Return the digests of an edition's items, in its order."""
    rows = connection.execute(
        select(edition_item.c.item_digest)
        .where(edition_item.c.edition_id == edition_id)
        .order_by(edition_item.c.position)
    )
    return tuple(rows.scalars())


def last_edition(connection: Connection) -> Row[Any] | None:
    """Return the edition that was published last, of whatever activity."""
    return connection.execute(select(edition).order_by(edition.c.id.desc()).limit(1)).one_or_none()


def edition_by_id(connection: Connection, edition_id: int) -> Row[Any]:
    """Return one edition."""
    return connection.execute(select(edition).where(edition.c.id == edition_id)).one()


def activity_by_id(connection: Connection, activity_id: int) -> Row[Any]:
    """Return one activity."""
    return connection.execute(
        select(activity, halts.in_force(activity.c.id)).where(activity.c.id == activity_id)
    ).one()


def activities(connection: Connection) -> Sequence[Row[Any]]:
    """Return id, slug, period and expiry of every activity, without what it holds."""
    columns = (activity.c.id, activity.c.slug, activity.c.period, activity.c.expires)
    statement: Select[Any] = select(*columns).order_by(activity.c.slug, activity.c.period)
    return connection.execute(statement).all()


def activity_if_any(connection: Connection, activity_id: int) -> Row[Any] | None:
    """Return an activity of a number that somebody typed, or None."""
    return connection.execute(
        select(activity, halts.in_force(activity.c.id)).where(activity.c.id == activity_id)
    ).one_or_none()


def newest_editions(connection: Connection) -> Sequence[Row[Any]]:
    """Return every activity with the id and manifest of its newest edition."""
    newest = (
        select(edition.c.activity_id, func.max(edition.c.number).label("number"))
        .group_by(edition.c.activity_id)
        .subquery()
    )
    return connection.execute(
        select(
            activity,
            edition.c.id.label("edition_id"),
            edition.c.manifest,
            halts.in_force(activity.c.id),
        )
        .join(newest, newest.c.activity_id == activity.c.id)
        .join(
            edition,
            and_(edition.c.activity_id == activity.c.id, edition.c.number == newest.c.number),
        )
        .order_by(activity.c.slug, activity.c.period.desc())
    ).all()


def registrations(connection: Connection, activity_id: int) -> dict[str, Row[Any]]:
    """Return the registrations in force by kind (ACCME, or a board's acronym)."""
    rows = connection.execute(
        select(registration)
        .where(registration.c.activity_id == activity_id)
        .order_by(registration.c.seq)
    )
    return {row.kind: row for row in rows}


def register(
    connection: Connection,
    activity_id: int,
    kind: str,
    seq: int,
    value: str,
    by: int,
    now: datetime,
) -> None:
    """Write a registration that arrived."""
    connection.execute(
        insert(registration).values(
            activity_id=activity_id, kind=kind, seq=seq, value=value, by=by, at=now
        )
    )
