"""Who holds which role, and what operators may change of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, update

from storage.connect import reading, writing
from storage.tables import log, role_reason
from tests.databases import drop_triggers
from tests.people import signed_in
from tests.together import together
from workflows.desk.decision import NoReason
from workflows.operations.records import records
from workflows.people import session
from workflows.people.enrol import LastOperator, OwnRoles, grant_role
from workflows.people.roles import NobodySo, find, holders, roles_of
from workflows.refusals import NotFound

if TYPE_CHECKING:
    from tests.clock import Clock
    from workflows.act import Actor
    from workflows.service import Service


def test_everybody_with_duties_is_listed(service: Service, olga: Actor) -> None:
    """By name, with what they hold; whoever only learns is not among them."""
    found = {one.shown: [each.role for each in one.roles] for one in holders(olga)}
    assert found == {
        "Ben Adeyemi-Larsen, MD": ["author"],
        "Cora Lindqvist": ["staff"],
        "Emil Santos": ["staff"],
        "Olga Petrenko, MD": ["operator"],
        "Thandiwe Castellanos, MD": ["reviewer"],
    }
    assert signed_in(service, "ada").public_id not in {one.person for one in holders(olga)}


def test_a_change_says_who_made_it_when_and_why(
    service: Service, olga: Actor, dan: Actor, clock: Clock
) -> None:
    """What is held now, and everything that became of it; the command line has no name."""
    clock.move(days=2)
    olga = signed_in(service, "olga")
    grant_role(olga, dan.public_id, "reviewer", reason=" Joined the board. ")
    given = clock.at
    clock.move(minutes=5)
    grant_role(session.system(service), dan.public_id, "reviewer", granted=False)
    found = roles_of(olga, dan.public_id)
    assert [(one.role, one.by) for one in found.holder.roles] == [
        ("learner", "when the account was made")
    ]
    first, last = found.history[-2:]
    assert (first.granted, first.at, first.by) == (True, given, "Olga Petrenko, MD")
    assert first.reason == "Joined the board."
    assert (last.granted, last.at, last.by, last.reason) == (
        False,
        clock.at,
        "the command line",
        "",
    )


def test_the_log_tells_the_change_and_not_the_reason(
    service: Service, olga: Actor, dan: Actor
) -> None:
    """Words about somebody can be forgotten; that the role was given cannot."""
    grant_role(olga, dan.public_id, "author", reason="Secret words.")
    with reading(service.engine) as connection:
        line = connection.execute(
            select(log).where(log.c.act == "role.grant").order_by(log.c.seq.desc())
        ).first()
    assert line is not None
    assert (line.actor, line.object) == (olga.public_id, f"person:{dan.public_id}")
    assert '"role":"author"' in line.data
    assert "Secret" not in line.data


def test_an_operator_says_why(olga: Actor, dan: Actor) -> None:
    """Without a reason nothing is given."""
    with pytest.raises(NoReason):
        grant_role(olga, dan.public_id, "staff", reason=" ")
    assert [one.role for one in roles_of(olga, dan.public_id).holder.roles] == ["learner"]


@pytest.mark.parametrize("granted", [True, False])
def test_nobody_changes_their_own_roles(service: Service, olga: Actor, *, granted: bool) -> None:
    """Neither up nor down, although another operator is there."""
    emil = signed_in(service, "emil")
    grant_role(olga, emil.public_id, "operator", reason="Deputy.")
    role = "staff" if granted else "operator"
    with pytest.raises(OwnRoles):
        grant_role(olga, olga.public_id, role, granted=granted, reason="I want it.")
    assert roles_of(olga, olga.public_id).own
    assert not roles_of(olga, emil.public_id).own


def test_the_last_operator_stays(service: Service, system: Actor, olga: Actor) -> None:
    """Also for the command line; once there is another, the role can go."""
    with pytest.raises(LastOperator):
        grant_role(system, olga.public_id, "operator", granted=False)
    emil = signed_in(service, "emil")
    grant_role(system, emil.public_id, "operator")
    grant_role(system, olga.public_id, "operator", granted=False)
    with pytest.raises(LastOperator):
        grant_role(system, emil.public_id, "operator", granted=False)


def test_two_who_take_the_last_two_leave_one(service: Service, system: Actor, olga: Actor) -> None:
    """Each holds all operators: the second one finds who is left."""
    emil = signed_in(service, "emil")
    grant_role(system, emil.public_id, "operator")
    outcomes = together(
        lambda: grant_role(system, olga.public_id, "operator", granted=False),
        lambda: grant_role(system, emil.public_id, "operator", granted=False),
    )
    assert sorted(type(one).__name__ for one in outcomes) == ["LastOperator", "NoneType"]


def test_somebody_is_found_by_their_address_alone(olga: Actor, dan: Actor) -> None:
    """A name is no address, and an unknown id is nobody."""
    assert find(olga, " DAN@example.com ") == dan.public_id
    for words in ("Dan Reyes", "nobody@example.edu", ""):
        with pytest.raises(NobodySo):
            find(olga, words)
    with pytest.raises(NotFound):
        roles_of(olga, "0" * 32)


def test_a_reason_that_was_changed_is_found(service: Service, olga: Actor, dan: Actor) -> None:
    """It is sealed like the role itself."""
    grant_role(olga, dan.public_id, "staff", reason="Asked.")
    with writing(service.engine) as connection:
        drop_triggers(connection, "role_reason")
        connection.execute(update(role_reason).values(reason="Nobody asked."))
    with reading(service.engine) as connection:
        found = [one.what for one in records(connection)]
    assert found == ["A row was changed after it was written."]
