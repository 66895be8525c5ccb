"""Problems of bank files: what is wrong, what to do, and where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from quizzes.flaws.registry import RULES
from screens.parts.words import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from quizzes.problem import Problem

COLORS = {"error": "red", "warning": "orange", "info": "gray"}


def problem_list(problems: Iterable[Problem]) -> None:
    """Draw each problem with its repair and its place."""
    for one in problems:
        _problem(one)


def _problem(one: Problem) -> None:
    place = ", ".join(str(part) for part in (one.item, one.field) if part)
    rule = RULES.get(one.rule)
    why = f":gray[Why: {plain(rule.why)} {plain(rule.source)}.]  \n" if rule else ""
    where = f"{one.file.rpartition('/')[2]}, line {one.line or 1}{f' ({place})' if place else ''}"
    st.markdown(
        f":{COLORS[one.severity]}-badge[{one.severity}] {plain(one.message)} {plain(one.fix)}  \n"
        f"{why}:gray[{plain(where)}]"
    )
