"""Word documents as faculty send them."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

import docx
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from quizzes.formats.foreign import Paper, Rejected, Taken, UnreadableError
from quizzes.formats.word import read, recognises
from quizzes.formats.word_paper import write
from quizzes.models import ITEM
from tests.quizzes.formats.documents import Draft, picture
from tests.quizzes.formats.telling import all_told, taken, told

if TYPE_CHECKING:
    from quizzes.formats.foreign import Question


def read_draft(draft: Draft) -> tuple[Question, ...]:
    """Return the questions of a draft."""
    return read(draft.file(), "draft.docx")


def test_typed_numbers_and_letters_are_read() -> None:
    """As in the paste box, with a rationale and a reference."""
    draft = Draft().lines(
        "Renal questions, draft 3\n"
        "1. A man has a potassium of 7.4. What is given first?\n"
        "A. Furosemide\nB. Calcium\nC. Insulin\n"
        "Answer: B\nRationale: Calcium is quick.\nReference: Lindner G. EJEM. 2020. PMID: 32852326"
    )
    (one,) = read_draft(draft)
    assert told(one)[1:] == ["What is given first?", "Furosemide", "*Calcium", "Insulin"]
    assert taken(one)["explanation"] == "Calcium is quick."
    assert taken(one)["references"][0]["pmid"] == "32852326"


def test_automatic_numbers_and_letters_are_read() -> None:
    """Nobody typed them: Word counts; the key is in bold."""
    draft = Draft()
    own = draft.new_list("decimal", "lowerLetter")
    for stem in ("Who?", "What?"):
        draft.item(stem, own)
        draft.item("x", own, 1)
        draft.item("y", own, 1, bold=True)
    assert all_told(read_draft(draft)) == [["Who?", "x", "*y"], ["What?", "x", "*y"]]


def test_letters_that_word_counts_on_are_still_options() -> None:
    """The second question's letters are C and D on the page, as the list was not begun anew."""
    draft = Draft()
    numbers, letters = draft.new_list("decimal"), draft.new_list("upperLetter")
    for stem in ("Who?", "What?"):
        draft.item(stem, numbers)
        draft.item("x*", letters)
        draft.item("y", letters)
    assert all_told(read_draft(draft)) == [["Who?", "*x", "y"], ["What?", "*x", "y"]]


def test_numbers_of_a_style_are_read() -> None:
    """The style has the numbering, and the paragraph nothing of it."""
    draft = Draft()
    number = draft.new_list("decimal")
    paragraph = draft.item("moved to the style", number)
    style = draft.document.styles["List Number"]
    properties = style.element.get_or_add_pPr()
    for old in properties.findall(qn("w:numPr")):
        properties.remove(old)
    own: Any = paragraph._p
    properties.append(own.pPr.find(qn("w:numPr")))
    own.getparent().remove(own)
    for stem in ("Who?", "What?"):
        draft.document.add_paragraph(stem, style="List Number")
        draft.lines("A. x\nB. y\nAnswer: A")
    assert all_told(read_draft(draft)) == [["Who?", "*x", "y"], ["What?", "*x", "y"]]


def test_numbering_that_begins_anew_is_counted_anew() -> None:
    """Options numbered 1, 2 in each question, by a list of their own that restarts."""
    draft = Draft()
    for stem in ("Who?", "What?"):
        draft.line(f"Question {1 if stem == 'Who?' else 2}. {stem}")
        options = draft.new_list("decimal")
        draft.item("x", options)
        draft.item("y", options)
        draft.line("Answer: 2")
    assert all_told(read_draft(draft)) == [["Who?", "x", "*y"], ["What?", "x", "*y"]]


@pytest.mark.parametrize("look", [{"bold": True}, {"highlight": True}])
def test_the_key_stands_out(look: dict[str, bool]) -> None:
    """In bold or highlighted, in bullets without letters; a bold stem is no key."""
    draft = Draft()
    bullets = draft.new_list("bullet")
    draft.line("What is it?", bold=True)
    draft.item("x", bullets)
    draft.item("y", bullets, **look)
    assert all_told(read_draft(draft)) == [["What is it?", "x", "*y"]]


