"""Submitting an attempt."""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import update

from storage import tables
from storage.connect import reading, writing
from tests.databases import drop_triggers
from tests.editions import an_item, publish, some_items
from tests.taking import (
    RIGHT,
    WRONG,
    answer,
    begin,
    chain_faults,
    count,
    form,
    lines,
    result_row,
    row_of,
    saved,
    start_at,
    take,
)
from tests.together import together
from workflows.attempts.marks import read_result
from workflows.attempts.refusals import AlreadySubmitted
from workflows.attempts.save import Saved, save
from workflows.attempts.seal import seal
from workflows.attempts.settle import submit
from workflows.refusals import NotFound

if TYPE_CHECKING:
    from tests.clock import Clock
    from workflows.act import Actor
    from workflows.service import Service

TWO_OF_THREE = {1: RIGHT, 2: RIGHT, 3: WRONG}


def share(service: Service, attempt: str) -> Fraction:
    """Return the score of an attempt as the exact share of all points."""
    row = result_row(service, attempt)
    assert row is not None
    return Fraction(row.num, row.den)


def has_passed(service: Service, attempt: str) -> bool:
    """Say whether an attempt passed."""
    row = result_row(service, attempt)
    assert row is not None
    return bool(row.passed)


def test_a_submitted_attempt_is_marked(service: Service, ada: Actor, clock: Clock) -> None:
    """The score is exact, and the moment of submission is kept."""
    attempt = begin(ada, items=some_items(3))
    answer(ada, attempt, TWO_OF_THREE)
    clock.move(minutes=7)
    submit(ada, attempt)
    assert share(service, attempt) == Fraction(2, 3)
    assert row_of(service, attempt).submitted_at == clock.at


def test_points_weigh_the_marks(service: Service, ada: Actor) -> None:
    """An item of half a point counts half of one of a whole point."""
    light, heavy = an_item(1, scoring={"points": "0.5"}), an_item(2, scoring={"points": "1"})
    attempt = begin(ada, items=(light, heavy))
    right = next(
        position
        for position, one in enumerate(form(service, attempt).items, start=1)
        if one.item_id == "item-2"
    )
    answer(ada, attempt, {right: RIGHT, 3 - right: WRONG})
    submit(ada, attempt)
    assert share(service, attempt) == Fraction(2, 3)


def test_several_keys_are_marked_as_the_item_says(service: Service, ada: Actor) -> None:
    """All and only the keyed options are right, in whatever order they were chosen."""
    options = [
        {"id": one, "text": f"Text {one}", "correct": one in "ac"} for one in "abcd"
    ]  # fmt: skip
    items = tuple(an_item(n, type="multiple_response", options=options) for n in (1, 2, 3, 4))
    attempt = begin(ada, items=items)
    answer(ada, attempt, {1: ["c", "a"], 2: ["a"], 3: ["a", "b", "c"]})
    submit(ada, attempt)
    assert share(service, attempt) == Fraction(1, 4)


@pytest.mark.parametrize(
    ("standard", "passes"),
    [("66.66", True), ("66.67", False), ("66.666666", True), ("67", False)],
)
def test_the_standard_is_compared_exactly(
    service: Service, ada: Actor, standard: str, passes: bool
) -> None:
    """Two of three is more than 66.66% and less than 66.67%: nothing is rounded (pitfall 16)."""
    attempt = begin(ada, items=some_items(3), passing_percent=standard)
    answer(ada, attempt, TWO_OF_THREE)
    submit(ada, attempt)
    assert has_passed(service, attempt) is passes


def test_exactly_at_the_standard_passes(service: Service, ada: Actor) -> None:
    """Seven of ten reaches 70%."""
    attempt = begin(ada, items=some_items(10), passing_percent="70")
    answer(ada, attempt, {at: RIGHT if at <= 7 else WRONG for at in range(1, 11)})
    submit(ada, attempt)
    assert has_passed(service, attempt)


def test_what_is_not_answered_counts_as_wrong(service: Service, ada: Actor) -> None:
    """One right answer and three gaps are a quarter, not all; a cleared answer is a gap."""
    attempt = begin(ada)
    answer(ada, attempt, {1: RIGHT, 2: RIGHT})
    save(ada, attempt, position=2, seen=1, value=None)
    submit(ada, attempt)
    assert share(service, attempt) == Fraction(1, 4)


def test_the_last_answer_counts(service: Service, ada: Actor) -> None:
    """What was changed is marked as it was changed to."""
    attempt = begin(ada, items=some_items(1))
    answer(ada, attempt, {1: WRONG})
    save(ada, attempt, position=1, seen=1, value=RIGHT)
    submit(ada, attempt)
    assert share(service, attempt) == 1


