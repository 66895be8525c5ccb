"""The records: each completion with what was claimed, totals by year, and the papers."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

import streamlit as st

from credit.statements import as_markdown
from screens.door import enter, go, place, service
from screens.learner.elsewhere import elsewhere
from screens.part4.mine import part
from screens.parts.deadlines import deadlines_link
from screens.parts.moc_lines import awards, moc_lines
from screens.parts.standing import to_claim
from screens.parts.tracker import tracker
from screens.parts.why import why_all
from screens.parts.words import DAYS, day, plain
from workflows.credit.records import ALWAYS, Period
from workflows.credit.records import records as see
from workflows.refusals import Faulty

if TYPE_CHECKING:
    from datetime import date

    from workflows.act import Actor
    from workflows.credit.records import Record, Records, Totals

STATES = {
    "claimed": ":green-badge[claimed]",
    "due": ":orange-badge[claim due]",
    "closed": ":gray-badge[not claimed]",
    "withdrawn": ":red-badge[withdrawn]",
}


def records() -> None:
    """Show the person's own records in a period."""
    actor = enter()
    st.title("Records", anchor=False)
    told = st.container()
    try:
        period = _period(actor.public_id)
    except Faulty as fault:
        told.error(str(fault))
        period = ALWAYS
    page = see(actor, period)
    _warnings(page)
    if page.records or page.elsewhere:
        _papers(actor, period)
    _put_right(page)
    _earned(page)
    _boards(actor, page)
    _list(page)
    st.page_link(
        place("questions"), label="My questions: what you missed",
        icon=":material/history:",
    )  # fmt: skip
    _projects(page)
    if page.records:
        st.page_link(place("recall"), label="Questions that return", icon=":material/replay:")
    elsewhere(actor, page, physician=page.physician)


def _warnings(page: Records) -> None:
    for one in page.records:
        if one.warning:
            st.warning(f"**{plain(one.title)}:** {plain(one.warning)}")


def _earned(page: Records) -> None:
    for one in page.totals:
        _totals(one)
    if not page.records:
        st.info("Nothing is completed in this period yet. What you complete stands here for good.")
        if st.button("Browse self-assessments", key=f"{page.person}-browse"):
            go("activities")


def _boards(actor: Actor, page: Records) -> None:
    held = awards(page.part4)
    if not page.moc and not held:
        return
    st.subheader("MOC points by board", anchor=False)
    st.caption(
        "Of all days on record within your cycle, whatever period is chosen above. What"
        " boards ask stands on [MOC explained](/moc)."
    )
    moc_lines(actor, page.moc, page.today, held)


def _period(person: str) -> Period:
    with st.expander("Choose a period"):
        first: date | None = st.date_input("From", value=None, format=DAYS, key=f"{person}-first")
        last: date | None = st.date_input("To", value=None, format=DAYS, key=f"{person}-last")
    return Period(first, last)


def _papers(actor: Actor, period: Period) -> None:
    days = {"from": period.first, "to": period.last}
    query = urlencode({name: day.isoformat() for name, day in days.items() if day})
    with st.container(horizontal=True):
        st.link_button("Transcript as PDF", f"/transcript.pdf?{query}", type="primary")
        st.link_button("Transcript as CSV", f"/transcript.csv?{query}")
        deadlines_link(actor)


def _totals(one: Totals) -> None:
    what = "Credit by year" if one.kind == "credit" else "Participation by year"
    st.subheader(f"{what}{' (demonstration)' if one.demonstration else ''}", anchor=False)
    for year in one.years:
        claimed = ", ".join(as_markdown(each) for each in year.claimed)
        count = f"{year.activities} {'activity' if year.activities == 1 else 'activities'}"
        st.markdown(f"**{year.year}** · {count}" + (f" · {claimed}" if claimed else ""))


def _put_right(page: Records) -> None:
    """Draw first what has a rejected report: it is what the page was opened for."""
    _drawn("To put right", [one for one in page.records if _rejected(one)])


def _list(page: Records) -> None:
    _drawn("Completed", [one for one in page.records if not _rejected(one)])


def _projects(page: Records) -> None:
    """Draw the quality projects that the person takes part in, and lead to the page about them."""
    if page.part4:
        st.subheader("Quality projects (Part IV)", anchor=False)
        st.caption("Recorded here and verified by the lead; your board awards the credit.")
    for one in page.part4:
        with st.container(border=True):
            part(one)
    label = "All quality projects" if page.part4 else "Quality projects (Part IV)"
    st.page_link(place("projects"), label=label)


def _rejected(one: Record) -> bool:
    return any(report.stage == "rejected" for report in one.reports)


def _drawn(heading: str, every: list[Record]) -> None:
    if not every:
        return
    st.subheader(heading, anchor=False)
    for one in every:
        with st.container(border=True):
            _record(one)


def _record(one: Record) -> None:
    st.markdown(f"**{plain(one.title)}** {STATES[one.state]}")
    st.caption(f"Completed on {day(one.completed_on)}")
    if one.claims:
        st.markdown("  \n".join(as_markdown(each) for each in one.claims))
    tracker(one.reports, one.completion)
    with st.container(horizontal=True, vertical_alignment="center"):
        if one.certificate:
            st.link_button("Open certificate", f"/certificate/{one.certificate}.pdf")
        if one.certificate and service().settings.badge_key is not None:
            st.link_button("Badge for a wallet", f"/certificate/{one.certificate}.jwt")
        st.page_link(
            place("result"), label="Result and review", query_params={"attempt": one.attempt}
        )
        if one.change:
            st.page_link(
                place("commitments"), label="My commitments to change",
                query_params={"completion": one.completion},
            )  # fmt: skip
        if one.state == "claimed":
            why_all("Why these amounts?", one.why, f"{one.completion}-why")
    if one.state == "due":
        st.markdown(f"Claim until {day(one.claim_by)}.")
        label = f"Claim {to_claim(participates=one.participates)}"
        if st.button(label, type="primary", key=f"{one.completion}-claim"):
            go("claim", completion=one.completion)
