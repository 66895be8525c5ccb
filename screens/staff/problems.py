"""The problems page: every fault of every bank, in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from quizzes.flaws.registry import RULES
from screens.door import enter
from screens.parts.words import plain
from workflows.content.problems import banks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quizzes.problem import Problem

COLORS = {"error": "red", "warning": "orange", "info": "gray"}


def problems() -> None:
    """Show the same list as `python manage.py check`."""
    actor = enter()
    st.title("Problems", anchor=False)
    found = banks(actor)
    # What the banks share is said of each of them; here it stands once.
    of_all = set.intersection(*(set(one.problems) for one in found)) if len(found) > 1 else set()
    for bank in found:
        _problems(plain(bank.title), [one for one in bank.problems if one not in of_all])
    if of_all:
        _problems(
            "What all of them share", sorted(of_all, key=lambda one: (one.file, one.line or 0))
        )


def _problems(title: str, those: Sequence[Problem]) -> None:
    st.subheader(title, anchor=False)
    if not those:
        st.success("No problems.")
    for one in those:
        _problem(one)


def _problem(one: Problem) -> None:
    place = ", ".join(str(part) for part in (one.item, one.field) if part)
    where = f"{one.file.rpartition('/')[2]}, line {one.line or 1}{f' ({place})' if place else ''}"
    rule = RULES.get(one.rule)
    why = f":gray[Why: {plain(rule.why)} {plain(rule.source)}.]  \n" if rule else ""
    st.markdown(
        f":{COLORS[one.severity]}-badge[{one.severity}] {plain(one.message)} {plain(one.fix)}  \n"
        f"{why}:gray[{plain(where)}]"
    )
