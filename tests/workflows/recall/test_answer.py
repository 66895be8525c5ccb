"""Answering what returned: marked at once, kept once, and no part of any record."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.committing import ON_SQLITE, later
from tests.correcting import REKEY, put_right
from tests.editions import publish, some_items
from tests.learning import unsealed
from tests.people import signed_in
from tests.recalling import answered, dealt, rows, wished
from tests.taking import count
from tests.together import together
from workflows.attempts.refusals import AnswerIsFinal
from workflows.attempts.save import Given
from workflows.content.halt import halt
from workflows.recall.answer import answer, leave
from workflows.recall.choose import choose
from workflows.recall.held import NotAskedThisWeek
from workflows.recall.week import question, week
from workflows.refusals import Faulty, NotFound, Stale

if TYPE_CHECKING:
    from tests.clock import Clock
    from workflows.act import Actor
    from workflows.recall.week import Returned
    from workflows.service import Service


def first(who: Actor) -> Returned:
    """Return the first question of the week."""
    return question(who, week(who).name, 1)


def opened(service: Service, clock: Clock, ada: Actor, *wrong: str) -> Actor:
    """Let Ada miss these, wish them back, and open her week a week later."""
    wished(ada, publish(service), *(wrong or ("item-2",)))
    ada = later(service, clock, days=7)
    dealt(ada)
    return ada


def test_an_answer_is_kept_and_reviewed_at_once(
    service: Service, ada: Actor, clock: Clock, system: Actor
) -> None:
    """Key, reasons and the day of its return; sealed, and in no statistics."""
    ada = opened(service, clock, ada)
    before = count(service, "sheet"), count(service, "answer"), count(service, "result")
    due = answered(ada, value="c", confidence="fairly")
    one = first(ada)
    assert one.page.feedback is not None
    assert one.page.feedback.explanation == "CANARY-explanation-2"
    assert (one.asked.right, one.asked.next_on, due) == (False, due, date(2026, 12, 15))
    assert (one.first, one.first_on) == ("missed", date(2026, 12, 1))
    row = rows(service)[-1]
    assert (row.value, row.confidence, row.seconds, row.age) == ('"c"', "fairly", 30, 7)
    assert unsealed(system, ("recall",)) == []
    assert (count(service, "sheet"), count(service, "answer"), count(service, "result")) == before


@ON_SQLITE
def test_it_leaves_after_two_good_answers(service: Service, ada: Actor, clock: Clock) -> None:
    """Right and sure in two weeks; one of thirty days later says that it was kept."""
    ada = opened(service, clock, ada)
    due = answered(ada)
    assert due is not None
    ada = later(service, clock, days=30)
    dealt(ada)
    assert answered(ada) is None
    now = week(ada)
    assert now.following[0].known == 1
    assert [(one.days, one.right, one.asked) for one in now.kept] == [(30, 1, 1), (90, 0, 0)]
    ada = later(service, clock, days=400)
    assert dealt(ada).asked == ()


def test_the_same_answer_again_is_one(service: Service, ada: Actor, clock: Clock) -> None:
    """Also when both come at once; another one is refused."""
    ada = opened(service, clock, ada)
    one = week(ada).asked[0]
    given = Given(1, one.seq, "a", "sure", 5)

    def give() -> date | None:
        return answer(ada, one.completion, one.item_id, seen=one.seq, given=given)

    due, *others = together(give, give)
    assert others == [due]
    assert count(service, "recall") == 3
    with pytest.raises(AnswerIsFinal):
        answer(ada, one.completion, one.item_id, seen=one.seq, given=replace(given, value="b"))


@ON_SQLITE
def test_a_corrected_key_counts_and_is_told(service: Service, ada: Actor, clock: Clock) -> None:
    """Since it was taken: now b is right, and the page says that it changed."""
    ada = opened(service, clock, ada, "item-1")
    put_right(signed_in(service, "cora"), REKEY)
    assert not first(ada).changed  # nothing is told before the answer
    answered(ada, value="b")
    one = first(ada)
    assert (one.asked.right, one.changed) == (True, True)
    assert one.page.feedback is not None
    assert one.page.feedback.corrections[0].now == "Option b is right."


@ON_SQLITE
def test_it_can_stay_away_for_good(service: Service, ada: Actor, clock: Clock) -> None:
    """Answered or not; once is enough."""
    ada = opened(service, clock, ada)
    one = week(ada).asked[0]
    for _ in range(2):
        leave(ada, one.completion, one.item_id, seen=one.seq)
    assert (week(ada).asked[0].left, week(ada).open) == (True, 0)
    with pytest.raises(NotAskedThisWeek):
        answered(ada)
    ada = later(service, clock, days=400)
    assert dealt(ada).asked == ()


@ON_SQLITE
def test_after_its_week_it_is_asked_no_more(service: Service, ada: Actor, clock: Clock) -> None:
    """Nor when it was stopped, or its activity."""
    ada = opened(service, clock, ada)
    one = week(ada).asked[0]
    given = Given(1, one.seq, "a", "sure", 5)
    halt(signed_in(service, "cora"), "small", "paused", "We look at it.", 0)
    with pytest.raises(NotAskedThisWeek):
        answer(ada, one.completion, one.item_id, seen=one.seq, given=given)
    halt(signed_in(service, "cora"), "small", "open", "We looked.", 1)
    choose(ada, one.completion, "off")
    with pytest.raises(NotAskedThisWeek):
        answer(ada, one.completion, one.item_id, seen=one.seq, given=given)
    choose(ada, one.completion, "on")
    ada = later(service, clock, days=6)  # Monday
    with pytest.raises(NotAskedThisWeek):
        answer(ada, one.completion, one.item_id, seen=one.seq, given=given)


@ON_SQLITE
@pytest.mark.parametrize(
    ("value", "confidence"), [("z", "sure"), (None, "sure"), ("a", None), ("a", "perhaps")]
)
def test_what_is_no_answer_is_refused(
    service: Service, ada: Actor, clock: Clock, value: str | None, confidence: str | None
) -> None:
    """And what does not say how sure it is."""
    ada = opened(service, clock, ada)
    one = week(ada).asked[0]
    with pytest.raises(Faulty):
        answer(
            ada, one.completion, one.item_id, seen=one.seq,
            given=Given(1, one.seq, value, confidence, 5),
        )  # fmt: skip
    assert count(service, "recall") == 2


@ON_SQLITE
def test_another_windows_question_is_not_overwritten(
    service: Service, ada: Actor, clock: Clock
) -> None:
    """What the page did not show."""
    ada = opened(service, clock, ada)
    one = week(ada).asked[0]
    with pytest.raises(Stale):
        answer(ada, one.completion, one.item_id, seen=7, given=Given(1, 7, "a", "sure", 5))
    with pytest.raises(Stale):
        leave(ada, one.completion, one.item_id, seen=1)


@ON_SQLITE
def test_a_place_of_another_week_shows_nothing(service: Service, ada: Actor, clock: Clock) -> None:
    """Nor one that is not there."""
    ada = opened(service, clock, ada)
    for name, at in ((week(ada).name, 2), ("another", 1)):
        with pytest.raises(NotAskedThisWeek):
            question(ada, name, at)


@ON_SQLITE
def test_someone_elses_question_is_unknown(service: Service, ada: Actor, clock: Clock) -> None:
    """To answer and to leave."""
    ada = opened(service, clock, ada)
    one, dan = week(ada).asked[0], signed_in(service, "dan")
    with pytest.raises(NotFound):
        answer(
            dan, one.completion, one.item_id, seen=one.seq,
            given=Given(1, one.seq, "a", "sure", 5),
        )  # fmt: skip
    with pytest.raises(NotFound):
        leave(dan, one.completion, one.item_id, seen=one.seq)


@ON_SQLITE
def test_five_answered_weeks_are_five_and_spaced(
    service: Service, ada: Actor, clock: Clock
) -> None:
    """Whoever answers all of it, right and wrong in turn: the service keeps the rules itself."""
    names = tuple(f"item-{one}" for one in range(1, 8))
    wished(ada, publish(service, items=some_items(7), passing_percent="0"), *names)
    for number in range(6):
        ada = later(service, clock, days=5)
        for at, one in enumerate(dealt(ada).asked, start=1):
            if not one.done and (at + number) % 3:
                answered(ada, at, value="ab"[number % 2], confidence="fairly")
    by_week: dict[date, int] = {}
    for row in rows(service):
        if row.state == "asked":
            by_week[row.week] = by_week.get(row.week, 0) + 1
    assert max(by_week.values()) == 5
    for name in names:
        days = [row.answered_on for row in rows(service) if row.item_id == name and row.answered_on]
        assert all((b - a).days >= 7 for a, b in itertools.pairwise(days))
