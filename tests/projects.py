"""Short ways for tests to a quality project, and to what was attested about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from credit.part4.plan import WORKSHEET, Cycle, Plan, Reading
from tests.people import signed_in
from workflows.part4.attest import Given, attest, page
from workflows.part4.decide import approve, begin
from workflows.part4.opened import opened
from workflows.part4.propose import change, invite, propose
from workflows.part4.verify import verify
from workflows.people import demo

if TYPE_CHECKING:
    from workflows.act import Actor
    from workflows.service import Service

ON_SQLITE = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
TITLE = "Fewer missed follow-up visits"
IDEA = Plan(title=TITLE, department="Internal Medicine", eligible=tuple(WORKSHEET))
PLAN = IDEA.model_copy(
    update={
        "starts": date(2026, 1, 5),
        "ends": date(2026, 11, 20),
        "aim": "90% of discharged patients are seen within 14 days by November.",
        "measure": "Patients seen within 14 days, of all discharged",
        "baseline": Reading(on=date(2026, 1, 30), value="61 of 100 (61%)"),
        "cycles": (
            Cycle(
                change="The visit is booked before discharge.",
                changed_on=date(2026, 3, 1),
                remeasured=Reading(on=date(2026, 5, 29), value="75 of 100 (75%)"),
            ),
            Cycle(
                change="A nurse calls whoever has no visit after a week.",
                changed_on=date(2026, 6, 15),
                remeasured=Reading(on=date(2026, 10, 30), value="91 of 100 (91%)"),
            ),
        ),
    }
)
GIVEN = Given(
    activities=("design", "data", "meetings"),
    own_patients=True,
    completed_on=date(2026, 11, 20),
    effort="I reviewed charts with the team each month.",
    impact="My patients get their visit before they leave.",
    boards={"ABIM": "123456"},
    share=True,
)
ALONE = replace(GIVEN, boards={})


@dataclass(frozen=True)
class Approved:
    """A project whose report was approved, with everybody's personal link."""

    id: str
    links: Mapping[str, str]  # by the named person


def address(name: str) -> str:
    """Return how a named person signs in."""
    named = demo.by_key(name)
    assert named is not None
    return named.email


def under_way(service: Service, lead: str = "ada", plan: Plan = PLAN) -> str:
    """Let a named person propose a project, and the office begin it."""
    project = propose(signed_in(service, lead), plan)
    begin(signed_in(service, "cora"), project, 1)
    return project


def approved(service: Service, lead: str = "ada", *others: str, plan: Plan = PLAN) -> Approved:
    """Bring a project to its approved report; the others take part."""
    for one in others:
        signed_in(service, one)
    project = under_way(service, lead, plan)
    if others:
        invite(signed_in(service, lead), project, [address(one) for one in others])
    approve(signed_in(service, "cora"), project, 2, date(2026, 11, 30))
    links = {}
    for one in (lead, *others):
        found = opened(signed_in(service, "cora"), project).people
        name = demo.by_key(one)
        assert name is not None
        links[one] = next(
            each.participation for each in found if name.profile.legal_name in each.name
        )
    return Approved(project, links)


def attested(who: Actor, link: str, given: Given = GIVEN) -> int:
    """Attest as the page would."""
    shown = page(who, link)
    return attest(who, link, shown.standing.seq, given, shown.digest)


def verified(who: Actor, link: str, by: Actor, given: Given = GIVEN) -> int:
    """Attest, and have it verified."""
    return verify(by, link, attested(who, link, given))


def changed(who: Actor, project: str, plan: Plan) -> int:
    """Write a plan as the page would."""
    return change(who, project, opened(who, project).project.seq, plan)
