"""What those learned who came back: first attempt to last, by objective."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import altair as alt
import streamlit as st

from screens.parts.plot import HUES, Drawn, Shown, frame, hue, percent_axis, plot
from screens.parts.table import Column
from screens.parts.words import number
from workflows.reports.learning import learning

if TYPE_CHECKING:
    from workflows.act import Actor
    from workflows.reports.learning import Learning

ROW = 44  # pixels an objective
LABELLED = "repeaters only, after feedback"
COLUMNS = (
    Column("Objective"),
    Column("n", number=True),
    Column("First", number=True),
    Column("Last", number=True),
    Column("Gain", number=True),
)


def learning_part(actor: Actor, key: str) -> None:
    """Draw the gain on each objective."""
    page = learning(actor, key)
    if not page.gains:
        st.info("Nobody has come back for another attempt yet, or so few that nothing is shown.")
        return
    rows = [
        (
            escape(f"{one.objective}: {page.objectives[one.objective]}"),
            str(one.n), f"{one.first:.0%}", f"{one.last:.0%}", f"{100 * one.gain:+.0f}",
        )
        for one in page.gains
    ]  # fmt: skip
    file = f"/export/statistics/learning?{urlencode({'activity': page.key})}"
    shown = Shown(f"First to last attempt ({LABELLED})", _said(page), COLUMNS, rows, file)
    plot(shown, _drawn(page))
    st.caption(
        "Who comes back is seldom like who does not, and was told the answers before: this shows"
        " what those people remember, not what the activity teaches everybody."
    )


def _said(page: Learning) -> str:
    most = max(page.gains, key=lambda one: one.gain)
    least = min(page.gains, key=lambda one: one.gain)
    people = number(page.people, "person", "people")
    said = f"{people} took it more than once. The largest gain is"
    largest = f"{100 * most.gain:+.0f} points of a hundred on {most.objective} (n {most.n})"
    if most is least:
        return f"{said} {largest}."
    smallest = f"the smallest {100 * least.gain:+.0f} on {least.objective} (n {least.n})"
    return f"{said} {largest}, {smallest}."


def _drawn(page: Learning) -> Drawn:
    """Draw a line for each objective, from the first attempt to the last."""
    ends = [
        {"Objective": f"{one.objective} (n {one.n})", "Attempt": which, "Share": value}
        for one in page.gains
        for which, value in (("first", one.first), ("last", one.last))
    ]
    spans = [
        {"Objective": f"{one.objective} (n {one.n})", "From": one.first, "To": one.last}
        for one in page.gains
    ]
    objective = alt.Y("Objective:N", title=None, sort=None)
    scale = alt.Scale(domain=[0, 1])
    lines = (
        alt.Chart(frame(spans))
        .mark_rule(size=2, color=HUES[5])
        .encode(y=objective, x=alt.X("From:Q", scale=scale), x2="To:Q")
    )
    points = (
        alt.Chart(frame(ends))
        .mark_point(size=110, filled=True, opacity=1)
        .encode(
            y=objective,
            x=alt.X("Share:Q", scale=scale, axis=percent_axis("Share of the points")),
            color=hue("Attempt:N"),
            shape="Attempt:N",
            tooltip=["Objective:N", "Attempt:N", alt.Tooltip("Share:Q", format=".0%")],
        )
    )
    return alt.layer(lines, points).properties(height=ROW * len(page.gains) + ROW)
