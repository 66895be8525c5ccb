"""The checker's view of a form."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from quizzes.editing.beginning import duplicate, empty, next_id
from quizzes.editing.looked import Looked, look, ordered
from quizzes.editing.opened import Opened, open_file
from quizzes.editing.references import bare_doi, bare_pmid
from quizzes.flaws.across import copy_of
from quizzes.flaws.bank import views_of
from quizzes.models import METHODS
from quizzes.reading import read_draft
from tests.quizzes.folder import TODAY, BankFolder

if TYPE_CHECKING:
    from pathlib import Path

    from quizzes.models import Type
    from quizzes.notation import Value

REFERENCE: dict[str, Value] = {"id": "guide", "cite": "A guideline. 2024.", "doi": "10.1000/xyz"}


@pytest.fixture
def folder(tmp_path: Path) -> BankFolder:
    """A small bank."""
    return BankFolder(tmp_path / "small-bank")


def looked(folder: BankFolder, item: str = "one", **fields: Value) -> Looked:
    """Look at an item of the bank with other fields."""
    draft, _ = read_draft(folder.path)
    found = open_file(folder.path / "items" / f"{item}.yaml", folder.path)
    assert isinstance(found, Opened)
    copies = [copy_of(one, "small-bank") for one in views_of(draft, TODAY).values()]
    return look({**found.fields, **fields}, draft, copies, TODAY)


def rules(found: Looked) -> set[str]:
    """Return the rules by which something is to be done."""
    return {one.rule for one in ordered(found)}


def test_a_form_is_judged_as_its_file_would_be(folder: BankFolder) -> None:
    """What `check` says of the saved file is said of the form, place by place."""
    options: Value = (
        {"id": "a", "text": "All of the above", "correct": True},
        {"id": "b", "text": "None"},
    )
    found = looked(folder, options=options)
    folder.change(
        "items/one.yaml",
        folder.files()["items/one.yaml"]
        .decode()
        .partition("options:\n")[2]
        .partition("explanation:")[0],
        "  - {id: a, text: All of the above, correct: true}\n  - {id: b, text: None}\n",
    )
    said = {one.rule for one in folder.check() if one.item == "one"}
    assert said
    assert said <= rules(found)
    assert any(one.place[:2] == ("options", 0) for one in found.findings)


def test_a_bank_in_order_has_nothing_to_do(folder: BankFolder) -> None:
    """An approved item is whole."""
    assert ordered(looked(folder)) == ()


def test_a_draft_is_told_what_it_lacks_before_review(folder: BankFolder) -> None:
    """The checker itself is silent about drafts; nobody is told to review his own."""
    found = looked(folder, status="draft", objectives=(), references=(), explanation="", reviews=())
    assert {"objective-missing", "reference-missing", "explanation-missing"} <= rules(found)
    assert "review-missing" not in rules(found)


@pytest.mark.parametrize("kind", list(METHODS))
def test_an_empty_form_says_what_comes_first(folder: BankFolder, kind: Type) -> None:
    """In the words of the form: no field name, no quotes, no file."""
    draft, _ = read_draft(folder.path)
    found = look(empty("three", kind, "fac-ada"), draft, (), TODAY)
    assert found.item is None
    said = " ".join(f"{one.message} {one.fix}" for one in found.findings)
    assert said
    assert not {"lead_in", "items_in_order", "yaml", "line `", "in quotes"} & {
        word
        for word in ("lead_in", "items_in_order", "yaml", "line `", "in quotes")
        if word in said
    }


def test_the_same_source_twice_is_seen(folder: BankFolder) -> None:
    """In one question, and in other words in another of the bank."""
    assert "reference-twice" in rules(
        looked(folder, references=(REFERENCE, {**REFERENCE, "id": "x"}))
    )
    otherwise = {**REFERENCE, "cite": "That guideline. 2024.", "pmid": "32467512"}
    assert "reference-otherwise" in rules(looked(folder, references=(otherwise,)))


@pytest.mark.parametrize(
    ("pasted", "bare"),
    [
        ("https://doi.org/10.1056/NEJMra1003327", "10.1056/NEJMra1003327"),
        ("doi: 10.1056/NEJMra1003327.", "10.1056/NEJMra1003327"),
        ("10.1056/NEJMra1003327", "10.1056/NEJMra1003327"),
        ("nonsense", "nonsense"),
    ],
)
def test_a_pasted_doi_is_bared(pasted: str, bare: str) -> None:
    """What is none stays, for the checker to say so."""
    assert bare_doi(pasted) == bare


@pytest.mark.parametrize(
    "pasted", ["36327391", "PMID: 36327391", "https://pubmed.ncbi.nlm.nih.gov/36327391/"]
)
def test_a_pasted_pubmed_id_is_bared(pasted: str) -> None:
    """However it was copied."""
    assert bare_pmid(pasted) == "36327391"


def test_an_id_follows_the_bank_s_pattern(folder: BankFolder) -> None:
    """Neither the bank's own files, nor those beside, nor what was begun has it."""
    folder.write("items/sb-007.yaml", "id: sb-007")
    other = BankFolder(folder.path.parent / "other-bank")
    other.write("items/sb-008.yaml", "id: sb-008")
    assert next_id(folder.path, ["sb-009"]) == "sb-010"


def test_a_copy_takes_no_work_along() -> None:
    """It says whose variant it is."""
    made = duplicate(
        "b", {"id": "a", "lead_in": "?", "version": 3, "reviews": (), "status": "approved"}
    )
    assert made == {
        "id": "b", "lead_in": "?", "version": 1, "revision": 1, "status": "draft",
        "variant_of": "a",
    }  # fmt: skip


def test_what_comes_by_itself_is_nothing_to_do(folder: BankFolder) -> None:
    """Saving writes the history, and the review is what the question is sent to."""
    assert rules(looked(folder, status="in_review", reviews=(), history=())) == set()
