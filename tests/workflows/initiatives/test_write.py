"""Making an initiative, changing its plan, ending it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.amending import account, merged
from tests.editions import publish
from tests.leading import TITLE, asked, led, wished
from tests.learning import unsealed
from tests.people import signed_in
from tests.taking import lines
from workflows.initiatives.dashboard import dashboard
from workflows.initiatives.invite import invite
from workflows.initiatives.listing import choices, listing
from workflows.initiatives.plan import PlanRefused, filled
from workflows.initiatives.write import Ended, change, end, make
from workflows.refusals import NotAllowed, NotFound, Stale

if TYPE_CHECKING:
    from workflows.act import Actor
    from workflows.service import Service

TABLES = ("initiative", "initiative_plan", "invited")


def test_it_is_made_with_its_owner_and_sealed(service: Service, cora: Actor, system: Actor) -> None:
    """The owner sees it as theirs; every row stands in the log by its digest."""
    made = led(service, publish(service), ask="dan@example.com")
    page = dashboard(signed_in(service, "ada"), made)
    assert (page.initiative.plan.title, page.may_change) == (TITLE, False)
    assert [one.title for one in page.shares] == [choices(cora).activities["small.1"]]
    assert [one.title for one in listing(cora)] == [TITLE]
    assert unsealed(system, TABLES) == []


def test_pressing_twice_makes_one(sqlite_service: Service) -> None:
    """The same plan while it runs is the same initiative."""
    key = publish(sqlite_service)
    cora = signed_in(sqlite_service, "cora")
    first = make(cora, wished(key))
    assert make(cora, wished(key)) == first
    assert make(cora, wished(key, title="Another")) != first
    assert len(lines(sqlite_service, "initiative.write")) == 2


def test_a_change_is_one_more_row(sqlite_service: Service) -> None:
    """What is in force already changes nothing; another window's change is not overwritten."""
    key = publish(sqlite_service)
    cora = signed_in(sqlite_service, "cora")
    made = make(cora, wished(key))
    changed = change(cora, made, wished(key, title="Fewer delays"), 1)
    assert (changed.seq, changed.plan.title) == (2, "Fewer delays")
    assert change(cora, made, wished(key, title="Fewer delays"), 1).seq == 2
    with pytest.raises(Stale):
        change(cora, made, wished(key), 1)


def test_another_owner_sees_it_and_the_one_before_does_not(sqlite_service: Service) -> None:
    """To whoever does not own it, it is as one that does not exist."""
    key = publish(sqlite_service)
    made = led(sqlite_service, key)
    ada, ben = signed_in(sqlite_service, "ada"), signed_in(sqlite_service, "ben")
    change(signed_in(sqlite_service, "cora"), made, wished(key, owner="ben@example.edu"), 1)
    assert dashboard(ben, made).owner.startswith("Ben")
    with pytest.raises(NotFound) as foreign:
        dashboard(ada, made)
    with pytest.raises(NotFound) as unknown:
        dashboard(ada, "0" * 32)
    assert str(foreign.value) == str(unknown.value)


def test_an_owner_with_two_accounts_owns_it_by_both(sqlite_service: Service) -> None:
    """A merge takes it along."""
    key = publish(sqlite_service)
    eve = account(sqlite_service, "eve@example.edu", "Eve Ng")
    made = led(sqlite_service, key, owner="eve@example.edu")
    kept = account(sqlite_service, "eve@example.org", "Eve Ng")
    one = merged(signed_in(sqlite_service, "cora"), eve, kept)
    assert dashboard(one, made).initiative.id == made


def test_it_ends_once_and_stays_to_be_read(sqlite_service: Service) -> None:
    """Nobody is asked any more; its figures stay."""
    key = publish(sqlite_service)
    made = led(sqlite_service, key, ask="dan@example.com")
    cora = signed_in(sqlite_service, "cora")
    with pytest.raises(Stale):
        end(cora, made, 7)
    assert end(cora, made, 1).ended
    assert end(cora, made, 1).seq == 2
    assert dashboard(cora, made).many() == 1
    with pytest.raises(Ended):
        asked(cora, made, "ben@example.edu")
    with pytest.raises(Ended):
        change(cora, made, wished(key, title="Other"), 2)


def test_every_fault_is_said_at_once() -> None:
    """Nothing is written of a form that lacks something."""
    with pytest.raises(PlanRefused) as refused:
        filled(title=" ", begins=date(2027, 1, 2), until=date(2027, 1, 1))
    assert len(refused.value.faults) == 7
    with pytest.raises(PlanRefused, match="Shorten"):
        filled(
            title="x" * 501, aim="a", measure="m", audience="a", activities=("small.1",),
            owner="ada@example.edu", begins=date(2027, 1, 1), until=date(2027, 1, 1),
        )  # fmt: skip


def test_owner_and_self_assessments_have_to_be_there(sqlite_service: Service) -> None:
    """An owner needs an account, and nobody can be asked for what is not published."""
    cora = signed_in(sqlite_service, "cora")
    with pytest.raises(PlanRefused) as refused:
        make(cora, wished("nothing.1", owner="nobody@example.edu"))
    assert len(refused.value.faults) == 2
    assert listing(cora) == ()


def test_an_owner_asks_people_and_does_not_change_the_plan(sqlite_service: Service) -> None:
    """The plan is the office's."""
    key = publish(sqlite_service)
    made = led(sqlite_service, key)
    ada = signed_in(sqlite_service, "ada")
    assert invite(ada, made, b"dan@example.com", date(2027, 1, 15)).asked == 1
    with pytest.raises(NotAllowed):
        change(ada, made, replace(wished(key), owner="dan@example.com"), 1)
