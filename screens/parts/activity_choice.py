"""The choice of an activity, which the address keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workflows.act import Actor


def activity_choice(actor: Actor, titles: Mapping[str, str], name: str) -> str | None:
    """Let the person choose among activities, titles by key; None where there are none.

    `name` tells the choice of one screen from that of another.
    """
    if not titles:
        return None
    asked = st.query_params.get("id", "")
    at = list(titles).index(asked) if asked in titles else 0
    chosen = st.selectbox(
        "Activity", list(titles), index=at, format_func=lambda key: f"{titles[key]} · {key}",
        key=f"{actor.public_id}-{name}",
    )  # fmt: skip
    if chosen != asked:
        st.query_params.from_dict({"id": chosen})
    return str(chosen)
