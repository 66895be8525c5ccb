"""The column types that every table shares, so that an instant or an id is the same everywhere."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    ForeignKey,
    Integer,
    String,
)
from sqlalchemy.types import TypeDecorator

if TYPE_CHECKING:
    from sqlalchemy.engine import Dialect

BigId = BigInteger().with_variant(Integer, "sqlite")


class Instant(TypeDecorator[datetime]):
    """An aware instant in UTC; SQLite keeps it without the zone, PostgreSQL with it."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse an instant without a zone: it would mean a different moment on each machine."""
        if value is None:
            return None
        if value.tzinfo is None:
            message = f"{value!r} has no time zone"
            raise ValueError(message)
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the instant in UTC."""
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def keepable(text: str) -> str:
    """Return a text without what no database keeps and nobody means: NUL and half characters."""
    return text.replace("\x00", "").encode(errors="ignore").decode()


def new_public_id() -> str:
    """Return a random id for links and file names: 128 bits, not guessable."""
    return secrets.token_hex(16)


def row_id() -> Column[Any]:
    """Return an ascending inner id; it never leaves the server."""
    return Column("id", BigId, primary_key=True, autoincrement=True)


def public_id() -> Column[Any]:
    """Return the id that stands in links."""
    return Column("public_id", String(32), nullable=False, unique=True)


def ref(
    name: str, target: str, *, primary_key: bool = False, nullable: bool = False
) -> Column[Any]:
    """Return a reference to another table's inner id."""
    return Column(
        name, BigId, ForeignKey(f"{target}.id"), primary_key=primary_key, nullable=nullable
    )


def salt() -> Column[Any]:
    """Return what makes the digest of a row unguessable; it is erased with the row."""
    return Column("salt", String(32), nullable=False, default=new_public_id)


def seq() -> Column[Any]:
    """Return the count of corrections of one thing, from 1; the highest is in force."""
    return Column("seq", Integer, primary_key=True, autoincrement=False)


def at() -> Column[Any]:
    """Return the instant a row was written."""
    return Column("at", Instant, nullable=False)