def test_the_result_keeps_each_position(service: Service, ada: Actor) -> None:
    """Mark, points and objectives of every position are stored as exact text."""
    attempt = begin(ada, items=some_items(3))
    answer(ada, attempt, TWO_OF_THREE)
    submit(ada, attempt)
    row = result_row(service, attempt)
    assert row is not None
    score, body = read_result(row)
    assert [(one.position, one.mark, one.points) for one in body.positions] == [
        (1, "1", "1"),
        (2, "1", "1"),
        (3, "0", "1"),
    ]
    assert (score.points, score.max_points) == (Fraction(2), Fraction(3))


def test_a_second_submission_changes_nothing(service: Service, ada: Actor, clock: Clock) -> None:
    """A double click, or a click sent again, finds the work done."""
    attempt = begin(ada)
    submit(ada, attempt)
    first = row_of(service, attempt).submitted_at
    clock.move(minutes=1)
    submit(ada, attempt)
    assert row_of(service, attempt).submitted_at == first
    assert (count(service, "result"), len(lines(service, "attempt.submit"))) == (1, 1)


def test_two_submissions_at_once_make_one_result(service: Service, ada: Actor) -> None:
    """Two windows that submit at the same moment both succeed, once."""
    attempt = begin(ada)
    assert together(*[lambda: submit(ada, attempt)] * 2) == [None, None]
    assert (count(service, "result"), len(lines(service, "attempt.submit"))) == (1, 1)


def test_the_log_seals_the_answers(service: Service, ada: Actor) -> None:
    """The line holds score and digest, names nobody, and its chain is whole."""
    attempt = begin(ada, items=some_items(3))
    answer(ada, attempt, TWO_OF_THREE)
    submit(ada, attempt)
    line = lines(service, "attempt.submit")[-1]
    with reading(service.engine) as connection:
        sealed = seal(connection, row_of(service, attempt).id)
    assert (line.actor, line.on) == (ada.public_id, f"attempt:{attempt}")
    at = service.now().isoformat()
    closed = {"submitted_at": at, "answered": 3, "answers": sealed}
    assert line.data == {"score": "2/3", "counted": True, **closed}
    assert chain_faults(service) == ()


@pytest.mark.parametrize("seq", [1, 2])
def test_an_answer_changed_behind_the_services_back_breaks_the_seal(
    service: Service, ada: Actor, seq: int
) -> None:
    """Every answer is sealed: the one in force and the one before it."""
    attempt = begin(ada)
    answer(ada, attempt, {1: WRONG})
    save(ada, attempt, position=1, seen=1, value=RIGHT)
    submit(ada, attempt)
    with writing(service.engine) as connection:
        drop_triggers(connection, "answer")
        connection.execute(
            update(tables.answer).where(tables.answer.c.seq == seq).values(value='"c"')
        )
        found = seal(connection, row_of(service, attempt).id)
    assert found != lines(service, "attempt.submit")[-1].data["answers"]


def test_nothing_lands_after_submission(service: Service, ada: Actor) -> None:
    """Where a save and the submission race, what is acknowledged is what is marked."""
    key = publish(service, items=some_items(1))
    for _ in range(8):
        attempt = start_at(ada, key)
        told, _ = together(
            partial(save, ada, attempt, position=1, seen=0, value=RIGHT),
            partial(submit, ada, attempt),
        )
        if isinstance(told, Saved):
            assert saved(service, attempt) == {1: RIGHT}
            assert share(service, attempt) == 1
            assert told.at <= row_of(service, attempt).submitted_at
        else:
            assert isinstance(told, AlreadySubmitted)
            assert saved(service, attempt) == {}
            assert share(service, attempt) == 0


def test_someone_elses_attempt_is_unknown(service: Service, ada: Actor, dan: Actor) -> None:
    """A foreign id is answered exactly as an unknown one, and stays open."""
    attempt = begin(ada)
    with pytest.raises(NotFound) as foreign:
        submit(dan, attempt)
    with pytest.raises(NotFound) as unknown:
        submit(dan, "0" * 32)
    assert str(foreign.value) == str(unknown.value)
    assert row_of(service, attempt).submitted_at is None


def test_practice_is_marked_like_any_other(service: Service, ada: Actor) -> None:
    """An attempt after a pass has a result of its own and leaves the first alone."""
    key = publish(service, items=some_items(3))
    first = take(ada, key, dict.fromkeys((1, 2, 3), RIGHT))
    second = take(ada, key, dict.fromkeys((1, 2, 3), WRONG))
    assert share(service, first) == 1
    assert share(service, second) == 0
