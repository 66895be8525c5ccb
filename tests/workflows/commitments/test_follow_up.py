"""Saying what became of a commitment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.committing import CHECK, ON_SQLITE, PLAN, committed, later, rows
from tests.editions import publish
from tests.learning import completed, unsealed
from tests.taking import lines
from workflows.commitments.commit import take_back
from workflows.commitments.follow_up import NotAskedNow, tell
from workflows.commitments.page import page
from workflows.content.home import home
from workflows.refusals import Faulty, NotFound, Stale

if TYPE_CHECKING:
    from tests.clock import Clock
    from workflows.act import Actor
    from workflows.service import Service


def test_it_is_told_after_sixty_days(
    service: Service, ada: Actor, clock: Clock, system: Actor
) -> None:
    """State, barriers in their order and own words; sealed, and none of it in the log."""
    completion = committed(ada, publish(service))
    ada = later(service, clock)
    tell(
        ada, completion, number=1, seen=0, state="partly", barriers=("system", "time"),
        obstacle="The order set\nis old.", effect="Fewer alarms.",
    )  # fmt: skip
    (one,) = page(ada, completion).held
    assert one.answer is not None
    assert (one.answer.state, one.answer.barriers) == ("partly", ("time", "system"))
    assert (one.answer.obstacle, one.answer.effect) == ("The order set is old.", "Fewer alarms.")
    (line,) = lines(service, "commitment.answer")
    assert "order set" not in str(line)
    assert unsealed(system, ("commitment", "follow_up")) == []


def test_home_asks_until_all_is_answered(service: Service, ada: Actor, clock: Clock) -> None:
    """Two were written down, one was taken back and is not asked about."""
    completion = committed(ada, publish(service), CHECK, PLAN, "Read more.")
    take_back(ada, completion, number=3, seen=1)
    assert home(ada).asked == ()
    ada = later(service, clock)
    for number in (1, 2):
        assert [one.completion for one in home(ada).asked] == [completion]
        tell(ada, completion, number=number, seen=0, state="done")
    assert home(ada).asked == ()


def test_an_answer_can_be_changed_while_it_is_asked(
    service: Service, ada: Actor, clock: Clock
) -> None:
    """The last one is in force; the same again is no second one."""
    completion = committed(ada, publish(service))
    ada = later(service, clock)
    tell(ada, completion, number=1, seen=0, state="not_yet", barriers=("habit",))
    for _ in range(2):
        tell(ada, completion, number=1, seen=1, state="done")
    assert [row.state for row in rows(service, "follow_up", completion)] == ["not_yet", "done"]
    with pytest.raises(Stale):
        tell(ada, completion, number=1, seen=1, state="dropped")


@ON_SQLITE
@pytest.mark.parametrize("days", [59, 121])
def test_before_and_after_its_time_nothing_is_kept(
    service: Service, ada: Actor, clock: Clock, days: int
) -> None:
    """The figures are of sixty days later, not of any day."""
    completion = committed(ada, publish(service))
    ada = later(service, clock, days=days)
    with pytest.raises(NotAskedNow, match="30 Jan 2027 to 31 Mar 2027"):
        tell(ada, completion, number=1, seen=0, state="done")
    assert home(ada).asked == ()


@ON_SQLITE
@pytest.mark.parametrize(("state", "barriers"), [("soon", ()), ("partly", ("aliens",))])
def test_only_what_is_offered_can_be_chosen(
    service: Service, ada: Actor, clock: Clock, state: str, barriers: tuple[str, ...]
) -> None:
    """A made-up answer is refused."""
    completion = committed(ada, publish(service))
    ada = later(service, clock)
    with pytest.raises(Faulty):
        tell(ada, completion, number=1, seen=0, state=state, barriers=barriers)  # type: ignore[arg-type]


@ON_SQLITE
def test_what_was_never_meant_is_not_answered(service: Service, ada: Actor, clock: Clock) -> None:
    """Nor what somebody else meant."""
    key = publish(service)
    completion, bare = committed(ada, key), completed(ada, publish(service, slug="second"))
    ada, dan = later(service, clock), later(service, clock, "dan", days=0)
    for who, one in ((ada, bare), (dan, completion)):
        with pytest.raises(NotFound):
            tell(who, one, number=1, seen=0, state="done")
