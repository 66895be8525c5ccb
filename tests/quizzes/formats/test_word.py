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


def test_a_text_that_word_labels_is_no_label_itself() -> None:
    """Organisms, ratios, ranges and words of a head, in options and stems that Word counts."""
    draft = Draft()
    own = draft.new_list("decimal", "upperLetter")
    for stem, options in (
        ("Which organism?", ("C. difficile", "E. coli", "S. aureus", "Norovirus")),
        ("E. coli grows. What is next?", ("1:1000", "1:10,000", "1 - 2 hours", "Source: unknown")),
    ):
        draft.item(stem, own)
        for one in options:
            draft.item(one, own, 1, bold=one == options[0])
    assert all_told(read_draft(draft)) == [
        ["Which organism?", "*C. difficile", "E. coli", "S. aureus", "Norovirus"],
        [
            "E. coli grows.",
            "What is next?",
            "*1:1000",
            "1:10,000",
            "1 - 2 hours",
            "Source: unknown",
        ],
    ]


def test_letters_and_answers_typed_in_the_list_are_what_they_say() -> None:
    """Letters after Word's own bullets are taken off; "Answer: B" is no third option."""
    draft = Draft()
    bullets = draft.new_list("bullet")
    draft.line("1. What is it?")
    for one in ("A. x", "B. y", "Answer: B"):
        draft.item(one, bullets)
    assert all_told(read_draft(draft)) == [["What is it?", "x", "*y"]]


def _deleted(text: str) -> Any:
    return parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>{text}</w:delText></w:r></w:del>")


def test_an_option_deleted_in_a_tracked_change_is_not_counted() -> None:
    """The letters are those of the document with its changes accepted."""
    draft = Draft()
    own = draft.new_list("decimal", "upperLetter")
    draft.item("What is it?", own)
    draft.item("x", own, 1)
    gone: Any = draft.item("", own, 1)._p
    gone.append(_deleted("gone"))
    gone.pPr.append(parse_xml(f"<w:rPr {nsdecls('w')}><w:del w:id='7'/></w:rPr>"))
    draft.item("y", own, 1)
    draft.line("Answer: B")
    assert all_told(read_draft(draft)) == [["What is it?", "x", "*y"]]


def test_an_option_without_text_rejects_its_question() -> None:
    """Its letter counts in Word, so the answer line may mean another; at the end it is a rest."""
    draft = Draft()
    own = draft.new_list("decimal", "upperLetter")
    for texts in (("x", "", "y"), ("x", "y", "")):
        draft.item("What is it?", own)
        for one in texts:
            draft.item(one, own, 1)
        draft.line("Answer: B")
    wrong, right = read_draft(draft)
    assert isinstance(wrong, Rejected)
    assert wrong.reason == "Option B has no text. Write it, or delete its letter."
    assert told(right) == ["What is it?", "x", "*y"]


def test_signs_of_the_symbol_font_are_read_and_others_said() -> None:
    """≥ and µ as old documents hold them; a sign that is not known shows, with a warning."""
    draft = Draft().lines("1. PaO \nA. x\nB. y\nAnswer: A\n2. Who? \nA. x\nB. y\nAnswer: A")
    for at, font, place in ((0, "Symbol", "F0B3"), (5, "Webdings", "F0B3")):
        run: Any = draft.document.paragraphs[at if at == 0 else 4].add_run()
        run._r.append(parse_xml(f"<w:sym {nsdecls('w')} w:font='{font}' w:char='{place}'/>"))
    draft.document.paragraphs[0].add_run(" 60. What?")
    first, second = read_draft(draft)
    assert told(first)[:2] == ["PaO ≥ 60.", "What?"]
    assert isinstance(second, Taken)
    assert "\ufffd" in str(taken(second))
    assert second.warnings == (
        "a sign of a font could not be read and stands as \ufffd (paragraph 5)",
    )


def test_hidden_and_struck_out_text_is_left_out_and_said() -> None:
    """Neither is a text that the author means to be read."""
    draft = Draft().lines("1. What is it?")
    line = draft.line("A. x")
    line.add_run(" old").font.strike = True
    line.add_run(" note").font.hidden = True
    draft.lines("B. y\nAnswer: A")
    (one,) = read_draft(draft)
    assert told(one) == ["What is it?", "*x", "y"]
    assert isinstance(one, Taken)
    assert one.warnings == (
        'hidden text did not come along: "note" (paragraph 2)',
        'struck-out text did not come along: "old" (paragraph 2)',
    )


