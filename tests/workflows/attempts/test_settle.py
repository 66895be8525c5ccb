"""Closing an attempt whose time ran out."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.editions import publish
from tests.people import signed_in
from tests.taking import (
    RIGHT,
    answer,
    begin,
    chain_faults,
    lines,
    result_row,
    row_of,
    start_at,
)
from tests.together import together
from workflows.attempts.grant import grant
from workflows.attempts.refusals import SubmittedTooLate, TimeIsUp
from workflows.attempts.save import save
from workflows.attempts.settle import settle, settle_all, submit
from workflows.refusals import NotFound

if TYPE_CHECKING:
    from tests.clock import Clock
    from workflows.act import Actor
    from workflows.service import Service

HALF_RIGHT = {1: RIGHT, 2: RIGHT}
GRACE: dict[str, Any] = {"overdue": "grace", "grace_minutes": 5}


def limited(actor: Actor, **rules: Any) -> str:
    """Start an attempt of 30 minutes with half of it right: enough to pass."""
    attempt = begin(actor, time_limit_minutes=30, **rules)
    answer(actor, attempt, HALF_RIGHT)
    return attempt


def outcome(service: Service, attempt: str) -> tuple[bool, bool] | None:
    """Return whether the result counts and whether it passed; None while there is none."""
    row = result_row(service, attempt)
    return (row.counted, row.passed) if row is not None else None


@pytest.mark.parametrize(
    ("rules", "closes", "after"),
    [
        ({"overdue": "submit"}, timedelta(minutes=30), (True, True)),
        (GRACE, timedelta(minutes=35), (False, False)),
        ({"overdue": "abandon"}, timedelta(minutes=30), (False, False)),
    ],
)
@pytest.mark.parametrize("second", [-1, 0, 1])
def test_the_clock_closes_by_the_policy(
    service: Service,
    ada: Actor,
    system: Actor,
    clock: Clock,
    rules: dict[str, Any],
    closes: timedelta,
    after: tuple[bool, bool],
    second: int,
) -> None:
    """Up to the last moment, that included, it stays open; then it is closed as of the deadline."""
    began = clock.at
    attempt = limited(ada, **rules)
    clock.at = began + closes + timedelta(seconds=second)
    late = second > 0
    assert settle(system, attempt) is late
    assert outcome(service, attempt) == (after if late else None)
    deadline = began + timedelta(minutes=30)
    assert row_of(service, attempt).submitted_at == (deadline if late else None)


@pytest.mark.parametrize(
    ("rules", "closes"),
    [
        ({"overdue": "submit"}, timedelta(minutes=30)),
        (GRACE, timedelta(minutes=35)),
        ({"overdue": "abandon"}, timedelta(minutes=30)),
    ],
)
@pytest.mark.parametrize("second", [-1, 0])
def test_submission_up_to_the_last_moment_counts(
    service: Service,
    ada: Actor,
    clock: Clock,
    rules: dict[str, Any],
    closes: timedelta,
    second: int,
) -> None:
    """Whatever the policy: who submits in time has submitted, at that moment."""
    attempt = limited(ada, **rules)
    clock.at += closes + timedelta(seconds=second)
    submit(ada, attempt)
    assert outcome(service, attempt) == (True, True)
    assert row_of(service, attempt).submitted_at == clock.at


@pytest.mark.parametrize(
    ("rules", "minutes", "after"),
    [
        ({"overdue": "submit"}, 30, (True, True)),
        (GRACE, 35, (False, False)),
        ({"overdue": "abandon"}, 30, (False, False)),
    ],
)
def test_a_late_submission_says_so_and_closes(
    service: Service,
    ada: Actor,
    clock: Clock,
    rules: dict[str, Any],
    minutes: int,
    after: tuple[bool, bool],
) -> None:
    """A second too late the policy decides instead, and a repeat finds it closed."""
    attempt = limited(ada, **rules)
    clock.move(minutes=minutes, seconds=1)
    with pytest.raises(SubmittedTooLate):
        submit(ada, attempt)
    assert outcome(service, attempt) == after
    submit(ada, attempt)
    assert len(lines(service, "attempt.submit")) == 1


def test_in_the_grace_period_nothing_is_answered(ada: Actor, clock: Clock) -> None:
    """It is there to submit, and the refusal says that."""
    attempt = limited(ada, **GRACE)
    clock.move(minutes=31)
    with pytest.raises(TimeIsUp, match="only if you submit it within the grace period"):
        save(ada, attempt, position=3, seen=0, value=RIGHT)


def test_abandoned_answers_do_not_promise_to_count(ada: Actor, clock: Clock) -> None:
    """Where the attempt is lost, the refusal says what is lost, what is kept and whom to ask."""
    attempt = limited(ada, overdue="abandon")
    clock.move(minutes=31)
    with pytest.raises(TimeIsUp, match=r"does not count; .* stay .* office can grant"):
        save(ada, attempt, position=3, seen=0, value=RIGHT)


def test_extra_time_moves_the_moment(
    service: Service, ada: Actor, cora: Actor, system: Actor, clock: Clock
) -> None:
    """Minutes granted during the attempt count to the second."""
    began = clock.at
    key = publish(service, time_limit_minutes=30)
    attempt = start_at(ada, key)
    clock.move(minutes=1)
    grant(cora, ada.public_id, key, further=0, minutes=10, reason="Fire alarm.", seen=0)
    clock.at = began + timedelta(minutes=40)
    assert settle(system, attempt) is False
    clock.move(seconds=1)
    assert settle(system, attempt) is True
    assert row_of(service, attempt).submitted_at == began + timedelta(minutes=40)


def test_an_attempt_without_a_limit_is_never_overdue(
    ada: Actor, system: Actor, clock: Clock
) -> None:
    """It stays open for as long as the physician likes."""
    attempt = begin(ada)
    clock.move(days=300)
    assert settle(system, attempt) is False


def test_all_overdue_attempts_are_closed(
    service: Service, ada: Actor, dan: Actor, system: Actor, clock: Clock
) -> None:
    """Those whose time ran out are closed and counted, the others left; a second run finds none."""
    key = publish(service, time_limit_minutes=30)
    overdue = [start_at(ada, key), start_at(dan, key)]
    clock.move(minutes=20)
    running = start_at(ada, publish(service, slug="other", time_limit_minutes=30))
    clock.move(minutes=11)
    assert settle_all(system) == 2
    assert all(row_of(service, one).submitted_at for one in overdue)
    assert row_of(service, running).submitted_at is None
    assert settle_all(system) == 0
    assert len(lines(service, "attempt.settle")) == 2
    assert chain_faults(service) == ()


def test_starting_anew_settles_on_the_way(service: Service, ada: Actor, clock: Clock) -> None:
    """An overdue attempt does not stand in the way of the next, and the log tells both."""
    key = publish(service, time_limit_minutes=30)
    first = start_at(ada, key)
    answer(ada, first, HALF_RIGHT)
    clock.move(minutes=31)
    second = start_at(ada, key)
    assert first != second
    assert outcome(service, first) == (True, True)
    data = lines(service, "attempt.start")[-1].data
    assert (data["attempt"], data["settled"]["attempt"]) == (second, first)
    assert (data["settled"]["score"], data["settled"]["answered"]) == ("1/2", 2)


def test_settling_from_every_side_at_once_makes_one_result(
    service: Service, ada: Actor, system: Actor, clock: Clock
) -> None:
    """The clock, the physician and a new start may meet: one of them closes it."""
    key = publish(service, time_limit_minutes=30)
    attempt = start_at(ada, key)
    clock.move(minutes=31)
    told = together(
        lambda: settle(system, attempt),
        lambda: start_at(ada, key),
        lambda: submit(ada, attempt),
    )
    assert told[0] is True
    assert row_of(service, told[1]).number == 2
    assert told[2] is None or isinstance(told[2], SubmittedTooLate)
    assert outcome(service, attempt) == (True, False)


def test_a_closed_attempt_stays_as_it_is(
    service: Service, ada: Actor, system: Actor, clock: Clock
) -> None:
    """What was submitted in time is closed, and the clock adds nothing."""
    attempt = limited(ada)
    submit(ada, attempt)
    clock.move(days=1)
    assert settle(system, attempt) is True
    assert outcome(service, attempt) == (True, True)
    assert lines(service, "attempt.settle") == []


def test_nobody_settles_for_another_learner(ada: Actor, service: Service, clock: Clock) -> None:
    """Staff and the clock may; another learner finds nothing there."""
    attempt = limited(ada)
    clock.move(minutes=31)
    with pytest.raises(NotFound):
        settle(signed_in(service, "dan"), attempt)
    assert settle(signed_in(service, "cora"), attempt) is True
