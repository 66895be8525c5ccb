"""Pausing or withdrawing an activity, and opening it again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.editions import publish
from tests.learning import unsealed
from tests.taking import chain_faults, count, lines
from tests.together import together
from workflows.content.halt import NoReason, NoSuchState, SoAlready, halt, see
from workflows.content.halted import put_off
from workflows.refusals import NotAllowed, NotFound, Refused, Stale

if TYPE_CHECKING:
    from tests.clock import Clock
    from workflows.act import Actor
    from workflows.content.halted import State
    from workflows.service import Service

CHECKED = "A dose is being checked."
NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)


class Said(NamedTuple):
    """What a row of halts says."""

    state: str
    at: datetime


def test_a_pause_holds_at_once_and_is_logged(
    service: Service, system: Actor, cora: Actor, clock: Clock
) -> None:
    """The reason stays out of the log, which holds no free text; doctor proves the row."""
    key = publish(service)
    assert see(cora, key).state == "open"
    assert halt(cora, key, "paused", f"  {CHECKED}\n", 0) == 1
    page = see(cora, key)
    assert (page.state, page.seq, page.title) == ("paused", 1, "A small self-assessment")
    [said] = page.said
    assert (said.reason, said.by, said.at) == (CHECKED, "Cora Lindqvist", clock())
    [line] = lines(service, "activity.halt")
    assert (line.on, line.data) == (f"activity:{key}", {"state": "paused", "seq": 1})
    assert not chain_faults(service)
    assert unsealed(system, ("halt",)) == []


def test_what_was_stopped_is_opened_again(service: Service, cora: Actor, emil: Actor) -> None:
    """By anybody of the office, and all that was said stays."""
    key = publish(service)
    halt(cora, key, "withdrawn", "Replaced by a new one.", 0)
    halt(emil, key, "open", "Withdrawn by mistake.", 1)
    page = see(cora, key)
    assert page.state == "open"
    assert [one.state for one in page.said] == ["open", "withdrawn"]


def test_a_second_click_changes_nothing(service: Service, cora: Actor) -> None:
    """The first receipt is returned, and one line is in the log."""
    key = publish(service)
    assert halt(cora, key, "paused", CHECKED, 0) == halt(cora, key, "paused", CHECKED, 0) == 1
    assert count(service, "halt") == 1
    assert len(lines(service, "activity.halt")) == 1


def test_of_two_at_once_one_is_told(service: Service, cora: Actor, emil: Actor) -> None:
    """Both saw it open; the second learns of the first."""
    key = publish(service)

    def one(who: Actor, state: State) -> str:
        try:
            halt(who, key, state, CHECKED, 0)
        except Stale as stale:
            return str(stale.current)
        return "done"

    found = together(lambda: one(cora, "paused"), lambda: one(emil, "withdrawn"))
    assert sorted(found) in (["done", "paused"], ["done", "withdrawn"])
    assert count(service, "halt") == 1


@pytest.mark.parametrize("reason", ["", " \n ", "x" * 501])
def test_without_a_reason_nothing_is_stopped(service: Service, cora: Actor, reason: str) -> None:
    """Those who are under way read it."""
    key = publish(service)
    with pytest.raises(NoReason):
        halt(cora, key, "paused", reason, 0)
    assert count(service, "halt") == 0


def test_a_change_to_what_is_in_force_is_refused(service: Service, cora: Actor) -> None:
    """Nothing was stopped, so there is nothing to open."""
    key = publish(service)
    with pytest.raises(SoAlready, match="is open already"):
        halt(cora, key, "open", CHECKED, 0)
    halt(cora, key, "paused", CHECKED, 0)
    with pytest.raises(SoAlready, match="is paused already"):
        halt(cora, key, "paused", "Another reason.", 1)


def test_a_page_from_before_is_refused(service: Service, cora: Actor) -> None:
    """What is in force is told."""
    key = publish(service)
    halt(cora, key, "paused", CHECKED, 0)
    with pytest.raises(Stale) as stale:
        halt(cora, key, "withdrawn", CHECKED, 0)
    assert (stale.value.current, stale.value.seq) == ("paused", 1)


def test_an_unknown_state_or_activity_is_refused(service: Service, cora: Actor) -> None:
    """And an unknown id tells nothing."""
    with pytest.raises(NoSuchState):
        halt(cora, publish(service), cast("State", "closed"), CHECKED, 0)
    with pytest.raises(NotFound):
        halt(cora, "nowhere", "paused", CHECKED, 0)


def test_only_the_office_stops_an_activity(service: Service, ada: Actor, ben: Actor) -> None:
    """Neither a physician nor an author."""
    key = publish(service)
    for who in (ada, ben):
        with pytest.raises(NotAllowed):
            halt(who, key, "paused", CHECKED, 0)
        with pytest.raises(Refused):
            see(who, key)


def later(minutes: int) -> datetime:
    """Return a moment after noon."""
    return NOON + timedelta(minutes=minutes)


def rows(*said: tuple[str, int]) -> list[Any]:
    """Return rows of halts by state and minute after noon."""
    return [Said(state, later(minute)) for state, minute in said]


def test_a_deadline_waits_for_the_end_of_a_pause() -> None:
    """Started at noon with an hour: ten minutes of pause are added, and one that lasts counts."""
    over = rows(("paused", 20), ("open", 30))
    assert put_off(later(60), over, NOON, later(40)) == later(70)
    lasting = rows(("paused", 20))
    assert put_off(later(60), lasting, NOON, later(500)) == later(540)


def test_a_pause_before_the_start_or_after_the_deadline_adds_nothing() -> None:
    """Only time that somebody lost is given back; a pause may have begun before the start."""
    before = rows(("paused", -30), ("open", -20))
    assert put_off(later(60), before, NOON, later(40)) == later(60)
    around = rows(("paused", -30), ("open", 5))
    assert put_off(later(60), around, NOON, later(40)) == later(65)
    after = rows(("paused", 61), ("open", 90))
    assert put_off(later(60), after, NOON, later(100)) == later(60)


def test_a_withdrawal_ends_a_pause() -> None:
    """From then on the attempt can be finished, so its time runs."""
    said = rows(("paused", 20), ("withdrawn", 30), ("open", 50))
    assert put_off(later(60), said, NOON, later(55)) == later(70)


STATES = st.sampled_from(["paused", "withdrawn", "open"])


@given(st.lists(st.tuples(STATES, st.integers(0, 40)), max_size=8))
def test_the_time_left_is_never_less_than_without_pauses(said: list[tuple[str, int]]) -> None:
    """Each minute of a pause before the deadline is a minute more, and none is counted twice."""
    at, made = 0, []
    for state, minutes in said:
        at += minutes
        made.append((state, at))
    now = later(at + 10)
    due = put_off(later(30), rows(*made), NOON, now)
    left, minute = 30, 0  # minute by minute: who works loses one, who is paused does not
    while left and minute < at + 10:
        state = next((one for one, when in reversed(made) if when <= minute), "open")
        left -= state != "paused"
        minute += 1
    assert due == later(minute + left)
