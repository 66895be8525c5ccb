"""My questions: what was missed, how it went on, how sure one was, and what was changed since."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import streamlit as st

from screens.door import enter, place
from screens.learner.own_confidence import confidence_part
from screens.learner.own_question import own_question
from screens.learner.own_years import years_part
from screens.parts.changed import changed_answer
from screens.parts.table import Column, link, small, table
from screens.parts.words import begins, day, number
from workflows.corrections.notices import changes
from workflows.learning.missed import missed as read

if TYPE_CHECKING:
    from fractions import Fraction

    from workflows.act import Actor
    from workflows.learning.missed import Choice, Line, Missed

MISSED, YEARS, SURE, CHANGED = "Missed", "Year by year", "How sure", "Changed answers"
STILL, MENDED = "Missed when asked last", "Missed at first, right since"
VIEWS = {"missed": MISSED, "years": YEARS, "sure": SURE, "changed": CHANGED}
COLUMNS = (
    Column("Question"),
    Column("First time", phone=False, line=True),
    Column("Last time", line=True),
    Column("Asked last", phone=False, line=True),
)
CONFIDENCE = {"sure": "sure", "fairly": "fairly sure", "guess": "guessed"}
DIGITS = 4  # of a page's number, or a position


def questions() -> None:
    """Show one question where the address names it, else one of the four views."""
    actor = enter()
    attempt = st.query_params.get("attempt", "")
    if attempt:
        own_question(actor, attempt, _number("q"))
        return
    st.title("My questions", anchor=False)
    st.caption("For you alone: nobody else can open this page, and nothing on it changes a score.")
    chosen = _view(actor)
    if chosen == "years":
        years_part(actor)
    elif chosen == "sure":
        confidence_part(actor)
    elif chosen == "changed":
        _changed(actor)
    else:
        _missed(actor)
    st.page_link(place("recall"), label="Questions that return", icon=":material/event_repeat:")


def _number(name: str) -> int:
    said = st.query_params.get(name, "")[:DIGITS]
    return max(1, int(said)) if said.isdecimal() else 1


def _view(actor: Actor) -> str:
    """Let the person choose what to look at; the address keeps it."""
    asked = st.query_params.get("view", "")
    default = asked if asked in VIEWS else "missed"
    chosen = st.segmented_control(
        "Show", list(VIEWS), default=default, required=True, format_func=VIEWS.__getitem__,
        key=f"{actor.public_id}-questions-view", label_visibility="collapsed",
    )  # fmt: skip
    if chosen and chosen != default:
        st.query_params.from_dict({"view": chosen})
    return str(chosen or default)


def _missed(actor: Actor) -> None:
    asked = {one: st.query_params.get(one, "") for one in ("of", "objective", "mended")}
    found = read(
        actor, asked["of"], asked["objective"], mended=bool(asked["mended"]), page=_number("page")
    )
    if not found.choices:
        st.info(
            "Nothing is submitted yet. What you miss in a self-assessment stands here from then"
            " on, with its explanation."
        )
        st.page_link(place("activities"), label="All self-assessments", icon=":material/search:")
        return
    wanted = _filters(actor, found.choices, asked)
    if wanted != asked:  # they were chosen just now: the page before was of others
        st.query_params.from_dict({name: one for name, one in wanted.items() if one})
        found = read(actor, wanted["of"], wanted["objective"], mended=bool(wanted["mended"]))
    _list(found, wanted)


def _filters(actor: Actor, choices: tuple[Choice, ...], asked: dict[str, str]) -> dict[str, str]:
    """Draw the filters as the address has them, and return what is asked now."""
    key = f"{actor.public_id}-questions"
    titles = {"": "All self-assessments"} | {one.slug: one.title for one in choices}
    of = _one_of("Self-assessment", titles, asked["of"], f"{key}-of")
    objective = ""
    if of:
        texts = next(one.objectives for one in choices if one.slug == of)
        objective = _one_of(
            "Objective", {"": "All objectives", **texts}, asked["objective"], f"{key}-{of}-in"
        )
    which = st.radio(
        "Which", (STILL, MENDED), index=int(bool(asked["mended"])), key=f"{key}-mended",
        horizontal=True, label_visibility="collapsed",
    )  # fmt: skip
    return {"of": of, "objective": objective, "mended": "1" if which == MENDED else ""}


def _one_of(label: str, texts: dict[str, str], asked: str, key: str) -> str:
    at = list(texts).index(asked) if asked in texts else 0
    return str(st.selectbox(label, list(texts), index=at, format_func=texts.__getitem__, key=key))


def _list(found: Missed, wanted: dict[str, str]) -> None:
    if not found.lines:
        st.info(
            "Nothing that you missed at first was asked again and answered right."
            if wanted["mended"]
            else "You missed nothing of this when it was asked last."
        )
        return
    said = number(found.found, "question")
    st.caption(said if found.pages == 1 else f"{said}, page {found.page} of {found.pages}")
    st.html(table("Questions that you missed", COLUMNS, [_row(one) for one in found.lines]))
    _pages(found, wanted)


def _row(one: Line) -> tuple[str, ...]:
    name = link(begins(one.case), "questions", attempt=one.attempt, q=str(one.position))
    last = escape(outcome(one.last, answered=one.answered))
    return (
        small(name, one.title),
        "–" if one.times == 1 else escape(outcome(one.first)),
        small(last, CONFIDENCE.get(one.confidence or "", "")),
        day(one.asked_on),
    )


def outcome(mark: Fraction, *, answered: bool = True) -> str:
    """Say a mark in a word or two."""
    if mark == 1:
        return "Right"
    if mark:
        return f"Partly ({mark})"
    return "Not right" if answered else "Left open"


def _pages(found: Missed, wanted: dict[str, str]) -> None:
    """Lead to the pages before and after this one, where there are any."""
    kept = {name: one for name, one in wanted.items() if one}
    around = (("Previous page", found.page - 1), ("Next page", found.page + 1))
    links = [
        f'<a href="/questions?{escape(urlencode(kept | {"page": to}))}">{label}</a>'
        for label, to in around
        if 1 <= to <= found.pages
    ]
    if links:
        st.html(f'<nav class="pages" aria-label="Pages of my questions">{" · ".join(links)}</nav>')


def _changed(actor: Actor) -> None:
    found = changes(actor)
    if not found:
        st.info("No answer that you were told has been changed since.")
        return
    st.markdown(
        f"{number(len(found), 'answer')} that you were told"
        f" {'was' if len(found) == 1 else 'were'} changed since, newest first."
    )
    for one in found:
        with st.container(border=True, key=f"{one.attempt}-{one.id}-was-changed"):
            changed_answer(one)
