"""How sure one was, and how often that was right: over all, by objective, and over time."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import altair as alt
import streamlit as st

from scoring.history import FEW
from screens.parts.plot import HUES, MARK, Shown, frame, percent_axis, plot
from screens.parts.table import Column, small, table
from screens.parts.words import number, plain
from workflows.learning.confidence import confidence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scoring.calibration import Level, Quarter, Reading
    from screens.parts.plot import Drawn
    from workflows.act import Actor
    from workflows.learning.confidence import Confidence, Levels

NAMES = {"sure": "Sure", "fairly": "Fairly sure", "guess": "Guess"}
READINGS: dict[Reading, str] = {
    "few": "Too few to say",
    "too_sure": "You were sure more often than you were right",
    "well_placed": "When you are sure, you are right",
    "knows_more": "You know more than you trust yourself to",
    "open": "Not clear yet",
}
WHAT_TO_DO: dict[Reading, str] = {
    "few": f"From {FEW} questions at one level on, this page says what they come to.",
    "too_sure": "Where you are sure, it is worth looking up more often: less than four in five were"
    " right.",
    "well_placed": "Four in five or more were right: you may rely on it.",
    "knows_more": "More than two in three of your guesses were right: they were more than that.",
    "open": "Sure should mean right in four of five or more. The ranges below are still too wide to"
    " say whether yours does.",
}
OVERALL = (
    Column("You said"),
    Column("n", number=True),
    Column("Right", number=True),
    Column("Share, 95% range", number=True),
)
BY_OBJECTIVE = (
    Column("Objective"),
    Column("Sure", number=True),
    Column("Fairly sure", phone=False, number=True),
    Column("Guess", number=True),
)
FITS_SAID = {("sure", -1): "sure too often", ("sure", 1): "well placed", ("guess", 1): "knew more"}
TREND = (
    Column("Quarter", line=True),
    Column("Sure: right of n", number=True),
    Column("Share, 95% range", number=True),
    Column("Guess: right of n", phone=False, number=True),
)
ROW = 56  # pixels a level
TALL = 260  # pixels: the trend
FITS = 0.8  # what "sure" should mean (scoring/calibration.py)


def confidence_part(actor: Actor) -> None:
    """Draw what the person's confidence was worth, where any was asked."""
    page = confidence(actor)
    if not page.rated:
        st.info(
            "You have not said yet how sure you were. Some self-assessments ask it with each"
            " answer (sure, fairly, guess): what it was worth stands here then. It never changes a"
            " score."
        )
        return
    _overall(page)
    _by_objective(page)
    _trend(page)
    st.caption(
        "Each question counts once, as you met it first: whoever meets it again was told. Right is"
        " what earned the full mark."
    )


def _overall(page: Confidence) -> None:
    sure, _, guess = page.levels
    st.markdown(f"### {READINGS[page.reading]}")
    st.markdown(WHAT_TO_DO[page.reading])
    st.markdown(
        f"**Sure and wrong:** {sure.wrong} of {sure.n} · **Right, but guessed:** {guess.right} of"
        f" {guess.n}"
    )
    rows = [(NAMES[one.name], str(one.n), str(one.right), share(one)) for one in page.levels]
    plot(Shown("Right at each level", _overall_said(page), OVERALL, rows), _levels_drawn(page))


def _overall_said(page: Confidence) -> str:
    parts = [
        f"{NAMES[one.name].lower()}: {one.right} of {one.n} right"
        + (f", a share of {share(one)}" if one.n >= FEW else "")
        for one in page.levels
        if one.n
    ]
    return (
        f"Of {number(page.rated, 'question')} at which you said how sure you were."
        f" {'; '.join(parts).capitalize()}."
    )


def share(one: Level) -> str:
    """Say the share that was right with its range, or that there are too few."""
    if one.interval is None:
        return "–"
    if one.n < FEW:
        return "too few to say"
    low, high = one.interval
    return f"{one.right / one.n:.0%} ({low:.0%} to {high:.0%})"


