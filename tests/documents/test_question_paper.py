"""The paper to print: questions first, the key on pages of its own."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from pypdf import PdfReader

from documents.question_paper import question_paper_pdf
from quizzes.exporting import paper_of
from quizzes.formats.foreign import Paper
from quizzes.models import ITEM
from quizzes.reading import BANKS

if TYPE_CHECKING:
    from quizzes.models import AnyItem


def choice(**more: object) -> AnyItem:
    """Return a question with two options."""
    return ITEM.validate_python({
        "id": "x-1",
        "type": "single_best_answer",
        "lead_in": "What is next?",
        "options": (
            {"id": "a", "text": "Blood", "correct": True, "rationale": "He bleeds."},
            {"id": "b", "text": "Water & salt <1%"},
        ),
        **more,
    })  # fmt: skip


def pages_of(paper: Paper) -> list[str]:
    """Return the text of each page of a paper."""
    content, _ = question_paper_pdf(paper)
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(content)).pages]


def test_the_key_stands_on_a_page_of_its_own() -> None:
    """Questions with numbers, letters and how to answer; then the key with its explanations."""
    item = choice(stem="A man is **pale**.", explanation="Give what is lost.")
    questions, key = pages_of(Paper("A paper", [item], {}))
    assert questions == (
        "1 A paper 1. A man is pale. What is next? Choose the one best answer. "
        "A. Blood B. Water & salt <1%"
    )
    assert key == "2 Answer key 1. A Give what is lost. A. He bleeds."


def test_a_demonstration_says_so_on_every_page() -> None:
    """What the paper's note is."""
    pages = pages_of(Paper("A paper", [choice()], {}, "Demonstration, not for credit"))
    assert all("Demonstration, not for credit" in one for one in pages)


def test_tables_and_small_letters_are_set() -> None:
    """A laboratory table as a table, CO₂ as CO₂; an unknown character is seen to be one."""
    stem = "PaCO₂ is 60.\n\n| Test | Value |\n|---|---|\n| Sodium | 140 |\n\n中"
    (questions, _) = pages_of(Paper("A paper", [choice(stem=stem)], {}))
    assert "PaCO₂ is 60. Test Value Sodium 140 [?]" in questions


def test_pictures_are_printed_or_said_to_be_missing() -> None:
    """A file that is no picture, or is not there, is a warning and not a fault."""
    out = BytesIO()
    Image.new("RGB", (900, 30), "red").save(out, "PNG")
    media = tuple({"id": one, "file": f"media/{one}.png"} for one in ("good", "bad", "absent"))
    images = {"media/good.png": out.getvalue(), "media/bad.png": b"\x89PNG\r\n\x1a\n no more"}
    content, lost = question_paper_pdf(Paper("A paper", [choice(media=media)], images))
    assert lost == (
        "The picture media/bad.png could not be put on the paper.",
        "The picture media/absent.png could not be put on the paper.",
    )
    assert len(PdfReader(BytesIO(content)).pages[0].images) == 1


@pytest.mark.parametrize(
    ("fields", "question", "key"),
    [
        (
            {"type": "true_false_cluster", "statements": (
                {"id": "s1", "text": "It is.", "correct": "true"},
                {"id": "s2", "text": "It is not.", "correct": "false"},
            )},
            "A. It is. (true / false) B. It is not. (true / false)",
            "1. A true, B false",
        ),
        (
            {"type": "ordered", "items_in_order": (
                {"id": "a", "text": "Then"}, {"id": "b", "text": "First"},
                {"id": "c", "text": "Last"},
            )},
            "A. First B. Last C. Then",
            "1. C, A, B",
        ),
        (
            {"type": "numeric", "answer": {"value": "180", "unit": "mg"}},
            "__________ mg",
            "1. 180 mg",
        ),
        (
            {"type": "extended_matching",
             "options": ({"id": "a", "text": "Acidosis"}, {"id": "b", "text": "Alkalosis"}),
             "stems": ({"id": "s1", "text": "pH 7.6", "correct": "b"},)},
            "A. Acidosis B. Alkalosis (1) pH 7.6 __________",
            "1. (1) B",
        ),
    ],
)  # fmt: skip
def test_every_type_can_be_printed(fields: dict[str, object], question: str, key: str) -> None:
    """With room to answer, and its key; steps stand in an order that tells nothing."""
    item = ITEM.validate_python({"id": "x-1", "lead_in": "What?", **fields})
    questions, keys = pages_of(Paper("A paper", [item], {}))
    assert question in questions
    assert key in keys


@pytest.mark.parametrize("bank", sorted(one.name for one in BANKS.iterdir() if one.is_dir()))
def test_real_banks_are_printed_the_same_each_time(bank: str) -> None:
    """Without a loss, and to the byte."""
    paper, _ = paper_of(BANKS / bank)
    first, lost = question_paper_pdf(paper)
    assert lost == ()
    assert question_paper_pdf(paper)[0] == first
