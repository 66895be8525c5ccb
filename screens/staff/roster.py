"""The roster of an activity: who started, passed, completed, claimed; and what is printed of it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

import streamlit as st

from screens.door import enter, go
from screens.parts.words import plain
from workflows.reports.roster import Wanted, titles
from workflows.reports.roster import roster as read

if TYPE_CHECKING:
    from workflows.reports.roster import Line, Roster, Stage

STAGES: dict[Stage, str] = {
    "in_progress": "In progress",
    "failed": "Not passed",
    "passed": "Passed",
    "evaluation_due": "Evaluation due",
    "claim_due": "Claim due",
    "claimed": "Claimed",
}


def roster() -> None:
    """Show one activity's people, with filters, CSV and certificates."""
    actor = enter()
    st.title("Roster", anchor=False)
    named = titles(actor)
    if not named:
        st.info("Nothing is published yet.")
        return
    keys = list(named)
    asked = st.query_params.get("id", "")  # a link may leave out the period: the newest is first
    key: str = st.selectbox(
        "Activity",
        keys,
        index=next(
            (at for at, one in enumerate(keys) if asked in {one, one.split(".", maxsplit=1)[0]}), 0
        ),
        format_func=lambda one: named[one],
        key=f"{actor.public_id}-activity",
    )
    stage = st.pills(
        "Stage", STAGES, format_func=lambda one: STAGES[one], key=f"{actor.public_id}-stage"
    )
    words = st.text_input("Name contains", key=f"{actor.public_id}-words")
    number = st.number_input("Page", min_value=1, step=1, key=f"{actor.public_id}-page")
    wanted = Wanted(stage, words)
    page = read(actor, key, wanted, int(number))
    _summary(page)
    chosen = [one for one in page.lines if _line(page.key, one)]
    _papers(page, wanted, chosen)


def _summary(page: Roster) -> None:
    st.markdown(
        f"{page.started} started · {page.passed} passed · {page.completed} completed"
        f" · {page.claimed} claimed"
    )
    st.caption(f"{page.found} people, page {page.page} of {page.pages}")


def _line(key: str, one: Line) -> bool:
    """Draw one person; say whether their certificate is chosen for printing."""
    with st.container(border=True):
        where = f" · {plain(one.affiliation)}" if one.affiliation else ""
        st.markdown(f"**{plain(one.name)}, {one.degree}**{where}")
        facts = [f"started {one.started_on:%d %b %Y}", f"attempts {one.attempts}"]
        facts += [f"score {one.score} %"] if one.score else []
        facts += [f"passed {one.passed_on:%d %b %Y}"] if one.passed_on else []
        facts += [f"claimed {one.credit}"] if one.credit else []
        st.caption(" · ".join(facts))
        with st.container(horizontal=True):
            if st.button("Records", key=f"{one.person}-open"):
                go("person", id=one.person)
            return bool(
                one.certificate and st.checkbox("Choose certificate", key=f"{key}-{one.person}")
            )


def _papers(page: Roster, wanted: Wanted, chosen: list[Line]) -> None:
    st.subheader("Print", anchor=False)
    st.caption("Every print is logged.")
    rows = {"activity": page.key, "stage": wanted.stage or "", "words": wanted.words}
    ids = ",".join(one.certificate for one in chosen if one.certificate)
    papers = {"activity": page.key, **({"ids": ids} if ids else {})}
    which = f"{len(chosen)} chosen" if chosen else "all"
    with st.container(horizontal=True):
        st.link_button("Roster as CSV", f"/export/roster?{urlencode(rows)}")
        if page.claimed:
            for form in ("pdf", "zip"):
                query = urlencode({**papers, "as": form})
                label = f"Certificates ({which}) as {form.upper()}"
                st.link_button(label, f"/export/certificates?{query}")
