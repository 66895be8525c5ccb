"""What follows a submission: the score by objective, and each question as it was answered."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING

import streamlit as st

from scoring.passing import percent_text
from screens.parts.question import review, verdict, vignette
from screens.parts.words import amount, number, opening, plain, prose

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from scoring.passing import Score
    from workflows.attempts.result import ObjectiveScore
    from workflows.attempts.review import Need, Reviewed

HEADS: dict[Need, tuple[str, str]] = {
    "sure_and_wrong": (
        "Sure and wrong", "Begin here: what we are sure of, we do not look up."
    ),
    "guessed": ("Right, but guessed", "It counts, and the next time it may go wrong: read why."),
    "missed": ("Missed", ""),
    "known": ("The others", ""),
}  # fmt: skip


def standing(score: Score, percent: str, *, passed: bool) -> None:
    """Say what was scored, and of what standard."""
    st.markdown(
        f"### {amount(score.points)} of {amount(score.max_points)} points · {percent_text(score)}%"
        f" · {'passed' if passed else 'not passed'}"
    )
    st.markdown(f"The passing standard is {percent}% of all points.")


def spent(seconds: int) -> None:
    """Say how long the questions took."""
    minutes, rest = divmod(seconds, 60)
    st.caption(f"Time spent on the questions: {minutes} min {rest} s")


def by_objective(scores: Iterable[ObjectiveScore]) -> None:
    """Draw the score of each objective."""
    st.subheader("By objective", anchor=False)
    for one in scores:
        st.markdown(
            f"{plain(one.text)}  \n**{percent_text(one.tally)}%** of"
            f" {number(one.items, 'question')}"
        )


def by_question(items: Sequence[Reviewed], notes: Mapping[int, str]) -> None:
    """Draw each question with its review, in the order given, and the note written beside it."""
    st.subheader("Question by question", anchor=False)
    cases = _cases(items)
    for need, some in groupby(items, key=lambda one: one.need):
        held = list(some)
        head, why = HEADS[need]
        st.markdown(f"#### {head}: {number(len(held), 'question')}")
        if why:
            st.caption(why)
        for one in held:
            icon = ":material/check:" if one.right else ":material/close:"
            # The case tells one row from the other: many lead-ins are the same.
            with st.expander(f"{one.position}. {verdict(one)} · {cases[one.position]}", icon=icon):
                one_review(one, notes.get(one.position))


def one_review(one: Reviewed, note: str | None) -> None:
    """Draw one question as it was answered, with what may be learned from it."""
    if one.carried:
        st.caption("Carried over from the attempt before, where it earned the full mark.")
    vignette("", one.stem, one.figures)
    review(one, f"**{prose(one.lead_in)}**")
    if note:
        st.markdown(f"**Your note**  \n{plain(note)}")


def _cases(items: Iterable[Reviewed]) -> dict[int, str]:
    """Return how the case of each question begins; those that share one say what they ask."""
    found = {one.position: opening(one.stem or one.lead_in) for one in items}
    many = Counter(found.values())
    return {
        one.position: opening(one.lead_in) if many[found[one.position]] > 1 else found[one.position]
        for one in items
    }
