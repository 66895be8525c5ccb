"""Who may come in: no identity and no session that the log does not tell of."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

from storage import erasing, local, log, proof
from workflows.operations.finding import Finding

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from workflows.operations.finding import Findings

ENROLLING = ("person.enrol", "people.bring", "pilot.ask")
VOUCHED = ("account.make", "identity.link", "local.make", "address.move")
PASSWORDS = (
    "local.make", "password.reset", "password.change", "password.renew", "password.drop",
    "address.move",
)  # fmt: skip


def entrances(connection: Connection) -> Findings:
    """Everybody has the identity they were enrolled with, until they are forgotten."""
    enrolled, opened, told = _enrolled(connection), _opened(connection), _told(connection)
    forgotten = {row.person_id for row in erasing.every(connection)}
    for person_id, public_id, many in proof.identities(connection):
        if person_id in forgotten:
            yield Finding("Somebody who was forgotten has an identity.", f"person {public_id}")
        elif many > enrolled[person_id] + told[public_id]:
            yield Finding("An identity was never enrolled.", f"person {public_id}")
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


def _enrolled(connection: Connection) -> Counter[int]:
    """Count by inner id who was enrolled: one line may tell of many, each with one identity."""
    return Counter(
        int(key[0])
        for act in ENROLLING
        for line in log.lines(connection, act=act)
        for table, key, _digest in json.loads(line.data).get("seals", ())
        if table == "person"
    )


def _told(connection: Connection) -> Counter[str]:
    """Count by public id the identities that an identity provider vouched for."""
    told: Counter[str] = Counter()
    for act in VOUCHED:
        for line in log.lines(connection, act=act):
            told[str(line.object).removeprefix("person:")] += json.loads(line.data)["identities"]
    return told


def _opened(connection: Connection) -> Counter[str]:
    return Counter(
        str(line.object).removeprefix("person:")
        for line in log.lines(connection, act="session.open")
    )
