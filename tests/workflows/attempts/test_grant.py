"""Granting attempts and time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.editions import publish
from tests.taking import answer, count, lines, start_at, take
from workflows.attempts.grant import Granted, GrantsNothing, NoReason, NothingGranted, grant
from workflows.attempts.refusals import NoAttemptsLeft, TimeIsUp
from workflows.refusals import NotAllowed, NotFound, Stale
from workflows.reports.person import open_person

if TYPE_CHECKING:
    from tests.clock import Clock
    from workflows.act import Actor
    from workflows.service import Service


def test_a_further_attempt_can_be_started(service: Service, ada: Actor, cora: Actor) -> None:
    """The log holds what was granted, and not why: a reason may name an illness."""
    key = publish(service, attempts_max=1)
    take(ada, key, {1: "b"})
    with pytest.raises(NoAttemptsLeft):
        start_at(ada, key)
    grant(cora, ada.public_id, key, further=1, minutes=0, reason="Was ill", seen=0)
    start_at(ada, key)
    (line,) = lines(service, "attempt.grant")
    assert line.on == f"person:{ada.public_id}"
    assert line.data == {"activity": key, "seq": 1, "attempts": 1, "minutes": 0}


def test_extra_time_reaches_an_open_attempt(
    service: Service, ada: Actor, cora: Actor, clock: Clock
) -> None:
    """Exactly as many minutes as were granted."""
    key = publish(service, time_limit_minutes=10)
    attempt = start_at(ada, key)
    clock.move(minutes=1)
    grant(cora, ada.public_id, key, further=0, minutes=5, reason="Fire alarm", seen=0)
    clock.move(minutes=14)
    answer(ada, attempt, {1: "a"})
    clock.move(seconds=1)
    with pytest.raises(TimeIsUp):
        answer(ada, attempt, {2: "a"})


def test_what_no_database_keeps_is_left_out(service: Service, ada: Actor, cora: Actor) -> None:
    """A reason pasted with NUL and half a character is kept without them."""
    key = publish(service, attempts_max=1)
    start_at(ada, key)
    reason = "Ill\x00 \ud83d since May"
    grant(cora, ada.public_id, key, further=1, minutes=0, reason=reason, seen=0)
    (record,) = open_person(cora, ada.public_id).records
    assert [one.reason for one in record.grants] == ["Ill  since May"]


def test_a_double_click_grants_once(service: Service, ada: Actor, cora: Actor) -> None:
    """The repeat returns the first receipt and is not logged."""
    key = publish(service, attempts_max=1)
    for _ in range(2):
        given = grant(cora, ada.public_id, key, further=1, minutes=0, reason="Ill", seen=0)
        assert given == Granted(1, 1, 0)
    assert count(service, "grant") == len(lines(service, "attempt.grant")) == 1


def test_two_windows_do_not_grant_twice(service: Service, ada: Actor, cora: Actor) -> None:
    """Another grant made from an old page is refused."""
    key = publish(service, attempts_max=1)
    grant(cora, ada.public_id, key, further=1, minutes=0, reason="Ill", seen=0)
    with pytest.raises(Stale):
        grant(cora, ada.public_id, key, further=2, minutes=0, reason="Ill", seen=0)
    assert count(service, "grant") == 1


@pytest.mark.parametrize(("further", "minutes"), [(0, 0), (-1, 5), (11, 0), (0, 601), (1, -1)])
def test_what_nobody_means_is_refused(
    service: Service, ada: Actor, cora: Actor, further: int, minutes: int
) -> None:
    """Nothing, less than nothing, or far too much."""
    key = publish(service)
    with pytest.raises(NothingGranted):
        grant(cora, ada.public_id, key, further=further, minutes=minutes, reason="Ill", seen=0)
    assert count(service, "grant") == 0


@pytest.mark.parametrize(("further", "minutes", "what"), [(1, 0, "attempts"), (0, 30, "time")])
def test_what_is_not_limited_is_not_granted(
    service: Service, ada: Actor, cora: Actor, further: int, minutes: int, what: str
) -> None:
    """A grant without effect would be a false entry."""
    key = publish(service)
    with pytest.raises(GrantsNothing, match=f"no limit of {what}"):
        grant(cora, ada.public_id, key, further=further, minutes=minutes, reason="Ill", seen=0)
    assert count(service, "grant") == 0


def test_a_grant_needs_its_reason(service: Service, ada: Actor, cora: Actor) -> None:
    """Blanks are none."""
    key = publish(service)
    with pytest.raises(NoReason):
        grant(cora, ada.public_id, key, further=1, minutes=0, reason="  ", seen=0)


@pytest.mark.parametrize(("person", "key"), [("ada", "nowhere"), ("nobody", "small")])
def test_an_unknown_person_or_activity_is_refused(
    service: Service, ada: Actor, cora: Actor, person: str, key: str
) -> None:
    """A wrong link writes nothing."""
    publish(service)
    to = ada.public_id if person == "ada" else person
    with pytest.raises(NotFound):
        grant(cora, to, key, further=1, minutes=0, reason="Ill", seen=0)
    assert count(service, "grant") == 0


def test_learners_grant_themselves_nothing(service: Service, ada: Actor) -> None:
    """It is the office's act."""
    key = publish(service)
    with pytest.raises(NotAllowed):
        grant(ada, ada.public_id, key, further=1, minutes=0, reason="Ill", seen=0)
