"""Moodle XML: what is read of each type, what is written, and what is refused."""

from __future__ import annotations

import base64
from itertools import pairwise
from typing import Any

import pytest

from quizzes.formats.foreign import Question, Rejected, Taken, UnreadableError
from quizzes.formats.moodle_xml import MOODLE_XML, read, recognises
from tests.quizzes.formats.around import around, item_of, same, written

PNG = b"\x89PNG\r\n\x1a\n picture"
FILE = f'<file name="ecg 1.png" path="/" encoding="base64">{base64.b64encode(PNG).decode()}</file>'


def quiz(inside: str) -> bytes:
    """Return a file of Moodle XML."""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<quiz>{inside}</quiz>'.encode()


def question(kind: str, inside: str, text: str = "What is seen?") -> str:
    """Return a question of a type."""
    return (
        f'<question type="{kind}"><name><text>Q</text></name>'
        f'<questiontext format="html"><text><![CDATA[{text}]]></text>{FILE}</questiontext>'
        f"{inside}</question>"
    )


def answer(text: str, fraction: str, feedback: str = "") -> str:
    """Return an answer."""
    said = f"<feedback><text>{feedback}</text></feedback>" if feedback else ""
    return f'<answer fraction="{fraction}"><text>{text}</text>{said}</answer>'


def one(inside: str) -> Question:
    """Return the only question of a file."""
    (found,) = read(quiz(inside), "a.xml")
    return found


def fields(inside: str) -> dict[str, Any]:
    """Return the fields of the only question of a file."""
    found = one(inside)
    assert isinstance(found, Taken)
    return found.fields


SINGLE = question(
    "multichoice",
    "<generalfeedback><text>Because.</text></generalfeedback><defaultgrade>2.0000000</defaultgrade>"
    "<single>true</single><shuffleanswers>0</shuffleanswers><idnumber>A &amp; 1</idnumber>"
    + answer("&lt;b&gt;AF&lt;/b&gt;", "100", "Right.")
    + answer("Flutter", "0", "Wrong."),
    '<p>A man.</p><p><img src="@@PLUGINFILE@@/ecg%201.png" alt="An ECG"></p><p>What is seen?</p>',
)


def test_a_single_choice_keeps_all_that_an_item_holds() -> None:
    """Vignette, lead-in, options, key, feedback, points, order, picture and id come along."""
    found = one(SINGLE)
    assert isinstance(found, Taken)
    assert found.fields == {
        "type": "single_best_answer",
        "stem": "A man.",
        "lead_in": "What is seen?",
        "options": (
            {"id": "a", "text": "**AF**", "correct": True, "rationale": "Right."},
            {"id": "b", "text": "Flutter", "rationale": "Wrong."},
        ),
        "media": ({"id": "figure-1", "file": "ecg 1.png", "alt": "An ECG"},),
        "shuffle": False,
        "scoring": {"points": "2"},
        "explanation": "Because.",
    }
    assert (found.place, found.origin) == ("question 1 (Q)", "A & 1")
    assert found.images == {"ecg 1.png": PNG}
    assert found.warnings == ()


def test_several_right_answers_bring_their_marking_rule() -> None:
    """Fractions of 50 and -50 of two right options are plus_minus."""
    inside = "<single>false</single>" + answer("a", "50") + answer("b", "50") + answer("c", "-50")
    found = fields(question("multichoice", inside))
    assert found["type"] == "multiple_response"
    assert found["scoring"] == {"method": "plus_minus"}
    assert [one.get("correct", False) for one in found["options"]] == [True, True, False]


def test_true_and_false_keep_their_order() -> None:
    """A true–false question is a choice of two in fixed order, with each answer's feedback."""
    found = fields(question("truefalse", answer("true", "0", "No.") + answer("false", "100")))
    assert found["shuffle"] is False
    assert found["options"] == (
        {"id": "a", "text": "True", "rationale": "No."},
        {"id": "b", "text": "False", "correct": True},
    )


