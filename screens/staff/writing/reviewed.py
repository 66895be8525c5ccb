"""What reviewers ask of a question, before the eyes of whoever goes on writing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from screens.door import place
from screens.parts.words import number, plain
from workflows.content.writing.asked import asked

if TYPE_CHECKING:
    from workflows.act import Actor
    from workflows.content.writing.asked import Wish


def reviewed(actor: Actor, slug: str, item: str) -> None:
    """Say what is asked for and how many comments are open; lead to them."""
    found = asked(actor, slug, item)
    said = [_wish(one) for one in found.wishes]
    if found.comments:
        said.append(f"{number(found.comments, 'comment')} not settled.")
    if said:
        st.warning("  \n".join(said))
        query = {"bank": slug, "item": item}
        st.page_link(place("review"), label="Read and answer in Review", query_params=query)


def _wish(one: Wish) -> str:
    note = f": {plain(one.note)}" if one.note else "."
    return f"{plain(one.by)} asked for changes in version {one.version}.{one.revision}{note}"
