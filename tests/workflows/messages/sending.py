"""Short ways for tests to messages that wait, and to what became of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from storage import outbox
from storage.connect import reading, writing
from storage.tables import identity
from storage.tables import outbox as messages
from tests.learning import completed
from workflows.messages.send import send_due
from workflows.people.session import system

if TYPE_CHECKING:
    from workflows.act import Actor
    from workflows.messages.post import Post
    from workflows.service import Service


def put(service: Service, who: Actor, subject: str, kind: str, body: str = "{}") -> None:
    """Put a message that is due."""
    assert who.person_id is not None
    with writing(service.engine) as connection:
        outbox.put(
            connection,
            subject=subject,
            kind=kind,
            person_id=who.person_id,
            body=body,
            due_at=service.now(),
            now=service.now(),
        )


def unclaimed(who: Actor, key: str, kind: str = "unclaimed-7") -> str:
    """Complete an activity without claiming, put that reminder, and return the completion."""
    completion = completed(who, key)
    put(who.service, who, f"completion:{completion}", kind)
    return completion


def send(service: Service, post: Post, worker: str = "one") -> int:
    """Send what is due."""
    return send_due(system(service), post, worker)


def events(service: Service, number: int = 1) -> list[tuple[str, str | None]]:
    """Return what happened to the message of that number: states with their reasons."""
    with reading(service.engine) as connection:
        return [(row.state, row.reason) for row in outbox.events(connection, number)]


def states(service: Service, number: int = 1) -> list[str]:
    """Return the states of a message."""
    return [state for state, _ in events(service, number)]


def waiting(service: Service) -> list[tuple[str, str]]:
    """Return kind and subject of every message that was put, in order."""
    with reading(service.engine) as connection:
        rows = connection.execute(select(messages).order_by(messages.c.id))
        return [(row.kind, row.subject) for row in rows]


def also_signs_in_as(who: Actor, subject: str) -> None:
    """Give a person one more identity."""
    with writing(who.service.engine) as connection:
        connection.execute(
            insert(identity).values(
                issuer="test", subject=subject, person_id=who.person_id, at=who.service.now()
            )
        )
