"""The bookmarks of a PDF, as its reader's side bar shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pypdf.generic import Destination

if TYPE_CHECKING:
    from pypdf import PdfReader


def outline(reader: PdfReader) -> list[tuple[str, int]]:
    """Return each bookmark's title with the page it leads to, counted from 1."""
    found = []
    for one in reader.outline:
        assert isinstance(one, Destination)
        at = reader.get_destination_page_number(one)
        assert at is not None
        found.append((str(one.title), at + 1))
    return found
