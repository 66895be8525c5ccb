"""The problems page: every fault of every bank, in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from screens.door import enter
from screens.parts.problem_list import problem_list
from screens.parts.words import plain
from workflows.content.problems import banks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quizzes.problem import Problem


def problems() -> None:
    """Show the list of `python manage.py check`, and what publication would refuse besides."""
    actor = enter()
    st.title("Problems", anchor=False)
    found = banks(actor)
    # What the banks share is said of each of them; here it stands once.
    of_all = set.intersection(*(set(one.problems) for one in found)) if len(found) > 1 else set()
    for bank in found:
        own = [one for one in bank.problems if one not in of_all]
        _problems(plain(bank.title), [*bank.refusals, *own])
    if of_all:
        _problems(
            "What all of them share", sorted(of_all, key=lambda one: (one.file, one.line or 0))
        )


def _problems(title: str, those: Sequence[Problem]) -> None:
    st.subheader(title, anchor=False)
    if not those:
        st.success("No problems.")
    problem_list(those)
