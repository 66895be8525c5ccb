"""The evaluation that follows a passed attempt: a few taps, then the claim."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import streamlit as st

from screens.door import enter, go
from screens.parts import draft
from screens.parts.commitments import NOTE, OWN, choose, tick_key
from screens.parts.words import plain
from workflows.credit.evaluate import LONGEST, asked, form_for, give, read
from workflows.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

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
    _give_back(page)
    answers: dict[str, object] = {}
    for one in asked(page.form, answers):
        answers[one.id] = _field(page, one)
    sent = st.button("Send and go to the claim", type="primary", key=f"{page.attempt}-send")
    _keep(page)
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
    label, key = _label(one), _key(page, one)
    if one.kind == "commitments":
        st.markdown(f":small[{label}]")  # as large as the labels beside it
        meant = choose(key, page.offered)
        st.caption(NOTE)
        return meant
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


def _label(one: Question) -> str:
    return plain(one.text if one.required else f"{one.text} (optional)")


def _key(page: Evaluation, one: Question) -> str:
    return f"{page.attempt}-{one.id}"


def _give_back(page: Evaluation) -> None:
    """Fill in, after a reload, what the browser kept; what was given since then stands."""
    found = draft.kept(page.attempt)
    for one in page.form.questions:
        if one.kind == "commitments":
            _give_back_commitments(page, one, found)
            continue
        if st.session_state.get(_key(page, one)):
            continue
        with suppress(Refused):  # it is the browser's: what the form does not take is left out
            answer = read(one, found.get(one.id))
            if answer:
                st.session_state[_key(page, one)] = (
                    list(answer) if isinstance(answer, tuple) else answer
                )


def _give_back_commitments(page: Evaluation, one: Question, found: Mapping[str, object]) -> None:
    """Fill in what was ticked and written; only what is offered has a tick."""
    own, ticked = found.get(one.id), found.get(_ticked(one))
    if isinstance(own, str) and not st.session_state.get(_key(page, one)):
        st.session_state[_key(page, one)] = own
    for at, text in enumerate(page.offered):
        if isinstance(ticked, list) and text in ticked:
            st.session_state.setdefault(tick_key(_key(page, one), at), True)


def _ticked(one: Question) -> str:
    return f"{one.id}-ticked"


def _keep(page: Evaluation) -> None:
    given = {one.id: st.session_state.get(_key(page, one)) for one in page.form.questions}
    texts = {_label(one): one.id for one in page.form.questions if one.kind == "text"}
    for one in page.form.questions:
        if one.kind == "commitments":
            texts[OWN] = one.id
            given[_ticked(one)] = [
                text
                for at, text in enumerate(page.offered)
                if st.session_state.get(tick_key(_key(page, one), at))
            ]
    draft.keep(page.attempt, {name: value for name, value in given.items() if value}, texts)
