"""The evaluation that follows a passed attempt: a few taps, then the claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from screens.door import enter, go
from screens.parts.words import plain
from workflows.credit.evaluate import LONGEST, asked, form_for, give
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
    answers: dict[str, object] = {}
    for one in asked(page.form, answers):
        answers[one.id] = _field(page, one)
    sent = st.button("Send and go to the claim", type="primary", key=f"{page.attempt}-send")
    place = st.container()  # beside the button: on a phone the top is out of sight
    if sent:
        try:
            completion = give(actor, page.attempt, answers)
        except Refused as refused:
            place.error(str(refused))
        else:
            go("claim", completion=completion)


def _field(page: Evaluation, one: Question) -> object:
    """Draw one question; nothing is chosen beforehand, and what is hidden again is not lost."""
    label = plain(one.text if one.required else f"{one.text} (optional)")
    key = f"{page.attempt}-{one.id}"
    if one.kind == "text":
        return st.text_area(
            label, key=key, max_chars=LONGEST, height=80, on_change="ignore",
            persist_state="session",
        )  # fmt: skip
    many = one.kind == "choices"
    return st.pills(
        label, one.options, key=key, selection_mode="multi" if many else "single",
        persist_state="session",
    )  # fmt: skip
