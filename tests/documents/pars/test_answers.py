from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from documents.pars import read_table
from documents.pars.answer_map import AnswerMap, answer_map
from documents.pars.answers import Answer, keys_of, read
from documents.pars.excel import workbook
from documents.pars.record import pack
from tests.documents.pars.records import BOTH, CME_ONLY, CREATED, MOC_ONLY

if TYPE_CHECKING:
    from collections.abc import Sequence

HEADER = "ACCME Activity ID,Completion Date,Certifying Board,Certifying Board ID,Status,Reason"


def csv_of(*lines: str) -> bytes:
    """Return a file of these lines below the usual header."""
    return "\r\n".join((HEADER, *lines)).encode()


def excel_of(*rows: Sequence[object]) -> bytes:
    """Return a workbook of these rows."""
    book, file = Workbook(), io.BytesIO()
    assert book.active is not None
    for row in rows:
        book.active.append(list(row))
    book.save(file)
    return file.getvalue()


def test_an_answer_says_what_became_of_a_record() -> None:
    """Activity, day, board, ID, outcome and the reason in PARS' own words."""
    found = read(
        csv_of('202612345,06/30/2026,ABIM,009999,Rejected,"Name does not match, ID 009999"')
    )
    assert found.faults == found.notes == ()
    assert found.answers == (
        Answer(
            row=2,
            outcome="rejected-by-board",
            reason="Name does not match, ID 009999",
            credit_id=None,
            activity_id="202612345",
            completed_on=date(2026, 6, 30),
            board="ABIM",
            board_id="009999",
            identifier="",
        ),
    )


@pytest.mark.parametrize(
    ("word", "outcome"),
    [
        ("Accepted", "accepted"),
        ("ACCEPTED BY BOARD", "accepted"),
        ("Pending confirmation", "pending"),
        ("PARS-Rejected", "rejected-by-pars"),
        ("Validation error", "rejected-by-pars"),
        ("rejected", "rejected-by-board"),
    ],
)
def test_words_are_read_without_regard_to_their_look(word: str, outcome: str) -> None:
    """Capitals, hyphens and spaces make no difference."""
    (found,) = read(csv_of(f"202612345,06/30/2026,ABIM,009999,{word},")).answers
    assert found.outcome == outcome


def test_without_a_board_nobody_but_pars_can_have_rejected() -> None:
    """A rejection of CME alone is PARS' own."""
    content = (
        b"Activity ID,Completion Date,NPI,Status,Reason\n"
        b"202612345,06/30/2026,1234567893,Rejected,No such licensee\n"
    )
    (found,) = read(content).answers
    assert found.outcome == "rejected-by-pars"
    assert found.key in keys_of(CME_ONLY)


def test_a_credit_id_is_enough() -> None:
    """Where PARS names our CreditID nothing else has to be found."""
    (found,) = read(b"CreditID,Status\nccid:example.org:c1-cme-1,Accepted\n").answers
    assert found.credit_id == "ccid:example.org:c1-cme-1"
    assert found.completed_on is None


def test_excel_is_read_as_well() -> None:
    """Dates are dates, and what a spreadsheet made a number stays the same number."""
    found = read(
        excel_of(
            ["Please read the guide before you open a ticket."],
            ["Activity ID", "Completion", "Board", "Learner ID", "Status", "Reason"],
            [202612345, datetime(2026, 6, 30), "ABIM", 9999, "Accepted", None],
            [None] * 6,
            ["202612345", "06/30/2026", "ABIM", "009998", "Rejected", "Unknown ID"],
        )
    )
    assert found.faults == found.notes == ()
    assert [one.row for one in found.answers] == [3, 5]
    assert found.answers[0].activity_id == "202612345"
    assert found.answers[0].completed_on == date(2026, 6, 30)


def test_our_own_batch_with_a_status_is_an_answer() -> None:
    """The template's columns are known, and each answer finds its record by them."""
    book = b"".join(workbook([pack(BOTH), pack(CME_ONLY)], CREATED))
    opened = load_workbook(io.BytesIO(book))
    sheet = opened["Sheet1"]
    sheet["O2"], sheet["O3"], sheet["O4"] = "Status", "Accepted", "Rejected"
    file = io.BytesIO()
    opened.save(file)
    found = read(file.getvalue())
    assert found.faults == found.notes == ()
    assert [one.outcome for one in found.answers] == ["accepted", "rejected-by-pars"]
    assert found.answers[0].key in keys_of(BOTH)
    assert found.answers[1].key in keys_of(CME_ONLY)


