"""A project from its proposal to its approved report, and who may decide what."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from credit.part4.plan import Plan
from tests.amending import account
from tests.editions import OBJECTIVES, publish
from tests.learning import OPINION, attempted, unsealed
from tests.people import signed_in
from tests.projects import IDEA, ON_SQLITE, PLAN, TITLE, address, approved, changed, under_way
from tests.taking import lines
from tests.together import together
from workflows.credit.evaluate import give
from workflows.desk.decision import NoReason
from workflows.part4.decide import NotThatDay, OwnProject, approve, begin, close, name_lead
from workflows.part4.opened import opened
from workflows.part4.own import own
from workflows.part4.program import program
from workflows.part4.project import NobodyThere, NotNow, PlanRefused
from workflows.part4.propose import (
    SameTwo,
    begun_from,
    change,
    filled,
    ideas,
    invite,
    name_second,
    propose,
)
from workflows.refusals import NotAllowed, NotFound, Stale

if TYPE_CHECKING:
    from workflows.act import Actor
    from workflows.service import Service

TABLES = ("project", "project_version", "participation")


@ON_SQLITE
def test_a_project_goes_from_proposal_to_approved_report(
    service: Service, ada: Actor, cora: Actor, system: Actor
) -> None:
    """The lead takes part from the start; every step is sealed, and the log names nobody."""
    project = propose(ada, IDEA)
    assert opened(ada, project).project.state == "draft"
    begin(cora, project, 1)
    change(ada, project, 2, PLAN)
    approve(cora, project, 3, date(2026, 11, 30))
    found = opened(cora, project)
    assert (found.project.state, found.project.approved_on) == ("approved", date(2026, 11, 30))
    assert [(one.name, one.role) for one in found.people] == [("Ada Whitfield, MD", "lead")]
    assert [one.people for one in program(cora).lines] == [1]
    assert unsealed(system, TABLES) == []
    assert TITLE not in str(lines(service))


@ON_SQLITE
def test_staff_enter_a_project_for_a_lead(ada: Actor, cora: Actor) -> None:
    """Who is in no position to lead one has to name somebody."""
    project = propose(cora, IDEA, address("ada"))
    assert [one.id for one in own(ada).leads] == [project]
    with pytest.raises(NobodyThere):
        propose(cora, IDEA.model_copy(update={"title": "Another"}))
    with pytest.raises(NobodyThere, match=r"nobody@example\.edu"):
        propose(cora, IDEA, "nobody@example.edu")


@ON_SQLITE
def test_a_double_click_is_one_proposal(ada: Actor) -> None:
    """Also when both come at once."""
    together(*[lambda: propose(ada, IDEA)] * 2)
    assert len(own(ada).leads) == 1
    project = own(ada).leads[0].id
    assert change(ada, project, 1, PLAN) == change(ada, project, 1, PLAN) == 2


@ON_SQLITE
def test_a_report_needs_two_linked_cycles(service: Service, ada: Actor, cora: Actor) -> None:
    """It says what is missing; one cycle alone is not enough."""
    one = PLAN.model_copy(update={"cycles": PLAN.cycles[:1]})
    project = under_way(service, plan=one)
    with pytest.raises(PlanRefused, match="1 of at least 2 linked cycles"):
        approve(cora, project, 2, date(2026, 11, 30))
    assert opened(ada, project).lacks


@ON_SQLITE
def test_a_report_is_approved_after_the_work_and_not_tomorrow(
    service: Service, cora: Actor
) -> None:
    """The day is the provider's."""
    project = under_way(service)
    for day in (date(2026, 11, 19), date(2026, 12, 2)):
        with pytest.raises(NotThatDay, match="20 Nov 2026"):
            approve(cora, project, 2, day)


@ON_SQLITE
def test_nobody_decides_about_a_project_of_their_own(service: Service) -> None:
    """Staff may lead one; somebody else of the office decides."""
    both = account(service, "both@example.edu", "Bo Both", "staff", "learner")
    project = propose(both, PLAN)
    with pytest.raises(OwnProject):
        begin(both, project, 1)
    begin(signed_in(service, "cora"), project, 1)
    with pytest.raises(OwnProject):
        approve(both, project, 2, date(2026, 11, 30))


@ON_SQLITE
def test_a_plan_changes_until_the_report_is_approved(service: Service, ada: Actor) -> None:
    """By its lead or the office, from what the page showed."""
    found = approved(service)
    with pytest.raises(NotNow):
        changed(ada, found.id, PLAN.model_copy(update={"title": "Another"}))
    project = propose(ada, IDEA)
    change(ada, project, 1, PLAN)
    with pytest.raises(Stale):
        change(ada, project, 1, IDEA)


