"""The problems page: every fault of every bank, in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from screens.door import enter
from screens.parts.words import plain
from workflows.content.problems import banks

if TYPE_CHECKING:
    from quizzes.problem import Problem

COLORS = {"error": "red", "warning": "orange", "info": "gray"}


def problems() -> None:
    """Show the same list as `python manage.py check`."""
    actor = enter()
    st.title("Problems", anchor=False)
    for bank in banks(actor):
        st.subheader(plain(bank.title), anchor=False)
        if not bank.problems:
            st.success("No problems.")
        for one in bank.problems:
            _problem(one)


def _problem(one: Problem) -> None:
    place = ", ".join(str(part) for part in (one.item, one.field) if part)
    where = f"{one.file.rpartition('/')[2]}, line {one.line or 1}{f' ({place})' if place else ''}"
    st.markdown(
        f":{COLORS[one.severity]}-badge[{one.severity}] {plain(one.message)} {plain(one.fix)}  \n"
        f":gray[{plain(where)}]"
    )
