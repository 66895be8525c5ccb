"""A page of docs/, shown in the app too: one text for both."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Callable, Container

SECTION = "\n### "
LINK = re.compile(r"\[([^]]+)\]\([a-z]+\.md(?:#[a-z-]+)?\)")
DOCS = Path(__file__).parents[2] / "docs"


def document(name: str, *, without: Container[str] = ()) -> Callable[[], None]:
    """Return the screen that shows `docs/<name>`, which is read here and now.

    Sections whose heading is in `without` are left out.
    """
    title, _, rest = (DOCS / name).read_text(encoding="utf-8").partition("\n")
    parts = rest.split(SECTION)
    kept = (one for one in parts[1:] if one.partition("\n")[0] not in without)
    body = LINK.sub(_led, SECTION.join((parts[0], *kept)))

    def show() -> None:
        st.title(title.removeprefix("# "), anchor=False)
        st.markdown(body)

    return show


def _led(found: re.Match[str]) -> str:
    """Return the words of a link to another page of docs/, which the app does not show."""
    return found[1]