def test_options_on_lines_of_one_paragraph_are_parted() -> None:
    """Shift+Enter instead of Enter."""
    draft = Draft()
    draft.line("1. What is it?\nA. x\nB. y\nC. z")
    draft.line("Ans: C")
    assert all_told(read_draft(draft)) == [["What is it?", "x", "y", "*z"]]


def test_small_letters_and_italics_are_kept() -> None:
    """CO₂, 10⁹ and *S. aureus*, and literal stars stay stars."""
    draft = Draft()
    line = draft.line("1. PaCO")
    line.add_run("2").font.subscript = True
    line.add_run(" is high and platelets 10")
    line.add_run("9").font.superscript = True
    line.add_run(" with ")
    line.add_run("S. aureus").italic = True
    line.add_run(" and HLA-B*57. What next?")
    draft.lines("A. x\nB. y\nAnswer: A")
    assert told(read_draft(draft)[0])[:2] == [
        "PaCO₂ is high and platelets 10⁹ with *S. aureus* and HLA-B\\*57.",
        "What next?",
    ]


def test_pictures_come_along() -> None:
    """Where they stand in the stem, without invented alt text; alt text that is typed is taken."""
    draft = Draft().lines("1. What is shown?").picture("blue")
    draft.lines("Alt text: A flat line.\nA. x\nB. y\nAnswer: A")
    (one,) = read_draft(draft)
    assert isinstance(one, Taken)
    (figure,) = taken(one)["media"]
    assert figure["alt"] == "A flat line."
    assert one.images == {figure["file"]: picture("blue")}


def test_a_table_of_values_stays_in_its_stem() -> None:
    """As a Markdown table."""
    draft = Draft().lines("1. Laboratory values are shown. What is next?")
    draft.table(("Test", "Value"), ("Sodium", "140"), ("Ratio", "1|2"))
    draft.lines("A. x\nB. y\nAnswer: A")
    assert told(read_draft(draft)[0])[0] == (
        "Laboratory values are shown.\n\n"
        "| Test | Value |\n| --- | --- |\n| Sodium | 140 |\n| Ratio | 1\\|2 |"
    )


def test_a_table_of_two_columns_is_a_question() -> None:
    """What it is on the left, its text on the right; one table a question."""
    draft = Draft()
    for stem in ("Who?", "What?"):
        draft.table(
            ("Question", stem), ("A", "x"), ("B", "y"), ("Answer", "B"), ("Rationale", "So.")
        )
        draft.line("")
    found = read_draft(draft)
    assert all_told(found) == [["Who?", "x", "*y"], ["What?", "x", "*y"]]
    assert taken(found[0])["explanation"] == "So."


def test_a_table_with_a_head_holds_a_question_a_row() -> None:
    """Like our template; a row that is none is rejected by its number."""
    draft = Draft().table(
        ("Stem", "A", "B", "Correct", "Explanation"),
        ("Who?", "x", "y", "B", "So."),
        ("What?", "x", "y", "D", ""),
    )
    first, second = read_draft(draft)
    assert told(first) == ["Who?", "x", "*y"]
    assert isinstance(second, Rejected)
    assert second.place == "table row 2"


def test_options_side_by_side_in_a_table_are_options() -> None:
    """Two and two, to save space."""
    draft = Draft().lines("1. What reverses heparin?")
    draft.table(("A. Protamine", "B. Vitamin K"), ("C. Idarucizumab", "D. Plasma"))
    draft.line("Answer: A")
    assert told(read_draft(draft)[0])[1:] == ["*Protamine", "Vitamin K", "Idarucizumab", "Plasma"]


def test_a_table_of_answers_is_the_key() -> None:
    """At the end, by the numbers of the questions."""
    draft = Draft().lines("1. Who?\nA. x\nB. y\n2. What?\nA. x\nB. y\nAnswer key")
    draft.table(("Question", "Answer"), ("1", "B"), ("2", "A"))
    assert all_told(read_draft(draft)) == [["Who?", "x", "*y"], ["What?", "*x", "y"]]


