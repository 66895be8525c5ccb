from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from storage.connect import reading
from storage.tables import activity, arrival
from tests.editions import publish
from tests.people import signed_in
from tests.taking import count, lines
from workflows.content.arrivals import Arrived, Behind, arrive, behind
from workflows.content.halt import halt
from workflows.content.sharing import sharing
from workflows.content.short_code import code_of
from workflows.refusals import NotFound

if TYPE_CHECKING:
    from tests.clock import Clock
    from workflows.act import Actor
    from workflows.service import Service


def code(service: Service, key: str) -> str:
    """Return the code of an activity."""
    slug, _, period = key.partition(".")
    found = select(activity.c.id).where(activity.c.slug == slug, activity.c.period == int(period))
    with reading(service.engine) as connection:
        return code_of(connection.execute(found).scalar_one())


def rows(service: Service) -> list[tuple[str, int]]:
    """Return source and count of all that is counted, in the order of days."""
    with reading(service.engine) as connection:
        found = connection.execute(select(arrival).order_by(arrival.c.day, arrival.c.source))
        return [(row.source, row.came) for row in found]


def test_each_learner_is_counted_once_a_day(
    service: Service, ada: Actor, ben: Actor, clock: Clock
) -> None:
    """By the way they came first; nothing tells who, and the log has no line of it."""
    key = publish(service)
    before = len(lines(service))
    assert arrive(ada, code(service, key), "qr") == key
    for source in ("qr", "mail"):
        arrive(ada, code(service, key), source)
    arrive(ben, code(service, key), "qr")
    assert rows(service) == [("qr", 2)]
    assert len(lines(service)) == before
    clock.move(days=1)
    arrive(signed_in(service, "ada"), code(service, key), "mail")
    assert rows(service) == [("qr", 2), ("mail", 1)]


def test_asking_again_writes_nothing(service: Service, ada: Actor) -> None:
    """However often: the mark that somebody was counted is one row, until it is swept."""
    key = publish(service)
    for _ in range(20):
        arrive(ada, code(service, key), "qr")
    assert count(service, "spent") == 1


def test_an_unknown_place_is_none(service: Service, ada: Actor) -> None:
    """Whatever somebody writes into a link."""
    key = publish(service)
    arrive(ada, code(service, key), "x" * 5000)
    assert rows(service) == [("link", 1)]


def test_who_is_no_learner_is_not_counted(service: Service, cora: Actor) -> None:
    """The office tries its own links; it is led on all the same."""
    key = publish(service)
    assert arrive(cora, code(service, key), "qr") == key
    assert rows(service) == []


def test_staff_are_told_how_many_came(service: Service, ada: Actor, clock: Clock) -> None:
    """By source, of thirty days and in all; a learner is not told."""
    key = publish(service)
    arrive(ada, code(service, key), "mail")
    first = clock().date()
    clock.move(days=40)
    again = {who: signed_in(service, who) for who in ("ada", "ben", "cora")}
    arrive(again["ben"], code(service, key), "mail")
    arrive(again["ada"], code(service, key), "qr")
    assert sharing(again["cora"], key).arrivals == (
        Arrived("qr", 1, 1, clock().date()),
        Arrived("mail", 1, 2, first),
    )
    assert sharing(again["ada"], key).arrivals is None


@pytest.mark.parametrize("wrong", ["222222", "nonsense", code_of(4711)])
def test_what_is_behind_no_code_is_nothing(service: Service, ada: Actor, wrong: str) -> None:
    """Neither for whoever looks, nor for whoever comes."""
    assert behind(service, wrong) is None
    with pytest.raises(NotFound):
        arrive(ada, wrong, "qr")


def test_a_code_says_whether_it_leads_anywhere(service: Service, cora: Actor, clock: Clock) -> None:
    """Open, withdrawn, over; where a new period goes on, by which code."""
    key = publish(service)
    found = behind(service, code(service, key))
    assert found is not None
    assert (found.title, found.state, found.newer) == ("A small self-assessment", "open", None)
    halt(cora, key, "paused", "A dose is being checked.", 0)
    assert _state(behind(service, code(service, key))) == "open"
    halt(cora, key, "withdrawn", "A dose was wrong.", 1)
    assert _state(behind(service, code(service, key))) == "withdrawn"
    next_one = publish(service, year=2027)
    clock.move(days=400)
    assert _state(behind(service, code(service, next_one))) == "open"
    over = behind(service, code(service, key))
    assert over is not None
    assert over.newer == code(service, next_one)


def test_what_ended_says_so(service: Service, clock: Clock) -> None:
    """With its last day; a link of paper may hang for years."""
    key = publish(service)
    clock.move(days=400)
    found = behind(service, code(service, key))
    assert _state(found) == "ended"
    assert found is not None
    assert found.ended_on.isoformat() == "2027-10-31"


def _state(found: Behind | None) -> str:
    return found.state if found is not None else "none"
