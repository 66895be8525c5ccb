"""Excel: our template and what people make of it."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.drawing.image import Image

from quizzes.exporting import paper_of
from quizzes.formats import excel
from quizzes.formats.excel import read, recognises, template, write
from quizzes.formats.foreign import Rejected, Taken, UnreadableError
from quizzes.importing.preview import preview
from quizzes.importing.take import take
from quizzes.reading import BANKS, read_draft
from tests.quizzes.formats.documents import picture
from tests.quizzes.formats.telling import all_told, taken, told
from tests.quizzes.formats.workbooks import HEAD, opened, saved, workbook

if TYPE_CHECKING:
    from pathlib import Path

    from quizzes.formats.foreign import Question
    from tests.quizzes.folder import BankFolder


def read_book(book: Any) -> tuple[Question, ...]:
    """Return the questions of a workbook."""
    return read(saved(book), "book.xlsx")


def test_a_row_is_a_question() -> None:
    """With its id, vignette, lead-in, options, key, explanation."""
    (one,) = read_book(
        workbook(("rb-1", "A man is pale.", "What is next?", "x", "y", None, "B", "So."))
    )
    assert isinstance(one, Taken)
    assert (one.origin, one.place) == ("rb-1", "row 2")
    assert told(one) == ["A man is pale.", "What is next?", "x", "*y"]
    assert one.fields["explanation"] == "So."


def test_a_whole_question_in_one_column_is_parted() -> None:
    """As people have it: Question, A, B, C, Answer."""
    head = ("Question", "A", "B", "C", "Answer", "Rationale")
    (one,) = read_book(
        workbook(("A man is pale. What is next?", "x", "y", "z", "c", "So."), head=head)
    )
    assert told(one) == ["A man is pale.", "What is next?", "x", "y", "*z"]
    assert taken(one)["explanation"] == "So."


@pytest.mark.parametrize(
    "said", ["B", "b", " B. ", "(B)", "2", 2, "Insulin", "insulin.", "B. Insulin", "Option B"]
)
def test_the_key_is_read_however_it_is_written(said: object) -> None:
    """By letter, number or words."""
    (one,) = read_book(workbook((None, None, "What?", "Calcium", "Insulin", "Dialysis", said)))
    assert told(one)[2] == "*Insulin"


@pytest.mark.parametrize("said", ["A, C", "a and c", "A;C", "AC", "1, 3"])
def test_several_letters_make_several_answers(said: str) -> None:
    """A multiple response question."""
    (one,) = read_book(workbook((None, None, "What?", "x", "y", "z", said)))
    assert taken(one)["type"] == "multiple_response"
    assert told(one)[1:] == ["*x", "y", "*z"]


def test_other_titles_of_columns_are_known() -> None:
    """And a title above the head, columns of one's own, an order of one's own."""
    book = workbook(
        (),
        (
            "Reviewed?",
            "Correct Answer",
            "Question Stem",
            "Choice 1",
            "Choice 2",
            "Feedback A",
            "Category",
        ),
        ("yes", "A", "What is it?", "x", "y", "Because.", "renal.stones"),
        head=("Questions of the renal group",),
    )
    (one,) = read_book(book)
    assert told(one) == ["What is it?", "*x", "y"]
    assert isinstance(one, Taken)
    assert one.warnings == ("not taken, as the column is not known: Reviewed?",)
    assert taken(one)["options"][0]["rationale"] == "Because."
    assert taken(one)["blueprint"] == {"topic": "renal.stones"}


def test_a_column_that_comes_twice_is_said() -> None:
    """The first is taken, the second is not lost without a word."""
    head = ("Question", "A", "B", "Answer", "Rationale", "Explanation")
    (one,) = read_book(workbook(("What?", "x", "y", "A", "First.", "Second."), head=head))
    assert isinstance(one, Taken)
    assert one.fields["explanation"] == "First."
    assert one.warnings == ("not taken, as the column is not known: Explanation",)


def test_numbers_are_taken_as_they_are_seen() -> None:
    """1.10 stays 1.10, 5% stays 5%, 5 is not 5.0, TRUE is True."""
    book = workbook(
        (None, None, "What?", 1.1, 0.05, 5.0, "A"), (None, None, "So?", True, False, None, "TRUE")
    )
    book.active["D2"].number_format = "0.00"
    book.active["E2"].number_format = "0%"
    first, second = read_book(book)
    assert told(first) == ["What?", "*1.10", "5%", "5"]
    assert told(second) == ["So?", "*True", "False"]


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        (date(2026, 1, 2), "Cell D2 holds a date (2026-01-02 00:00:00), which Excel may have made"),
        ("=1+1", "Cell D2 holds a formula (=1+1). Type its result as text."),
    ],
)
def test_what_excel_changed_is_rejected(cell: object, reason: str) -> None:
    """1-2 that became 2 January, and a formula that is not computed: with the cell."""
    (one,) = read_book(workbook(("q1", None, "What?", cell, "y", None, "B")))
    assert isinstance(one, Rejected)
    assert (one.origin, one.place) == ("q1", "row 2")
    assert one.reason.startswith(reason)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (
            (None, None, "What?", "x", "y", None, "D"),
            'Correct says "D", which is none of the options (A, B).',
        ),
        (
            (None, None, "What?", "x", "y", None, None),
            "No option is marked as correct: write its letter under Correct.",
        ),
        ((None, None, "What?", None, None, None, "A"), "The question has no options."),
        (
            (None, None, None, "x", "y", None, "A"),
            "The row has no question: neither stem nor lead-in.",
        ),
    ],
)
def test_a_row_that_is_no_question_is_rejected(row: tuple[object, ...], reason: str) -> None:
    """Never skipped."""
    assert read_book(workbook(row)) == (Rejected("row 2", reason),)


def test_small_letters_of_rich_text_are_kept() -> None:
    """CO₂ as Excel shows it."""
    book = workbook((None, None, "What?", "x", "y", None, "A"))
    small = InlineFont(vertAlign="subscript")
    book.active["D2"] = CellRichText("CO", TextBlock(small, "2"), " in blood")
    assert told(read_book(book)[0])[1] == "*CO₂ in blood"


def test_a_picture_belongs_to_the_row_it_lies_on() -> None:
    """With its alt text."""
    head = (*HEAD, "Figure", "Alt text")
    book = workbook(
        (None, None, "What?", "x", "y", None, "A", None, None, "A flat line."), head=head
    )
    book.active.add_image(Image(io.BytesIO(picture("green"))), "I2")
    (one,) = read_book(book)
    assert isinstance(one, Taken)
    assert taken(one)["media"] == ({"id": "figure", "file": "figure-1.png", "alt": "A flat line."},)
    assert one.images == {"figure-1.png": picture("green")}


def test_every_sheet_is_read_and_one_without_a_head_is_rejected() -> None:
    """A row's place names the sheet where there are several; an empty sheet is nothing."""
    book = workbook((None, None, "What?", "x", "y", None, "A"))
    second = book.create_sheet("More")
    second.append(list(HEAD))
    second.append([None, None, "Who?", "x", "y", None, "B"])
    book.create_sheet("Old").append(["Which?", "x", "y", "A"])
    book.create_sheet("Empty")
    *found, old = read_book(book)
    assert all_told(found) == [["What?", "*x", "y"], ["Who?", "x", "*y"]]
    assert [one.place for one in found] == ['sheet "Sheet", row 2', 'sheet "More", row 2']
    assert isinstance(old, Rejected)
    assert old.place == 'sheet "Old"'
    assert "its 1 filled rows were not read" in old.reason


