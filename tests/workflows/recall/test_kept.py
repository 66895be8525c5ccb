"""What was kept of what was missed, as the office sees it: people first, and none by name."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.editions import publish
from tests.people import signed_in
from tests.recalling import answered, dealt, wished
from tests.workflows.reports.test_overview import CLINIC, coordinator, learner
from workflows.reports.overview.look import Period, overview_of

if TYPE_CHECKING:
    from tests.clock import Clock
    from workflows.act import Actor
    from workflows.reports.overview.table import Cell
    from workflows.service import Service

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
TITLE = "A small self-assessment"
NAMES = ("one", "two", "three", "four", "five", "six")


@pytest.fixture
def kept(service: Service, clock: Clock) -> Service:
    """Six missed one question; after 31 days five get it right, and after 95 days one of them."""
    key = publish(service)
    for name in NAMES:
        wished(learner(service, name, affiliation=CLINIC), key, "item-2")
    clock.move(days=31)
    for name in NAMES:
        returned(learner(service, name), right=name != "six")
    clock.move(days=64)
    returned(learner(service, "one"), right=True)
    return service


def returned(who: Actor, *, right: bool) -> None:
    """Answer this week's question."""
    dealt(who)
    answered(who, value="a" if right else "b", confidence="fairly")


def rows(who: Actor, days: int) -> list[tuple[Cell, ...]]:
    """Return the rows of a table."""
    return list(overview_of(who, "outcomes", YEAR).table(f"kept-{days}").rows)


def test_staff_see_what_was_kept_and_coordinators_no_small_cell(kept: Service) -> None:
    """By the first answer after so many days; no share that tells of one goes beyond the office."""
    cora, dan = signed_in(kept, "cora"), coordinator(kept)
    assert [row[:3] for row in rows(cora, 30)] == [(TITLE, 6, 6)]
    assert rows(cora, 30)[0][3] == pytest.approx(100 * 5 / 6)
    assert rows(cora, 90) == [(TITLE, 1, 1, 100)]
    assert rows(dan, 30) == [(TITLE, 6, 6, None)]
    assert rows(dan, 90) == [(TITLE, None, None, None)]
