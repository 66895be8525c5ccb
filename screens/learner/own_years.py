"""One's own history: each objective year by year, with what can be said of a change."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from scoring.history import FEW
from screens.parts.table import Column, table
from screens.parts.words import amount, number, plain
from workflows.learning.years import years

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scoring.history import Year
    from workflows.act import Actor
    from workflows.learning.years import ObjectiveYears

COLUMNS = (
    Column("Objective"),
    Column("Year", line=True),
    Column("n", number=True),
    Column("Right", number=True),
    Column("Share, 95% range", phone=False, number=True),
    Column("Asked again", phone=False, number=True),
)
CHANGES = {1: "Better than the year before", -1: "Lower than the year before"}


def years_part(actor: Actor) -> None:
    """Draw a table for each self-assessment."""
    found = years(actor)
    if not found:
        st.info("Nothing is submitted yet. Each objective stands here year by year from then on.")
        return
    said = (
        "**n** counts the questions that you met for the first time in that year, and *Right* what"
        " they earned."
    )
    if any(year.again for one in found for each in one.objectives for year in each.years):
        said += (
            " A question that you meet again had been explained to you: it is counted apart, under"
            " *Asked again*."
        )
    st.markdown(said)
    for one in found:
        st.subheader(plain(one.title), anchor=False)
        st.markdown(_changed(one.objectives))
        rows = [row for objective in one.objectives for row in _rows(objective)]
        st.html(table(f"Year by year: {one.title}", COLUMNS, rows))
    st.caption(
        f"No share is shown of fewer than {FEW} questions. The range beside a share is its 95%"
        " confidence interval: it is wide when the questions are few."
    )


def _changed(objectives: Sequence[ObjectiveYears]) -> str:
    """Say which objectives changed by more than chance would make, or why none is named."""
    compared = [one for one in objectives if one.comparable]
    if not compared:
        return "There is one year so far: the next one will stand beside it."
    said = [
        f"- {CHANGES[one.change]}: {plain(one.text)}" for one in compared if one.change in CHANGES
    ]
    few = sum(one.change is None for one in compared)
    if few:
        said.append(f"- Too few questions to compare years: {number(few, 'objective')}")
    return "\n".join(said or ["No change between the last two years that is more than chance."])


def _rows(objective: ObjectiveYears) -> Iterator[tuple[str, ...]]:
    """Give a row for each year, of which the first shows the objective."""
    text = escape(objective.text)
    for at, year in enumerate(objective.years):
        yield (
            text if at == 0 else f'<span class="spoken">{text}</span>',
            str(year.year),
            str(year.n),
            escape(amount(year.right)) if year.n else "–",
            _share(year),
            f"{escape(amount(year.again_right))} of {year.again}" if year.again else "",
        )


def _share(year: Year) -> str:
    if year.share is None or year.interval is None:
        return "–"
    if year.n < FEW:
        return "too few to say"
    low, high = year.interval
    return f"{float(year.share):.0%} ({low:.0%} to {high:.0%})"
