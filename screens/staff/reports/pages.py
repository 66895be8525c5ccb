"""The links to the pages before and after this one."""

from __future__ import annotations

import streamlit as st

from screens.parts.table import link

LONGEST_NUMBER = 6


def asked(name: str) -> int:
    """Return the number of the page that the address asks for, else the first."""
    said = st.query_params.get(name, "")[:LONGEST_NUMBER]
    return int(said) if said.isdecimal() else 1


def pages(name: str, page: int, last: int) -> None:
    """Lead to the pages before and after this one, where there are any."""
    around = (("Previous page", page - 1), ("Next page", page + 1))
    links = [link(label, "reporting", **{name: str(to)}) for label, to in around if 1 <= to <= last]
    if links:
        st.html(f'<nav class="pages" aria-label="Pages of {name}">{" · ".join(links)}</nav>')
