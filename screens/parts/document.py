"""A page of docs/, shown in the app too: one text for both."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Callable

DOCS = Path(__file__).parents[2] / "docs"


def document(name: str) -> Callable[[], None]:
    """Return the screen that shows `docs/<name>`, which is read here and now."""
    title, _, body = (DOCS / name).read_text(encoding="utf-8").partition("\n")

    def show() -> None:
        st.title(title.removeprefix("# "), anchor=False)
        st.markdown(body)

    return show