def test_a_formula_keeps_what_is_raised_and_is_said_with_its_question() -> None:
    """10⁶ is not 106, and the warning stands at the second question."""
    draft = Draft().lines("1. Who?\nA. x\nB. y\nAnswer: A\n2. What is ")
    math = "http://schemas.openxmlformats.org/officeDocument/2006/math"
    draft.document.paragraphs[-1]._p.append(
        parse_xml(
            f"<m:oMath xmlns:m='{math}'><m:sSup><m:e><m:r><m:t>10</m:t></m:r></m:e>"
            "<m:sup><m:r><m:t>6</m:t></m:r></m:sup></m:sSup></m:oMath>"
        )
    )
    draft.document.paragraphs[-1].add_run("?")
    draft.lines("A. x\nB. y\nAnswer: A")
    first, second = read_draft(draft)
    assert isinstance(first, Taken)
    assert isinstance(second, Taken)
    assert told(second)[0] == "What is 10⁶?"
    assert first.warnings == ()
    assert second.warnings == (
        "a formula came along as plain characters; compare it with the source (paragraph 5)",
    )


def test_a_chart_is_said() -> None:
    """It is drawn by Word, and no picture."""
    draft = Draft().lines("1. What is it?")
    drawing = "http://schemas.openxmlformats.org/drawingml/2006"
    draft.line("").add_run()._r.append(
        parse_xml(
            f"<w:drawing {nsdecls('w')}><a:graphic xmlns:a='{drawing}/main'>"
            f"<a:graphicData uri='{drawing}/chart'/></a:graphic></w:drawing>"
        )
    )
    draft.lines("A. x\nB. y\nAnswer: A")
    (one,) = read_draft(draft)
    assert isinstance(one, Taken)
    assert one.warnings == ("a chart or drawing did not come along (paragraph 2)",)


def test_options_that_are_pictures_are_rejected_by_name() -> None:
    """Their pictures below the stem would have no letters."""
    draft = Draft().lines("1. Which strip?")
    for letter, colour in (("A. ", "red"), ("B. ", "blue")):
        draft.line(letter).add_run().add_picture(io.BytesIO(picture(colour)))
    draft.line("Answer: B")
    (one,) = read_draft(draft)
    assert isinstance(one, Rejected)
    assert one.reason.startswith("Option A, B is a picture.")


def test_options_that_word_letters_in_a_table_are_read() -> None:
    """In one cell, below or beside the stem; each table a question."""
    draft = Draft()
    for labels in ((), ("Question", "Options")):
        own = draft.new_list("upperLetter")
        last = 1 if labels else 0
        table = draft.document.add_table(2, last + 1)
        for row, label in enumerate(labels):
            table.cell(row, 0).text = label
        table.cell(0, last).text = "Which drug?" if labels else "1. Which drug?"
        cell = table.cell(1, last)
        for text in ("C. x", "y"):
            cell._tc.append(draft.item(text, own, bold=text == "y")._p)
        draft.line("")
    assert all_told(read_draft(draft)) == [["Which drug?", "C. x", "*y"]] * 2


def test_a_row_in_a_content_control_is_read() -> None:
    """A repeated section of a form."""
    draft = Draft().table(("Stem", "A", "B", "Correct"), ("Who?", "x", "y", "B"))
    row: Any = draft.document.tables[0].rows[1]._tr
    control, inside = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    row.addprevious(control)
    control.append(inside)
    inside.append(row)
    assert all_told(read_draft(draft)) == [["Who?", "x", "*y"]]


def test_an_empty_table_is_no_text() -> None:
    """Nor a part of the option above it."""
    draft = Draft().lines("1. What is it?\nA. x\nB. y").table(("", ""))
    draft.line("Answer: B")
    assert all_told(read_draft(draft)) == [["What is it?", "x", "*y"]]


def test_a_question_without_options_in_a_counted_list_is_rejected_itself() -> None:
    """And is no part of the rationale above it."""
    draft = Draft()
    own = draft.new_list("decimal", "upperLetter")
    for stem in ("Who?", "Describe it.", "What?"):
        draft.item(stem, own)
        if stem.endswith("?"):
            draft.item("x", own, 1)
            draft.item("y", own, 1)
            draft.lines("Answer: B\nRationale: So.")
    first, second, third = read_draft(draft)
    assert taken(first)["explanation"] == "So."
    assert isinstance(second, Rejected)
    assert second.reason == "The question has no options."
    assert told(third) == ["What?", "x", "*y"]


