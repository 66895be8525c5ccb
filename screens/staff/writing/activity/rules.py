"""How it is taken, marked and passed, and the evaluation that follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from quizzes.editing.choices import CONFIDENCE, FEEDBACK, OVERDUE, RETAKES
from quizzes.models import METHODS
from scoring.rules import RULES
from screens.parts.words import plain
from screens.staff.writing.words import TYPES, named

if TYPE_CHECKING:
    from collections.abc import Mapping

    from quizzes.models import EvaluationForm
    from screens.staff.writing.pad import Pad


def standard(pad: Pad) -> None:
    """Ask for the passing standard and its reason."""
    pad.line("Percent to pass", "rules", "passing_percent", hint="75")
    pad.room("rules", "passing_percent")
    pad.area("Why this standard", "rules", "passing_rationale", height=90)
    pad.room("rules", "passing_rationale")


def taking(pad: Pad) -> None:
    """Ask when feedback is given and what another attempt shows."""
    left, right = st.columns(2)
    with left:
        pad.choose("Feedback", list(FEEDBACK), "rules", "feedback", words=named(FEEDBACK))
        pad.room("rules", "feedback")
        pad.choose("Next attempt", list(RETAKES), "rules", "retake", words=named(RETAKES))
        pad.room("rules", "retake")
        pad.count("Most attempts", "rules", "attempts_max", hint="Not limited")
    with right:
        pad.choose(
            "How sure one is", list(CONFIDENCE), "rules", "confidence", words=named(CONFIDENCE)
        )
        pad.tick("Options may be struck out", "rules", "strike_out", default=True)
        _limit(pad)
    pad.room("rules")


def _limit(pad: Pad) -> None:
    pad.count("Time limit in minutes", "rules", "time_limit_minutes", hint="None")
    if pad.value("rules", "time_limit_minutes") is None:
        return
    pad.choose("At the limit", list(OVERDUE), "rules", "overdue", words=named(OVERDUE))
    if pad.text("rules", "overdue") == "grace":
        pad.count("Minutes of that while", "rules", "grace_minutes")


def marking(pad: Pad) -> None:
    """Ask for the marking rule of each type, where a question names none of its own."""
    with st.expander("How each type is marked"):
        for kind, known in METHODS.items():
            if len(known) > 1:
                pad.choose(
                    TYPES[kind],
                    known,
                    "rules",
                    "default_scoring",
                    kind,
                    words=lambda one: RULES[one].words if one in RULES else one,
                    help_="Left open: the first of the list.",
                )
        pad.room("rules", "default_scoring")


def evaluation(pad: Pad, forms: Mapping[str, EvaluationForm]) -> None:
    """Ask which evaluation follows, and show what it asks."""
    st.subheader("Evaluation", anchor=False)
    titles = {one.id: one.title for one in forms.values()}
    pad.choose(
        "Form",
        list(forms),
        "rules",
        "evaluation_form",
        words=named(titles),
        help_="Left open, the office's usual one.",
    )
    pad.room("rules", "evaluation_form")
    form = forms.get(pad.text("rules", "evaluation_form") or "default")
    if form is not None:
        st.markdown("\n".join(f"- {plain(one.text)}" for one in form.questions))