@pytest.mark.parametrize(
    ("shown_as", "text"),
    [('0.00" mg"', "12.50 mg"), ("0.0%", "1250.0%"), ("General", "12.5"), ("0.000", "12.500")],
)
def test_a_number_keeps_the_unit_and_decimals_that_its_cell_shows(shown_as: str, text: str) -> None:
    """What the author sees is what is taken."""
    book = workbook((None, None, "What?", 12.5, "y", None, "A"))
    book.active["D2"].number_format = shown_as
    (one,) = read_book(book)
    assert told(one) == ["What?", f"*{text}", "y"]


def test_a_number_whose_look_is_not_known_is_rejected() -> None:
    """A half that shows as 1/2 is not taken as 0.5."""
    book = workbook((None, None, "What?", 0.5, "y", None, "A"))
    book.active["D2"].number_format = "# ?/?"
    (one,) = read_book(book)
    assert isinstance(one, Rejected)
    assert "Cell D2 holds 0.5 in the format # ?/?" in one.reason


def test_a_letter_that_its_words_contradict_is_rejected() -> None:
    """C is not Adenosine; an option's number, and its words with its own letter, are taken."""
    row = (None, None, "What?", "Amiodarone", "Adenosine", "Digoxin")
    wrong, right, third = read_book(
        workbook((*row, "C. Adenosine"), (*row, "B. adenosine"), (*row, "Choice 3"))
    )
    assert isinstance(wrong, Rejected)
    assert "these words are those of option B" in wrong.reason
    assert told(right)[1:] == ["Amiodarone", "*Adenosine", "Digoxin"]
    assert told(third)[1:] == ["Amiodarone", "Adenosine", "*Digoxin"]


