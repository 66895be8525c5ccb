"""Exact replay: any attempt as that person saw it, read-only; opening it is logged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from screens.door import enter, service
from screens.parts.question import review, verdict, vignette
from screens.parts.words import number, opening, plain, prose
from screens.staff.ripple_table import percent
from workflows.corrections.replay import replay as read

if TYPE_CHECKING:
    from datetime import datetime

    from workflows.corrections.replay import Replay, Seen


def replay() -> None:
    """Show an attempt with its results and every answer that was ever saved."""
    actor = enter()
    page = read(actor, st.query_params.get("attempt", ""))
    st.title("Exact replay", anchor=False)
    _head(page)
    _results(page)
    for one in page.positions:
        head = f"{one.review.position}. {verdict(one.review)} · {opening(_case(one))}"
        with st.expander(head):
            _position(one)


def _head(page: Replay) -> None:
    who = f"[{plain(page.shown or 'No name')}](/person?id={page.person})"
    st.markdown(f"**{plain(page.title)}**, edition {page.edition}, attempt {page.number} · {who}")
    closed = f"submitted {_moment(page.submitted_at)}" if page.submitted_at else "still open"
    st.caption(
        f"Started {_moment(page.started_at)}, {closed}. Questions, order of the options and"
        " feedback are those that this person saw, and are spoken to them: “your answer” is"
        " theirs. That you opened this page is in the log."
    )
    if page.sealed is True:
        st.success("The log proves that no answer was changed since the attempt was closed.")
    elif page.sealed is False:
        st.error("The log does not hold these answers. Have an operator run `manage.py doctor`.")
    with st.expander("Digests"):
        st.code(f"edition       {page.sha256}\nfront matter  {page.front_digest}")


def _results(page: Replay) -> None:
    lines = []
    for one in page.results:
        by = f", corrections {', '.join(one.corrections)}" if one.corrections else ""
        lines.append(
            f"- {_moment(one.at)}: {percent(one.score)},"
            f" {'passed' if one.passed else 'not passed'}{by}"
        )
    if lines:
        st.markdown("**Results**\n\n" + "\n".join(lines))


def _position(one: Seen) -> None:
    st.caption(
        f"{plain(one.review.item_id)}, version {one.version}, revision {one.revision} ·"
        f" {one.digest[:12]}…"
    )
    vignette("", one.review.stem, one.review.figures)
    review(one.review, f"**{prose(one.review.lead_in)}**")
    if not one.given:
        st.markdown("No answer was saved.")
        return
    lines = [
        f"- {_moment(each.at)}: **{plain(each.words)}**, {number(each.seconds, 'second')}"
        f"{f', {each.confidence}' if each.confidence else ''}"
        for each in one.given
    ]
    st.markdown("**Saved answers**\n\n" + "\n".join(lines))


def _case(one: Seen) -> str:
    return one.review.stem or one.review.lead_in


def _moment(at: datetime) -> str:
    local = at.astimezone(service().settings.zone)
    return f"{local:%-d %b %Y, %H:%M:%S %Z}"