@ON_SQLITE
def test_a_proposal_is_declined_with_a_reason(ada: Actor, cora: Actor) -> None:
    """The lead reads it."""
    project = propose(ada, IDEA)
    with pytest.raises(NoReason):
        close(cora, project, 1, " ")
    close(cora, project, 1, "There is no measure.")
    assert own(ada).leads[0].reason == "There is no measure."
    with pytest.raises(NotNow):
        invite(ada, project, [address("ada")])


@ON_SQLITE
def test_people_are_named_by_address_all_or_none(service: Service, ada: Actor, ben: Actor) -> None:
    """Twice is once, in whichever case; an unknown address lets nobody in."""
    project = under_way(service)
    with pytest.raises(NobodyThere):
        invite(ada, project, [address("ben"), "nobody@example.edu"])
    assert invite(ada, project, [address("ben").upper()]) == 1
    assert invite(ada, project, [address("ben"), address("ada")]) == 0
    assert [one.project.id for one in own(ben).parts] == [project]


@ON_SQLITE
@pytest.mark.usefixtures("ben")
def test_a_proposal_tells_nobody_whose_an_address_is(ada: Actor, dan: Actor, cora: Actor) -> None:
    """Before the office lets it begin, a known address is answered as an unknown one.

    Nor does anybody but the office make another person the lead of something.
    """
    project = propose(ada, IDEA)
    for one in (address("ben"), "nobody@example.edu"):
        with pytest.raises(NotNow):
            invite(ada, project, [one])
        with pytest.raises(NotNow):
            name_second(ada, project, 1, one)
        with pytest.raises(NotAllowed):
            propose(dan, IDEA, one)
        with pytest.raises(NotFound):
            invite(dan, project, [one])
    assert not opened(ada, project).may_name
    assert invite(cora, project, [address("ben")]) == 1


@ON_SQLITE
@pytest.mark.usefixtures("ben")
def test_the_second_person_is_somebody_else(service: Service, ada: Actor) -> None:
    """Nobody confirms what they attest themselves."""
    project = under_way(service)
    with pytest.raises(SameTwo):
        name_second(ada, project, 2, address("ada"))
    name_second(ada, project, 2, address("ben"))
    assert opened(ada, project).project.second == "Ben Adeyemi-Larsen, MD"
    name_second(ada, project, 3, "")
    assert opened(ada, project).project.second == ""


@ON_SQLITE
def test_another_lead_takes_over(service: Service, ada: Actor, ben: Actor, cora: Actor) -> None:
    """The first one goes on as a participant, and opens the project no more."""
    project = under_way(service)
    name_lead(cora, project, 2, address("ben"))
    assert [(one.name, one.role) for one in opened(ben, project).people] == [
        ("Ben Adeyemi-Larsen, MD", "lead"),
        ("Ada Whitfield, MD", "participant"),
    ]
    with pytest.raises(NotFound):
        opened(ada, project)
    with pytest.raises(NotAllowed):
        name_lead(ada, project, 3, address("ada"))


@ON_SQLITE
def test_a_gap_begins_a_project(service: Service, ada: Actor) -> None:
    """What a self-assessment showed weak is the aim of the draft, and the project says so."""
    key = publish(service)
    attempted(ada, key, right=2)
    title, weak = ideas(ada, give(ada, attempted(ada, key), OPINION))
    assert set(weak) <= {f"Do {one}." for one in OBJECTIVES}
    begun = begun_from(title, weak[0])
    assert begun.idea == f"{title}: {weak[0]}"
    assert opened(ada, propose(ada, begun)).project.plan.aim == f"In my practice: {weak[0]}"


def test_a_form_says_what_cannot_be() -> None:
    """Without a title there is nothing to talk about, and texts have an end."""
    with pytest.raises(PlanRefused, match="title"):
        filled(title=" ")
    with pytest.raises(PlanRefused, match="Shorten"):
        filled(title="x" * 201)
    assert filled(title=" Fewer falls ") == Plan(title="Fewer falls")


@ON_SQLITE
def test_what_no_record_can_print_is_refused(ada: Actor) -> None:
    """The title stands on the transcript."""
    with pytest.raises(PlanRefused, match="Latin"):
        propose(ada, IDEA.model_copy(update={"title": "改善"}))
    assert own(ada).leads == ()
