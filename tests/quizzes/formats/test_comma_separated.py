"""CSV: our template, and files that name no columns."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.exporting import paper_of
from quizzes.formats.comma_separated import (
    read,
    read_headless,
    recognises,
    recognises_headless,
    template,
    write,
)
from quizzes.formats.foreign import Paper, Rejected, Taken, UnreadableError
from quizzes.models import ITEM
from quizzes.reading import BANKS
from tests.quizzes.formats.telling import all_told, taken, told

RAW = Path(__file__).parents[4] / "shared" / "data" / "medical" / "mmlu-medical" / "raw-csv"
HEAD = "ID,Stem,Lead-in,Option A,Option B,Correct\n"


def test_a_row_is_a_question() -> None:
    """Line breaks and commas inside quotes are text."""
    (one,) = read(f'{HEAD}1,"A man,\nwho is pale.",What next?,"x, y",z,B\n'.encode(), "x.csv")
    assert isinstance(one, Taken)
    assert (one.place, one.origin) == ("line 2", "1")
    assert told(one) == ["A man,\nwho is pale.", "What next?", "x, y", "*z"]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
def test_files_of_any_program_are_read(separator: str, encoding: str) -> None:
    """Whatever parts the cells, whatever the encoding."""
    text = f"{HEAD}1,Fièvre à 39 °C.,Which drug?,Paracétamol,Rien,A\n".replace(",", separator)
    (one,) = read(text.encode(encoding), "x.csv")
    assert told(one) == ["Fièvre à 39 °C.", "Which drug?", "*Paracétamol", "Rien"]


def test_a_row_with_too_many_cells_is_rejected() -> None:
    """A comma that should have stood in quotes."""
    (one,) = read(f"{HEAD}1,A man, who is pale.,What?,x,y,B\n".encode(), "x.csv")
    assert isinstance(one, Rejected)
    assert one.reason == (
        "The row has 7 cells, but the head has 6; put text with commas in quotes."
    )


def test_a_cell_that_is_too_long_is_named() -> None:
    """Or a quotation mark that is never closed: with the line where it begins."""
    with pytest.raises(UnreadableError, match=r"x\.csv, line 2: A cell is longer than 100,000"):
        read((HEAD + '1,"' + "x" * 200_000).encode(), "x.csv")


def test_a_file_without_a_head_says_what_is_needed() -> None:
    """When the template is asked for by name."""
    with pytest.raises(UnreadableError, match="No row names the columns"):
        read(b"1,2,3\n", "x.csv")


def test_what_a_spreadsheet_would_compute_is_text() -> None:
    """Written with a mark that Excel shows as text, and read back without it."""
    item = ITEM.validate_python({
        "id": "x-1",
        "type": "single_best_answer",
        "lead_in": "=SUM(A1)?",
        "options": ({"id": "a", "text": "-5", "correct": True}, {"id": "b", "text": "+5"}),
    })  # fmt: skip
    written = write(Paper("", [item], {}))
    assert b"'=SUM(A1)?" in written.content
    assert told(read(written.content, "x.csv")[0]) == ["=SUM(A1)?", "*-5", "+5"]


@pytest.mark.parametrize("bank", sorted(one.name for one in BANKS.iterdir() if one.is_dir()))
def test_a_bank_goes_out_and_comes_back(bank: str) -> None:
    """As many questions, the same options and keys."""
    paper, _ = paper_of(BANKS / bank)
    written = write(paper)
    found = read(written.content, "x.csv")
    assert len(found) + len(written.left_out) == len(paper.items)
    items = {one.id: one for one in paper.items}
    for one in found:
        assert isinstance(one, Taken)
        item = items[one.origin or ""]
        again = ITEM.validate_python({**one.fields, "id": item.id, "media": ()})
        assert (again.key, again.choice_ids, again.stem) == (item.key, item.choice_ids, item.stem)


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("true_false_cluster", {"statements": (
            {"id": "s1", "text": "It is.", "correct": "true", "rationale": "Yes."},
            {"id": "s2", "text": "It is not.", "correct": "false"},
        )}),
        ("ordered", {"items_in_order": (
            {"id": "a", "text": "First"}, {"id": "b", "text": "Then"},
        )}),
        ("numeric", {"answer": {
            "value": "7.40", "unit": "mg", "accepted_units": ("mg", "g"), "unit_required": True,
            "tolerance": {"kind": "range", "low": "7.2", "high": "7.6"},
            "common_errors": ({"value": "74", "rationale": "Ten times too much."},),
        }}),
        ("numeric", {"answer": {
            "value": "5", "tolerance": {"kind": "relative_percent", "value": "5"},
        }}),
        ("multiple_response", {"select": 2, "options": (
            {"id": "a", "text": "x", "correct": True}, {"id": "b", "text": "y"},
            {"id": "c", "text": "z", "correct": True, "rationale": "So."},
        )}),
    ],
)  # fmt: skip
def test_other_types_go_out_and_come_back(kind: str, fields: dict[str, object]) -> None:
    """Statements, steps and numbers, in the columns that options have."""
    whole = {"id": "x-1", "type": kind, "lead_in": "What?", **fields}
    item = ITEM.validate_python(whole)
    written = write(Paper("", [item], {}))
    (one,) = read(written.content, "x.csv")
    assert written.warnings == ()
    assert ITEM.validate_python({**taken(one), "id": "x-1"}) == item


def test_matching_does_not_fit_into_a_row() -> None:
    """It is left out by its name, not silently."""
    item = ITEM.validate_python({
        "id": "x-1",
        "type": "extended_matching",
        "lead_in": "What?",
        "options": ({"id": "a", "text": "x"}, {"id": "b", "text": "y"}),
        "stems": ({"id": "s1", "text": "A man.", "correct": "a"},),
    })  # fmt: skip
    (left,) = write(Paper("", [item], {})).left_out
    assert (left.origin, left.reason) == (
        "x-1",
        "A row cannot hold an item of type extended matching.",
    )


def test_the_template_is_read_as_examples_only() -> None:
    """A row that was not deleted is rejected by its name."""
    found = read(template(), "template.csv")
    assert {one.origin for one in found} == {"example-1", "example-2", "example-3"}
    assert all(isinstance(one, Rejected) for one in found)


def test_a_file_without_a_head_is_stem_options_letter() -> None:
    """The number of options is free; a stem of two lines is one."""
    text = '"A man is pale. What is it?\n",x,y,z,B\nWho?,1.10,nan,C\n'
    found = read_headless(text.encode(), "x.csv")
    assert told(found[0]) == ["A man is pale.", "What is it?", "x", "*y", "z"]
    assert isinstance(found[1], Rejected)
    assert recognises_headless(text.replace(",C", ",A").encode(), "x.csv")
    assert not recognises(text.encode(), "x.csv")


def test_an_option_nan_arrives_as_it_is() -> None:
    """What another program left in the file is for the checker to find."""
    (one,) = read_headless(b"Who?,nan,1.10,01,A\n", "x.csv")
    assert told(one) == ["Who?", "*nan", "1.10", "01"]


def test_stars_that_markdown_would_take_are_kept() -> None:
    """HLA-B*57:01 and HLA-B*58:01 in one text are no italics; a single star needs nothing."""
    found = read_headless(b"HLA-B*57 or HLA-B*58?,x*y,z,A\n", "x.csv")
    assert told(found[0]) == ["HLA-B\\*57 or HLA-B\\*58?", "*x*y", "z"]


@given(st.lists(st.lists(st.text(alphabet='ab,"\n ', max_size=8), max_size=6), max_size=6))
def test_no_row_without_a_head_is_lost(rows: list[list[str]]) -> None:
    """Each row with anything in it is taken or rejected, whatever its cells hold."""
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    assert len(read_headless(out.getvalue().encode(), "x.csv")) == sum(any(row) for row in rows)


@pytest.mark.shared
@pytest.mark.skipif(not RAW.exists(), reason="the reference data are not beside the repository")
@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("anatomy", 84),
        ("clinical_knowledge", 144),
        ("college_biology", 88),
        ("college_medicine", 102),
        ("medical_genetics", 58),
        ("nutrition", 182),
        ("professional_medicine", 153),
        ("virology", 95),
    ],
)
def test_every_row_of_real_files_is_taken(name: str, rows: int) -> None:
    """Four options and a letter each."""
    content = (RAW / f"{name}.csv").read_bytes()
    assert recognises_headless(content, name)
    assert len(all_told(read_headless(content, name))) == rows
