"""Say, sixty days later, what became of a commitment and what stood in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from credit.calendar import written
from credit.following_up import asked_on, asked_until, stage
from storage import commitments
from workflows.act import act
from workflows.commitments.meant import BARRIERS, STATES, Answer, State, in_force, words
from workflows.refusals import Faulty, NotFound, Refused, Stale

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from workflows.act import Act, Actor

LONGEST = 2_000  # characters of one text


class NotAskedNow(Refused):
    """An answer before or after its time."""

    def __init__(self, first: date, last: date) -> None:
        """Say when it is."""
        super().__init__(
            f"What became of it is asked from {written(first)} to {written(last)}. Nothing was"
            " kept."
        )


def tell(
    actor: Actor,
    completion: str,
    *,
    number: int,
    seen: int,
    state: State,
    barriers: Collection[str] = (),
    obstacle: str = "",
    effect: str = "",
) -> Answer:
    """Keep what became of a commitment, after the answer numbered `seen`; 0: it is the first.

    The same answer again returns it.

    Raises:
        NotFound: there is no such commitment.
        NotAskedNow, Faulty: nothing was written.
        Stale: another window answered since.
    """
    if state not in STATES or not set(barriers) <= set(BARRIERS):
        message = "Choose one of the answers that are offered."
        raise Faulty(message)
    chosen = tuple(one for one in BARRIERS if one in barriers)
    answer = Answer(seen + 1, state, chosen, words(obstacle, LONGEST), words(effect, LONGEST))
    with act(
        actor,
        "commitment.answer",
        on=("completion", completion),
        once=lambda a: _same(a, number, answer),
    ) as a:
        if a.receipt is None:
            _write(a, number, answer)
        return a.receipt or answer


def _same(a: Act, number: int, answer: Answer) -> Answer | None:
    held = _held(a, number)
    if held is None or _said(held) != _said(answer):
        return None
    return held


def _said(one: Answer) -> tuple[object, ...]:
    return one.state, one.barriers, one.obstacle, one.effect


def _held(a: Act, number: int) -> Answer | None:
    found = next((one for one in in_force(a, a.on.id) if one.number == number), None)
    if found is None:
        raise NotFound("commitment")
    return found.answer


def _write(a: Act, number: int, answer: Answer) -> None:
    if stage(a.on.completed_on, a.today) != "asking":
        raise NotAskedNow(asked_on(a.on.completed_on), asked_until(a.on.completed_on))
    held = _held(a, number)
    seq = held.seq if held is not None else 0
    if seq + 1 != answer.seq:
        raise Stale(held, seq)
    commitments.add_answer(
        a.connection,
        completion_id=a.on.id,
        number=number,
        seq=answer.seq,
        state=answer.state,
        barriers="".join(f" {one} " for one in answer.barriers),
        obstacle=answer.obstacle,
        effect=answer.effect,
        at=a.at,
    )
    a.seal("follow_up", completion_id=a.on.id, number=number, seq=answer.seq)
    a.data.update(number=number, seq=answer.seq)
