"""The attempt: one question a page, and the page before submission."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import streamlit as st

from screens.door import enter, go, service
from screens.parts.card import card, waiting_click
from screens.parts.question import review, verdict, vignette
from screens.parts.resume import PAUSED
from screens.parts.who import who
from screens.parts.words import plain, prose
from workflows.attempts.question import question
from workflows.attempts.save import save
from workflows.attempts.settle import settle, submit
from workflows.refusals import Faulty, Refused

if TYPE_CHECKING:
    from screens.parts.card import Answer, Click
    from workflows.act import Actor
    from workflows.attempts.question import Question

END = "end"
AFTERWARDS = {
    "after_submission": (
        "After you submit, the answers are final. You then see your score and, for each question,"
        " the key, the rationale of every option and the references."
    ),
    "after_each_item": "After you submit, the attempt is closed, and you see your score.",
}
WITHDRAWN = (
    "You can finish this attempt for your own learning; passing it from now on earns no credit."
)
DIGITS = 4  # of a number in the address


def attempt() -> None:
    """Show the question the address names, or where the physician should go on."""
    actor = enter()
    asked = st.query_params.to_dict()
    attempt_id = asked.get("attempt", "")
    at = asked.get("q", "")
    click = waiting_click(attempt_id)
    refused = ""
    if click is not None:
        at, refused = _follow(actor, attempt_id, click, at)
    page = question(actor, attempt_id, _number(at))
    _leave_if_closed(actor, page)
    if page.standing.paused:
        return _paused(actor, page)
    if at == END:
        st.html(who(actor, alone=True))
        return _end(actor, page)
    if click is not None and _has_sat(page, click, _number(asked.get("goal", ""))):
        go("sitting", attempt=page.attempt, goal=asked["goal"])
    late = _question(actor, page, refused)
    if click is None and late is not None:
        # The server restarted: this click came with the page that is on screen.
        _follow(actor, attempt_id, late, at)
        st.rerun()
    return None


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) <= DIGITS else None


def _follow(actor: Actor, attempt_id: str, click: Click, at: str) -> tuple[str, str]:
    """Do what the card was told to; return where that leads, and why its answer is none.

    The address says so too: it is what a reload or Back returns to.
    """
    refused = _save(actor, attempt_id, click.at, click.save) if click.save is not None else ""
    if click.to == END and _ends_now(question(actor, attempt_id)):
        submit(actor, attempt_id)
        go("result", attempt=attempt_id)
    to = str(click.to)
    if at != to:
        st.query_params["q"] = to
    return to, refused


def _ends_now(page: Question) -> bool:
    return page.ends_at_once and not page.standing.paused


def _save(actor: Actor, attempt_id: str, position: int, given: Answer) -> str:
    """Save what the card holds and return "", or what to type instead."""
    try:
        save(
            actor,
            attempt_id,
            position=position,
            seen=given.seen,
            value=given.value,
            confidence=given.confidence,
            seconds=given.seconds,
        )
    except Faulty as faulty:
        return str(faulty)
    except Refused:
        pass  # the card sends it again by itself, and is told why
    return ""


def _leave_if_closed(actor: Actor, page: Question) -> None:
    if page.standing.submitted or (page.standing.overdue and settle(actor, page.attempt)):
        go("result", attempt=page.attempt)


def _paused(actor: Actor, page: Question) -> None:
    """Show instead of the question why it is not there, and what is kept."""
    st.html(who(actor, alone=True))
    st.title("Paused by the office", anchor=False)
    st.caption(plain(page.title))
    st.warning(_halt(page))
    st.markdown(f"**{page.done} of {page.total} questions are answered.** {PAUSED}")
    if st.button("Back to the self-assessment", key=f"{page.attempt}-paused"):
        go("activity", id=page.key)


def _halt(page: Question) -> str:
    """Say what the office says, or nothing."""
    halt = page.standing.halt
    return plain(halt.said(service().settings.zone)) if halt is not None else ""


def _has_sat(page: Question, click: Click, goal: int | None) -> bool:
    """Whether whoever set out to do five questions did, and goes on from one to the next.

    Nobody is stopped while a clock runs, and who answered everything has another end before them.
    """
    goes_on = click.save is None and isinstance(click.to, int) and click.to > click.at
    done = goal is not None and goal <= page.done < page.total
    return goes_on and done and page.standing.due is None


def _question(actor: Actor, page: Question, refused: str) -> Click | None:
    if page.standing.halt is not None:
        st.warning(f"{_halt(page)} {WITHDRAWN}")
    vignette(_head(page), page.item.stem, page.item.figures)
    if page.feedback is not None:
        with st.container(key="verdict"):
            review(
                page.feedback, f"**{prose(page.item.lead_in)}**\n\n##### {verdict(page.feedback)}"
            )
    late = "" if page.standing.answerable else "The time limit is over. Submit now."
    return card(actor, page, late, refused)


def _head(page: Question) -> str:
    notice = " · demonstration, not for credit" if page.demonstration else ""
    return (
        f":small[:gray[{plain(page.title)}{notice} · {page.done} answered]]"
        f"\n\n# Question {page.position} of {page.total}"
    )


def _end(actor: Actor, page: Question) -> None:
    st.title("Before you submit", anchor=False)
    st.caption(plain(page.title))
    st.markdown(f"**{page.done} of {page.total} questions are answered.**")
    if page.standing.due is not None:
        left = max(timedelta(), page.standing.due - page.standing.now)
        st.markdown(f"Time left when this page was drawn: **{left // timedelta(minutes=1)} min**.")
    place = st.container()
    _jump("Not answered", page.missing, page.attempt)
    _jump(
        "Answered in part",
        tuple(one.position for one in page.places if one.partial),
        page.attempt,
    )
    _jump(
        "Flagged for review",
        tuple(one.position for one in page.places if one.flagged),
        page.attempt,
    )
    _jump(
        "Answered without saying how sure you are",
        tuple(one.position for one in page.places if one.unsure and one.answered),
        page.attempt,
    )
    if page.missing:
        st.warning("Questions without an answer count as not correct.")
    st.markdown(AFTERWARDS[page.rules.feedback])
    with st.container(horizontal=True):
        if st.button("Submit for marking", type="primary", key=f"{page.attempt}-submit"):
            _submit(actor, page.attempt, place)
        if st.button("Back to the questions", key=f"{page.attempt}-back"):
            st.query_params["q"] = str(page.missing[0] if page.missing else page.total)
            st.rerun()


def _submit(actor: Actor, attempt_id: str, place: Any) -> None:  # noqa: ANN401  (a container)
    try:
        submit(actor, attempt_id)
    except Refused as refused:
        place.error(str(refused))
    else:
        go("result", attempt=attempt_id)


def _jump(title: str, positions: tuple[int, ...], attempt_id: str) -> None:
    if not positions:
        return
    st.markdown(f"{title}:")
    with st.container(horizontal=True):
        for position in positions:
            if st.button(f"Question {position}", key=f"{attempt_id}-{title}-{position}"):
                st.query_params["q"] = str(position)
                st.rerun()