def test_zeros_that_a_spreadsheet_dropped_do_not_hide_a_record() -> None:
    """An ID is found with and without its leading zeros (pitfall 8)."""
    (found,) = read(csv_of("202612345,06/30/2026,abim,9999,Accepted,")).answers
    assert found.key in keys_of(BOTH)


def test_a_record_of_another_day_is_another_record() -> None:
    """The day is part of what an answer is found by."""
    (found,) = read(csv_of("202612345,06/29/2026,ABIM,009999,Accepted,")).answers
    assert found.key not in keys_of(BOTH)


def test_points_are_not_found_by_an_answer_about_cme() -> None:
    """CME and points of one person and day, sent apart, have their own answers."""
    points = replace(BOTH, cme=None)
    assert keys_of(points) == (("202612345", "ABIM", "9999", date(2026, 6, 30)),)
    assert not set(keys_of(points)) & set(keys_of(replace(CME_ONLY, identifier="0043010123")))


def test_a_board_without_an_id_is_found_by_the_license() -> None:
    """ABS reports its diplomates by license or NPI."""
    surgeon = replace(BOTH, cme=None, board="ABS", board_id="")
    content = (
        b"Activity ID,Completion Date,Board,Board ID,License ID,Status\n"
        b"202612345,06/30/2026,ABS,,43010123,Accepted\n"
    )
    (found,) = read(content).answers
    assert found.key in keys_of(surgeon)


def test_two_records_may_share_a_key() -> None:
    """Two types of one board, sent apart, cannot be told apart by an answer without CreditID."""
    other = replace(MOC_ONLY, credit_types=(("Patient Safety", 1),))
    assert set(keys_of(MOC_ONLY)) & set(keys_of(other))


@pytest.mark.parametrize(
    "written",
    ["06/30/2026", "6/30/2026", "2026-06-30", "06/30/26", "30-Jun-2026", "6/30/2026 12:00:00 AM"],
)
def test_days_are_read_as_they_are_written(written: str) -> None:
    """The forms of the map are tried one after another."""
    (found,) = read(csv_of(f"202612345,{written},ABIM,009999,Accepted,")).answers
    assert found.completed_on == date(2026, 6, 30)


@pytest.mark.parametrize("parts", ["\t", ";", "|"])
def test_other_signs_between_cells_are_found(parts: str) -> None:
    """Excel saves CSV with what the country is used to."""
    content = csv_of("202612345,06/30/2026,ABIM,009999,Accepted,").replace(b",", parts.encode())
    assert len(read(content).answers) == 1


def test_a_mark_in_front_does_not_matter() -> None:
    """Excel puts one before UTF-8, and writes UTF-16 as "Unicode text"."""
    text = csv_of("202612345,06/30/2026,ABIM,009999,Accepted,Zoë").decode()
    for encoding in ("utf-8-sig", "utf-16"):
        assert read(text.encode(encoding)).answers[0].reason == "Zoë"


def test_a_reason_is_one_line() -> None:
    """Line ends and control characters of a reason become spaces."""
    (found,) = read(csv_of('202612345,06/30/2026,ABIM,009999,Rejected,"No\n such\x07 ID"')).answers
    assert found.reason == "No such ID"


# ---------------------------------------------------------------- faults


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("202612345,06/30/2026,ABIM,009999,Perhaps,", '"Perhaps" is not a status'),
        ("202612345,06/30/2026,ABIM,009999,,", '"" is not a status'),
        ("202612345,44742,ABIM,009999,Accepted,", '"44742" is not a day'),
        ("202612345,06/30/2026 20:00:00,ABIM,009999,Accepted,", "depends on the zone"),
        ("202612345,06/30/2026,ABIM,,Accepted,", "neither a CreditID nor"),
        (",06/30/2026,ABIM,009999,Accepted,", "neither a CreditID nor"),
        ("202612345,,ABIM,009999,Accepted,", "neither a CreditID nor"),
    ],
)
def test_a_row_that_says_too_little_is_a_fault(line: str, said: str) -> None:
    """The row is named, what is wrong and what to do; the other rows are read."""
    found = read(csv_of(line, "202612345,06/30/2026,ABIM,009998,Accepted,"))
    (fault,) = found.faults
    assert fault.row == 2
    assert said in fault.what
    assert fault.fix
    assert [one.row for one in found.answers] == [3]


