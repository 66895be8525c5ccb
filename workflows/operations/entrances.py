"""Who may come in: no identity and no session that the log does not tell of."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from storage import log, proof
from workflows.operations.finding import Finding

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from workflows.operations.finding import Findings


def entrances(connection: Connection) -> Findings:
    """Everybody has the identity they were enrolled with, and the sessions they opened."""
    enrolled, opened = _told(connection, "person.enrol"), _told(connection, "session.open")
    for public_id, many in proof.identities(connection):
        if many > enrolled[public_id]:
            yield Finding("An identity was never enrolled.", f"person {public_id}")
    for public_id, many in proof.opened(connection):
        if many > opened[public_id]:
            yield Finding("There is a session that nobody opened.", f"person {public_id}")


def _told(connection: Connection, act: str) -> Counter[str]:
    return Counter(
        str(line.object).removeprefix("person:") for line in log.lines(connection, act=act)
    )
