"""A judge's own Angoff rating of a question; the others' mean comes only after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from screens.parts.words import number
from workflows.content.gate import as_percent
from workflows.content.rating import MOST, rate, ratings
from workflows.refusals import Refused

if TYPE_CHECKING:
    from workflows.act import Actor
    from workflows.content.rating import Ratings
    from workflows.content.reviewing import Page


def rating(actor: Actor, page: Page) -> None:
    """Draw the question to the judge, and what is known of the ratings."""
    with st.expander("Passing standard: rate this question (Angoff)", icon=":material/balance:"):
        told = st.empty()
        known = ratings(actor, page.slug, page.item_id)
        with st.form(f"{page.item_id}-{page.digest[:12]}-rating", border=False):
            percent = st.number_input(
                "Of 100 physicians who are just competent, how many answer it right?",
                min_value=0,
                max_value=MOST,
                value=known.own,
                step=5,
            )
            pressed = st.form_submit_button("Save my rating")
        if pressed and percent is not None:
            try:
                known = rate(
                    actor,
                    page.slug,
                    page.item_id,
                    digest=page.digest,
                    percent=int(percent),
                    seen=known.seq,
                )
            except Refused as refused:
                told.error(str(refused))
        st.caption(_told(known))


def _told(known: Ratings) -> str:
    others = number(known.others, "other judge")
    if known.mean is None:
        whose = (
            f"{others} rated it; their mean" if known.others else "Nobody rated it yet; the mean"
        )
        return f"{whose} is shown after your own rating, which is to be yours alone."
    if not known.others:
        return f"Yours: {known.own}. Nobody else rated it yet."
    return f"Yours: {known.own}. With {others} the mean is {as_percent(known.mean)}."
