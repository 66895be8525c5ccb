"""A walk through a self-assessment of which nothing is recorded: questions, submission, result."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from screens.parts.card import card, waiting_click
from screens.parts.outcome import by_objective, by_question, spent, standing
from screens.parts.question import review, verdict, vignette
from screens.parts.words import number, plain, prose
from workflows.attempts.save import Given
from workflows.refusals import Refused
from workflows.trying.trial import give, outcome_of, page_of, submit

if TYPE_CHECKING:
    from datetime import datetime

    from screens.parts.card import Click
    from workflows.act import Actor
    from workflows.attempts.question import Question
    from workflows.trying.trial import Trial

END = "end"
DIGITS = 4  # of a number in the address
CONFIRM = {
    "after_submission": "After you submit you see your score and the review of every question.",
    "after_each_item": "After you submit you see your score.",
}


def walk(actor: Actor, trial: Trial) -> None:
    """Draw where a trial stands: a question, the page before submission, or the result."""
    now = actor.service.now()
    at, refused = st.query_params.get("q", ""), ""
    click = waiting_click(trial.name)
    if click is not None and trial.submitted_at is None:
        at, refused = _follow(trial, click, now)
    page = page_of(trial, int(at) if at.isdecimal() and len(at) <= DIGITS else None, now)
    if page.standing.overdue:
        submit(trial, now)
    if trial.submitted_at is not None:
        _result(trial)
    elif at == END:
        _before(trial, page)
    else:
        _question(actor, page, refused)


def _follow(trial: Trial, click: Click, now: datetime) -> tuple[str, str]:
    """Take the answer that the card holds; return where it leads, and why it was not taken."""
    to, refused = str(click.to), ""
    if click.save is not None and not _is_final(trial, click.at):  # it is sent until it arrives
        one = click.save
        given = Given(click.at, one.seen, one.value, one.confidence, one.seconds)
        try:
            give(trial, given, now)
        except Refused as why:
            to, refused = str(click.at), str(why)
    if to == END and page_of(trial, None, now).ends_at_once:
        submit(trial, now)
    st.query_params["q"] = to
    return to, refused


def _is_final(trial: Trial, at: int) -> bool:
    return trial.rules.feedback == "after_each_item" and at in trial.answers


def _question(actor: Actor, page: Question, refused: str) -> None:
    head = (
        f":small[:gray[{plain(page.title)} · {page.done} answered]]"
        f"\n\n# Question {page.position} of {page.total}"
    )
    vignette(head, page.item.stem, page.item.figures)
    if page.feedback is not None:
        with st.container(key="verdict"):
            review(
                page.feedback, f"**{prose(page.item.lead_in)}**\n\n##### {verdict(page.feedback)}"
            )
    last = "See result" if page.ends_at_once else "Review and submit"
    late = "" if page.standing.answerable else "The time limit is over. Submit now."
    card(actor, page, late, refused, tried=last)


def _before(trial: Trial, page: Question) -> None:
    st.title("Before you submit", anchor=False)
    st.markdown(f"**{page.done} of {page.total} questions are answered.**")
    if page.missing:
        said = ", ".join(map(str, page.missing))
        st.warning(f"Not answered, and so not correct: {said}.")
    st.markdown(CONFIRM[page.rules.feedback])
    with st.container(horizontal=True):
        if st.button("Submit for marking", type="primary", key=f"{trial.name}-submit"):
            submit(trial, page.standing.now)
            st.rerun()
        if st.button("Back to the questions", key=f"{trial.name}-back"):
            st.query_params["q"] = str(page.missing[0] if page.missing else page.total)
            st.rerun()


def _result(trial: Trial) -> None:
    outcome = outcome_of(trial)
    st.title("Your result", anchor=False)
    st.caption(f"{plain(trial.title)} · {number(len(outcome.items), 'question')}")
    standing(outcome.score, trial.rules.passing_percent, passed=outcome.passed)
    spent(trial.seconds)
    by_objective(outcome.objectives)
    by_question(outcome.items, {})