def test_matching_becomes_extended_matching() -> None:
    """Each line points at its answer; an answer without a line is one more option."""
    pairs = [("Cough", "Lung"), ("Stroke", "Brain"), ("", "Skin")]
    inside = "".join(
        f"<subquestion><text>{left}</text><answer><text>{right}</text></answer></subquestion>"
        for left, right in pairs
    )
    found = fields(question("matching", inside))
    assert [one["text"] for one in found["options"]] == ["Lung", "Brain", "Skin"]
    assert [(one["text"], one["correct"]) for one in found["stems"]] == [
        ("Cough", "a"),
        ("Stroke", "b"),
    ]


def test_a_number_keeps_tolerance_units_and_telling_errors() -> None:
    """A wrong number with feedback is a common error; the unit with factor 1 is the key's."""
    inside = (
        '<answer fraction="100"><text>1,5e2</text><tolerance>0.5</tolerance></answer>'
        + answer("15", "0", "Check the decimal point.")
        + "<units><unit><multiplier>1</multiplier><unit_name>mg</unit_name></unit></units>"
    )
    assert fields(question("numerical", inside))["answer"] == {
        "value": "150",
        "unit": "mg",
        "tolerance": {"kind": "absolute", "value": "0.5"},
        "common_errors": ({"value": "15", "rationale": "Check the decimal point."},),
    }


def test_a_unit_that_does_not_convert_is_told() -> None:
    """1000 mg are 1 g; what is in no table, or by another factor, is left out."""
    units = (("g", "1"), ("mg", "1000"), ("kg", "7"), ("spoon", "2"))
    listed = "".join(
        f"<unit><multiplier>{ratio}</multiplier><unit_name>{name}</unit_name></unit>"
        for name, ratio in units
    )
    found = one(question("numerical", f"{answer('5', '100')}<units>{listed}</units>"))
    assert isinstance(found, Taken)
    assert item_of(found, 0, "x").model_dump()["answer"]["accepted_units"] == ("g", "mg")
    assert any("kg, spoon" in said for said in found.warnings)


def test_steps_come_in_the_order_of_their_fractions() -> None:
    """Ordering's steps and its marking rule come along."""
    inside = (
        "<gradingtype>LONGEST_ORDERED_SUBSET</gradingtype>"
        + answer("Two", "2")
        + answer("One", "1")
    )
    found = fields(question("ordering", inside))
    assert [one["text"] for one in found["items_in_order"]] == ["One", "Two"]
    assert found["scoring"] == {"method": "longest_ordered_subset"}


def table(columns: tuple[str, str]) -> str:
    """Return a table of two statements, the first right in the first column."""
    rows = "".join(
        f'<row number="{n}"><optiontext><text>S{n}</text></optiontext></row>'
        f'<column number="{n}"><responsetext><text>{columns[n - 1]}</text></responsetext></column>'
        f'<weight rownumber="{n}" columnnumber="{n}"><value>1.000</value></weight>'
        for n in (1, 2)
    )
    return f"<scoringmethod><text>subpoints</text></scoringmethod>{rows}"


@pytest.mark.parametrize("kind", ["kprime", "mtf"])
def test_statements_become_a_cluster(kind: str) -> None:
    """Each statement is true or false."""
    found = fields(question(kind, table(("True", "False"))))
    assert [one["correct"] for one in found["statements"]] == ["true", "false"]


def test_statements_with_other_columns_become_matching() -> None:
    """What is judged viral or bacterial is matched with one of the two."""
    found = fields(question("mtf", table(("viral", "bacterial"))))
    assert found["type"] == "extended_matching"
    assert [one["correct"] for one in found["stems"]] == ["a", "b"]


def test_categories_are_topics_and_numbers_are_ids() -> None:
    """A category counts for the questions after it; Moodle's number stands in for an id."""
    path = "<category><text>$course$/top/Renal/Acid base</text></category>"
    category = f'<question type="category">{path}</question>'
    asked = question("truefalse", answer("true", "100") + answer("false", "0"))
    found = read(quiz(f"{category}<!-- question: 91  -->{asked}"), "a")
    assert len(found) == 1
    assert isinstance(found[0], Taken)
    assert (found[0].origin, found[0].fields["blueprint"]) == ("91", {"topic": "renal.acid-base"})


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("html", "<p>a<b>b</b>?</p>", "a**b**?"),
        ("moodle_auto_format", "a &lt; b?", "a < b?"),
        ("plain_text", "<b> *x*?", "&lt;b> \\*x\\*?"),
        ("markdown", "*a* <sub>2</sub>?", "*a* ₂?"),
    ],
)
def test_each_kind_of_text_is_read_as_what_it_is(kind: str, text: str, expected: str) -> None:
    """HTML, Moodle's mixture, plain text and Markdown come out as the same Markdown."""
    asked = f'<questiontext format="{kind}"><text><![CDATA[{text}]]></text></questiontext>'
    answers = answer("true", "100") + answer("false", "0")
    assert fields(f'<question type="truefalse">{asked}{answers}</question>')["lead_in"] == expected