def test_a_column_that_is_not_known_is_noted() -> None:
    """Nothing is dropped in silence, and nothing is refused for it."""
    found = read(b"CreditID,Status,Reviewed By\nccid:a:b,Accepted,Pat\n")
    assert [one.column for one in found.notes] == ["Reviewed By"]
    assert len(found.answers) == 1


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("CreditID,Reason", "No column says what became"),
        ("Status,Reason", "No column tells which record"),
        ("Status,Completion Date,Board ID", "No column tells which record"),
        ("CreditID,Status,Record Status", 'A second column means "status"'),
    ],
)
def test_a_header_without_what_is_needed_is_a_fault(header: str, said: str) -> None:
    """No row is read where the columns do not say what it means."""
    found = read(f"{header}\na,b,c\n".encode())
    assert found.answers == ()
    assert said in found.faults[0].what
    assert found.faults[0].row == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "names the columns"),
        (b"a,b\n1,2\n", "names the columns"),
        (b"\n" * 10 + HEADER.encode(), "names the columns"),
        (b"\xd0\xcf\x11\xe0 old", "before 2007"),
        (b"PK\x03\x04 broken", "damaged"),
        (b"Status,\x00Reason\n", "NUL"),
    ],
)
def test_a_file_of_something_else_is_a_fault(content: bytes, said: str) -> None:
    """Whatever is chosen, the page has a sentence to show and no exception."""
    found = read(content)
    assert found.answers == ()
    (fault,) = found.faults
    assert fault.row is None
    assert said in fault.what


def test_a_broken_line_is_a_fault_and_ends_the_reading() -> None:
    """After a quotation mark that is never closed nothing can be told apart."""
    found = read(csv_of("202612345,06/30/2026,ABIM,009999,Accepted,", '"open,06/30/2026'))
    assert len(found.answers) == 1
    assert "cannot be split" in found.faults[0].what
    assert found.faults[0].row == 3


def test_a_formula_is_a_fault() -> None:
    """A cell that computes says something else tomorrow."""
    found = read(excel_of(["CreditID", "Status"], ["ccid:a:b", '=IF(1,"Accepted")']))
    assert found.faults[0].what == "Cell B2 holds a formula."


def test_an_archive_that_is_no_workbook_is_a_fault() -> None:
    """A zip of anything is refused in a sentence."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("readme.txt", "hello")
    assert read(file.getvalue()).faults[0].what == "The workbook is damaged."


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    """A part that unpacks to many times its size is not read."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 50_000_000)
    assert "unpacks to more than" in read(file.getvalue()).faults[0].what


def test_a_workbook_that_declares_entities_is_refused() -> None:
    """No office program writes them; a bomb is made of them."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("xl/workbook.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a/>')
    assert "declares entities" in read(file.getvalue()).faults[0].what


def test_a_file_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bytes, rows, columns and the sheet's own XML all have an end."""
    content = csv_of(*["202612345,06/30/2026,ABIM,009999,Accepted,"] * 3)
    monkeypatch.setattr(read_table, "MAX_ROWS", 3)
    assert "more than 3 rows" in read(content).faults[0].what
    monkeypatch.setattr(read_table, "MAX_BYTES", 100)
    assert "larger than" in read(content).faults[0].what
    monkeypatch.undo()
    monkeypatch.setattr(read_table, "MAX_PART", 100)
    assert "larger than" in read(excel_of(["CreditID", "Status"])).faults[0].what


