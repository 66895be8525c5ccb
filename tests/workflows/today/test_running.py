"""Background work and mail that stand still."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from storage import jobs
from storage.connect import writing
from tests.people import signed_in
from tests.workflows.messages.posts import Kept, Refusing
from tests.workflows.messages.sending import put, send
from workflows.messages.desk import retry
from workflows.messages.post import NotTaken
from workflows.today.today import today

if TYPE_CHECKING:
    from tests.clock import Clock
    from workflows.act import Actor
    from workflows.service import Service


def said(actor: Actor) -> list[str]:
    """Return what leads to Messages."""
    return [one.said for one in today(actor) if one.to == "messages"]


def job(service: Service, name: str, fault: str | None) -> None:
    """Let a job have run just now, to be due in a minute."""
    now = service.now()
    with writing(service.engine) as connection:
        jobs.plan(connection, [name], now)
        jobs.take(connection, {name: now + timedelta(minutes=15)}, now)
        jobs.give_back(
            connection,
            name,
            until=now + timedelta(minutes=15),
            due_at=now + timedelta(minutes=1),
            ran_at=now,
            fault=fault,
        )


def test_work_that_fails_is_named(quiet: Service, office: Actor) -> None:
    """By what it does; what runs is not spoken of."""
    job(quiet, "send", None)
    assert said(office) == []
    job(quiet, "settle", "OperationalError: disk full")
    assert said(office) == [
        "Background work fails: closing attempts whose time ran out. An operator should look."
    ]


def test_work_that_does_not_run_is_counted(quiet: Service, office: Actor, clock: Clock) -> None:
    """After half an hour beyond its time."""
    job(quiet, "send", None)
    clock.move(minutes=29)
    assert said(office) == []
    clock.move(minutes=3)
    assert said(signed_in(quiet, "cora")) == [
        "1 kind of background work has not run for half an hour: is a worker running?"
    ]


def test_mail_that_failed_waits_for_the_office(quiet: Service, ada: Actor, office: Actor) -> None:
    """Until it is tried again."""
    put(quiet, ada, "attempt:1", "follow-up")
    send(quiet, Refusing(NotTaken("550 nobody", for_good=True)))
    assert said(office) == ["1 message could not be delivered."]
    retry(office)
    send(quiet, Kept())
    assert said(office) == []


def test_mail_that_is_tried_in_vain_is_told_after_a_day(
    quiet: Service, ada: Actor, office: Actor, clock: Clock
) -> None:
    """A server that is busy for an hour is no news."""
    put(quiet, ada, "attempt:1", "follow-up")
    send(quiet, Refusing(NotTaken("busy")))
    assert said(office) == []
    clock.move(days=1, minutes=1)
    assert said(signed_in(quiet, "cora")) == ["1 message was tried in vain for more than a day."]
