"""Review: what waits for somebody's judgement, and one question whole, to be signed off."""

from __future__ import annotations

import textwrap
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from quizzes.editing.plainer import sentence
from screens.door import enter, go, place
from screens.parts.problem_list import problem_list
from screens.parts.question import teaching, vignette
from screens.parts.table import Column, link, small, table
from screens.parts.words import day, moment, number, opening, plain, prose
from screens.staff.discussion import discussion
from screens.staff.item_tasks import task_list
from screens.staff.own_disclosure import own_disclosure
from screens.staff.rating import rating
from workflows.content.approving import to_approve
from workflows.content.reviewers import CLINICAL, KINDS
from workflows.content.reviewing import item, waiting
from workflows.content.signing import LONGEST, sign
from workflows.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quizzes.differences import Difference
    from quizzes.kinds.public import PublicItem
    from workflows.act import Actor
    from workflows.content.reviewing import Page, Verdict, Waiting
    from workflows.content.signing import Signed

MINE, UNDER, EVERYTHING = "For me", "Under review", "All"
COLUMNS = (
    Column("Question"),
    Column("State", line=True),
    Column("Bank", phone=False),
    Column("Comments", phone=False, number=True),
    Column("Findings", phone=False, number=True),
)
COLORS = {
    "in review": "orange", "changes asked": "red", "approved": "green", "draft": "gray",
    "retired": "gray",
}  # fmt: skip
MOST = 200  # rows of a page
SHORT = 160  # letters of a text that stands in a line
SHORTER = 84  # of one that stands in a table


def review() -> None:
    """Show the list, or the question that the address names."""
    actor = enter()
    asked = st.query_params.to_dict()
    if "item" in asked:
        return _item(actor, item(actor, asked.get("bank", ""), asked["item"]))
    return _list(actor)


def _list(actor: Actor) -> None:
    st.title("Review", anchor=False)
    own_disclosure(actor)
    _wholes(actor)
    everything = waiting(actor)
    chosen = {
        MINE: [one for one in everything if one.mine],
        UNDER: [one for one in everything if one.state in ("in review", "changes asked")],
        EVERYTHING: list(everything),
    }
    labels = {name: f"{name} ({len(rows)})" for name, rows in chosen.items()}
    picked = st.segmented_control(
        "Which questions",
        list(chosen),
        default=next((one for one in chosen if chosen[one]), MINE),
        format_func=labels.__getitem__,
        key=f"{actor.public_id}-review-which",
        label_visibility="collapsed",
    )
    rows = _of_bank(actor, chosen[picked or EVERYTHING])
    if not rows:
        st.info(
            "Nothing waits here. A question waits once its author sets its status to In review."
        )
        return
    st.html(table("Questions to review", COLUMNS, [_row(one) for one in rows[:MOST]]))
    if len(rows) > MOST:
        st.caption(f"The first {MOST} of {len(rows)}.")


def _wholes(actor: Actor) -> None:
    """Lead to each self-assessment that waits to be approved as a whole."""
    for one in to_approve(actor):
        turn = "waits for your approval" if one.mine else "waits for somebody else's approval"
        st.page_link(
            place("approve"),
            label=f"{plain(one.title)} {turn} as a whole",
            icon=":material/approval:",
            query_params={"bank": one.slug},
        )


def _of_bank(actor: Actor, rows: list[Waiting]) -> list[Waiting]:
    """Let one bank be chosen where there are several."""
    titles = {one.slug: one.title for one in rows}
    if len(titles) < 2:  # noqa: PLR2004  (a choice is between two)
        return rows
    choices = ["", *titles]
    asked = st.query_params.get("bank", "")
    slug = st.selectbox(
        "Bank",
        choices,
        index=choices.index(asked) if asked in choices else 0,
        format_func=lambda one: titles.get(one, "All banks"),
        key=f"{actor.public_id}-review-bank",
    )
    return [one for one in rows if slug in ("", one.slug)]


def _row(one: Waiting) -> list[str]:
    named = link(_begin(one.opening), "review", bank=one.slug, item=one.item_id)
    by = f" · {', '.join(one.authors)}" if one.authors else ""
    below = f"{one.item_id} · version {one.version}.{one.revision}{by}"
    state = f"{one.state} (yours)" if one.own else one.state
    asked = f"asked: {', '.join(one.asked)}" if one.asked else ""
    return [
        small(named, below),
        small(escape(state), asked),
        escape(textwrap.shorten(one.title, SHORTER, placeholder=" …")),
        str(one.remarks or "–"),
        str(one.findings or "–"),
    ]


