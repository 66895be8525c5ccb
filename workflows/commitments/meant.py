"""What somebody means to change after an activity, and what they later say became of it.

Nothing of it decides on credit. The words are the person's own and go when they are forgotten.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args

from storage import attempts, commitments
from storage.columns import keepable
from workflows.attempts.marks import read_result
from workflows.refusals import Faulty, Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Row

    from quizzes.edition import Manifest
    from workflows.act import Act

State = Literal["done", "partly", "not_yet", "dropped"]
STATES: tuple[State, ...] = get_args(State)
SAID: dict[State, str] = {
    "done": "Yes, fully",
    "partly": "Partly",
    "not_yet": "Not yet",
    "dropped": "No longer relevant",
}
BARRIERS = {
    "time": "Time",
    "cost": "Cost or coverage",
    "system": "Local systems or policy",
    "means": "Equipment, tests or drugs not at hand",
    "team": "Colleagues or team",
    "patients": "What patients want or can do",
    "skill": "I need more training",
    "occasion": "No such patient came",
    "habit": "Habit, or I forgot",
}
MOST = 5  # commitments after one activity: more are wishes
LONGEST = 500  # characters of one


class TooManyCommitments(Refused):
    """More than anybody carries out."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(
            f"{MOST} commitments are the most after one activity. Take one back to add another."
        )


@dataclass(frozen=True)
class Answer:
    """What became of a commitment, as its author says."""

    seq: int
    state: State
    barriers: tuple[str, ...]
    obstacle: str
    effect: str


@dataclass(frozen=True)
class Commitment:
    """One commitment in force."""

    number: int
    seq: int
    text: str
    answer: Answer | None


def words(given: str, longest: int = LONGEST) -> str:
    """Return a text as it is kept: one paragraph.

    Raises:
        Faulty: it is too long.
    """
    text = " ".join(keepable(given).split())
    if len(text) > longest:
        message = f"This has {len(text)} characters; shorten it to {longest}."
        raise Faulty(message)
    return text


def several(given: Sequence[object]) -> tuple[str, ...]:
    """Return the commitments of a form, each once; empty ones are none.

    Raises:
        Faulty, TooManyCommitments: they cannot be kept.
    """
    if not all(isinstance(one, str) for one in given):
        message = "Write in words what you will do differently."
        raise Faulty(message)
    texts = tuple(dict.fromkeys(text for one in given if (text := words(str(one)))))
    if len(texts) > MOST:
        raise TooManyCommitments
    return texts


def write(a: Act, completion_id: int, number: int, seq: int, text: str, manifest: Manifest) -> None:
    """Write and seal one commitment, the row after the one numbered `seq - 1`."""
    objective = next((one.id for one in manifest.front.objectives if one.text == text), None)
    commitments.write(a.connection, completion_id, number, seq, text, objective, a.at)
    a.seal("commitment", completion_id=completion_id, number=number, seq=seq)


def in_force(a: Act, completion_id: int) -> tuple[Commitment, ...]:
    """Return the commitments that were not taken back, with their answers."""
    told = commitments.answers(a.connection, completion_id)
    rows = commitments.of_completion(a.connection, completion_id)
    return tuple(
        Commitment(row.number, row.seq, row.body, _answer(told.get(row.number)))
        for row in rows
        if row.kept
    )


def offered(a: Act, person_id: int, activity_id: int, manifest: Manifest) -> tuple[str, ...]:
    """Return the objectives of which something was missed at first, the weakest first.

    Each is a sentence that begins with a verb, so that it can be taken as a commitment as it is.
    """
    texts = {one.id: one.text for one in manifest.front.objectives}
    for row in attempts.of_person(a.connection, person_id, activity_id):
        result = attempts.result_of(a.connection, row.id)
        if result is not None and result.counted:
            got = dict(read_result(result)[0].by_objective)
            missed = [name for name, one in got.items() if one.points < one.max_points]
            missed.sort(key=lambda name: got[name].points / got[name].max_points)
            return tuple(texts[name] for name in missed if name in texts)
    return ()


def _answer(row: Row[Any] | None) -> Answer | None:
    if row is None:
        return None
    barriers = tuple(one for one in row.barriers.split() if one in BARRIERS)
    return Answer(row.seq, row.state, barriers, row.obstacle, row.effect)
