"""Starting an attempt."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from storage import space
from tests.editions import front_digest, publish, publish_again, some_items
from tests.people import signed_in
from tests.taking import RIGHT, WRONG, answer, count, form, lines, row_of, start_at, take
from tests.together import together
from workflows.attempts.grant import grant
from workflows.attempts.refusals import FrontMatterChanged, NoAttemptsLeft, NoRoom, NotOpen
from workflows.attempts.save import save
from workflows.attempts.settle import submit
from workflows.attempts.start import start
from workflows.content.front import front
from workflows.refusals import NotAllowed, NotFound

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from tests.clock import Clock
    from workflows.act import Actor
    from workflows.service import Service

ALL_WRONG = dict.fromkeys(range(1, 5), WRONG)


def test_an_attempt_begins_with_what_was_acknowledged(service: Service, ada: Actor) -> None:
    """The attempt keeps the text, the moment, the edition and a form of every item drawn."""
    key = publish(service)
    text = front_digest(service, key)
    attempt = start(ada, key, text)
    row = row_of(service, attempt)
    assert (row.number, row.front_digest, row.started_at) == (1, text, service.now())
    assert (row.due_at, row.submitted_at) == (None, None)
    shown = form(service, attempt).items
    assert sorted(one.item_id for one in shown) == ["item-1", "item-2", "item-3", "item-4"]
    assert all(sorted(one.order) == ["a", "b", "c", "d"] for one in shown)
    line = lines(service, "attempt.start")[-1]
    assert (line.actor, line.on) == (ada.public_id, f"activity:{key}")
    assert (line.data["attempt"], line.data["front"]) == (attempt, text)


def test_the_open_attempt_is_returned(service: Service, ada: Actor) -> None:
    """Starting again goes on with what is open, without a second line in the log."""
    key = publish(service)
    first = start_at(ada, key)
    assert start_at(ada, key) == first
    assert len(lines(service, "attempt.start")) == 1


def test_the_open_attempt_is_returned_whatever_changed_since(
    service: Service, ada: Actor, clock: Clock
) -> None:
    """Neither a new edition nor the expiry of the activity takes an open attempt away."""
    key = publish(service)
    first = start_at(ada, key)
    publish_again(service, key, summary="Another summary.")
    assert start(ada, key, "the text of the page that was open") == first
    clock.at = datetime(2027, 11, 2, 12, tzinfo=UTC)
    again = signed_in(service, "ada")
    assert start_at(again, key) == first


def test_two_clicks_at_once_start_one_attempt(service: Service, ada: Actor) -> None:
    """Two windows that start at the same moment find the same attempt."""
    key = publish(service)
    text = front_digest(service, key)
    first, second = together(*[lambda: start(ada, key, text)] * 2)
    assert first == second == row_of(service, first).public_id
    assert count(service, "attempt") == 1


@pytest.mark.parametrize(
    ("at", "opens"),
    [
        (datetime(2026, 11, 1, 3, 59, 59, tzinfo=UTC), False),  # 31 October, 23:59:59, in Detroit
        (datetime(2026, 11, 1, 4, 0, 0, tzinfo=UTC), True),
        (datetime(2027, 11, 1, 3, 59, 59, tzinfo=UTC), True),  # 31 October, 23:59:59, in Detroit
        (datetime(2027, 11, 1, 4, 0, 0, tzinfo=UTC), False),
    ],
)
def test_an_activity_opens_and_ends_with_the_local_day(
    service: Service, clock: Clock, at: datetime, opens: bool
) -> None:
    """The release day begins and the expiration day ends at midnight in Detroit."""
    key = publish(service)
    clock.at = at
    ada = signed_in(service, "ada")
    if opens:
        assert start_at(ada, key)
    else:
        with pytest.raises(NotOpen):
            start_at(ada, key)
        assert count(service, "attempt") == 0


def test_the_words_say_whether_it_is_too_early_or_too_late(service: Service, clock: Clock) -> None:
    """Before the release the day of opening is named, after the expiry the day of that."""
    key = publish(service)
    clock.at = datetime(2026, 10, 1, tzinfo=UTC)
    with pytest.raises(NotOpen, match="opens on 1 Nov 2026"):
        start_at(signed_in(service, "ada"), key)
    clock.at = datetime(2028, 1, 1, tzinfo=UTC)
    with pytest.raises(NotOpen, match="expired on 31 Oct 2027"):
        start_at(signed_in(service, "ada"), key)


def test_a_text_that_changed_while_it_was_read_is_read_again(service: Service, ada: Actor) -> None:
    """What is acknowledged has to be the text in force."""
    key = publish(service)
    read = front_digest(service, key)
    publish_again(service, key, summary="Another summary.")
    with pytest.raises(FrontMatterChanged):
        start(ada, key, read)
    assert count(service, "attempt") == 0


def test_attempts_are_used_up(service: Service, ada: Actor) -> None:
    """After the last one the refusal names the office, and nothing is written."""
    key = publish(service, attempts_max=2)
    for _ in range(2):
        take(ada, key, ALL_WRONG)
    with pytest.raises(NoAttemptsLeft, match=r"all 2 attempts.*cme@example\.edu"):
        start_at(ada, key)
    assert count(service, "attempt") == 2


def test_an_attempt_counts_from_its_first_answer(service: Service, ada: Actor) -> None:
    """What was opened and closed without an answer costs nothing; one answer costs an attempt."""
    key = publish(service, attempts_max=1)
    take(ada, key, {})
    take(ada, key, {1: WRONG})
    with pytest.raises(NoAttemptsLeft):
        start_at(ada, key)


@pytest.mark.parametrize("ends", ["submitted", "settled"])
def test_with_a_time_limit_an_attempt_counts_from_its_start(
    service: Service, ada: Actor, clock: Clock, ends: str
) -> None:
    """Whoever saw the questions has had their time: a fresh clock costs an attempt."""
    key = publish(service, attempts_max=1, time_limit_minutes=5)
    attempt = start_at(ada, key)
    if ends == "submitted":
        submit(ada, attempt)
    clock.move(minutes=6)
    with pytest.raises(NoAttemptsLeft):
        start_at(ada, key)
    assert front(ada, key).own.attempts_left == 0


def test_an_attempt_that_did_not_count_is_drawn_again(service: Service, ada: Actor) -> None:
    """Opening and leaving shows no more of the bank than the first draw did."""
    key = publish(service, items=some_items(30), draw=4, retake="new_draw", attempts_max=1)
    first = take(ada, key, {})
    second = take(ada, key, {})
    assert form(service, first) == form(service, second)
    assert row_of(service, first).seed == row_of(service, second).seed
    third = take(ada, key, {1: WRONG})
    assert form(service, third) == form(service, first)


def test_after_one_that_counted_the_draw_is_new(service: Service, ada: Actor) -> None:
    """Only what was left without an answer comes back as it was."""
    key = publish(service, items=some_items(30), draw=4, retake="new_draw")
    first = take(ada, key, {1: WRONG})
    second = start_at(ada, key)
    assert row_of(service, first).seed != row_of(service, second).seed
    shown = {one.item_id for one in form(service, first).items}
    assert shown.isdisjoint(one.item_id for one in form(service, second).items)


def test_a_new_edition_draws_by_the_same_seed(service: Service, ada: Actor) -> None:
    """Its items may differ, so that its form cannot be the same; its luck is."""
    key = publish(service, items=some_items(30), draw=4, retake="new_draw")
    first = take(ada, key, {})
    publish_again(service, key, items=some_items(31), summary="Another summary.")
    second = start_at(ada, key)
    assert row_of(service, first).seed == row_of(service, second).seed


def test_others_do_not_use_up_ones_attempts(service: Service, ada: Actor, dan: Actor) -> None:
    """Attempts are counted by person."""
    key = publish(service, attempts_max=1)
    take(dan, key, ALL_WRONG)
    assert take(ada, key, ALL_WRONG)


def test_a_grant_gives_one_more(service: Service, ada: Actor, cora: Actor) -> None:
    """A granted attempt is one more, not many."""
    key = publish(service, attempts_max=1)
    take(ada, key, ALL_WRONG)
    grant(cora, ada.public_id, key, further=1, minutes=0, reason="Power cut.", seen=0)
    take(ada, key, ALL_WRONG)
    with pytest.raises(NoAttemptsLeft):
        start_at(ada, key)


def test_after_passing_practice_is_always_allowed(service: Service, ada: Actor) -> None:
    """The limit is there to pass within, not to stop learning."""
    key = publish(service, attempts_max=1)
    take(ada, key, dict.fromkeys(range(1, 5), RIGHT))
    assert row_of(service, start_at(ada, key)).number == 2


def test_the_deadline_is_the_servers(service: Service, ada: Actor, clock: Clock) -> None:
    """It is the start plus the limit, and a reload does not move it."""
    key = publish(service, time_limit_minutes=30)
    attempt = start_at(ada, key)
    began = service.now()
    clock.move(minutes=10)
    assert start_at(ada, key) == attempt
    assert row_of(service, attempt).due_at == began + timedelta(minutes=30)


def test_extra_minutes_granted_before_move_the_deadline(
    service: Service, ada: Actor, cora: Actor
) -> None:
    """Extra time is a property of the person in the activity: each attempt gets it."""
    key = publish(service, time_limit_minutes=30)
    grant(cora, ada.public_id, key, further=0, minutes=15, reason="Extra time.", seen=0)
    attempt = start_at(ada, key)
    assert row_of(service, attempt).due_at == service.now() + timedelta(minutes=45)


def test_extra_minutes_granted_during_an_attempt_count_in_it(
    service: Service, ada: Actor, cora: Actor, clock: Clock
) -> None:
    """They are added once, to the attempt that is running."""
    key = publish(service, time_limit_minutes=30)
    attempt = start_at(ada, key)
    clock.move(minutes=20)
    grant(cora, ada.public_id, key, further=0, minutes=15, reason="Fire alarm.", seen=0)
    clock.move(minutes=25)
    answer(ada, attempt, {1: RIGHT})
    submit(ada, attempt)
    assert row_of(service, attempt).submitted_at == service.now()


def test_an_unknown_activity_is_refused(ada: Actor) -> None:
    """Nothing starts where nothing is."""
    for key in ("nothing", "nothing.1", "small.99999999999999999999", "small.x", "\x00", "ä", ""):
        with pytest.raises(NotFound):
            start(ada, key, "-")


def test_staff_do_not_take_attempts(service: Service, cora: Actor) -> None:
    """Who only works here has no attempts."""
    key = publish(service)
    with pytest.raises(NotAllowed):
        start_at(cora, key)


def test_the_next_period_is_another_activity(service: Service, ada: Actor) -> None:
    """An open attempt in one period is none in the next; the bare name means the newest."""
    first = start_at(ada, publish(service))
    publish(service)
    second = start_at(ada, "small")
    assert first != second
    save(ada, second, position=1, seen=0, value=RIGHT)
    assert row_of(service, second).activity_id != row_of(service, first).activity_id


def test_a_disk_that_is_nearly_full_is_left_to_open_attempts(
    sqlite_service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No attempt is started; what is open is answered, submitted and found as before."""
    ada, dan = (signed_in(sqlite_service, one) for one in ("ada", "dan"))
    key = publish(sqlite_service)
    attempt = start_at(ada, key)
    monkeypatch.setattr("storage.space.LEAST", 2**62)
    with pytest.raises(NoRoom, match="short of disk space, so no new attempt is started now"):
        start_at(dan, key)
    assert count(sqlite_service, "attempt") == 1
    assert start_at(ada, key) == attempt
    answer(ada, attempt, {1: RIGHT})
    submit(ada, attempt)


def test_the_disk_of_a_database_server_is_not_ours_to_watch(
    postgresql: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It lies on another machine: nothing is known of it, and nothing is refused for it."""
    monkeypatch.setattr("storage.space.LEAST", 2**62)
    assert not space.is_short(postgresql)
