"""Pause or withdraw one activity at once, or open it again, with the reason physicians read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from screens.door import enter, place, service
from screens.parts.words import moment, plain
from workflows.content.halt import LONGEST, halt, see
from workflows.refusals import Refused

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

    from workflows.act import Actor
    from workflows.content.halt import Halts, Said
    from workflows.content.halted import State

STATES: dict[State, str] = {"paused": "Paused", "withdrawn": "Withdrawn", "open": "Open again"}
CHOICES: dict[State, str] = {"paused": "Pause", "withdrawn": "Withdraw", "open": "Open again"}
COMES_TO: dict[State, str] = {
    "paused": (
        "Nobody starts it, and nobody answers or submits until it is opened again: whoever is"
        " under way reads your reason on the next screen. Saved answers are kept and a time limit"
        " stands still; the expiration date does not move."
    ),
    "withdrawn": (
        "It leaves the list of self-assessments and nobody starts it. Attempts under way can be"
        " finished for learning; passing from now on earns no credit."
    ),
    "open": "It can be started again, and attempts under way go on with the time they had left.",
}
STAYS = (
    "Whatever you choose, what was passed before can be evaluated and claimed until its last days,"
    " and certificates, records and reports stay as they are."
)


def halt_screen() -> None:
    """Show whether the activity of the address is stopped, and change it."""
    actor = enter()
    page = see(actor, st.query_params.get("id", ""))
    st.title("Pause or withdraw", anchor=False)
    stands = st.container()
    changed = _form(actor, page)
    _history(changed, stands)
    st.page_link(place("desk"), label="Back to the Desk")


def _form(actor: Actor, page: Halts) -> Halts:
    """Draw the form and do what it says; return how the activity stands then."""
    name = f"{actor.public_id}-{page.key}-{page.seq}"
    options: list[State] = [one for one in CHOICES if one != page.state]
    place_of_form = st.empty()
    with place_of_form.container():
        wanted = st.radio(
            "What to do",
            options,
            index=None,
            format_func=lambda one: CHOICES[one],
            captions=[COMES_TO[one] for one in options],
            key=f"{name}-state",
        )
        st.caption(STAYS)
        reason = st.text_area(
            "Reason, in a sentence that physicians read",
            key=f"{name}-reason",
            max_chars=LONGEST,
            placeholder="Like: One question names a dose that is being checked.",
        )
        label = f"{CHOICES[wanted]} now" if wanted is not None else "Do it now"
        if not st.button(label, type="primary", disabled=wanted is None, key=f"{name}-now"):
            return page
        if wanted is None:
            return page
        try:
            halt(actor, page.key, wanted, reason, page.seq)
        except Refused as refused:
            st.error(str(refused))
            return see(actor, page.key)
    place_of_form.success(f"{STATES[wanted]}. This holds from this moment on.")
    return see(actor, page.key)


def _history(page: Halts, stands: DeltaGenerator) -> None:
    with stands:
        st.markdown(f"**{plain(page.title)}** · {page.key}")
        if page.state == "open":
            st.success("Open: nothing stops it.")
        else:
            st.warning(f"{STATES[page.state]}. {plain(page.said[0].reason)}")
    if page.said:
        st.subheader("What was said before", anchor=False)
        st.markdown("\n".join(_line(one) for one in page.said))


def _line(one: Said) -> str:
    when = moment(one.at.astimezone(service().settings.zone))
    return f"- {when}, {plain(one.by)}: **{STATES[one.state]}.** {plain(one.reason)}"
