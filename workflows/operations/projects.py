"""Two quality projects of the demonstration: one on record with its people, and a proposal."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from credit.calendar import local_day
from credit.part4.plan import WORKSHEET, Cycle, Plan, Reading
from workflows.part4.attest import Given, attest, page
from workflows.part4.decide import approve, begin
from workflows.part4.own import own
from workflows.part4.program import program
from workflows.part4.propose import invite, propose
from workflows.part4.verify import verify
from workflows.people.profile import see

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from workflows.act import Actor

PROPOSAL = Plan(
    title="Oxygen targets on the hospital ward",
    department="Internal Medicine",
    aim="By spring, 80% of patients on oxygen have a target saturation in their orders.",
    eligible=("patients", "measure", "cycles"),
)


def projects(staff: Actor, lead: Actor, others: tuple[Actor, ...]) -> Iterator[str]:
    """Let the office approve the lead's project, and the first of the others be verified.

    The first of the others proposes one, too. What is there already is not made again.
    """
    if program(staff).lines:
        return
    today = local_day(staff.service.now(), staff.service.settings.zone)
    made = propose(lead, _plan(today))
    begin(staff, made, 1)
    invite(lead, made, [see(one).addresses[0] for one in others])
    approve(staff, made, 2, today)
    first = others[0]
    for one in own(first).parts:
        shown = page(first, one.participation)
        seq = attest(first, one.participation, 0, _given(shown.numbers, today), shown.digest)
        verify(lead, one.participation, seq)
    propose(first, PROPOSAL)
    yield "Quality projects: one with its report approved, one proposed."


def _plan(today: date) -> Plan:
    def ago(days: int) -> date:
        return today - timedelta(days=days)

    return Plan(
        title="Quantitative monitoring before extubation",
        department="Anesthesiology",
        starts=ago(330),
        ends=ago(5),
        specialties="Anesthesiology, surgery",
        funding="none",
        aim="A train-of-four ratio of 0.9 or more is on record before 90% of extubations.",
        measure="Extubations with a recorded ratio of 0.9 or more, of all after relaxants",
        baseline=Reading(on=ago(310), value="38 of 100 (38%)"),
        cycles=(
            Cycle(
                change="A monitor stands at each anesthesia machine; a card says how to use it.",
                changed_on=ago(280),
                remeasured=Reading(on=ago(200), value="67 of 100 (67%)"),
            ),
            Cycle(
                change="The record asks for the ratio before extubation.",
                changed_on=ago(150),
                remeasured=Reading(on=ago(30), value="92 of 100 (92%)"),
            ),
        ),
        eligible=tuple(WORKSHEET),
    )


def _given(numbers: Mapping[str, str], today: date) -> Given:
    return Given(
        activities=("implementation", "data", "meetings"),
        own_patients=True,
        completed_on=today - timedelta(days=5),
        effort="I collected the ratios of my cases and brought them to the monthly meeting.",
        impact="None of my patients was extubated early since the record asks for the ratio.",
        boards=dict(numbers),
        share=True,
    )
