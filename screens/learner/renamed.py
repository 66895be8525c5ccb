"""A new name: whoever changed theirs can have their certificates issued anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from screens.parts.words import number
from workflows.credit.reissue import outdated, reissue

if TYPE_CHECKING:
    from workflows.act import Actor


def renamed(actor: Actor) -> None:
    """Offer new certificates where some in force bear another name than the profile."""
    many = len(outdated(actor))
    if not many:
        return
    place = st.empty()
    with place.container(border=True):
        st.markdown(
            f"The name in your profile differs from that on {number(many, 'certificate')}. Issued"
            " anew, they replace the old ones; what you claimed stays as it is."
        )
        pressed = st.button("Issue them in my name now", key=f"{actor.public_id}-reissue-{many}")
    if pressed:
        place.success(f"{number(len(reissue(actor)), 'certificate')} issued anew: see Records.")
