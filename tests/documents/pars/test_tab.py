from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credit.states import STATES
from documents.pars.cells import CharacterRefused
from documents.pars.layout import TooManyTypes
from documents.pars.record import LearnerRecord, UnknownLayout, pack
from documents.pars.tab import lines, named
from documents.tables import harmless
from tests.documents.pars.records import BOTH, CME_ONLY, FITTING, MOC_ONLY


def table(*records: LearnerRecord, types: int = 1) -> list[list[str]]:
    """Return the written lines as the csv module reads them."""
    text = b"".join(lines(map(pack, records), types=types)).decode()
    return list(csv.reader(io.StringIO(text, newline=""), "excel-tab"))


def test_the_columns_are_those_of_the_excel_template() -> None:
    """Fourteen columns, one header with its trailing space, zeros in front kept."""
    header, record = table(BOTH)
    assert header[0] == "Record Action"
    assert header[12] == "Credit Type "
    assert record == [
        "Add", "202612345", "06/30/2026", "Zoë", "O'Neil-Nguyễn", "09/10", "Michigan",
        "0043010123", "2.5", "ABIM", "009999", "1.25", "Medical Knowledge", "1.25",
    ]  # fmt: skip


def test_every_line_has_every_column() -> None:
    """What does not apply is an empty column."""
    rows = table(CME_ONLY, MOC_ONLY, types=3)
    assert [len(one) for one in rows] == [18, 18, 18]
    assert rows[1][9:] == [""] * 9


def test_lines_end_as_windows_ends_them() -> None:
    """Each line ends with CR LF, the last one too."""
    assert b"".join(lines([pack(BOTH)])).count(b"\r\n") == 2


@settings(deadline=None)
@given(st.lists(FITTING, min_size=1, max_size=5))
def test_any_record_comes_back_as_it_was(records: list[LearnerRecord]) -> None:
    """Whatever a name holds, a reader of tab-delimited text finds it, and no formula."""
    for record, row in zip(records, table(*records, types=4)[1:], strict=True):
        assert row[3:8] == [
            record.given, record.family, record.birthday, STATES[record.state], record.identifier,
        ]  # fmt: skip
        assert row[10] == record.board_id
        assert all(harmless(cell) == cell for cell in row)


@pytest.mark.parametrize("inside", ["\t", "\n", "\r", "\u2028", "\x00"])
def test_what_ends_a_cell_or_line_is_refused(inside: str) -> None:
    """No value can add a column or a line of its own."""
    with pytest.raises(CharacterRefused):
        table(replace(BOTH, family=f"O{inside}Neil"))


def test_more_types_than_columns_are_refused() -> None:
    """No amount is dropped in silence."""
    with pytest.raises(TooManyTypes):
        table(MOC_ONLY)


def test_another_layout_is_refused() -> None:
    """A record packed in another order of cells is not written."""
    with pytest.raises(UnknownLayout):
        list(lines(["[2]"]))


def test_the_name_says_that_the_layout_is_not_verified() -> None:
    """Nobody sends it believing that ACCME's layout was seen."""
    assert named("2026-07") == "pars-learners-unverified-2026-07.txt"