def test_what_items_do_not_hold_is_told() -> None:
    """Hints, tags, an unusual penalty and feedback on the whole answer are named."""
    inside = (
        answer("true", "100") + answer("false", "0")
        + "<hint><text>h</text></hint><tags><tag><text>ecg</text></tag></tags>"
        "<penalty>0.5</penalty>"
        "<correctfeedback><text>Well done</text></correctfeedback>"
    )  # fmt: skip
    found = one(question("truefalse", inside))
    assert isinstance(found, Taken)
    said = " ".join(found.warnings)
    assert all(word in said for word in ("hints", "ecg", "0.5", "Well done"))


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        (question("essay", ""), "essay"),
        (question("cloze", ""), "gaps"),
        (question("shortanswer", answer("x", "100")), "words"),
        (question("weird", ""), '"weird"'),
        (question("multichoice", ""), "0 options"),
        (question("multichoice", answer("a", "100")), "1 options"),
        (question("multichoice", answer("a", "0") + answer("b", "0")), "No option"),
        (question("multichoice", answer("", "0") + answer("b", "100")), "empty"),
        (question("truefalse", answer("true", "100") + answer("false", "0"), ""), "no text"),
        (question("ordering", answer("a", "1") + answer("b", "2"), "x " * 11_000), "characters"),
        (question("numerical", answer("x", "100")), "no number"),
        (question("numerical", answer("5", "50")), "full marks"),
        (question("mtf", ""), "two statements"),
        (question("matching", ""), "nothing to match"),
        (question("multichoice", "".join(answer(str(n), "0") for n in range(27))), "27 options"),
    ],
)
def test_what_cannot_be_an_item_is_rejected_by_name(inside: str, said: str) -> None:
    """Each reason names what is wrong, and the place says which question."""
    found = one(inside)
    assert isinstance(found, Rejected)
    assert said in found.reason
    assert found.place == "question 1 (Q)"


def test_ten_options_are_read() -> None:
    """Ten options are no trouble."""
    inside = "".join(answer(f"Option {n}", "100" if n == 9 else "0") for n in range(10))
    assert len(fields(question("multichoice", inside))["options"]) == 10


SEVERAL = "<single>false</single>"
MARGIN = "<tolerance>0.1</tolerance></answer>"
TYPES = [
    SINGLE,
    question("multichoice", SEVERAL + answer("a", "50") + answer("b", "50") + answer("c", "0")),
    question("multichoiceset", answer("a", "100") + answer("b", "100") + answer("c", "0")),
    question("truefalse", answer("true", "100", "Yes.") + answer("false", "0", "No.")),
    question("ordering", answer("One", "1") + answer("Two", "2")),
    question("mtf", table(("True", "False"))),
    question(
        "matching",
        "<subquestion><text>x</text><answer><text>1 &lt; 2</text></answer></subquestion>"
        "<subquestion><text></text><answer><text>y</text></answer></subquestion>",
    ),
    question("numerical", answer("5", "100").replace("</answer>", MARGIN)),
]  # fmt: skip


@pytest.mark.parametrize("inside", TYPES)
def test_what_was_imported_comes_back_the_same(inside: str) -> None:
    """Import, export, import: fields, pictures and ids are equal."""
    found = one(inside)
    assert isinstance(found, Taken)
    ((before, after),) = around(MOODLE_XML, [found])
    assert same(before, after), after


def test_significant_figures_are_left_out() -> None:
    """Moodle cannot mark a number by its figures, which is told."""
    answer_ = {"value": "5.0", "tolerance": {"kind": "significant_figures", "value": "2"}}
    taken = Taken("1", {"type": "numeric", "lead_in": "How much?", "answer": answer_})
    (left,) = written(MOODLE_XML, [taken]).left_out
    assert "significant figures" in left.reason


