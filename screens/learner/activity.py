"""One activity: its front matter in full, and the one button that acknowledges it and starts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from screens.door import enter, go, place
from screens.parts.counting import counting
from screens.parts.front_matter import front_matter
from screens.parts.resume import resume, sitting_of
from screens.parts.standing import NOT_A_LEARNER, badge, next_step
from screens.parts.words import plain, specialty
from workflows.attempts.refusals import FrontMatterChanged
from workflows.attempts.start import start
from workflows.content.front import front
from workflows.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from streamlit.delta_generator import DeltaGenerator

    from workflows.act import Actor
    from workflows.content.front import Front

DUE = {"evaluation_due", "claim_due"}


def activity() -> None:
    """Show what must be read before question 1, and start."""
    actor = enter()
    page = front(actor, st.query_params.get("id", ""))
    st.title(plain(page.front.title), anchor=False)
    _standing(actor, page)
    _say_if_updated(actor, page)
    if _may_count(actor, page):
        counting(actor, page.key)
    front_matter(page)
    st.page_link(
        place("share"),
        label="Links and QR sheet",
        icon=":material/qr_code_2:",
        query_params={"id": page.key},
    )
    if page.own.open is None and page.may_start and actor.has("learner"):
        with st.container(
            key="start", gap="small"
        ):  # it stays in reach below the text, however long that is
            _start(actor, page)


def _may_count(actor: Actor, page: Front) -> bool:
    """Whether it is of use to ask before question 1: what stops everything is said already."""
    before = page.may_start and page.own.open is None and not page.in_control
    return actor.has("learner") and before and page.own.state not in DUE  # the claim asks for it


def _standing(actor: Actor, page: Front) -> None:
    """Say first where the person stands, and why it cannot be started if it cannot."""
    own = page.own
    st.markdown(" ".join(_badges(page)))
    if own.open is not None:
        resume(own.open, page.terms.accreditation.expiration_date)
    elif page.halt is not None:
        st.warning(plain(page.why_not or page.halt))
    elif page.why_not is not None:
        st.info(page.why_not)
    elif not actor.has("learner"):
        st.info(NOT_A_LEARNER)
    if page.without_points is not None:
        st.info(plain(page.without_points))
    if page.in_control:
        st.info(
            "You helped to write, review or plan this activity. You may take it for your own"
            " learning; it earns you no credit."
        )
    _next(page)


def _badges(page: Front) -> Iterator[str]:
    if page.front.demonstration:
        yield ":orange-badge[Demonstration, not for credit]"
    yield from (f":gray-badge[{specialty(one)}]" for one in page.front.specialties)
    if page.own.state != "not_started" and page.own.open is None:
        yield badge(page.own, page.terms.accreditation.claim_by)


def _next(page: Front) -> None:
    step = next_step(page.key, page.own)
    last = page.own.last_attempt
    with st.container(horizontal=True):
        if page.own.state in DUE and st.button(
            step.label, type="primary", key=f"{page.own.passed_attempt}-next"
        ):
            go(step.path, **step.to, id=page.key)
        if last is not None and st.button("See your last result", key=f"{last}-result"):
            go("result", attempt=last, id=page.key)


def _say_if_updated(actor: Actor, page: Front) -> None:
    """Say that a new edition came while the person was reading the one before."""
    shown = f"{actor.public_id}-{page.key}-read"
    if st.session_state.get(shown, page.digest) != page.digest:
        st.warning(str(FrontMatterChanged()))
    st.session_state[shown] = page.digest


def _start(actor: Actor, page: Front) -> None:
    """Acknowledge the text on screen and no other: its digest is part of the button's key."""
    place = st.container()
    if page.own.passed_attempt is not None:
        st.caption("You passed this activity. Another attempt is practice and changes no record.")
    elif page.terms.rules.time_limit_minutes is not None:
        st.caption("The time limit runs from the moment you start.")
    aim = _sitting(page)
    with st.container(horizontal=True):
        if not aim or "five" not in st.query_params:
            _begin(actor, page, place, "I have read this. Start", {})
        if aim:  # beside the other it has to be short: on a phone they share a line
            only = "five" in st.query_params
            label = "I have read this. Five now" if only else "Read. Five now"
            _begin(actor, page, place, label, aim)


def _sitting(page: Front) -> dict[str, str]:
    """Return what a sitting of five is begun with; nothing where a clock would run on."""
    timed = page.terms.rules.time_limit_minutes is not None
    return {} if timed else sitting_of(0, page.questions)


def _begin(
    actor: Actor, page: Front, place: DeltaGenerator, label: str, aim: dict[str, str]
) -> None:
    """Draw one of the ways to start."""
    only = not aim or "five" in st.query_params
    key = f"{actor.public_id}-{page.digest}-{'five' if aim else 'start'}"
    if not st.button(label, type="primary" if only else "secondary", key=key):
        return
    try:
        attempt = start(actor, page.key, page.digest)
    except Refused as refused:
        place.error(str(refused))
    else:
        # The browser keeps this page with the new query in its history: with `id` in it,
        # Back finds the activity.
        go("attempt", attempt=attempt, id=page.key, **aim)
