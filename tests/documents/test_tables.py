from __future__ import annotations

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.tables import BELOW_ZERO, csv_text, harmless


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+1",
        "-1",
        "-1.5+1",
        "-1.5\n",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "\t1",
        " =1",
        "\u00a0=1",
        "\u3000+1",
        "\uff1d1+1",
        "\uff0b1",
        "\uff0d1",
        "\uff20SUM(A1)",
        "\ufe66\u200b1",
        "\u200e=1",
        "\u202e=1",
        "\u200b=1",
        "\ufeff=1",
        "\u00ad@1",
        " \u200b \uff1d1",
    ],
)
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(cell: str) -> None:
    """A cell that starts like a formula is kept as text."""
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "1.25", "-0.250000", "O’Neil", "a=b", " 1", "Łukasz", "–1"])
def test_other_cells_stay_as_they_are(cell: str) -> None:
    """Nothing else is touched."""
    assert harmless(cell) == cell


@given(st.lists(st.lists(st.text(max_size=20), min_size=2, max_size=2), max_size=5))
def test_a_table_is_read_back_cell_by_cell(rows: list[list[str]]) -> None:
    """Commas, quotes and line ends inside a cell survive; no cell starts a formula."""
    table = csv_text(["A", "B"], rows)
    back = list(csv.reader(StringIO(table, newline="")))
    assert back == [["A", "B"], *([harmless(cell) for cell in row] for row in rows)]
    assert not any(
        cell.lstrip()[:1] in {"=", "+", "-", "@"} and not BELOW_ZERO.fullmatch(cell)
        for row in back
        for cell in row
    )
