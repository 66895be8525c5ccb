"""The roster of an activity: who started, passed, completed, claimed; and what is printed of it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import streamlit as st

from screens.door import enter, place
from screens.parts.table import Column, link, small, table
from screens.parts.words import day, number
from workflows.refusals import Refused
from workflows.reports.learner_match import matching
from workflows.reports.roster import STAGES_SAID, Wanted, activities, holders
from workflows.reports.roster import roster as read

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workflows.act import Actor
    from workflows.reports.roster import Line, Listed, Roster

EVERY_STAGE = ""
MOST_NAMED = 100  # people whose ids a link holds
MOST_OFFERED = 500  # certificates that a menu names
LONGEST_NUMBER = 6  # digits of a page; more come only from a made-up address
COLUMNS = (
    Column("Name"),
    Column("Stage", line=True),
    Column("Score", number=True),
    Column("Claimed", phone=False, line=True),
    Column("Started", phone=False, line=True),
    Column("Passed", phone=False, line=True),
)

LEFT_OUT = (Column("Left out"), Column("For"), Column("Why"))


def roster() -> None:
    """Show one activity's people as the address asks, with what can be printed of them above."""
    actor = enter()
    st.title("Roster", anchor=False)
    named = {one.key: one for one in activities(actor)}
    if not named:
        st.info("Nothing is published yet.")
        return
    asked = _asked(actor, named)
    if asked["id"] not in named:
        st.warning("There is no such activity. Choose one of these.")
        asked["id"] = next(iter(named))
    asked = _filters(actor, named, asked)
    try:
        wanted = Wanted(asked["stage"] or None, asked["words"])
    except Refused as refused:
        st.warning(str(refused))
        wanted = Wanted(words=asked["words"])
    page = read(actor, asked["id"], wanted, _page(asked))
    _summary(page, named[page.key])
    _papers(actor, page, wanted)
    _match(actor, page)
    _people(page)
    _pages(page, asked)


def _asked(actor: Actor, named: Mapping[str, Listed]) -> dict[str, str]:
    """Return what the address asks for; a link may leave out the period: the newest is first.

    Part of a name stands in no address: those are kept by browsers and by the logs of proxies.
    """
    asked = {name: st.query_params.get(name, "") for name in ("id", "stage", "page")}
    newest = (one for one in named if asked["id"] in {"", one, one.split(".", maxsplit=1)[0]})
    key = next(newest, asked["id"])
    of, words = st.session_state.get(_held(actor), ("", ""))
    return asked | {"id": key, "words": words if of == key else ""}


def _held(actor: Actor) -> str:
    return f"{actor.public_id}-roster-held"


def _filters(actor: Actor, named: Mapping[str, Listed], asked: dict[str, str]) -> dict[str, str]:
    """Draw the filters as the address has them; return what is asked now and write it there."""
    keys = {name: f"{actor.public_id}-roster-{name}" for name in ("id", "stage", "words")}
    _follow(keys, asked)
    with st.form(f"{actor.public_id}-roster", border=False):
        st.selectbox(
            "Activity", list(named), format_func=lambda one: _title(named[one]), key=keys["id"]
        )
        with st.container(horizontal=True, vertical_alignment="bottom"):
            stages = [EVERY_STAGE, *STAGES_SAID]
            st.selectbox("Stage", stages, format_func=_stage, key=keys["stage"], width=200)
            st.text_input("Name contains", key=keys["words"], width=260)
            sent = st.form_submit_button("Show")
    if not sent:
        return asked
    now = {name: str(st.session_state[key]) for name, key in keys.items()} | {"page": ""}
    st.session_state[_held(actor)] = (now["id"], now["words"])
    shown = {name: value for name, value in now.items() if value and name != "words"}
    st.query_params.from_dict(shown)
    st.session_state[f"{actor.public_id}-roster-told"] = _told(now)
    return now


def _follow(keys: Mapping[str, str], asked: dict[str, str]) -> None:
    """Let the filters say what the address says, whenever it was another than the one before."""
    told = keys["id"].removesuffix("id") + "told"
    if st.session_state.get(told) != _told(asked):
        st.session_state[told] = _told(asked)
        for name, key in keys.items():
            known = name != "stage" or asked[name] in STAGES_SAID
            st.session_state[key] = asked[name] if known else EVERY_STAGE


