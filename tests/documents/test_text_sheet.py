"""Tables as Excel files whose cells are all text."""

from __future__ import annotations

import io
from datetime import UTC, datetime

from openpyxl import load_workbook

from documents.text_sheet import text_sheet

CREATED = datetime(2026, 12, 1, 15, tzinfo=UTC)


def test_each_cell_is_text_and_stays_what_it_is() -> None:
    """Zeros in front, month and day, and what looks like a formula."""
    row = ("0430112345", "09/10", "=1+1", "")
    made = text_sheet("People", ("A", "B", "C", "D"), [row], CREATED)
    (cells,) = load_workbook(io.BytesIO(made)).active.iter_rows(min_row=2)  # type: ignore[union-attr]
    assert [one.value for one in cells] == ["0430112345", "09/10", "=1+1", None]
    assert {one.number_format for one in cells} == {"@"}
    assert {one.data_type for one in cells[:3]} == {"s"}


def test_the_same_table_gives_the_same_bytes() -> None:
    """Whoever downloads it twice can compare."""
    first, second = (text_sheet("T", ("A",), [("a",)], CREATED) for _ in range(2))
    assert first == second


def test_a_character_that_no_file_can_carry_is_a_blank() -> None:
    """Instead of a file that cannot be opened."""
    made = text_sheet("T", ("A",), [("a\x0bb",)], CREATED)
    sheet = load_workbook(io.BytesIO(made)).active
    assert sheet is not None
    assert sheet.cell(2, 1).value == "a b"
