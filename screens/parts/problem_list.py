"""Problems of banks: what is wrong, what to do, and where it stands, as the forms call it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from quizzes.editing.plainer import place, sentence
from quizzes.flaws.registry import RULES
from screens.parts.words import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from quizzes.problem import Problem

PAGES, REVIEW = {"line-open": "Publish", "disclosure-": "Disclosures"}, "Review"
COLORS = {"error": "red", "warning": "orange", "info": "gray"}


def problem_list(problems: Iterable[Problem]) -> None:
    """Draw each problem with its repair and its place."""
    for one in problems:
        _problem(one)


def _problem(one: Problem) -> None:
    rule = RULES.get(one.rule)
    why = f":gray[Why: {plain(rule.why)} {plain(rule.source)}.]  \n" if rule else ""
    st.markdown(
        f":{COLORS[one.severity]}-badge[{one.severity}] {plain(sentence(one))}  \n"
        f"{why}:gray[{plain(_where(one))}]"
    )


def _where(one: Problem) -> str:
    """Say where it stands; what no form holds is put right on another page."""
    if one.line is None:
        page = next((name for begins, name in PAGES.items() if one.rule.startswith(begins)), REVIEW)
        return f"{one.item or 'The self-assessment as a whole'}, on the page {page}"
    return place(one)
