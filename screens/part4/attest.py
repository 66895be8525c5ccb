"""The personal link: what somebody attests about their part in a project, and its verification."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from credit.part4.awards import ROLES
from credit.part4.taking_part import ACTIVITIES, LEAST
from screens.door import enter, go, place
from screens.parts.done import attempt, say, tell
from screens.parts.words import DAYS, day, plain
from workflows.part4.attest import (
    LONGEST,
    LONGEST_NUMBER,
    AttestationRefused,
    Given,
    Page,
    attest,
    page,
)
from workflows.part4.attested import SAID
from workflows.part4.verify import send_back, verify
from workflows.refusals import Refused

if TYPE_CHECKING:
    from workflows.act import Actor

NO_PATIENTS = "No patient details, please."


def attestation() -> None:
    """Show the attestation that the address names: to its owner, or to who verifies it."""
    actor = enter()
    link = st.query_params.get("id", "")
    shown = page(actor, link)
    st.title("Attest your part" if shown.own else "Verify an attestation", anchor=False)
    st.markdown(
        f"**{plain(shown.project.plan.title)}** · {ROLES[shown.role].lower()}"
        f" :gray-badge[{SAID[shown.standing.state]}]"
    )
    tell(shown.participation)
    if shown.standing.reason:
        st.warning(f"Sent back: {plain(shown.standing.reason)}")
    if shown.own:
        _own(actor, shown)
    else:
        _held(shown)
        if shown.may_verify:
            _verify(actor, shown)
    if actor.has("learner"):
        st.page_link(place("projects"), label="Your projects", icon=":material/arrow_back:")


def _own(actor: Actor, shown: Page) -> None:
    if shown.may_attest and not shown.complete:
        st.warning("Your name and degree are not on file yet; both stand on what you attest.")
        if st.button("Complete your profile", type="primary", key=f"{shown.participation}-profile"):
            go("profile")
        return
    held = shown.standing.attested is not None
    if held:
        _held(shown)
        _unheard(shown)
    if not shown.may_attest:
        if not held:
            st.info("You can attest once the report of the project is approved.")
        return
    if not held or shown.standing.state == "returned":
        _form(actor, shown)
        return
    st.caption("If something is wrong, attest anew; it is verified again then.")
    with st.expander("Attest anew"):
        _form(actor, shown)


def _unheard(shown: Page) -> None:
    """Say that no board hears of it while a number or the agreement is missing."""
    one = shown.standing.attested
    if one is None or not shown.boards or not shown.may_attest or (one.boards and one.share):
        return
    st.info(
        "No board hears of it this way: for that, attest anew with your certification number and"
        " your agreement that it is sent."
    )


def _form(actor: Actor, shown: Page) -> None:
    """Draw the attestation: what is on file stands there, the rest is ticked and written."""
    key = f"{shown.participation}-{shown.standing.seq}"
    with st.form(f"{key}-attest", border=False):
        st.markdown(f"{plain(shown.person)} · from your [profile](/profile)")
        given = _given(key, shown)
        st.markdown(plain(shown.texts.attestation.text))
        if not shown.texts.approved:
            st.caption("This wording is a placeholder until the program has put in its own.")
        sent = st.form_submit_button("I attest this", type="primary")
    if not sent:
        return
    try:
        attest(actor, shown.participation, shown.standing.seq, given, shown.digest)
    except AttestationRefused as refused:
        for fault in refused.faults:
            st.error(fault)
    except Refused as refused:
        st.error(str(refused))
    else:
        thanks = "Thank you. The project's lead verifies it, or whoever stands in."
        say(shown.participation, thanks)


def _given(key: str, shown: Page) -> Given:
    before = shown.standing.attested
    st.markdown(f"**What did you take an active part in?** At least {LEAST} of {len(ACTIVITIES)}.")
    activities = tuple(
        name
        for name, text in ACTIVITIES.items()
        if st.checkbox(text, before is not None and name in before.activities, key=f"{key}-{name}")
    )
    own = st.checkbox(
        "It was about the care of my own patients", before is not None and before.own_patients,
        key=f"{key}-own",
    )  # fmt: skip
    on = st.date_input(
        "The day you completed your part",
        shown.standing.completed_on or shown.project.plan.ends,
        format=DAYS, key=f"{key}-on",
    )  # fmt: skip
    return Given(
        activities=activities,
        own_patients=own,
        completed_on=on,
        effort=_text("What did you do, and what was the effort?", shown.effort, f"{key}-effort"),
        impact=_text(
            "What did it change, for your patients or you?", shown.impact, f"{key}-impact"
        ),
        boards=_boards(key, shown),
        share=st.checkbox(
            plain(shown.texts.sharing.text), before is not None and before.share, key=f"{key}-share"
        ),
    )


def _text(label: str, held: str, key: str) -> str:
    return st.text_area(
        label, held, key=key, max_chars=LONGEST, height=110, placeholder=NO_PATIENTS
    )


def _boards(key: str, shown: Page) -> dict[str, str]:
    """Ask for the certification numbers; a board without a number hears of nothing."""
    if not shown.boards:
        st.caption("Boards are notified of physicians and physician assistants.")
        return {}
    st.markdown("**Which boards are to hear of it?** Enter your certification number there.")
    if len(shown.boards) > 1:
        st.caption("Leave the others empty.")
    numbers = {
        one.board: st.text_input(
            f"{one.board}, {one.name}", shown.numbers.get(one.board, ""),
            key=f"{key}-board-{one.board}", max_chars=LONGEST_NUMBER,
        )
        for one in shown.boards
    }  # fmt: skip
    return {board: number for board, number in numbers.items() if number.strip()}


def _held(shown: Page) -> None:
    """Show what was attested."""
    one, held = shown.standing.attested, shown.standing
    if one is None:
        st.info("Nothing is attested yet.")
        return
    ticked = "; ".join(ACTIVITIES[name] for name in one.activities)
    facts = {
        "Attested by": one.name,
        "Active in": ticked,
        "Care of own patients": "yes" if one.own_patients else "no",
        "Completed on": day(held.completed_on) if held.completed_on else "",
        "Credit year": held.year_said(None),
        "Boards": ", ".join(f"{board} {number}" for board, number in one.boards.items()),
        "May be sent to the boards": "yes" if one.share else "no",
        "Effort": shown.effort,
        "Impact": shown.impact,
    }
    with st.container(border=True):
        st.markdown("  \n".join(f"{name}: {plain(text)}" for name, text in facts.items() if text))
    for each in held.verified.awards if held.verified else ():
        unsure = "" if each.confirmed else " (from memory; the office asks the board)"
        st.markdown(f"{plain(each.said)}{unsure}: recorded here, awarded by the board")


def _verify(actor: Actor, shown: Page) -> None:
    """Let who looks at it verify it, or send it back with what is to be changed."""
    key, seq = f"{shown.participation}-{shown.standing.seq}", shown.standing.seq
    st.caption("You verify that they took part as they say.")
    if st.button("Verify", type="primary", key=f"{key}-verify"):
        attempt(shown.participation, "Verified.", lambda: verify(actor, shown.participation, seq))
    reason = st.text_input("What is to be changed", key=f"{key}-reason", max_chars=500)
    if st.button("Send it back", key=f"{key}-back"):
        attempt(
            shown.participation,
            "Sent back.",
            lambda: send_back(actor, shown.participation, seq, reason),
        )
