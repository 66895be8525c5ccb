"""Write, change and take back a commitment to change, until it is asked what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from credit.calendar import written
from credit.following_up import asked_on, stage
from storage import commitments, content
from workflows.act import act
from workflows.commitments.meant import MOST, Commitment, TooManyCommitments, words, write
from workflows.content import frozen
from workflows.refusals import Faulty, NotFound, Refused, Stale

if TYPE_CHECKING:
    from datetime import date

    from workflows.act import Act, Actor


class AskedAlready(Refused):
    """A commitment that is changed when its author is to say what became of it."""

    def __init__(self, on: date) -> None:
        """Say since when."""
        super().__init__(
            f"Since {written(on)} it is asked what became of what you meant to change, so that it"
            " stays as you wrote it."
        )


def commit(actor: Actor, completion: str, *, number: int, seen: int, text: str) -> Commitment:
    """Write a commitment after the row numbered `seen`, which the page showed; 0: it is new.

    Writing what is in force already returns it again.

    Raises:
        Faulty, TooManyCommitments, AskedAlready: nothing was written.
        Stale: another window changed it since.
    """
    body = words(text)
    if not body:
        message = "Write in a few words what you will do differently."
        raise Faulty(message)
    with act(
        actor,
        "commitment.write",
        on=("completion", completion),
        once=lambda a: _same(a, number, body),
    ) as a:
        return a.receipt or _write(a, number, seen, body)


def take_back(actor: Actor, completion: str, *, number: int, seen: int) -> Commitment:
    """Take a commitment back: it is asked about no more, and counts in no figure.

    Taking back what is taken back already returns it again.

    Raises:
        NotFound: there is no such commitment.
        AskedAlready: nothing was written.
        Stale: another window changed it since.
    """
    with act(
        actor,
        "commitment.write",
        on=("completion", completion),
        once=lambda a: _same(a, number, ""),
    ) as a:
        if a.receipt is None and not 1 <= number <= len(_held(a)):
            raise NotFound("commitment")
        return a.receipt or _write(a, number, seen, "")


def _held(a: Act) -> dict[int, Commitment]:
    rows = commitments.of_completion(a.connection, a.on.id)
    return {row.number: Commitment(row.number, row.seq, row.body, None) for row in rows}


def _same(a: Act, number: int, body: str) -> Commitment | None:
    held = _held(a).get(number)
    return held if held is not None and held.text == body else None


def _write(a: Act, number: int, seen: int, body: str) -> Commitment:
    held = _held(a)
    on = asked_on(a.on.completed_on)
    if stage(a.on.completed_on, a.today) != "open":
        raise AskedAlready(on)
    seq = held[number].seq if number in held else 0
    if seq != seen or number > len(held) + 1 or number < 1:
        raise Stale(held.get(number), seq)
    others = sum(bool(one.text) for one in held.values() if one.number != number)
    if body and others >= MOST:
        raise TooManyCommitments
    edition = content.newest_edition(a.connection, a.on.activity_id)
    write(a, a.on.id, number, seq + 1, body, frozen.manifest(a.connection, edition.id))
    a.data.update(number=number, seq=seq + 1)
    return Commitment(number, seq + 1, body, None)