def test_heads_on_lines_of_their_own_are_read() -> None:
    """An objective before the vignette, a rationale below its head, then one for each option."""
    draft = Draft().lines(
        "QUESTION 1 of 2\nObjective: OBJ-1\nA child has stridor.\nWhich is most likely?\n"
        "A.\tCroup\nB.\tEpiglottitis\nCorrect response: B\nRationale\nThe child looks toxic.\n"
        "A – The cough would bark.\n\nQUESTION 2 of 2\nWhich drug?\nA.\tx\nB.\ty\nAns: A"
    )
    first, second = read_draft(draft)
    assert told(first) == [
        "A child has stridor.",
        "Which is most likely?",
        "Croup",
        "*Epiglottitis",
    ]
    assert taken(first)["objectives"] == ("OBJ-1",)
    assert taken(first)["explanation"] == "The child looks toxic."
    assert taken(first)["options"][0]["rationale"] == "The cough would bark."
    assert told(second) == ["Which drug?", "*x", "y"]


def test_tracked_changes_are_taken_as_accepted() -> None:
    """What was inserted counts, what was deleted does not."""
    draft = Draft().lines("1. What is it?\nA. x\nB. y\nAnswer: A")
    paragraph = draft.document.paragraphs[1]._p
    space = nsdecls("w")
    paragraph.append(
        parse_xml(f"<w:ins {space}><w:r><w:t xml:space='preserve'> more</w:t></w:r></w:ins>")
    )
    paragraph.append(parse_xml(f"<w:del {space}><w:r><w:delText> less</w:delText></w:r></w:del>"))
    assert told(read_draft(draft)[0])[1] == "*x more"


def test_content_controls_are_read() -> None:
    """A form's fields hold text like any other."""
    draft = Draft().lines("1. What is it?\nA. x\nB. y\nAnswer: A")
    body = draft.document.element.body
    control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    control.append(content)
    for paragraph in list(body.iterchildren(qn("w:p"))):
        content.append(paragraph)
    body.insert(0, control)
    assert all_told(read_draft(draft)) == [["What is it?", "*x", "y"]]


def test_what_did_not_come_along_is_said() -> None:
    """A footnote, a formula: with the paragraph."""
    draft = Draft().lines("1. What is it?\nA. x\nB. y\nAnswer: A")
    paragraph = draft.document.paragraphs[0]._p
    paragraph.append(parse_xml(f"<w:r {nsdecls('w')}><w:footnoteReference w:id='1'/></w:r>"))
    (one,) = read_draft(draft)
    assert isinstance(one, Taken)
    assert one.warnings == ("a footnote did not come along (paragraph 1)",)


def test_a_paper_of_ours_can_be_read_by_people() -> None:
    """Numbered questions with lettered options, then the key with its explanations."""
    item = ITEM.validate_python({
        "id": "x-1",
        "type": "single_best_answer",
        "stem": "A man is **pale**.\n\n| Test | Value |\n|---|---|\n| Hb | 7 |",
        "lead_in": "What is next?",
        "options": ({"id": "a", "text": "Blood", "correct": True}, {"id": "b", "text": "Water"}),
        "explanation": "He bleeds.",
    })  # fmt: skip
    document = write(Paper("A paper", [item], {}, "Not for credit"))
    written = docx.Document(io.BytesIO(document.content))
    texts = [one.text for one in written.paragraphs if one.text.strip()]
    assert texts == [
        "A paper",
        "1. A man is pale.",
        "What is next? Choose the one best answer.",
        "A. Blood",
        "B. Water",
        "Answer key",
        "1. A",
        "He bleeds.",
    ]
    assert written.tables[0].cell(1, 0).text == "Hb"
    assert written.sections[0].footer.paragraphs[0].text == "Not for credit"


def test_a_document_without_questions_is_refused() -> None:
    """With what it has to look like."""
    with pytest.raises(UnreadableError, match="number the questions"):
        read_draft(Draft())


def test_a_damaged_document_is_refused() -> None:
    """With what to do about it."""
    whole = Draft().lines("1. What?\nA. x\nB. y*").file()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(out, "w") as new:
        for one in old.infolist():
            data = old.read(one)
            new.writestr(
                one, data[: len(data) // 2] if one.filename == "word/document.xml" else data
            )
    assert recognises(out.getvalue(), "x.docx")
    with pytest.raises(UnreadableError, match="damaged"):
        read(out.getvalue(), "x.docx")
    assert not recognises(whole[:500], "x.docx")
