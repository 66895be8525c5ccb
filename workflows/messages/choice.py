"""What a person wants to be told of by mail; credit matters are told in any case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from documents.mail import Kind
from storage import consents
from workflows.act import act, view
from workflows.refusals import Faulty

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from workflows.act import Act, Actor


@dataclass(frozen=True)
class Topic:
    """Messages that somebody may do without."""

    name: str
    said: str
    kinds: frozenset[Kind]
    at_first: bool = True  # whether it is wanted by whoever never chose


WEEKLY = "weekly-question"
TOPICS = (
    Topic(
        "answers",
        "Answers to my comments, questions and ideas, and answers that were changed after I took a"
        " self-assessment",
        frozenset({"appeal-answer", "changed-answer", "office-answer"}),
    ),
    Topic(
        "follow-up",
        "The question, after sixty days, what became of what I meant to change",
        frozenset({"follow-up"}),
    ),
    Topic(
        "initiatives",
        "Initiatives that I am asked to take part in: when I am asked, and a week before the day",
        frozenset({"initiative", "initiative-week"}),
    ),
    Topic(
        WEEKLY,
        "One question a week, of those that return to me",
        frozenset({"weekly-question"}),
        at_first=False,
    ),
)


class NoSuchTopic(Faulty):
    """Something that cannot be chosen, such as a credit matter."""

    def __init__(self, topic: str) -> None:
        known = ", ".join(one.name for one in TOPICS)
        super().__init__(f'There is no choice about "{topic}"; there is about {known}.')


def topic_of(kind: str) -> Topic | None:
    """Return the topic that a kind of message belongs to; None: it is a credit matter."""
    return next((one for one in TOPICS if kind in one.kinds), None)


def wants(connection: Connection, person_id: int, kind: str) -> bool:
    """Whether a person is to be told of this kind of thing."""
    topic = topic_of(kind)
    return topic is None or _wanted(connection, person_id, topic)


def choices(actor: Actor) -> dict[str, bool]:
    """Return what the person wants, by topic; before they chose, as the topic has it."""
    with view(actor, "choice.see") as a:
        return {one.name: _wanted(a.connection, a.person_id, one) for one in TOPICS}


def set_choice(actor: Actor, topic: str, *, wanted: bool) -> None:
    """Keep whether the person wants messages of a topic; a repeat changes nothing.

    Raises:
        NoSuchTopic: nothing was written.
    """
    found = next((one for one in TOPICS if one.name == topic), None)
    if found is None:
        raise NoSuchTopic(topic)
    with act(
        actor,
        "choice.set",
        on=("person", actor.public_id),
        once=lambda a: True if _wanted(a.connection, a.person_id, found) == wanted else None,
    ) as a:
        if a.receipt is None:
            _write(a, topic, wanted=wanted)


def _write(a: Act, topic: str, *, wanted: bool) -> None:
    seq = consents.write_choice(a.connection, a.person_id, topic, a.at, wanted=wanted)
    a.seal("choice", person_id=a.person_id, topic=topic, seq=seq)
    a.data.update(topic=topic, wanted=wanted)


def _wanted(connection: Connection, person_id: int, topic: Topic) -> bool:
    last = consents.latest_choice(connection, person_id, topic.name)
    return topic.at_first if last is None else bool(last.wanted)
