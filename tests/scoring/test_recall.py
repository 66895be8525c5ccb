"""When questions return: the days by hand, and what holds whatever somebody does."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.memory import Recall
from scoring.recall import (
    LATER,
    MOST,
    Due,
    chosen,
    is_known,
    is_wanted,
    kept_after,
    later,
    returns_on,
    urgency,
    week_of,
)

MONDAY = date(2026, 11, 30)
MISSED = Recall(MONDAY, right=False, confidence="sure")
ANSWERS = st.tuples(st.booleans(), st.sampled_from(["sure", "fairly", "guess"]))
# What somebody does on one day: nothing, or look and answer some of what is asked.
DAY = st.none() | st.lists(ANSWERS, max_size=MOST)


def after(days: int, *, right: bool = True, confidence: str = "sure") -> Recall:
    """Return an answer so many days after the first one."""
    return Recall(MONDAY + timedelta(days=days), right, confidence)


def test_what_was_missed_returns_after_a_week() -> None:
    """The model would ask on the next day; nobody with a practice wants that."""
    assert returns_on([MISSED]) == MONDAY + timedelta(days=7)


def test_it_returns_at_growing_intervals() -> None:
    """Right and fairly sure each time, on the very day."""
    recalls = [MISSED]
    gaps = []
    for _ in range(4):
        due = returns_on(recalls)
        assert due is not None
        gaps.append((due - recalls[-1].on).days)
        recalls.append(Recall(due, right=True, confidence="fairly"))
    assert gaps == sorted(gaps)
    assert gaps[0] == 7
    assert gaps[-1] > 28


def test_two_good_answers_in_a_row_and_it_stays_away() -> None:
    """The first answer, in the activity, is none of them; one that was not sure begins anew."""
    good, fairly = after(7), after(30, confidence="fairly")
    assert returns_on([MISSED, good]) is not None
    assert returns_on([MISSED, good, after(40)]) is None
    assert not is_known([MISSED, good, fairly, after(60)])
    assert is_known([MISSED, good, fairly, after(60), after(90)])
    assert not is_known([after(0), good])


@pytest.mark.parametrize(
    ("right", "confidence", "wanted"),
    [
        (False, None, True),
        (False, "sure", True),
        (True, "guess", True),
        (True, "fairly", False),
        (True, "sure", False),
        (True, None, False),
    ],
)
def test_what_was_missed_or_guessed_is_wanted(
    right: bool, confidence: str | None, wanted: bool
) -> None:
    """Where nobody asked how sure somebody was, only what was missed."""
    assert is_wanted(Recall(MONDAY, right, confidence)) == wanted


def test_sure_and_wrong_comes_first() -> None:
    """Then wrong, then guessed, then what waited longest."""
    waiting = [
        Due("right", MONDAY, urgency(after(0, confidence="fairly"))),
        Due("guessed", MONDAY, urgency(after(0, confidence="guess"))),
        Due("wrong", MONDAY, urgency(after(0, right=False, confidence="fairly"))),
        Due("sure", MONDAY, urgency(MISSED)),
        Due("later", MONDAY + timedelta(days=1), 0),
    ]
    assert [one.key for one in chosen(waiting, MONDAY, 0)] == ["sure", "wrong", "guessed", "right"]


def test_a_week_has_room_for_five() -> None:
    """Those that were asked before count, answered or not."""
    waiting = [Due(at, MONDAY, 0) for at in range(9)]
    assert len(chosen(waiting, MONDAY, 0)) == 5
    assert len(chosen(waiting, MONDAY, 3)) == 2
    assert chosen(waiting, MONDAY, 6) == ()


def test_weeks_begin_on_monday() -> None:
    """What is not answered by Sunday comes four weeks later."""
    sunday = MONDAY + timedelta(days=6)
    assert week_of(sunday) == week_of(MONDAY) == MONDAY
    assert later(MONDAY) == date(2026, 12, 28)


def test_what_was_kept_is_the_first_answer_after_so_many_days() -> None:
    """Earlier ones say nothing of it, and later ones were taught again."""
    recalls = [MISSED, after(8), after(31, right=False), after(95)]
    assert kept_after(recalls, 30) is False
    assert kept_after(recalls, 90) is True
    assert kept_after(recalls[:2], 30) is None


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 12), st.lists(DAY, min_size=1, max_size=60))
def test_never_under_a_week_never_more_than_five_and_never_a_pile(
    number: int, days: list[list[tuple[bool, str]] | None]
) -> None:
    """Whoever looks seldom, answers some and misses others is asked five a week at most."""
    recalls = {at: [MISSED] for at in range(number)}
    due: dict[int, date | None] = dict.fromkeys(range(number), returns_on([MISSED]))
    asked: dict[date, list[int]] = {}
    returned: dict[int, list[date]] = {at: [MONDAY] for at in range(number)}
    today = MONDAY
    for answers in days:
        today += timedelta(days=3)
        if answers is None:
            continue
        hand = asked.setdefault(week_of(today), [])
        waiting = [Due(at, on, 0) for at, on in due.items() if on is not None]
        for one in chosen(waiting, today, len(hand)):
            at = int(str(one.key))
            hand.append(at)
            returned[at].append(today)
            due[at] = later(week_of(today))
        open_ = [at for at in hand if recalls[at][-1].on < week_of(today)]
        for at, (right, confidence) in zip(open_, answers, strict=False):
            recalls[at].append(Recall(today, right, confidence))
            due[at] = returns_on(recalls[at])
        assert len(hand) == len(set(hand)) <= MOST
    for given_, came in zip(recalls.values(), returned.values(), strict=True):
        assert all((b.on - a.on).days >= 7 for a, b in pairwise(given_))
        assert all((b - a).days >= 7 for a, b in pairwise(came))
    assert timedelta(days=7 + 6) <= LATER  # what is asked on a Sunday, and not answered
