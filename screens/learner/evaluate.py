"""The evaluation that follows a passed attempt: a few taps, then the claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from screens.door import enter, go
from screens.parts.words import plain
from workflows.credit.evaluate import LONGEST, form_for, give
from workflows.refusals import Refused

if TYPE_CHECKING:
    from quizzes.models import Question
    from workflows.credit.evaluate import Evaluation


def evaluate() -> None:
    """Ask what the form asks, and go on to the claim."""
    actor = enter()
    page = form_for(actor, st.query_params.get("attempt", ""))
    if page.completion is not None:
        go("claim", completion=page.completion)
    st.title(plain(page.form.title), anchor=False)
    st.caption(
        f"{plain(page.title)}. The office and the authors see the answers without your name."
    )
    answers, sent = _ask(page)
    place = st.container()  # beside the button: on a phone the top is out of sight
    if sent:
        try:
            completion = give(actor, page.attempt, answers)
        except Refused as refused:
            place.error(str(refused))
        else:
            go("claim", completion=completion)


def _ask(page: Evaluation) -> tuple[dict[str, object], bool]:
    with st.form(f"{page.attempt}-evaluation", border=False):
        answers = {one.id: _field(page, one) for one in page.form.questions}
        return answers, st.form_submit_button("Send and go to the claim", type="primary")


def _field(page: Evaluation, one: Question) -> object:
    """Draw one question; nothing is chosen beforehand."""
    label = one.text if one.required else f"{one.text} (optional)"
    if one.ask_if is not None:
        label = f"If you answered “{one.ask_if.answer}”: {one.text}"
    key = f"{page.attempt}-{one.id}"
    if one.kind == "text":
        return st.text_area(plain(label), key=key, max_chars=LONGEST, height=80)
    if one.kind == "choices":
        return st.pills(plain(label), one.options, key=key, selection_mode="multi")
    return st.pills(plain(label), one.options, key=key)
