"""The result: the score against the standard, by objective, and each item as it was seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from scoring.passing import percent_text
from screens.door import enter, go, place
from screens.parts.offer_return import offer_return
from screens.parts.outcome import by_objective, by_question, spent, standing
from screens.parts.standing import to_claim
from screens.parts.words import attempts_left, day, plain
from workflows.attempts.margin import LONGEST, comment
from workflows.attempts.result import result
from workflows.corrections.appeals import of_attempt
from workflows.refusals import Refused

if TYPE_CHECKING:
    from workflows.attempts.result import Result
    from workflows.corrections.appeals import Appeal


def result_screen() -> None:
    """Show the result of one of the person's own attempts."""
    actor = enter()
    page = result(actor, st.query_params.get("attempt", ""))
    st.title("Your result", anchor=False)
    st.caption(f"{plain(page.title)} · attempt {page.number}")
    _score(page)
    _what_next(page)
    if page.completion is not None:
        offer_return(actor, page.completion)
    by_objective(page.objectives)
    _items(page)


def _score(page: Result) -> None:
    standing(page.score, page.passing_percent, passed=page.passed)
    if page.before is not None:
        was = percent_text(page.before)
        st.info(f"A question was corrected after you submitted; your score was {was}% before.")
    if page.kept:
        st.info("You passed before that correction, and your pass stays as it is.")
    if not page.counted:
        st.warning(
            "This attempt was not submitted before its time ran out, so it does not count."
            " Your answers and the feedback stay here for your own learning."
        )
    spent(page.seconds)


def _what_next(page: Result) -> None:
    if page.halt is not None:
        st.warning(plain(page.halt))
    if page.practice:
        st.info("You passed this activity before; this attempt is practice and changes no record.")
    elif page.passed and not page.earns_credit:
        st.info(
            "You helped to write, review or plan this activity, so it earns you no credit."
            " The feedback below is yours all the same."
        )
    elif page.passed and page.teaches_only and page.completion is None:
        st.info("You passed after that, so this is for your own learning and earns no credit.")
    elif page.passed:
        _towards_credit(page)
    else:
        _again(page)


def _towards_credit(page: Result) -> None:
    what = to_claim(participates=page.participates)
    if page.completion is None:
        label, path, value = f"Evaluate and claim {what}", "evaluate", {"attempt": page.attempt}
    else:
        label, path, value = f"Claim {what}", "claim", {"completion": page.completion}
    if st.button(label, type="primary", key=f"{page.attempt}-credit"):
        go(path, **value)


def _again(page: Result) -> None:
    if page.attempts_left == 0:
        st.info("You have used all attempts. The office can grant one more: see Contact.")
    elif page.halt is not None:
        st.info("No attempt can be started now.")
    elif not page.is_open:
        st.info("The activity expired, so no attempt can be started any more.")
    else:
        st.markdown(f"{attempts_left(page.attempts_left)}.")
        if st.button("Try again", type="primary", key=f"{page.attempt}-again"):
            go("activity", id=page.key, attempt=page.attempt)


def _items(page: Result) -> None:
    if not page.items:
        st.info(
            "You answered no question, so this attempt is not counted among yours, and the answers"
            " stay closed for the next one."
        )
        return
    by_question(page.in_order_of_need, page.notes)
    st.page_link(
        place("questions"), label="My questions: all that you missed",
        icon=":material/history:",
    )  # fmt: skip
    _comment(page)
    _said(page.attempt)


def _said(attempt: str) -> None:
    """Show what the person wrote to the authors, and what became of it."""
    for one in of_attempt(enter(), attempt):
        answered = f"**Answer:** {plain(one.answer)}" if one.answer else _until(one)
        st.info(
            f"Your comment on question {one.position}: {plain(one.text)}\n\n{answered}",
            icon=":material/comment:",
        )


def _until(one: Appeal) -> str:
    if one.days_left < 0:
        return "Not answered yet; the office knows that it is late."
    return f"You are answered by {day(one.due)}."


def _comment(page: Result) -> None:
    """Let a key be disputed where it is first seen."""
    with st.expander("Comment to the authors"), st.form(f"{page.attempt}-comment", border=False):
        positions = sorted(one.position for one in page.items)
        at = st.selectbox("Question", positions, index=None, placeholder="Choose the question")
        text = st.text_area("What should the authors look at?", max_chars=LONGEST)
        if st.form_submit_button("Send to the authors"):
            _send(page.attempt, at, text)


def _send(attempt: str, at: int | None, text: str) -> None:
    try:
        comment(enter(), attempt, position=at or 0, text=text)
    except Refused as refused:
        st.error(str(refused))
    else:
        st.success("Thank you: the authors have your comment.")
