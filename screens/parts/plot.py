"""A plot, with what it shows in a paragraph, as a table and as a file: nobody has to see it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

import altair as alt
import pandas as pd
import streamlit as st

from screens.parts.table import Column, table
from screens.parts.words import plain

HEIGHT = 360  # pixels, axis and legend included
# Three to one and more on the light paper and on the dark, also for those who see no red or green.
HUES = ("#2f88b5", "#c9701a", "#4f8f45", "#a367a0", "#cc4b4b", "#7d8590", "#8a7a2e", "#3a8f8a")
MARK = "#cc4b4b"  # a line that parts two sides
Drawn = alt.Chart | alt.LayerChart | alt.FacetChart


@dataclass(frozen=True)
class Shown:
    """What stands beside a plot."""

    title: str
    summary: str  # a paragraph: what the plot says
    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]  # HTML
    file: str = ""  # where the same table is downloaded, if it is


def plot(shown: Shown, drawn: Drawn | None) -> None:
    """Draw a plot with its words; without one, where there is nothing to plot, the words alone."""
    st.subheader(shown.title, anchor=False)
    st.markdown(plain(shown.summary))
    if drawn is not None:
        st.altair_chart(drawn.properties(description=shown.summary), width="stretch")
    if shown.rows:
        with st.expander(f"{plain(shown.title)}: table{' and file' if shown.file else ''}"):
            st.html(table(shown.title, shown.columns, shown.rows))
            if shown.file:
                st.link_button("Table as CSV", shown.file)


def frame(rows: Sequence[Mapping[str, object]]) -> pd.DataFrame:
    """Return rows as Altair takes them."""
    return pd.DataFrame(rows)


def cells(*values: object) -> tuple[str, ...]:
    """Return values as cells of a table; what is not defined or not shown is a dash."""
    return tuple("–" if one is None else escape(_written(one)) for one in values)


def _written(value: object) -> str:
    return f"{value:.1f}" if isinstance(value, float) else str(value)


def hue(field: str, title: str | None = None, *, columns: int = 2) -> alt.Color:
    """Return the color of what a field names, explained above the plot, in the order it comes.

    What is explained in a letter or two takes more columns, and leaves the plot its height.
    """
    legend = alt.Legend(orient="top", columns=columns)
    return alt.Color(field, title=title, sort=None, scale=alt.Scale(range=HUES), legend=legend)


def percent_axis(title: str) -> alt.Axis:
    """Return an axis of shares."""
    return alt.Axis(title=title, format="%")
