"""Who may come in: no identity and no session but those that the log tells of, and as it does."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

from storage import entrances as identities
from storage import erasing, local, log, proof
from workflows.operations.finding import Finding

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from workflows.operations.finding import Findings

ENROLLING = ("person.enrol", "people.bring", "pilot.ask")
PASSWORDS = (
    "local.make", "password.reset", "password.change", "password.renew", "password.drop",
    "address.move",
)  # fmt: skip
SEALED, GONE = "entrances", "entrances_gone"  # in the lines of the log


def entrances(connection: Connection) -> Findings:
    """Everybody has the identities they were given, and no other, until they are forgotten."""
    yield from _identities(connection)
    opened = _opened(connection)
    for public_id, many in proof.opened(connection):
        if many > opened[public_id]:
            yield Finding("There is a session that nobody opened.", f"person {public_id}")
    yield from _passwords(connection)
    for public_id in proof.opened_by_forgotten(connection):
        yield Finding("Somebody signed in as a person who was forgotten.", f"person {public_id}")


def _passwords(connection: Connection) -> Findings:
    """Every password is the one that the person chose last, at the address they confirmed."""
    told: dict[str, tuple[int, str]] = {}
    for act in PASSWORDS:
        for line in log.lines(connection, act=act):
            who = str(line.object).removeprefix("person:")
            last = (int(line.seq), str(json.loads(line.data)["local"]))
            told[who] = max(told.get(who, last), last)
    for row in local.every(connection):
        if told.get(row.public_id, (0, ""))[1] != local.digest(row):
            what = "A password was set by nobody, or changed since."
            yield Finding(what, f"person {row.public_id}")


def _identities(connection: Connection) -> Findings:
    told, old = _told(connection), _enrolled(connection)
    forgotten = {row.person_id for row in erasing.every(connection)}
    for one in identities.every(connection):
        where = f"person {one.public_id}"
        if one.person_id in forgotten:
            yield Finding("Somebody who was forgotten has an identity.", where)
        elif one.digest:
            if told.pop(bytes.fromhex(one.digest), None) is None:
                yield Finding("An identity is not as any act wrote it.", where)
        elif not old[one.person_id]:
            yield Finding("An identity was never enrolled.", where)
        else:
            old[one.person_id] -= 1
    for line in told.values():
        yield Finding("An identity that the log tells of is gone.", f"line {line} of the log")


def _told(connection: Connection) -> dict[bytes, int]:
    """Return the digests that acts sealed and no erasure took back, each with its line."""
    told: dict[bytes, int] = {}
    for line in log.lines(connection, holding=f'"{SEALED}"'):
        told |= dict.fromkeys(map(bytes.fromhex, json.loads(line.data)[SEALED]), int(line.seq))
    for line in log.lines(connection, holding=f'"{GONE}"'):
        for digest in json.loads(line.data)[GONE]:
            told.pop(bytes.fromhex(digest), None)
    return told


def _enrolled(connection: Connection) -> Counter[int]:
    """Count by inner id who was enrolled before identities were sealed, each with one identity."""
    return Counter(
        int(key[0])
        for act in ENROLLING
        for line in log.lines(connection, act=act)
        if SEALED not in (data := json.loads(line.data))
        for table, key, _digest in data.get("seals", ())
        if table == "person"
    )


def _opened(connection: Connection) -> Counter[str]:
    return Counter(
        str(line.object).removeprefix("person:")
        for line in log.lines(connection, act="session.open")
    )
