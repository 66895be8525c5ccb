"""The question as a physician will meet it: its page, its card, and what follows the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import streamlit as st

from screens.parts.card import card, waiting_click
from screens.parts.question import review, verdict, vignette
from screens.parts.words import prose
from workflows.content.writing.trying import try_item

if TYPE_CHECKING:
    from quizzes.answer import Answer
    from quizzes.models import AnyItem
    from workflows.act import Actor
    from workflows.attempts.question import Question


def preview(actor: Actor, slug: str, item: AnyItem | None, key: str) -> None:
    """Draw an item to be tried; an answer shows the feedback, and nothing is recorded."""
    st.subheader("As physicians see it", anchor=False)
    if item is None:
        st.caption("The question appears here once it has its text, its answers and its key.")
        return
    shown = st.toggle("Show the feedback after the right answer", key=f"{key}-feedback")
    number = st.session_state.get(f"{key}-tries", 0)
    attempt = f"{key}-try-{int(shown)}-{number}"
    page = try_item(actor, slug, item, attempt, item.keyed_answer if shown else None)
    click = waiting_click(page.attempt)
    refused = ""
    if click is not None and click.save is None:
        st.session_state[f"{key}-tries"] = number + 1
        page = try_item(actor, slug, item, f"{key}-try-{int(shown)}-{number + 1}", None)
    elif click is not None and click.save is not None:
        refused = item.fault_of(click.save.value) or ""
        if not refused:
            given = cast("Answer", item.canonical(click.save.value))
            page = try_item(actor, slug, item, attempt, given, click.save.confidence)
    with st.container(border=True):
        _page(actor, page, refused)


def _page(actor: Actor, page: Question, refused: str) -> None:
    vignette("", page.item.stem, page.item.figures)
    if page.feedback is not None:
        review(page.feedback, f"**{prose(page.item.lead_in)}**\n\n##### {verdict(page.feedback)}")
    card(actor, page, refused=refused, tried="Try again")