def test_select_n_is_told() -> None:
    """Moodle has no "select 2"."""
    options = ({"id": "a", "text": "x", "correct": True}, {"id": "b", "text": "y", "correct": True})
    taken = Taken(
        "1", {"type": "multiple_response", "lead_in": "Which?", "options": options, "select": 2}
    )
    assert item_of(taken, 0, "x").type == "multiple_response"
    assert any("how many" in one for one in written(MOODLE_XML, [taken]).warnings)


def test_files_are_recognised_by_their_first_element() -> None:
    """Canvas has a quiz of its own, in its own namespace."""
    assert recognises(quiz(""), "a.xml")
    assert recognises(quiz("").decode().encode("utf-16"), "a.xml")
    canvas = b'<quiz xmlns="http://canvas.instructure.com/xsd/cccv1p0">'
    assert not recognises(canvas, "assessment_meta.xml")
    assert not recognises(b"<questestinterop/>", "a.xml")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<quiz><question></quiz>", "line 1"),
        (b"<quiz>\n<a>\n</quiz>", "line 3"),
        (b"", "XML"),
        (b"<other/>", "other"),
        (b"<quiz>" + b"<a>" * 200 + b"</a>" * 200 + b"</quiz>", "deep"),
        (b"<quiz>" + b"<a>" * 100_000 + b"</quiz>", "XML"),
        (b"\xff\xfe\x00<", "XML"),
    ],
)
def test_a_broken_file_is_refused_with_its_place(content: bytes, said: str) -> None:
    """What is no XML, or no Moodle XML, is named with file and line."""
    with pytest.raises(UnreadableError) as refused:
        read(content, "a.xml")
    assert "a.xml" in str(refused.value)
    assert said in str(refused.value)


def bomb(depth: int) -> bytes:
    """Return a quiz whose entities would grow tenfold at each step."""
    names = ["a"] + [f"b{n}" for n in range(depth)]
    entities = '<!ENTITY a "lol">' + "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in pairwise(names)
    )
    inside = question("truefalse", answer("true", "100") + answer("false", "0"))
    asked = inside.replace("<![CDATA[What is seen?]]>", f"What is &{names[-1]}; seen?")
    return f"<!DOCTYPE quiz [{entities}]>\n<quiz>{asked}</quiz>".encode()


def test_entities_are_never_expanded() -> None:
    """A DOCTYPE is passed over; an entity stays its name."""
    (found,) = read(bomb(1), "a.xml")
    assert isinstance(found, Taken)
    assert "b0" in str(found.fields["lead_in"])


@pytest.mark.parametrize("depth", [10, 40])
def test_entities_that_grow_are_refused(depth: int) -> None:
    """Entities inside entities that would fill the memory are named and nothing is read."""
    with pytest.raises(UnreadableError, match=r"a\.xml, line \d+: It declares entities that grow"):
        read(bomb(depth), "a.xml")


def test_no_file_is_read_for_an_entity() -> None:
    """An entity that points at a file brings nothing of it."""
    text = (
        bomb(1)
        .decode()
        .replace(
            '<!ENTITY b0 "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">',
            '<!ENTITY b0 SYSTEM "file:///etc/hostname">',
        )
    )
    (found,) = read(text.encode(), "a.xml")
    assert isinstance(found, Taken)
    assert "b0" in str(found.fields["lead_in"])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_wrong_encoding_is_read_all_the_same(encoding: str) -> None:
    """BOM, UTF-16 and Windows' encoding are found, whatever the file says of itself."""
    inside = question(
        "truefalse", answer("true", "100") + answer("false", "0"), "Is Ménière’s meant?"
    )
    (found,) = read(quiz(inside).decode().encode(encoding), "a.xml")
    assert isinstance(found, Taken)
    assert found.fields["lead_in"] == "Is Ménière’s meant?"


def test_more_questions_than_a_bank_has_are_refused() -> None:
    """One question too many ends the reading."""
    with pytest.raises(UnreadableError, match="more than 10,000 questions"):
        read(quiz('<question type="essay"/>' * 10_001), "a.xml")