def _levels_drawn(page: Confidence) -> Drawn | None:
    """Draw the share at each level with its range; what is of too few is left out."""
    rows = [
        {
            "Level": f"{NAMES[one.name]} (n {one.n})",
            "Share": one.right / one.n,
            "From": one.interval[0],
            "To": one.interval[1],
        }
        for one in page.levels
        if one.interval and one.n >= FEW
    ]
    if not rows:
        return None
    level = alt.Y("Level:N", title=None, sort=None)
    scale = alt.Scale(domain=[0, 1])
    data = frame(rows)
    tooltip = ["Level:N", *(alt.Tooltip(f"{one}:Q", format=".0%") for one in _SHOWN)]
    ranges = (
        alt.Chart(data)
        .mark_rule(size=4, color=HUES[5])
        .encode(y=level, x=alt.X("From:Q", scale=scale), x2="To:Q")
    )
    points = (
        alt.Chart(data)
        .mark_point(size=130, filled=True, opacity=1, color=HUES[0])
        .encode(
            y=level,
            x=alt.X("Share:Q", scale=scale, axis=percent_axis("Share that was right")),
            tooltip=tooltip,
        )
    )
    return alt.layer(ranges, points).properties(height=ROW * len(rows) + ROW)


_SHOWN = ("Share", "From", "To")


def _by_objective(page: Confidence) -> None:
    st.subheader("By objective", anchor=False)
    st.markdown("Right of those that you rated so; below it the 95% range, or what is clear.")
    for bank in page.banks:
        st.markdown(f"#### {plain(bank.title)}")
        rows = [
            (escape(text), *(small(_count(one), _below(one)) for one in levels))
            for text, levels in bank.objectives
        ]
        st.html(table(f"Right at each level: {bank.title}", BY_OBJECTIVE, rows))


def _below(one: Level) -> str:
    """Say what is clear of a level, or how wide its range is."""
    if not one.n or one.interval is None:
        return ""
    if one.fit is None:
        return "too few"
    low, high = one.interval
    return FITS_SAID.get((one.name, one.fit), f"{low:.0%} to {high:.0%}")


def _count(one: Level) -> str:
    return f"{one.right} of {one.n}" if one.n else "–"


def _trend(page: Confidence) -> None:
    """Draw the share right when sure, quarter by quarter, where there are two and more."""
    if len(page.quarters) < 2:  # noqa: PLR2004 - one quarter is no trend
        return
    rows = [
        (_named(quarter), _count(levels[0]), share(levels[0]), _count(levels[2]))
        for quarter, levels in page.quarters
    ]
    said = _trend_said(page.quarters)
    plot(Shown("Over time", said, TREND, rows), _trend_drawn(page.quarters))


def _named(quarter: Quarter) -> str:
    return f"{quarter.year}, quarter {quarter.number}"


def _trend_said(quarters: Sequence[tuple[Quarter, Levels]]) -> str:
    parts = [
        f"{_named(quarter)}: {levels[0].right} of {levels[0].n}"
        for quarter, levels in quarters
        if levels[0].n
    ]
    if not parts:
        return "You were never sure in more than one quarter."
    return f"Right when you were sure, by quarter. {'; '.join(parts)}."


def _trend_drawn(quarters: Sequence[tuple[Quarter, Levels]]) -> Drawn | None:
    rows = list(_points(quarters))
    if len(rows) < 2:  # noqa: PLR2004 - one point is no line
        return None
    data = frame(rows)
    quarter = alt.X("Quarter:O", sort=None, title=None, axis=alt.Axis(labelAngle=0))
    scale = alt.Scale(domain=[0, 1])
    ranges = alt.Chart(data).mark_rule(size=4, color=HUES[5]).encode(
        x=quarter, y=alt.Y("From:Q", scale=scale), y2="To:Q"
    )  # fmt: skip
    line = (
        alt.Chart(data)
        .mark_line(point=alt.OverlayMarkDef(size=110), color=HUES[0])
        .encode(
            x=quarter,
            y=alt.Y("Share:Q", scale=scale, axis=percent_axis("Right when sure")),
            tooltip=["Quarter:O", "n:Q", *(alt.Tooltip(f"{x}:Q", format=".0%") for x in _SHOWN)],
        )
    )
    fits = (
        alt.Chart(frame([{"Sure should mean": FITS}]))
        .mark_rule(color=MARK, size=2, strokeDash=[6, 4])
        .encode(y="Sure should mean:Q")
    )
    return alt.layer(ranges, line, fits).properties(height=TALL)


def _points(quarters: Sequence[tuple[Quarter, Levels]]) -> Iterator[dict[str, object]]:
    for quarter, (sure, *_) in quarters:
        if sure.interval and sure.n >= FEW:
            low, high = sure.interval
            yield {
                "Quarter": f"Q{quarter.number} {quarter.year}",
                "n": sure.n,
                "Share": sure.right / sure.n,
                "From": low,
                "To": high,
            }
