from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from credit.calendar import NaiveInstant
from documents.pars import excel
from documents.pars.cells import CharacterRefused
from documents.pars.excel import DEMONSTRATION, TooManyRows, named, workbook
from documents.pars.layout import TooManyTypes
from documents.pars.record import LearnerRecord, pack
from tests.documents.pars.records import BOTH, CME_ONLY, CREATED, FITTING, MOC_ONLY

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

HEADER = [
    "Record Action", "ACCME Activity ID", "Completion Date", "First Name", "Last Name",
    "Date of Birth", "Licensing State", "Licensing ID or NPI", "Number of CME Credits",
    "Certifying Board", "Certifying Board ID", "Total Board Credits", "Credit Type ",
    "Credits Awarded for Credit Type",
]  # fmt: skip


def opened(*records: LearnerRecord, types: int = 1) -> Workbook:
    """Return the written workbook as openpyxl opens it."""
    return load_workbook(io.BytesIO(b"".join(workbook(map(pack, records), CREATED, types=types))))


def sheet(*records: LearnerRecord, types: int = 1) -> Worksheet:
    """Return its first sheet."""
    return opened(*records, types=types)["Sheet1"]


def values(of: Worksheet, row: int) -> list[object]:
    """Return what stands in a row."""
    return [one.value for one in of[row]]


def test_the_layout_is_that_of_the_template_to_the_cell() -> None:
    """Guidance, the fourteen headers in order, then the records from row 3 (pitfall 8)."""
    found = sheet(BOTH)
    assert isinstance(found["A1"].value, str)
    assert values(found, 1)[1:] == [None] * 13
    assert values(found, 2) == HEADER
    assert values(found, 3) == [
        "Add", "202612345", datetime(2026, 6, 30), "Zoë", "O'Neil-Nguyễn", "09/10", "Michigan",
        "0043010123", 2.5, "ABIM", "009999", 1.25, "Medical Knowledge", 1.25,
    ]  # fmt: skip
    assert found.max_row == 3


def test_the_sheets_are_those_of_the_template() -> None:
    """The records stand in "Sheet1"; two further sheets explain."""
    assert opened(BOTH).sheetnames == ["Sheet1", "ValidValues", "Reference"]


def test_one_header_ends_with_a_space() -> None:
    """The column of credit types keeps the trailing space of the template."""
    assert sheet(BOTH)["M2"].value == "Credit Type "


@pytest.mark.parametrize("cell", ["A3", "B3", "F3", "H3", "K3"])
def test_identifiers_and_birthdays_are_text(cell: str) -> None:
    """Excel neither drops a leading zero nor makes a date of 09/10: the cell is Text."""
    found = sheet(BOTH)[cell]
    assert found.data_type == "s"
    assert found.number_format == "@"


def test_the_twenty_ninth_of_february_stays() -> None:
    """A birthday on 29 February is written as it is."""
    assert sheet(CME_ONLY)["F3"].value == "02/29"


def test_the_completion_date_is_a_date_without_time() -> None:
    """The serial number is whole; the template's own sample 44742 is 30 June 2022."""
    written = b"".join(workbook([pack(replace(BOTH, completed_on=date(2022, 6, 30)))], CREATED))
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<v>44742</v>" in xml
    found = load_workbook(io.BytesIO(written))["Sheet1"]["C3"]
    assert found.is_date
    assert found.number_format == "mm/dd/yyyy"


def test_a_record_without_board_leaves_its_columns_empty() -> None:
    """An empty cell is truly empty, no empty text."""
    assert values(sheet(CME_ONLY), 3)[8:] == [2.5, None, None, None, None, None]


def test_a_delete_says_so() -> None:
    """A record that is taken back is a Delete (pitfall 9)."""
    assert values(sheet(MOC_ONLY, types=2), 3)[:2] == ["Delete", "202612345"]


