from __future__ import annotations

import io
from dataclasses import replace
from datetime import datetime

import pytest
from openpyxl import load_workbook

from documents.pars import match
from documents.pars.excel import DEMONSTRATION
from documents.pars.match import Learner, LearnerRefused, Match, named, read, workbook
from tests.documents.pars.records import CREATED

ZOE = Learner("Zoë", "O'Neil", "02/29", "MI", "0043010123", "ABIM", "009999")
HEADER = (
    "First Name,Last Name,Date of Birth,Licensing State,Licensing ID or NPI,Certifying Board,"
    "Certifying Board ID,Status,Reason"
)


def test_learners_are_written_as_text() -> None:
    """The identity columns of the learner template, zeros kept, 02/29 no date."""
    sheet = load_workbook(io.BytesIO(workbook([ZOE], CREATED)))["Sheet1"]
    assert [one.value for one in sheet[2]] == [
        "First Name", "Last Name", "Date of Birth", "Licensing State", "Licensing ID or NPI",
        "Certifying Board", "Certifying Board ID",
    ]  # fmt: skip
    assert [one.value for one in sheet[3]] == [
        "Zoë", "O'Neil", "02/29", "Michigan", "0043010123", "ABIM", "009999",
    ]  # fmt: skip
    assert {one.number_format for one in sheet[3]} == {"@"}


def test_the_file_says_that_its_layout_is_not_verified() -> None:
    """In the first cell and in the name."""
    sheet = load_workbook(io.BytesIO(workbook([ZOE], CREATED)))["Sheet1"]
    assert str(sheet["A1"].value).startswith("LAYOUT NOT VERIFIED")
    assert named("2026-07") == "pars-learner-match-unverified-2026-07.xlsx"


def test_a_demonstration_says_so() -> None:
    """A file of made-up people cannot be taken for a real one."""
    sheet = load_workbook(io.BytesIO(workbook([ZOE], CREATED, demonstration=True)))["Sheet1"]
    assert str(sheet["A1"].value).startswith(DEMONSTRATION)


def test_the_same_learners_give_the_same_bytes() -> None:
    """Nothing of the hour of writing is in the file but what was handed in."""
    assert workbook([ZOE], CREATED) == workbook([ZOE], CREATED)


@pytest.mark.parametrize(
    ("learner", "said"),
    [
        (replace(ZOE, family="O\x0bNeil"), r"Last Name: it holds U\+000B"),
        (replace(ZOE, given="=1+1"), "First Name: it begins like a formula"),
    ],
)
def test_a_text_that_no_file_can_carry_is_refused(learner: Learner, said: str) -> None:
    """The field is named, and how to put it right."""
    with pytest.raises(LearnerRefused, match=said):
        workbook([learner], CREATED)


def test_more_learners_than_a_match_holds_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A learner match is for the people of a batch."""
    monkeypatch.setattr(match, "MOST", 1)
    with pytest.raises(ValueError, match="make smaller ones"):
        workbook([ZOE, ZOE], CREATED)


def test_findings_are_read_back() -> None:
    """Who was matched, who was not, and why."""
    content = (
        f"{HEADER}\n"
        "Zoë,O'Neil,02/29,Michigan,0043010123,ABIM,009999,Matched,\n"
        "Ann,Lee,09/10,MI,,ABP,123456,No match,ABP ID is not known\n"
    ).encode()
    assert read(content).faults == ()
    assert read(content).matches == (
        Match(2, ZOE, "matched", ""),
        Match(
            3,
            Learner("Ann", "Lee", "09/10", "MI", "", "ABP", "123456"),
            "not matched",
            "ABP ID is not known",
        ),
    )


def test_our_own_file_with_a_status_is_read() -> None:
    """Also where the spreadsheet made a date of the birthday."""
    book = load_workbook(io.BytesIO(workbook([ZOE], CREATED)))
    sheet = book["Sheet1"]
    sheet["H2"], sheet["H3"], sheet["C3"] = "Match Status", "Found", datetime(2024, 2, 29)
    file = io.BytesIO()
    book.save(file)
    assert read(file.getvalue()).matches == (Match(3, ZOE, "matched", ""),)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("First Name,Last Name,Board\nA,B,C\n", "No column says whether"),
        ("First Name,Last Name,Status\nA,B,Perhaps\n", '"Perhaps" does not say'),
        ("Name,Status\nA,Matched\n", "names the columns"),
        (f"First Name,Last Name,Status\n{'x' * 40_000},B,Matched\n", "more than 32,767"),
    ],
)
def test_what_cannot_be_read_is_a_fault(content: str, said: str) -> None:
    """A sentence, never an exception."""
    found = read(content.encode())
    assert found.matches == ()
    assert said in found.faults[0].what
    assert found.faults[0].fix