@pytest.mark.parametrize("row", [["=1+1"], ["x"] * 201, ["=1+1"] * 201, ["ccid:a:b", "Accepted"]])
def test_rows_count_whatever_is_in_them(
    monkeypatch: pytest.MonkeyPatch, row: Sequence[object]
) -> None:
    """A sheet of formulas, or of rows that are too wide, is as long as one of answers."""
    monkeypatch.setattr(read_table, "MAX_ROWS", 3)
    found = read(excel_of(["CreditID", "Status"], *[row] * 3))
    assert [one.what for one in found.faults] == ["The table has more than 3 rows."]


@pytest.mark.parametrize(
    ("line", "said"),
    [("x," * 201, "more than 200 columns"), ("y" * 32_768, "more than 32,767 characters")],
)
def test_a_row_without_end_is_a_fault(line: str, said: str) -> None:
    """A row that no answer is like is said, and the next one read."""
    found = read(csv_of(line, "202612345,06/30/2026,ABIM,009999,Accepted,"))
    assert said in found.faults[0].what
    assert len(found.answers) == 1


def test_a_wide_row_of_excel_is_a_fault() -> None:
    """The same holds for a sheet."""
    found = read(excel_of(["CreditID", "Status"], ["x"] * 201))
    assert "more than 200 columns" in found.faults[0].what


@pytest.mark.parametrize("row", [["=1+1"], ["x"] * 201], ids=["formula", "wide"])
def test_rows_that_are_not_read_count_too(monkeypatch: pytest.MonkeyPatch, row: list[str]) -> None:
    """A million formulas are a table that goes on too long, not a million faults."""
    monkeypatch.setattr(read_table, "MAX_ROWS", 3)
    (fault,) = read(excel_of(["CreditID", "Status"], *[row] * 3)).faults
    assert "more than 3 rows" in fault.what


def test_a_sheet_whose_rows_lie_far_apart_is_refused() -> None:
    """A row numbered a million is no reason to count there."""
    book, file = Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["B1"], sheet["A1000000"] = "CreditID", "Status", "x"
    book.save(file)
    assert "more than 100,000 rows" in read(file.getvalue()).faults[0].what


@settings(deadline=None)
@given(st.binary(max_size=400) | st.binary(max_size=200).map(lambda end: HEADER.encode() + end))
def test_no_file_makes_it_fail(content: bytes) -> None:
    """Any bytes give answers or faults, never an exception."""
    read(content)


# ---------------------------------------------------------------- the map


def test_the_map_says_that_it_is_not_confirmed() -> None:
    """Until a real file was read, staff are told."""
    assert not answer_map().confirmed
    assert answer_map().source


def test_another_map_teaches_other_words() -> None:
    """A header or word of PARS' is data: no code changes with it."""
    data = answer_map().model_dump()
    data["columns"]["status"] = ("Zustand",)
    data["statuses"]["accepted"] = ("Gut",)
    names = AnswerMap.model_validate(data)
    (found,) = read(b"CreditID,Zustand\nccid:a:b,gut\n", names).answers
    assert found.outcome == "accepted"


def test_a_name_that_means_two_things_is_refused() -> None:
    """A map that contradicts itself is not read."""
    data = answer_map().model_dump()
    data["statuses"]["pending"] = ("Accepted",)
    with pytest.raises(ValueError, match="each name means one thing"):
        AnswerMap.model_validate(data)


def test_the_record_action_is_read() -> None:
    """It tells a deletion from an addition; empty says nothing, and a strange word is a fault."""
    lines = [f"{one},202612345,06/30/2026,ABIM,009999,Accepted," for one in ("Add", "DELETE", "")]
    strange = "Merge,202612345,06/30/2026,ABIM,009999,Accepted,"
    found = read("\r\n".join((f"Record Action,{HEADER}", *lines, strange)).encode())
    assert [one.action for one in found.answers] == ["add", "delete", None]
    assert [(one.row, one.column) for one in found.faults] == [(5, "Record Action")]


def test_a_fault_of_our_own_is_none_of_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is raised as what it is: the owner of the file could not repair it."""
    monkeypatch.setattr("documents.pars.read_table._value", _stumble)
    with pytest.raises(ZeroDivisionError):
        read(excel_of(["CreditID", "Status"], ["ccid:a:b", "Accepted"]))


def _stumble(_value: object) -> str:
    raise ZeroDivisionError
