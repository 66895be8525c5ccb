"""How often something may be tried: guesses of a password, and mail that somebody asks for.

What is counted stands in the database, so that replicas count together and a restart forgets
nothing. It is counted before it is looked at, so that many tries at once count as many. Names that
nobody has are counted like others: who is locked does not tell who is there.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, IPv6Network, ip_address
from typing import TYPE_CHECKING

from storage import throttle

if TYPE_CHECKING:
    from sqlalchemy import Connection

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
LONGEST_NAME = 300  # characters: nothing longer is an address
SUBNET = 64  # bits: what one household or ward is given of IPv6


@dataclass(frozen=True)
class Limit:
    """After `most` tries within `window` comes a pause, and a longer one after each further try."""

    kind: str
    most: int
    window: timedelta
    first: timedelta
    longest: timedelta


@dataclass(frozen=True)
class Count:
    """What is known of tries: how many since when, and until when there is a pause."""

    count: int
    since: datetime
    locked_until: datetime | None = None


# Ten guesses a day for free, then one after 15, 30, 60 … minutes: at most 17 a day at one account.
GUESSES = Limit("guess", 10, DAY, 15 * MINUTE, 8 * HOUR)
# Of a whole hospital behind one address many mistype; a machine that guesses tries thousands.
GUESSES_FROM = Limit("guess-from", 100, 15 * MINUTE, 15 * MINUTE, 15 * MINUTE)
# Nobody is to be pestered by mail in somebody else's name.
MAIL = Limit("mail", 3, HOUR, HOUR, HOUR)
MAIL_FROM = Limit("mail-from", 30, HOUR, HOUR, HOUR)


def tried(limit: Limit, before: Count, now: datetime) -> Count | None:
    """Return what is known after one more try at that moment; None: it is not let through."""
    if before.locked_until is not None and now < before.locked_until:
        return None
    fresh = now - before.since >= limit.window
    count, since = (1, now) if fresh else (before.count + 1, before.since)
    if count < limit.most:
        return Count(count, since)
    pause = min(limit.first * 2 ** min(count - limit.most, 10), limit.longest)
    return Count(count, since, now + pause)


def let_through(connection: Connection, limit: Limit, name: str, now: datetime) -> timedelta | None:
    """Count a try in this transaction; return None if it may be made, else how long to wait."""
    digest = digest_of(limit, name)
    row = throttle.held(connection, digest, now)
    after = tried(limit, Count(row.tries, row.since, row.locked_until), now)
    if after is None:
        return row.locked_until - now if row.locked_until is not None else None
    throttle.write(
        connection,
        digest,
        tries=after.count,
        since=after.since,
        locked_until=after.locked_until,
        ends=max(after.since + limit.window, after.locked_until or after.since),
    )
    return None


def give_back(connection: Connection, limit: Limit, name: str, now: datetime) -> None:
    """Take a try back that was none: whoever knows the password did not guess."""
    digest = digest_of(limit, name)
    row = throttle.held(connection, digest, now)
    throttle.write(
        connection,
        digest,
        tries=max(row.tries - 1, 0),
        since=row.since,
        locked_until=row.locked_until if row.tries > limit.most else None,
        ends=row.ends,
    )


def forget(connection: Connection, limit: Limit, name: str) -> None:
    """Begin to count anew."""
    throttle.forget(connection, digest_of(limit, name))


def digest_of(limit: Limit, name: str) -> str:
    """Return under what something is counted: no address stands in the table."""
    return hashlib.sha256(f"{limit.kind}\0{name[:LONGEST_NAME]}".encode()).hexdigest()


def client_of(host: str) -> str:
    """Return what counts as one place on the network: of IPv6 a whole subnet."""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return str(address.ipv4_mapped)
        return str(IPv6Network((address, SUBNET), strict=False))
    return str(address)
