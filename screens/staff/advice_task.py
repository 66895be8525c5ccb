"""The button that makes a task of the advice on a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from screens.parts.words import plain
from workflows.content.item_tasks import ADVICE, of_item
from workflows.refusals import Refused
from workflows.reports.advice import open_advice

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

    from workflows.act import Actor
    from workflows.reports.statistics import EditionFigures, ItemFigures


def advice_task(actor: Actor, page: EditionFigures, one: ItemFigures) -> None:
    """Offer to open the task, or lead to the one that is open."""
    place, slug = st.empty(), page.key.partition(".")[0]
    if _is_open(actor, slug, one.item):
        return _lead(place, slug, one.item)
    label = "Open a task for its authors"
    key = f"{actor.public_id}-{page.key}-{page.number}-{one.item}-advice"
    if not place.button(label, key=key, icon=":material/add_task:"):
        return None
    try:
        open_advice(actor, page.key, page.number, one.item)
    except Refused as refused:
        place.error(plain(str(refused)))
        return None
    return _lead(place, slug, one.item)


def _is_open(actor: Actor, slug: str, item: str) -> bool:
    return any(each.kind == ADVICE for each in of_item(actor, slug, item))


def _lead(place: DeltaGenerator, slug: str, item: str) -> None:
    place.markdown(f":blue-badge[task open] [Go to the question](/write?bank={slug}&item={item})")
