"""How often something may be tried: counted before it is done, whoever it is about."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from storage import tables
from storage import throttle as rows
from storage.connect import reading, writing
from tests.together import together
from workflows.people.local.throttle import (
    DAY,
    GUESSES,
    GUESSES_FROM,
    MAIL,
    Count,
    client_of,
    forget,
    give_back,
    let_through,
    tried,
)

if TYPE_CHECKING:
    from tests.clock import Clock
    from workflows.service import Service

BEGIN = datetime(2026, 12, 1, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
NAME = "nora@example.org"


@given(st.lists(st.integers(0, 7_200), max_size=80))
def test_no_pace_of_guessing_gets_more_than_a_few_a_day(pauses: list[int]) -> None:
    """Whatever the pauses in seconds: at most 17 in any 24 hours that a count begins."""
    now, known, through = BEGIN, Count(0, BEGIN), list[datetime]()
    for pause in pauses:
        now += timedelta(seconds=pause)
        after = tried(GUESSES, known, now)
        if after is not None:
            known = after
            through.append(now)
    for first in through:
        assert sum(first <= one < first + DAY for one in through) <= 2 * 17
        assert sum(first <= one < first + 15 * MINUTE for one in through) <= 20
    assert known.locked_until is None or known.locked_until - now <= GUESSES.longest


def test_the_eleventh_guess_waits_and_each_further_one_longer() -> None:
    """15 minutes, then 30, up to eight hours; a day later it begins anew."""
    known, now = Count(0, BEGIN), BEGIN
    waits = []
    for _ in range(18):
        after = tried(GUESSES, known, now)
        assert after is not None
        known = after
        if known.locked_until is not None:
            waits.append((known.locked_until - now) // MINUTE)
            assert tried(GUESSES, known, known.locked_until - MINUTE) is None
            now = known.locked_until
    assert waits == [15, 30, 60, 120, 240, 480, 480, 480]
    assert known == Count(1, now)


def counted(service: Service) -> int:
    """Return how many things are counted in the table."""
    with reading(service.engine) as connection:
        return len(connection.execute(select(tables.throttle)).all())


def guess(service: Service, name: str = NAME) -> timedelta | None:
    """Try once, in a transaction of its own."""
    with writing(service.engine) as connection:
        return let_through(connection, GUESSES, name, service.now())


def test_many_guesses_at_once_count_as_many(anywhere: Service) -> None:
    """Replicas and threads count in the same row: ten come through and no more."""
    outcomes = together(*[lambda: guess(anywhere)] * 16)
    assert outcomes.count(None) == 10
    assert {one for one in outcomes if one is not None} == {15 * MINUTE}


def test_each_name_and_each_kind_is_counted_apart(service: Service) -> None:
    """And none of them stands in the table in words."""
    for _ in range(10):
        assert guess(service) is None
    assert guess(service) == 15 * MINUTE
    assert guess(service, "other@example.org") is None
    with writing(service.engine) as connection:
        assert let_through(connection, MAIL, NAME, service.now()) is None
    with reading(service.engine) as connection:
        assert "nora" not in str(connection.execute(select(tables.throttle)).all())


def test_what_was_no_guess_is_given_back(service: Service) -> None:
    """From a place where a hundred people sign in, nobody is kept out by the others."""
    with writing(service.engine) as connection:
        for _ in range(110):
            assert let_through(connection, GUESSES_FROM, "192.0.2.7", service.now()) is None
            give_back(connection, GUESSES_FROM, "192.0.2.7", service.now())


def test_a_lock_is_lifted(service: Service) -> None:
    """By whoever proves who they are in another way."""
    for _ in range(11):
        guess(service)
    with writing(service.engine) as connection:
        forget(connection, GUESSES, NAME)
    assert guess(service) is None


def test_nothing_is_remembered_longer_than_it_counts(service: Service, clock: Clock) -> None:
    """The table holds no more than a day of guesses."""
    for number in range(5):
        guess(service, f"{number}@example.org")
    clock.move(hours=25)
    with writing(service.engine) as connection:
        rows.sweep(connection, service.now())
    assert counted(service) == 0


@pytest.mark.parametrize(
    ("host", "place"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("unix socket", "unix socket"),
        ("", ""),
    ],
)
def test_a_place_on_the_network(host: str, place: str) -> None:
    """An address of IPv4, and of IPv6 what one household has."""
    assert client_of(host) == place
