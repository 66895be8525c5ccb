"""Fields of which the server hears while they are typed in, not only when they are left."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

_mount = st.components.v2.component(
    "live_fields", js=Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
)


def live(key: str) -> None:
    """Let every text field of this page be heard of after a pause in typing."""
    _mount(key=f"{key}-draft", data=[])