def test_an_empty_column_between_options_keeps_their_letters() -> None:
    """An option's letter is its id for good."""
    (one,) = read_book(workbook((None, None, "What?", "x", None, "z", "C")))
    assert [part["id"] for part in taken(one)["options"]] == ["a", "c"]


def test_the_template_has_help_examples_and_lists() -> None:
    """And no question: the examples stand on a sheet of their own, which is not read."""
    book = opened(template())
    assert book.sheetnames == ["Questions", "Examples", "How to"]
    assert book["Questions"]["A1"].comment is not None
    listed = book["Questions"].data_validations.dataValidation
    assert any("Single best answer" in str(one.formula1) for one in listed)
    assert read(template(), "template.xlsx") == ()
    book["Examples"].title = "Mine"
    assert all(
        one.reason.startswith("This is an example")
        for one in read_book(book)
        if isinstance(one, Rejected)
    )


@pytest.mark.parametrize("bank", sorted(one.name for one in BANKS.iterdir() if one.is_dir()))
def test_a_bank_goes_out_and_comes_back_whole(tmp_path: Path, bank: str) -> None:
    """Every field that makes the question, every picture; again it changes nothing."""
    paper, _ = paper_of(BANKS / bank)
    written = write(paper)
    left = {one.origin for one in written.left_out}
    take(preview(written.content, "bank.xlsx", tmp_path / "copy"))
    copies, _ = read_draft(tmp_path / "copy")
    for item in (one for one in paper.items if one.id not in left):
        copy = copies.items[item.id]
        for name in (
            "type",
            "stem",
            "lead_in",
            "explanation",
            "key_point",
            "objectives",
            "scoring",
        ):
            assert getattr(copy, name) == getattr(item, name), (item.id, name)
        assert copy.key == item.key
        assert copy.choice_ids == item.choice_ids
        assert [one.id for one in copy.references] == [one.id for one in item.references]
        for figure, other in zip(item.media, copy.media, strict=True):
            path = tmp_path / "copy" / other.file
            assert path.read_bytes() == paper.images[figure.file]
    again = preview(write(paper_of(tmp_path / "copy")[0]).content, "again.xlsx", tmp_path / "copy")
    assert {one.change for one in again.arrivals} == {"unchanged"}


def test_an_exported_bank_that_is_edited_updates_its_items(folder: BankFolder) -> None:
    """One cell is changed: one item is."""
    book = opened(write(paper_of(folder.path)[0]).content)
    sheet = book["Questions"]
    (cell,) = [one for row in sheet.iter_rows() for one in row if one.value == "Remove the tube"]
    cell.value = "Take the tube out"
    found = preview(saved(book), "edited.xlsx", folder.path)
    changes = {one.id: (one.change, one.changed) for one in found.arrivals}
    assert changes["one"][0] == "updated"
    assert changes["two"] == ("unchanged", ())


def test_a_picture_that_excel_cannot_show_is_said(folder: BankFolder) -> None:
    """The question goes out without it, and comes back to its item, which keeps it."""
    folder.change("items/one.yaml", "media/one.png", "media/one.svg")
    folder.write("media/one.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    written = write(paper_of(folder.path)[0])
    assert written.warnings == ("Excel cannot show media/one.svg; send it along as a file.",)
    found = preview(written.content, "bank.xlsx", folder.path)
    assert {one.change for one in found.arrivals} == {"unchanged"}


def test_a_sheet_without_a_head_is_refused() -> None:
    """With the columns that are needed."""
    with pytest.raises(UnreadableError, match="No row names the columns"):
        read_book(workbook(("a", "b"), head=("x", "y")))


def test_a_sheet_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the sheet's name."""
    monkeypatch.setattr(excel, "MAX_ROWS", 2)
    rows = [(None, None, "What?", "x", "y", None, "A")] * 2
    with pytest.raises(UnreadableError, match='sheet "Sheet": The sheet is larger than 2 rows'):
        read_book(workbook(*rows))


def test_a_damaged_workbook_is_refused() -> None:
    """And other zip files are not taken for one."""
    whole = saved(workbook((None, None, "What?", "x", "y", None, "A")))
    assert recognises(whole, "x.xlsx")
    assert not recognises(whole[: len(whole) // 2], "x.xlsx")
    with pytest.raises(UnreadableError, match="damaged"):
        read(whole[: len(whole) // 2], "x.xlsx")