def _begin(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SHORTER else f"{line[:SHORTER].rpartition(' ')[0]} …"


def _item(actor: Actor, page: Page) -> None:
    head = st.container()
    tasks = st.container()
    _as_seen(page)
    with st.expander("Key, rationales and references", expanded=True, icon=":material/key:"):
        teaching(page.taught)
    _findings(page)
    _differences(page)
    _commented(actor, page)
    page = discussion(actor, page)
    rating(actor, page)
    st.subheader("Your verdict", anchor=False)
    page = _verdict(actor, page)
    with head:
        _head(page)
    with tasks:
        if task_list(actor, page.tasks, page.people):
            st.rerun()
    _past(page.verdicts, actor)


def _head(page: Page) -> None:
    if st.button("All reviews", icon=":material/arrow_back:", key=f"{page.item_id}-back"):
        go("review")
    st.title(f"Review of {plain(page.item_id)}", anchor=False)
    st.markdown(
        f":{COLORS[page.state]}-badge[{page.state}] version {page.version}.{page.revision} ·"
        f" {plain(page.bank)} · by {plain(', '.join(page.authors) or 'nobody named')}"
    )


def _as_seen(page: Page) -> None:
    st.subheader("As physicians see it", anchor=False)
    with st.container(border=True):
        vignette("", page.public.stem, page.public.figures)
        st.markdown("\n\n".join(_asked(page.public)))


def _asked(one: PublicItem) -> list[str]:
    """Return the question and what may be chosen, in the author's order."""
    lines = [f"**{prose(one.lead_in)}**", f":gray[{plain(one.instruction)}]"]
    lines += [f"{chr(ord('A') + at)}. {prose(each.text)}" for at, each in enumerate(one.options)]
    lines += [f"- {prose(each.text)}" for each in one.parts]
    if one.unit or one.units:
        lines.append(f"____ {plain(one.unit or ' or '.join(one.units))}")
    return lines


def _findings(page: Page) -> None:
    st.subheader("What the checker says", anchor=False)
    if page.lacks:
        st.markdown(f"{number(len(page.lacks), 'thing')} to do before it can be approved:")
        st.markdown("\n".join(f"- {plain(sentence(one))}" for one in page.lacks))
    missing = {one.message for one in page.lacks}
    others = [one for one in page.findings if one.message not in missing]
    problem_list(others)
    if not page.lacks and not others:
        st.markdown("Nothing.")


def _differences(page: Page) -> None:
    st.subheader("What changed", anchor=False)
    if not page.since:
        st.markdown("No earlier version was approved or published: all of it is new.")
    elif not page.differences:
        st.markdown(f"Nothing that a physician would notice, against {plain(page.since)}.")
    else:
        st.markdown(f"Against {plain(page.since)}:")
        st.markdown("\n".join(f"- {_difference(one)}" for one in page.differences))
    with st.expander("What the authors wrote about their changes"):
        st.markdown(
            "\n".join(f"- {day(on)}, {plain(who)}: {plain(what)}" for on, who, what in page.history)
            or "Nothing yet."
        )


def _commented(actor: Actor, page: Page) -> None:
    """Say how many comments physicians sent; the office reads them here, too."""
    found = page.commented
    st.subheader("From physicians", anchor=False)
    if not found.count:
        st.markdown("No physician has commented on this question.")
        return
    st.markdown(f"Physicians sent **{number(found.count, 'comment')}** on this question.")
    if found.texts:
        zone = actor.service.settings.zone
        with st.expander("Read them"):
            st.markdown(
                "\n".join(
                    f"- {plain(said)} · {moment(at.astimezone(zone))}" for at, said in found.texts
                )
            )
            st.page_link(place("correct"), label="Answer them under Put right")


def _difference(one: Difference) -> str:
    what = f"**{plain(one.what)}** {one.how}"
    if one.before and one.after:
        return f"{what}: {_cut(one.before)} → {_cut(one.after)}"
    return f"{what}: {_cut(one.before or one.after)}"


def _cut(text: str) -> str:
    return f"“{opening(text, SHORT)}”"


def _verdict(actor: Actor, page: Page) -> Page:
    """Draw the verdicts that this person may give; return the page as it is afterwards."""
    may = [kind for kind in KINDS if kind not in page.why_not]
    if not may:
        st.info(plain(page.why_not[CLINICAL]), icon=":material/info:")
        return page
    told = st.empty()
    name = f"{page.item_id}-{page.digest[:12]}"
    with st.form(f"{name}-verdict"):
        kind = may[0]
        if len(may) > 1:
            kind = st.radio("Review", may, format_func=KINDS.__getitem__, horizontal=True)
        else:
            st.markdown(f"**{KINDS[kind]}**")
        note = st.text_area(
            "Note", max_chars=LONGEST, placeholder="What you checked, or what has to change"
        )
        with st.container(horizontal=True):
            approve = st.form_submit_button("Approve", type="primary", icon=":material/check:")
            changes = st.form_submit_button("Ask for changes", icon=":material/edit_note:")
    if not (approve or changes):
        return page
    try:
        done = sign(
            actor,
            page.slug,
            page.item_id,
            digest=page.digest,
            kind=kind,
            verdict="approved" if approve else "changes",
            note=note,
            seen=page.seen.get(kind, 0),
        )
    except Refused as refused:
        told.error(str(refused))
    else:
        told.success(_told(done))
    return item(actor, page.slug, page.item_id)


def _told(done: Signed) -> str:
    said = "Approved" if done.verdict == "approved" else "Changes are asked for"
    copy = "" if done.copied else " It could not be copied into the file; the sign-off holds."
    return f"{said}, for exactly this text: whatever is changed later needs a new review.{copy}"


def _past(verdicts: Sequence[Verdict], actor: Actor) -> None:
    if not verdicts:
        return
    zone = actor.service.settings.zone
    st.subheader("Verdicts", anchor=False)
    st.markdown("\n".join(f"- {_line(one)} {moment(one.at.astimezone(zone))}" for one in verdicts))


def _line(one: Verdict) -> str:
    said = "approved" if one.approved else "asked for changes in"
    which = "this text" if one.present else f"version {one.version}.{one.revision}"
    note = f": {plain(one.note)}" if one.note else ""
    return f"**{plain(one.by)}** {said} {which} ({KINDS[one.kind].lower()}){note} ·"
