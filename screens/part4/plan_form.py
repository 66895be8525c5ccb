"""The form of a project's plan: facts, the worksheet, the measure, and its cycles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from credit.part4.plan import LINE, MOST_CYCLES, TEXT, WORKSHEET, Cycle, Reading
from screens.parts.words import DAYS
from workflows.part4.project import PlanRefused
from workflows.part4.propose import filled

if TYPE_CHECKING:
    from datetime import date

    from credit.part4.plan import Plan

NO_PATIENTS = "No patient details, please."


def plan_form(key: str, plan: Plan | None, *, cycles: bool) -> Plan | None:
    """Draw the fields of a plan inside a form, and return what is sent; a fault is shown.

    `cycles`: also what was measured and changed, one empty cycle below those that are held.
    """
    fields: dict[str, object] = {"idea": plan.idea if plan is not None else "", **_facts(key, plan)}
    fields["eligible"] = _worksheet(key, plan)
    faults: list[str] = []
    if cycles:
        st.subheader("What was measured", anchor=False)
        fields["measure"] = _line("What is measured", plan, "measure", key, MEASURE)
        fields["baseline"] = _reading(key, "Baseline", plan.baseline if plan else None, faults)
        fields["cycles"] = _cycles(key, plan.cycles if plan is not None else (), faults)
    elif plan is not None:
        fields |= {"measure": plan.measure, "baseline": plan.baseline, "cycles": plan.cycles}
    if not st.form_submit_button("Save" if cycles else "Propose it", type="primary"):
        return None
    try:
        made = filled(**fields)
    except PlanRefused as refused:
        faults += refused.faults
    for fault in faults:
        st.error(fault)
    return None if faults else made


MEASURE = "for example: patients with a follow-up visit within 14 days, of all discharged"


def _facts(key: str, plan: Plan | None) -> dict[str, object]:
    title = _line("Title of the project", plan, "title", key)
    department = _line("Department or practice", plan, "department", key)
    aim = st.text_area(
        "Aim: what is to be better, for whom, by when", plan.aim if plan else "",
        key=f"{key}-aim", max_chars=TEXT, height=80, placeholder=NO_PATIENTS,
    )  # fmt: skip
    first, last = st.columns(2)
    return {
        "title": title,
        "department": department,
        "aim": aim,
        "starts": first.date_input(
            "First day", plan.starts if plan else None, format=DAYS, key=f"{key}-starts"
        ),
        "ends": last.date_input(
            "Last day (planned)", plan.ends if plan else None, format=DAYS, key=f"{key}-ends"
        ),
        "specialties": _line("Specialties (optional)", plan, "specialties", key),
        "funding": _line("Funding (optional)", plan, "funding", key, "none, or who pays for it"),
    }


def _line(label: str, plan: Plan | None, name: str, key: str, example: str = "") -> str:
    return st.text_input(
        label, str(getattr(plan, name)) if plan is not None else "", key=f"{key}-{name}",
        max_chars=LINE, placeholder=example,
    )  # fmt: skip


def _worksheet(key: str, plan: Plan | None) -> tuple[str, ...]:
    st.markdown("**Is it likely to be eligible?** Tick what is true; the office looks at the rest.")
    held = plan.eligible if plan is not None else ()
    return tuple(
        name
        for name, text in WORKSHEET.items()
        if st.checkbox(text, name in held, key=f"{key}-eligible-{name}")
    )


def _cycles(key: str, held: tuple[Cycle, ...], faults: list[str]) -> tuple[Cycle, ...]:
    places = (*held, None) if len(held) < MOST_CYCLES else held
    found = (_cycle(f"{key}-cycle-{at}", at, one, faults) for at, one in enumerate(places, start=1))
    return tuple(one for one in found if one is not None)


def _cycle(key: str, at: int, held: Cycle | None, faults: list[str]) -> Cycle | None:
    """Ask for one cycle; an empty one is none."""
    name = f"Cycle {at}"
    with st.container(border=True):
        st.markdown(f"**{name}**" + ("" if held else " (leave empty if there is none yet)"))
        change = st.text_area(
            "What was changed" if at == 1 else "What was adjusted",
            held.change if held else "", key=f"{key}-change", max_chars=TEXT, height=80,
            placeholder=NO_PATIENTS,
        )  # fmt: skip
        on = st.date_input(
            "Changed on", held.changed_on if held else None, format=DAYS, key=f"{key}-on"
        )
        again = _reading(key, "Measured again", held.remeasured if held else None, faults)
    if not change.strip() and on is None and again is None:
        return None
    if not change.strip() or on is None:
        faults.append(f"{name}: say what was changed, and on which day.")
        return None
    return Cycle(change=change.strip(), changed_on=on, remeasured=again)


def _reading(key: str, label: str, held: Reading | None, faults: list[str]) -> Reading | None:
    """Ask for a measurement: its result and its day belong together."""
    what, when = st.columns(2)
    value = what.text_input(
        f"{label}: result", held.value if held else "", key=f"{key}-{label}-value",
        max_chars=LINE, placeholder="for example 61 of 100 (61%)",
    )  # fmt: skip
    on: Any = when.date_input(
        f"{label}: day", held.on if held else None, format=DAYS, key=f"{key}-{label}-day"
    )
    day: date | None = on
    if value.strip() and day is not None:
        return Reading(on=day, value=value.strip())
    if value.strip() or day is not None:
        faults.append(f"{label}: give the result and the day together.")
    return None
