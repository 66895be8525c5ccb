"""One question's figures: advice, options with their curves, time and confidence."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import altair as alt
import streamlit as st

from scoring.statistics.flags import FEW
from screens.parts.plot import HEIGHT, Shown, frame, hue, percent_axis, plot
from screens.parts.table import Column, table
from screens.parts.words import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scoring.statistics.item import OptionStatistics
    from workflows.act import Actor
    from workflows.reports.statistics import EditionFigures, ItemFigures

LONGEST = 60  # letters of a lead-in in a table
FIFTHS = ("lowest", "second", "middle", "fourth", "highest")
OPTIONS = (
    Column("Option"),
    Column("n", number=True),
    Column("All", phone=False, number=True),
    Column("High third", number=True),
    Column("Middle", phone=False, number=True),
    Column("Low third", number=True),
    Column("r", number=True),
)
LETTERS = 6  # of options side by side, also on a phone
DASHES = ((6, 3), (2, 2), (8, 3, 2, 3), (4, 2), (1, 3))
CURVES = (Column("Option"), *(Column(one.capitalize(), number=True) for one in FIFTHS))


def one_question(actor: Actor, page: EditionFigures) -> None:
    """Let the person choose a question, and draw all that is known of it."""
    st.subheader("One question", anchor=False)
    held = {one.item: one for one in page.items}
    if not held:
        return
    chosen = st.selectbox(
        "Question", list(held), format_func=lambda item: f"{named(held[item])} · {item}",
        key=f"{actor.public_id}-{page.key}-{page.number}-question",
    )  # fmt: skip
    one = held[chosen]
    if one.advice:
        st.markdown(plain(one.advice))
    for sentence in _behavior(one):
        st.markdown(sentence)
    if one.figures.options:
        st.html(table(f"Options of {one.item}", OPTIONS, list(_options(one))))
        st.caption("By thirds of the people by total score; r is with the rest of the questions.")
    for sentence in _left_out(one):
        st.caption(sentence)
    if one.figures.options and one.figures.n >= FEW and one.by_fifths:
        _curves(page, one)


def _left_out(one: ItemFigures) -> Iterator[str]:
    """Say what an author is not shown, and why."""
    if one.few_of:
        yield (
            f"Fewer than 5 of {one.figures.n} got it {one.few_of}. How many did, and what was"
            " chosen, is for the office alone."
        )
    if one.few:
        letters = ", ".join(map(plain, one.few))
        yield f"Not shown, since fewer than 5 chose one of them: {letters}."
    elif one.figures.options and not one.by_thirds:
        yield "Thirds are shown once no option has fewer than 5 people in one of them."


def _options(one: ItemFigures) -> Iterator[tuple[str, ...]]:
    for option in one.figures.options:
        yield (
            _option(one, option),
            str(option.n),
            f"{option.proportion:.0%}",
            *(f"{value:.0%}" if one.by_thirds else "–"
              for value in (option.high, option.middle, option.low)),
            "–" if one.figures.n < FEW else share(option.r_rest),
        )  # fmt: skip


def _option(one: ItemFigures, option: OptionStatistics) -> str:
    text = escape(one.options.get(option.option, option.option))
    key = " <strong>(key)</strong>" if option.key else ""
    return f"{escape(option.option)}: {text}{key}"


def _curves(page: EditionFigures, one: ItemFigures) -> None:
    """Draw how often each option was chosen, by fifths of the people."""
    rows = [
        {
            "Option": f"{option.option} (key)" if option.key else option.option,
            "Fifth by total score": fifth,
            "Chosen": value,
            "Key": option.key,
        }
        for option in one.figures.options
        for fifth, value in zip(FIFTHS, option.fifths, strict=True)
    ]
    drawn = (
        alt.Chart(frame(rows), height=HEIGHT)
        .mark_line(point=True)
        .encode(
            x=alt.X("Fifth by total score:O", sort=list(FIFTHS), axis=alt.Axis(labelAngle=0)),
            y=alt.Y("Chosen:Q", scale=alt.Scale(domain=[0, 1]), axis=percent_axis("Chosen by")),
            color=hue("Option:N", columns=LETTERS),
            strokeDash=alt.StrokeDash("Option:N", sort=None, scale=_dashes(one), legend=None),
            strokeWidth=alt.condition("datum.Key", alt.value(4), alt.value(1.5)),
            tooltip=["Option:N", "Fifth by total score:O", alt.Tooltip("Chosen:Q", format=".0%")],
        )
    )
    query = urlencode({"activity": page.key, "edition": page.number})
    table_rows = [
        (_option(one, option), *(f"{value:.0%}" for value in option.fifths))
        for option in one.figures.options
    ]
    file = f"/export/statistics/option-curves?{query}"
    plot(Shown("Option curves", _curves_said(one), CURVES, table_rows, file), drawn)


def _dashes(one: ItemFigures) -> alt.Scale:
    """Return the lines by option: the key's is whole, the others differ also without color."""
    broken = iter(DASHES * len(one.figures.options))
    lines = [[1, 0] if option.key else list(next(broken)) for option in one.figures.options]
    return alt.Scale(range=lines)


def _curves_said(one: ItemFigures) -> str:
    """Say what the curves should do, and what they do."""
    said = [
        f"The key {option.option} is chosen by {option.fifths[0]:.0%} of the lowest fifth by total"
        f" score and by {option.fifths[-1]:.0%} of the highest."
        for option in one.figures.options
        if option.key
    ]
    rising = [
        option.option
        for option in one.figures.options
        if not option.key and option.fifths[-1] > option.fifths[0]
    ]
    other = f"Options that rise although they are wrong: {', '.join(rising)}."
    return " ".join([*said, other if rising else "No wrong option rises with the score."])


def _behavior(one: ItemFigures) -> Iterator[str]:
    how = one.behavior
    if how.median_seconds is not None:
        rapid = (
            f"; {one.rapid} of {how.timed} took less than 5 s"
            if one.rapid is not None and how.timed
            else ""
        )
        yield f"Median time {how.median_seconds:.0f} s{rapid}."
    if how.right:
        said = ", ".join(f"{name} {got} of {all_}" for name, (got, all_) in how.right.items())
        yield f"Right when {said}."
    if one.omitted:
        yield f"Left out by {one.omitted}."


def share(value: float | None) -> str:
    """Return a figure between -1 and 1, or a dash where it is not defined."""
    return "–" if value is None else f"{value:.2f}"


def named(one: ItemFigures) -> str:
    """Return the words by which people know a question: those that it begins with."""
    return begins(one.stem or one.lead_in)


def begins(text: str) -> str:
    """Return the beginning of a text, on one line."""
    words = " ".join(text.split())
    return words if len(words) <= LONGEST else f"{words[:LONGEST]}…"