def test_a_star_and_bold_that_differ_are_rejected() -> None:
    """Nobody can tell which of the two is the key."""
    draft = Draft().lines("1. What is it?\n*A. x\n**B. y**\nC. z")
    (one,) = read_draft(draft)
    assert isinstance(one, Rejected)
    assert one.reason == "A is marked, but B is set in bold; let both agree."


def test_boxes_to_tick_stand_before_options() -> None:
    """Word's own, without letters, the one with a cross is the key."""
    draft = Draft().lines("1. Who?\n☐ x\n☒ y\n2. What?\n☒ x\n☐ y")
    assert all_told(read_draft(draft)) == [["Who?", "x", "*y"], ["What?", "*x", "y"]]


def test_a_picture_below_the_answer_is_not_shown_before_it() -> None:
    """It would give the answer away; that it is missing is said."""
    draft = Draft().lines("1. What is it?\nA. x\nB. y\nAnswer: A\nRationale: See below.")
    draft.picture().lines("2. Who?\nA. x\nB. y\nAnswer: A")
    first, _ = read_draft(draft)
    assert isinstance(first, Taken)
    assert "media" not in first.fields
    assert first.warnings == ("a picture below the answer did not come along (paragraph 6)",)


def test_references_in_the_same_list_begun_anew_are_no_questions() -> None:
    """Their second number follows the question's own, and is not the next question."""
    draft = Draft()
    own = draft.new_list("decimal")
    draft.item("Who?", own)
    draft.lines("A. x\nB. y\nAnswer: A\nReferences:")
    again = draft.restarted("101", restart=True)
    draft.item("Lee J. NEJM. 2020.", again)
    draft.item("Wu K. JAMA. 2021.", again)
    (one,) = read_draft(draft)
    assert len(taken(one)["references"]) == 2


def test_a_table_that_asks_nothing_is_one_of_values() -> None:
    """Though it lists drugs by letters, it stays in its stem, with them."""
    draft = Draft().lines("1. A man takes two drugs.")
    own = draft.new_list("upperLetter")
    draft.table(("Drugs", ""))
    for text in ("aspirin", "metoprolol"):
        draft.document.tables[0].cell(0, 1)._tc.append(draft.item(text, own)._p)
    draft.lines("What is next?\nA. x\nB. y\nAnswer: A")
    assert told(read_draft(draft)[0]) == [
        "A man takes two drugs.\n\n| Drugs | A. aspirin B. metoprolol |\n| --- | --- |",
        "What is next?",
        "*x",
        "y",
    ]


def test_a_table_of_one_column_is_read_line_by_line() -> None:
    """A box around each question, with a row for each line."""
    draft = Draft()
    for number, stem in enumerate(("Who?", "What?"), 1):
        draft.table((f"{number}. {stem}",), ("A. x",), ("B. y",), ("Answer: B",))
        draft.line("")
    assert all_told(read_draft(draft)) == [["Who?", "x", "*y"], ["What?", "x", "*y"]]


def test_names_that_begin_with_the_letters_of_word_are_kept_whole() -> None:
    """A. fumigatus as option A, B. cereus as option B; letters typed twice are taken off."""
    draft = Draft()
    for stem, options in (("Who?", ("A. fumigatus", "B. cereus")), ("What?", ("A. X", "B. Y"))):
        own = draft.new_list("upperLetter")
        draft.line(f"{1 if stem == 'Who?' else 2}. {stem}")
        for one in options:
            draft.item(one, own, bold=one.startswith("B"))
    assert all_told(read_draft(draft)) == [
        ["Who?", "A. fumigatus", "*B. cereus"],
        ["What?", "X", "*Y"],
    ]


def test_a_fault_of_our_own_is_none_of_the_document(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is raised as what it is: the owner of the document could not repair it."""

    def stumble(_document: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("quizzes.formats.word.Numbering", stumble)
    with pytest.raises(ZeroDivisionError):
        read_draft(Draft().lines("1. What?\nA. x\nB. y*"))