def test_further_credit_types_have_further_columns() -> None:
    """Their headers were not seen, and the Reference sheet says so."""
    book = opened(MOC_ONLY, types=2)
    assert values(book["Sheet1"], 2)[14:] == [
        "Additional Credit Type",
        "Credits Awarded for Additional Credit Type",
    ]
    assert values(book["Sheet1"], 3)[11:] == [
        1.5,
        "Medical Knowledge",
        1,
        "Practice Assessment",
        0.5,
    ]
    said = {row[0].value: row[2].value for row in book["Reference"].iter_rows()}
    assert "NOT VERIFIED" in str(said["Additional Credit Type"])
    assert "NOT VERIFIED" not in str(said["Credit Type "])


def test_a_demonstration_says_so_in_the_first_cell() -> None:
    """A file of made-up people cannot be taken for a real one."""
    written = b"".join(workbook([pack(BOTH)], CREATED, demonstration=True))
    assert str(load_workbook(io.BytesIO(written))["Sheet1"]["A1"].value).startswith(DEMONSTRATION)
    assert DEMONSTRATION not in str(sheet(BOTH)["A1"].value)


def test_the_same_records_give_the_same_bytes() -> None:
    """Nothing of the hour of writing is in the file but what was handed in."""
    first = b"".join(workbook([pack(BOTH)], CREATED))
    assert first == b"".join(workbook([pack(BOTH)], CREATED))
    properties = load_workbook(io.BytesIO(first)).properties
    assert properties.created == properties.modified == datetime(2026, 1, 5, 14, 30)


def test_many_records_come_in_order() -> None:
    """More records than are written at once are all there, each in its row."""
    several = [replace(BOTH, family=f"Person {number}") for number in range(1_201)]
    written = b"".join(workbook(map(pack, several), CREATED))
    for read_only in (False, True):  # the second way believes what a sheet says of its size
        found = load_workbook(io.BytesIO(written), read_only=read_only)["Sheet1"]
        assert [row[4] for row in found.iter_rows(min_row=3, values_only=True)] == [
            one.family for one in several
        ]


@settings(max_examples=40, deadline=None)
@given(st.lists(FITTING, min_size=1, max_size=5))
def test_any_record_comes_back_as_it_was(records: list[LearnerRecord]) -> None:
    """Whatever a name holds, openpyxl reads it again as text, and every amount exactly."""
    found = sheet(*records, types=4)
    for number, record in enumerate(records, 3):
        row = [one for one in found[number] if one.value is not None]
        assert not [one for one in row if one.data_type == "f"]
        cells = dict(zip("ABCDEFGHIJKLMN", (one.value for one in found[number]), strict=False))
        assert (cells["D"], cells["E"], cells["F"], cells["H"], cells["K"]) == (
            record.given, record.family, record.birthday, record.identifier, record.board_id,
        )  # fmt: skip
        assert cells["C"] == datetime.combine(record.completed_on, datetime.min.time())
        assert cells["M"] == record.credit_types[0][0]
        assert Decimal(str(cells["N"])) * 4 == record.credit_types[0][1]


def test_more_types_than_columns_are_refused() -> None:
    """No amount is dropped in silence."""
    with pytest.raises(TooManyTypes, match="more credit types than the 1"):
        sheet(MOC_ONLY)


@pytest.mark.parametrize("types", [0, 5])
def test_another_number_of_types_is_refused(types: int) -> None:
    """A file has columns for one to four types."""
    with pytest.raises(ValueError, match="1 to 4"):
        sheet(BOTH, types=types)


def test_more_records_than_a_sheet_holds_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Excel would cut them off."""
    monkeypatch.setattr(excel, "MOST_ROWS", 2)
    with pytest.raises(TooManyRows, match="smaller batches"):
        sheet(BOTH, BOTH, BOTH)


def test_a_control_character_is_refused_by_name() -> None:
    """What a file cannot carry never reaches it, even where nobody asked whether it fits."""
    with pytest.raises(CharacterRefused, match=r"U\+000B \(LINE TABULATION\)"):
        sheet(replace(BOTH, family="O\x0bNeil"))


def test_an_instant_without_zone_is_refused() -> None:
    """The file says in UTC when it was made."""
    with pytest.raises(NaiveInstant):
        list(workbook([pack(BOTH)], datetime(2026, 1, 5)))


def test_the_file_is_named_by_its_batch() -> None:
    """The name says what it is and of which batch."""
    assert named("2026-07") == "pars-learners-2026-07.xlsx"
