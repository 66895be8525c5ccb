"""A table that staff bring in: a file or pasted text, and the faults of its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from screens.parts.words import number, plain

if TYPE_CHECKING:
    from documents.rosters import RowFault

SHOWN = 20  # faults or addresses in a list; more are counted


def table_in(key: str, columns: str, example: str) -> bytes | None:
    """Take a file or pasted text with these columns; None as long as there is neither."""
    file = st.file_uploader(
        "CSV file", type=["csv", "txt", "tsv"], key=f"{key}-file", max_upload_size=2
    )
    text = st.text_area(
        "Or paste the rows", placeholder=f"{columns}\n{example}", key=f"{key}-text", height=120
    )
    st.caption(f"First line: the columns {columns}. Commas, semicolons or tabs.")
    st.button("Look at it", key=f"{key}-look")
    if file is not None:
        return file.getvalue()
    return text.encode() if text.strip() else None


def faults(found: tuple[RowFault, ...]) -> None:
    """List what is wrong, each with its line; nothing is written while there is any."""
    st.error(f"{number(len(found), 'row')} cannot be read. Nothing is written until they can.")
    said = [f"- Line {one.line}: {plain(one.message)}" for one in found[:SHOWN]]
    if len(found) > SHOWN:
        said.append(f"- and {len(found) - SHOWN} more")
    st.markdown("\n".join(said))


def listed(addresses: tuple[str, ...]) -> str:
    """Return addresses in a line, the first of many and how many more."""
    shown = ", ".join(map(plain, addresses[:SHOWN]))
    return f"{shown} and {len(addresses) - SHOWN} more" if len(addresses) > SHOWN else shown
