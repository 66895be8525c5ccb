"""The question itself, in the page's own text: vignette and figures; and its review afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from screens.parts.words import plain, prose, reference

if TYPE_CHECKING:
    from collections.abc import Iterable

    from quizzes.kinds.item import PublicFigure
    from workflows.attempts.review import Reviewed, ReviewedOption

CONFIDENCE = {"sure": "you were sure", "fairly": "you were fairly sure", "guess": "you guessed"}


def vignette(stem: str | None, figures: Iterable[PublicFigure]) -> None:
    """Draw the stem and its figures; a tap on a figure opens it at full size."""
    parts = [prose(stem)] if stem else []
    parts += [_figure(one) for one in figures]
    if parts:
        st.markdown("\n\n".join(parts))


def _figure(one: PublicFigure) -> str:
    address = f"/figure/{one.digest}"
    caption = plain(f"{one.caption or ''} Tap the figure to open it at full size.".strip())
    return (
        f"[![{plain(' '.join(one.alt.split()))}]({address})]({address})\n\n:small[:gray[{caption}]]"
    )


def review(one: Reviewed) -> None:
    """Draw everything that is shown after the answer."""
    for option in one.options:
        _option(option)
    if one.explanation:
        st.markdown("**Explanation**")
        st.markdown(prose(one.explanation))
    if one.key_point:
        st.info(prose(one.key_point), icon=":material/lightbulb:")
    if one.references:
        st.markdown("**References**")
        st.markdown("\n".join(f"- {reference(each)}" for each in one.references))


def _option(option: ReviewedOption) -> None:
    marks = []
    if option.keyed:
        marks.append(":green-badge[:material/check: key]")
    if option.chosen:
        color = "green" if option.keyed else "red"
        marks.append(f":{color}-badge[your answer]")
    head = f"**{option.letter}. {prose(option.text)}** {' '.join(marks)}"
    st.markdown(f"{head}  \n{prose(option.rationale)}" if option.rationale else head)


def verdict(one: Reviewed) -> str:
    """Say in one line how the answer was, with the confidence it was given with."""
    how = "Correct" if one.right else "Not correct" if one.answered else "Not answered"
    sure = f" · {CONFIDENCE[one.confidence]}" if one.confidence else ""
    return f"{how}{sure}"
