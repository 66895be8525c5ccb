"""Items as rows of our own template, and what of them does not fit into a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzes.formats.foreign import Rejected
from quizzes.formats.item_rows import is_whole, row_of

if TYPE_CHECKING:
    from quizzes.formats.foreign import Paper

Rows = tuple[list[dict[str, str]], tuple[Rejected, ...], tuple[str, ...]]


def rows_of(paper: Paper) -> Rows:
    """Return a row for each item, the items left out, and a sentence for each loss."""
    rows: list[dict[str, str]] = []
    left_out: list[Rejected] = []
    warnings: list[str] = []
    for item in paper.items:
        row = row_of(item)
        if row is None:
            kind = item.type.replace("_", " ")
            left_out.append(
                Rejected(item.id, f"A row cannot hold an item of type {kind}.", item.id)
            )
            continue
        if not is_whole(item, row):
            warnings.append(f"{item.id}: not everything of it fits into a row")
        rows.append(row)
    return rows, tuple(left_out), tuple(warnings)
