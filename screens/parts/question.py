"""The question itself, in the page's own text: vignette and figures; and its review afterwards."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Iterable

    from quizzes.kinds.item import PublicFigure
    from workflows.attempts.review import Reviewed, ReviewedOption

CONFIDENCE = {"sure": "you were sure", "fairly": "you were fairly sure", "guess": "you guessed"}


def vignette(stem: str | None, figures: Iterable[PublicFigure]) -> None:
    """Draw the stem and its figures; a tap on a figure opens it at full size."""
    if stem:
        st.markdown(stem)
    for one in figures:
        address = f"/figure/{one.digest}"
        st.markdown(f"[![{_plain(one.alt)}]({address})]({address})")
        st.caption(f"{one.caption or ''} Tap the figure to open it at full size.".strip())


def _plain(text: str) -> str:
    """Return text that cannot end the Markdown it stands in."""
    return re.sub(r"([\[\]\\()`*_])", r"\\\1", " ".join(text.split()))


def review(one: Reviewed) -> None:
    """Draw everything that is shown after the answer."""
    for option in one.options:
        _option(option)
    if one.explanation:
        st.markdown("**Explanation**")
        st.markdown(one.explanation)
    if one.key_point:
        st.info(one.key_point, icon=":material/lightbulb:")
    if one.references:
        st.markdown("**References**")
        st.markdown("\n".join(f"- {_reference(each.cite, each.link)}" for each in one.references))


def _option(option: ReviewedOption) -> None:
    marks = []
    if option.keyed:
        marks.append(":green-badge[:material/check: key]")
    if option.chosen:
        color = "green" if option.keyed else "red"
        marks.append(f":{color}-badge[your answer]")
    head = f"**{option.letter}. {option.text}** {' '.join(marks)}"
    st.markdown(f"{head}  \n{option.rationale}" if option.rationale else head)


def _reference(cite: str, link: str | None) -> str:
    return f"{cite} [Open]({link})" if link else cite


def verdict(one: Reviewed) -> str:
    """Say in one line how the answer was, with the confidence it was given with."""
    how = "Correct" if one.right else "Not correct" if one.answered else "Not answered"
    sure = f" · {CONFIDENCE[one.confidence]}" if one.confidence else ""
    return f"{how}{sure}"
