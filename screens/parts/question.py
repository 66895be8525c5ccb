"""The question itself, in the page's own text: vignette and figures; and its review afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from screens.parts.words import plain, prose, reference

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from quizzes.kinds.public import PublicFigure
    from workflows.attempts.review import Reviewed, ReviewedNumber, ReviewedOption, ReviewedPart

CONFIDENCE = {"sure": "you were sure", "fairly": "you were fairly sure", "guess": "you guessed"}


def vignette(head: str, stem: str | None, figures: Iterable[PublicFigure]) -> None:
    """Draw a head, the stem and its figures; a tap on a figure opens it at full size.

    It is one element: each element more costs every click its share.
    """
    parts = [head, prose(stem or ""), *(_figure(one) for one in figures)]
    text = "\n\n".join(part for part in parts if part)
    if text:
        st.markdown(text)


def _figure(one: PublicFigure) -> str:
    address = f"/figure/{one.digest}"
    said = f"{one.caption.rstrip(' .')}. " if one.caption else ""
    caption = plain(f"{said}Tap the figure to open it at full size.")
    return (
        f"[![{plain(' '.join(one.alt.split()))}]({address})]({address})\n\n:small[:gray[{caption}]]"
    )


def review(one: Reviewed, head: str) -> None:
    """Draw everything that is shown after the answer, below a head."""
    _review(one, head, _step if one.type == "ordered" else _part)


def teaching(one: Reviewed) -> None:
    """Draw the same where nobody answered: keys, reasons and sources, as reviewers read them."""
    _review(one, "", _keyed_step if one.type == "ordered" else _keyed)


def _review(one: Reviewed, head: str, line: Callable[[ReviewedPart], str]) -> None:
    listed = "  \n".join(prose(each) for each in one.listed)
    parts = [head, listed, *map(_option, one.options), *map(line, one.parts)]
    if one.number:
        parts.append(_number(one.number))
    if one.explanation:
        parts += ["**Explanation**", prose(one.explanation)]
    st.markdown("\n\n".join(part for part in parts if part))
    for each in one.corrections:
        said = f"**Corrected.** {prose(each.now)}  \nSource: {plain(each.source)}"
        st.warning(said, icon=":material/published_with_changes:")
    if one.key_point:
        st.info(prose(one.key_point), icon=":material/lightbulb:")
    if one.references:
        st.markdown(
            "**References**\n\n" + "\n".join(f"- {reference(each)}" for each in one.references)
        )


def _option(option: ReviewedOption) -> str:
    marks = []
    if option.keyed:
        marks.append(":green-badge[:material/check: key]")
    if option.chosen:
        color = "green" if option.keyed else "red"
        marks.append(f":{color}-badge[your answer]")
    head = f"**{option.letter}. {prose(option.text)}** {' '.join(marks)}"
    return f"{head}  \n{prose(option.rationale)}" if option.rationale else head


def _part(part: ReviewedPart) -> str:
    """Draw one line with the answer, the key where that was another, and the reason."""
    right = part.mark == 1
    given = f"{'✓' if right else '✗'} Your answer: {plain(part.given or 'none')}"
    lines = [prose(part.text), f":{'green' if right else 'red'}[{given}]"]
    if not right:
        lines.append(f":green[✓ Key: {plain(part.right)}]")
    if part.rationale:
        lines.append(prose(part.rationale))
    return "  \n".join(lines)


def _step(step: ReviewedPart) -> str:
    """Draw one step at its right place, with the place it was given."""
    color = "green" if step.given == step.right else "red"
    place = f"your place: {step.given}" if step.given else "not placed"
    head = f"**{step.right}. {prose(step.text)}** :{color}-badge[{place}]"
    return f"{head}  \n{prose(step.rationale)}" if step.rationale else head


def _keyed(part: ReviewedPart) -> str:
    lines = [prose(part.text), f":green[✓ Key: {plain(part.right)}]", prose(part.rationale or "")]
    return "  \n".join(one for one in lines if one)


def _keyed_step(step: ReviewedPart) -> str:
    head = f"**{step.right}. {prose(step.text)}**"
    return f"{head}  \n{prose(step.rationale)}" if step.rationale else head


def _number(number: ReviewedNumber) -> str:
    said = f"Key: **{plain(number.key)}** ({plain(number.accepted)}). "
    given = f"Your answer: **{plain(number.given)}**." if number.given else "No answer."
    return f"{said}{given} {prose(number.note or '')}".strip()


def verdict(one: Reviewed) -> str:
    """Say in one line how the answer was, what it earned, and with what confidence."""
    earned = f" · {one.mark} of the full mark" if 0 < one.mark < 1 else ""
    sure = f" · {CONFIDENCE[one.confidence]}" if one.confidence else ""
    return f"{one.outcome}{earned}{sure}"
