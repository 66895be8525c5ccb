"""One initiative as its owner sees it: how many are done, over time, who, and whom else to ask."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from html import escape
from typing import TYPE_CHECKING

import altair as alt
import streamlit as st

from credit.calendar import local_day
from screens.door import enter, place
from screens.parts.done import attempt, say, tell
from screens.parts.plot import HEIGHT, Shown, cells, frame, hue, plot
from screens.parts.table import Column, small, table
from screens.parts.table_in import faults
from screens.parts.words import DAYS, day, mail, number, plain
from screens.staff.initiative_form import plan_form
from workflows.initiatives.dashboard import STATES, dashboard
from workflows.initiatives.invite import KINDS, ListRefused, invite, invite_affiliation
from workflows.initiatives.listing import choices, institutions
from workflows.initiatives.plan import PlanRefused
from workflows.initiatives.take_off import take_off
from workflows.initiatives.write import change, end
from workflows.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from workflows.act import Actor
    from workflows.initiatives.dashboard import Dashboard, Line
    from workflows.initiatives.invite import Receipt

SHOWN = 200  # people on screen; the file has all of them
BY_NAME = 500  # people that a menu names
PEOPLE = (
    Column("Name"),
    Column("State"),
    Column("Completed", phone=False, number=True),
    Column("Due", phone=False, line=True),
)
PARTS = (Column("Self-assessment"), Column("Completed by", number=True))
PROGRESS = (Column("Up to", line=True), Column("Asked", number=True), Column("Done", number=True))
MONTH = timedelta(days=30)


def initiative() -> None:
    """Show the initiative that the address names, and do what is asked for."""
    actor = enter()
    page = dashboard(actor, st.query_params.get("id", ""))
    _head(page)
    tell(page.initiative.id)
    if not page.lines:
        st.info("Nobody is asked yet. Choose below whom to ask, and by when.")
    else:
        _figures(page)
        _people(page)
    if not page.initiative.ended:
        with st.expander("Ask people to take part", expanded=not page.lines):
            _ask(actor, page)
        if page.lines:
            with st.expander("Take people off the list"):
                _off(actor, page)
    _plan(page)
    if page.may_change and not page.initiative.ended:
        with st.expander("Change the plan"):
            _change(actor, page)
        _end(actor, page)


def _head(page: Dashboard) -> None:
    one = page.initiative
    st.title(plain(one.plan.title), anchor=False)
    state = "" if page.runs else " · ended" if one.ended else " · not running today"
    address = f", {mail(page.owner_address)}" if page.owner_address else ""
    owner = plain(page.owner) or "nobody any more"
    st.markdown(f"{day(one.begins)} to {day(one.until)}{state} · owned by {owner}{address}")
    if page.may_change:
        st.page_link(place("initiatives"), label="All initiatives")


def _figures(page: Dashboard) -> None:
    """Say how many are done, of what, and how that came."""
    late, waiting = page.many("late"), page.many("waiting")
    more = [f"{late} late"] if late else []
    more += [f"{number(waiting, 'address has', 'addresses have')} no account yet"] * bool(waiting)
    said = f"**{page.many('done')} of {page.many()} are done**"
    st.markdown(" · ".join([said, *more]))
    st.caption(
        "Done is who completed each of the self-assessments: passed and evaluated. What was"
        " completed in the same accreditation period before being asked counts, and says so."
    )
    rows = [
        (small(escape(one.title), f"ends on {day(one.expires)}"), f"{one.done} of {page.many()}")
        for one in page.shares
    ]
    st.html(table("Completed, by self-assessment", PARTS, rows))
    _progress(page)


def _progress(page: Dashboard) -> None:
    last = page.progress[-1]
    summary = (
        f"Up to {day(last.day)}, {last.done} of the {last.asked} people asked were done."
        " Whoever was done before counts from the day they were asked."
    )
    rows = [cells(day(one.day), one.asked, one.done) for one in page.progress]
    file = f"/export/initiative?id={page.initiative.id}&table=progress"
    plot(Shown("Progress", summary, PROGRESS, rows, file), _over_time(page))


def _over_time(page: Dashboard) -> alt.Chart | None:
    if len(page.progress) == 1:
        return None  # a day is no time
    points: list[dict[str, object]] = [
        {"Day": day(one.day), "What": what, "People": many}
        for one in page.progress
        for what, many in (("Asked", one.asked), ("Done", one.done))
    ]
    drawn: alt.Chart = (
        alt.Chart(frame(points), height=HEIGHT)
        .mark_line(point=True)
        .encode(
            x=alt.X("Day:O", title=None, sort=None, axis=alt.Axis(labelAngle=0, labelOverlap=True)),
            y=alt.Y("People:Q", axis=alt.Axis(tickMinStep=1, format="d")),
            color=hue("What:N"),
            tooltip=["Day:O", "What:N", "People:Q"],
        )
    )
    return drawn


def _people(page: Dashboard) -> None:
    st.subheader("Who", anchor=False)
    wanted = st.segmented_control(
        "Show", ["Everybody", "Not done", "Done"], default="Everybody", required=True,
        label_visibility="collapsed", key=f"{page.initiative.id}-show",
    )  # fmt: skip
    lines = [one for one in page.lines
             if wanted == "Everybody" or (one.state == "done") == (wanted == "Done")]  # fmt: skip
    parts = len(page.shares)
    rows = [
        (escape(one.shown), _state(one), f"{one.completed} of {parts}", day(one.due))
        for one in lines[:SHOWN]
    ]
    if rows:
        st.html(table("Who is asked", PEOPLE, rows))
    else:
        st.caption("Nobody.")
    if len(lines) > SHOWN:
        st.caption(f"{len(lines) - SHOWN} more in the file.")
    st.link_button("List as CSV", f"/export/initiative?id={page.initiative.id}")
    if page.many("waiting"):
        st.caption(
            "An address without an account gets no mail from here: send them the address of this"
            f" service ({plain(_home())}). Once they sign in by it they are asked, and count."
        )


def _home() -> str:
    return enter().service.settings.public_url


def _state(one: Line) -> str:
    if one.done_on is None:
        return escape(STATES[one.state])
    return small(f"Done on {day(one.done_on)}", "before being asked" if one.earlier else "")


def _ask(actor: Actor, page: Dashboard) -> None:
    """Take a list, or an affiliation, with the day; ask them."""
    key = f"{page.initiative.id}-ask"
    how = st.radio(
        "Whom", ["Addresses", "An affiliation", "An institution"], horizontal=True,
        key=f"{key}-how", help="An affiliation is what people say of themselves in their profile.",
    )  # fmt: skip
    chosen = {"Addresses": _addresses, "An affiliation": _affiliation}.get(how, _institution)
    asking = chosen(actor, page, key)
    due = st.date_input("To be completed by", _due(actor, page), format=DAYS, key=f"{key}-due")
    st.caption(
        "Whoever is asked reads it on Home, and by mail: now, and a week before the day unless"
        " they are done. No more mail than that, and none to who chose to get none."
    )
    if not st.button("Ask them", type="primary", key=f"{key}-send"):
        return
    if asking is None:
        st.error("Say whom to ask.")
        return
    try:
        done = asking(due)
    except ListRefused as refused:
        faults(refused.faults)
    except Refused as refused:
        st.error(plain(str(refused)))
    else:
        say(page.initiative.id, _received(done))


def _received(done: Receipt) -> str:
    before = f" {done.before} were on the list already." if done.before else ""
    unknown = ""
    if done.unknown:
        unknown = f" {number(done.unknown, 'address waits', 'addresses wait')} for an account."
    return f"{number(done.asked, 'person', 'people')} asked.{before}{unknown}"


def _addresses(actor: Actor, page: Dashboard, key: str) -> Callable[[date], Receipt] | None:
    one = page.initiative.id
    # The gate takes files from those alone who bring others in; anybody can paste.
    file = None
    if actor.has("staff", "author"):
        file = st.file_uploader(
            "CSV file with a column email", type=["csv", "txt", "tsv"], key=f"{key}-file",
            max_upload_size=2,
        )  # fmt: skip
    text = st.text_area(
        "Paste addresses, or a table with a column email", key=f"{key}-text", height=120,
        placeholder="ada@example.edu\nBen Carter <ben@example.edu>",
    )  # fmt: skip
    content = file.getvalue() if file is not None else text.encode()
    if not content.strip():
        return None
    return lambda due: invite(actor, one, content, due)


def _affiliation(actor: Actor, page: Dashboard, key: str) -> Callable[[date], Receipt]:
    one = page.initiative.id
    kind = st.selectbox("Affiliation", list(KINDS), format_func=KINDS.__getitem__, key=f"{key}-of")
    return lambda due: invite_affiliation(actor, one, kind, due)


def _institution(actor: Actor, page: Dashboard, key: str) -> Callable[[date], Receipt] | None:
    one = page.initiative.id
    named = institutions(actor, one)
    name = st.selectbox(
        "Institution", named, index=None, placeholder="As profiles name it", key=f"{key}-at",
        format_func=plain,
    )  # fmt: skip
    if name is None:
        return None
    return lambda due: invite_affiliation(actor, one, "", due, institution=name)


def _due(actor: Actor, page: Dashboard) -> date:
    """Offer a month from now, as far as the initiative and what is to be completed run."""
    today = local_day(actor.service.now(), actor.service.settings.zone)
    last = min([page.initiative.until, *(one.expires for one in page.shares)])
    return max(today, min(last, max(today, page.initiative.begins) + MONTH))


def _off(actor: Actor, page: Dashboard) -> None:
    key = f"{page.initiative.id}-off"
    names = {one.who: one.shown for one in page.lines[:BY_NAME]}
    chosen = st.multiselect(
        "Who", list(names), format_func=lambda who: plain(names[who]), key=f"{key}-who",
        placeholder="Choose people",
    )  # fmt: skip
    st.caption("They are asked no more and count no more. They can be asked again.")
    if st.button("Take off", key=f"{key}-send", disabled=not chosen):
        who = [one for names_of in chosen for one in names_of]
        one = page.initiative.id
        attempt(one, "Taken off the list.", partial(take_off, actor, one, who))


def _plan(page: Dashboard) -> None:
    plan = page.initiative.plan
    st.subheader("The plan", anchor=False)
    st.markdown(
        f"**Aim:** {plain(plan.aim)}\n\n**Measure:** {plain(plan.measure)}\n\n"
        f"**Audience:** {plain(plan.audience)}"
    )


def _change(actor: Actor, page: Dashboard) -> None:
    one = page.initiative
    try:
        wished = plan_form(actor, choices(actor), f"{one.id}-{one.seq}-plan", held=page)
        if wished is None:
            return
        change(actor, one.id, wished, one.seq)
    except PlanRefused as refused:
        for fault in refused.faults:
            st.error(plain(fault))
    except Refused as refused:
        st.error(str(refused))
    else:
        say(page.initiative.id, "The plan was saved.")


def _end(actor: Actor, page: Dashboard) -> None:
    one = page.initiative
    with st.popover("End the initiative"):
        st.markdown("Nobody is asked or reminded any more. The list and its figures stay.")
        if st.button("End it now", key=f"{one.id}-{one.seq}-end"):
            attempt(one.id, "The initiative was ended.", partial(end, actor, one.id, one.seq))
