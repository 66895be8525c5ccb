"""Help for physicians: the page that also stands in docs/."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

TEXT = (Path(__file__).parents[2] / "docs" / "physician.md").read_text(encoding="utf-8")
TITLE, _, BODY = TEXT.partition("\n")


def show_help() -> None:
    """Show how everything is done, in the order one does it."""
    st.title(TITLE.removeprefix("# "), anchor=False)
    st.markdown(BODY)