def _told(asked: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(asked[name] for name in ("id", "stage", "words"))


def _title(one: Listed) -> str:
    return f"{one.key} · {one.title}"


def _stage(one: str) -> str:
    said = {str(stage): words for stage, words in STAGES_SAID.items()}
    return said.get(one, "Everybody who started")


def _page(asked: Mapping[str, str]) -> int:
    digits = asked["page"][:LONGEST_NUMBER]
    return int(digits) if digits.isdecimal() else 1


def _summary(page: Roster, activity: Listed) -> None:
    st.caption(f"{day(activity.released)} to {day(activity.expires)}")
    if activity.held_elsewhere:
        st.page_link(
            place("admission"),
            label="Roster from elsewhere: who may claim points",
            query_params={"id": page.key},
        )
    st.markdown(
        f"{page.started} started · {page.passed} passed · {page.completed} completed"
        f" · {page.claimed} claimed"
    )


def _papers(actor: Actor, page: Roster, wanted: Wanted) -> None:
    st.subheader("Print", anchor=False)
    chosen = _chosen(actor, page)
    if len(page.among) > MOST_NAMED:
        st.info(f"More than {MOST_NAMED} names: write more of the name to print these people.")
        return
    asked = {"activity": page.key, "stage": wanted.stage or ""}
    if page.among:
        asked["people"] = ",".join(page.among)
    papers = {"activity": page.key, "ids": ",".join(chosen)} if chosen else asked
    count = len(chosen) or page.certificates
    which = f"{count} chosen" if chosen else str(count)
    with st.container(horizontal=True):
        if page.found:
            rows = number(page.found, "person", "people")
            st.link_button(f"Roster as CSV ({rows})", f"/export/roster?{urlencode(asked)}")
        for form in ("pdf", "zip") if count else ():
            query = urlencode({**papers, "as": form})
            label = f"Certificates as {form.upper()} ({which})"
            st.link_button(label, f"/export/certificates?{query}")
        if page.found and page.claimed:
            query = urlencode({"activity": page.key})
            st.link_button("Completions for another platform", f"/export/completions?{query}")
    st.caption(
        "Every print is logged. Completions for another platform hold claims line by line; a board"
        " and its number only while the person agrees to the report."
    )


def _match(actor: Actor, page: Roster) -> None:
    """Offer ACCME's pre-validation file, with who is not in it and why; read only when asked."""
    if not page.started or not st.toggle(
        "Check identities with ACCME first (learner match)", key=f"{actor.public_id}-match"
    ):
        return
    found = matching(actor, page.key)
    people = number(len(found.learners), "row")
    st.caption(
        "One row for each physician and board that has a live consent. The layout is not verified"
        " against ACCME's own template: compare the columns before you upload."
    )
    if found.learners:
        query = urlencode({"activity": page.key})
        st.link_button(f"Learner match as Excel ({people})", f"/export/learner-match?{query}")
    if found.left_out:
        rows = [(escape(one.name), escape(one.to), escape(one.why)) for one in found.left_out]
        st.html(table("Left out of the learner match", LEFT_OUT, rows))
    elif not found.learners:
        st.info("No physician in this activity has agreed to a report.")


def _chosen(actor: Actor, page: Roster) -> list[str]:
    """Return the certificates that were chosen by name.

    Whatever the list below shows, where they are not too many for one menu; else of those below.
    """
    if not page.claimed:
        return []
    if page.claimed > MOST_OFFERED:
        named = {one.certificate: one.name for one in page.lines if one.certificate}
    else:
        named = {one.certificate: one.name for one in holders(actor, page.key)}
    return st.multiselect(
        "Only the certificates of",
        list(named),
        format_func=lambda one: named.get(one, one),
        placeholder="Everybody listed below",
        key=f"{actor.public_id}-{page.key}-chosen",
    )


def _people(page: Roster) -> None:
    st.subheader("People", anchor=False)
    if not page.lines:
        st.info(
            "Nobody has started this activity yet."
            if not page.started
            else "Nobody is at this stage under this name. Choose another stage, or fewer letters."
        )
        return
    said = f"{number(page.found, 'person', 'people')}"
    st.caption(said if page.pages == 1 else f"{said}, page {page.page} of {page.pages}")
    st.html(table(f"People of {page.title}", COLUMNS, [_row(one) for one in page.lines]))


def _row(one: Line) -> tuple[str, ...]:
    name = f"{one.name}, {one.degree}" if one.degree not in {"", "Other"} else one.name
    return (
        small(link(name, "person", id=one.person), one.affiliation),
        escape(STAGES_SAID[one.stage]),
        f"{one.score}%" if one.score else "",
        _claimed(one),
        day(one.started_on),
        day(one.passed_on) if one.passed_on else "",
    )


def _claimed(one: Line) -> str:
    """Return credit and points; who is no physician has a participation."""
    first = f"{one.credit} credit" if one.credit else "Participation" if one.participation else ""
    points = (f"{board.partition(' ')[0]} {amount}" for board, amount in one.points)
    return escape(" · ".join(part for part in (first, *points) if part))


def _pages(page: Roster, asked: Mapping[str, str]) -> None:
    """Lead to the pages before and after this one, where there are any."""
    if page.pages == 1:
        return
    if asked["words"]:
        st.caption("The first are shown: write more of the name to see the others.")
        return
    kept = {name: asked[name] for name in ("id", "stage") if asked[name]}
    around = (("Previous page", page.page - 1), ("Next page", page.page + 1))
    links = (
        link(label, "roster", **kept, page=str(to)) for label, to in around if 1 <= to <= page.pages
    )
    st.html(f'<nav class="pages" aria-label="Pages of the roster">{" · ".join(links)}</nav>')
