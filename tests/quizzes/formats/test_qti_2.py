"""QTI 2.x and 3.0: what is read of each interaction, in either way of naming, and what is not."""

from __future__ import annotations

import re
from typing import Any

import pytest

from quizzes.formats.foreign import Question, Rejected, Taken, UnreadableError
from quizzes.formats.qti import QTI_2, QTI_3, read

V2, V3 = "http://www.imsglobal.org/xsd/imsqti_v2p1", "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
MATCH = '<responseProcessing template="http://x/rptemplates/match_correct"/>'
MAP = '<responseProcessing template="http://x/rptemplates/map_response"/>'
OPTIONS = (
    '<simpleChoice identifier="A">Atrial fibrillation</simpleChoice>'
    '<simpleChoice identifier="B">Atrial flutter</simpleChoice>'
    '<simpleChoice identifier="C">Sinus rhythm</simpleChoice>'
)


def item(body: str, *, declared: str = "", rest: str = "", attributes: str = "") -> bytes:
    """Return an item of 2.1."""
    return (
        f'<assessmentItem xmlns="{V2}" identifier="q1" title="Q" adaptive="false" '
        f'timeDependent="false" {attributes}>{declared}<itemBody>{body}</itemBody>{rest}'
        "</assessmentItem>"
    ).encode()


def response(
    *right: str, cardinality: str = "single", base: str = "identifier", mapping: str = ""
) -> str:
    """Return a declaration of a response."""
    values = "".join(f"<value>{one}</value>" for one in right)
    correct = f"<correctResponse>{values}</correctResponse>" if right else ""
    return (
        f'<responseDeclaration identifier="R" cardinality="{cardinality}" baseType="{base}">'
        f"{correct}{mapping}</responseDeclaration>"
    )


def mapping(attributes: str = "", **marks: str) -> str:
    """Return a mapping of values to marks."""
    entries = (f'<mapEntry mapKey="{k}" mappedValue="{v}"/>' for k, v in marks.items())
    return f"<mapping {attributes}>{''.join(entries)}</mapping>"


def choice(attributes: str = 'shuffle="true" maxChoices="1"', options: str = OPTIONS) -> str:
    """Return a choice interaction."""
    prompt = "<prompt>What is seen?</prompt>"
    return (
        f'<choiceInteraction responseIdentifier="R" {attributes}>{prompt}{options}'
        "</choiceInteraction>"
    )


def one(content: bytes) -> Question:
    """Return the only question of a file."""
    (found,) = read(content, "q.xml")
    return found


def taken(content: bytes) -> Taken:
    """Return the only question of a file, which can be one of ours."""
    found = one(content)
    assert isinstance(found, Taken), found
    return found


def fields(content: bytes) -> dict[str, Any]:
    """Return the fields of the only question of a file."""
    return taken(content).fields


def reason(content: bytes) -> str:
    """Return why the only question of a file is rejected."""
    found = one(content)
    assert isinstance(found, Rejected), found
    return found.reason


def in_3(content: bytes) -> bytes:
    """Return an item of 2.1 in the names of 3.0."""
    text = content.decode().replace(V2, V3)
    html = {"p", "em", "img", "span", "div", "sup", "strong"}

    def tag(found: re.Match[str]) -> str:
        name = found[2]
        kebab = re.sub("([A-Z])", lambda two: f"-{two[1].lower()}", name)
        return f"{found[1]}{name}" if name in html else f"{found[1]}qti-{kebab}"

    text = re.sub(r"(</?)([A-Za-z]+)", tag, text)
    return re.sub(
        r"\b([a-z]+)([A-Z][a-z]+)(?==\")", lambda two: f"{two[1]}-{two[2].lower()}", text
    ).encode()


SINGLE = item(
    f"<p>A man is <em>pale</em>.</p>{choice()}", declared=response("B"), rest=MATCH
)  # fmt: skip


def test_a_single_choice_is_read() -> None:
    """Body before the prompt is the stem; the id is the item's."""
    found = taken(SINGLE)
    assert found.origin == "q1"
    assert found.place == "q.xml (Q)"
    assert found.fields == {
        "type": "single_best_answer",
        "stem": "A man is *pale*.",
        "lead_in": "What is seen?",
        "options": (
            {"id": "a", "text": "Atrial fibrillation"},
            {"id": "b", "text": "Atrial flutter", "correct": True},
            {"id": "c", "text": "Sinus rhythm"},
        ),
    }


@pytest.mark.parametrize("name", ["SINGLE", "MULTIPLE", "MATCHED", "NUMBER"])
def test_version_3_says_the_same_in_other_names(name: str) -> None:
    """One reader for both."""
    content: bytes = globals()[name]
    assert QTI_2.recognises(content, "q.xml")
    assert QTI_3.recognises(in_3(content), "q.xml")
    assert one(in_3(content)) == one(content)


def test_a_prefix_a_doctype_and_a_byte_order_mark_do_not_matter() -> None:
    """A DOCTYPE is passed over, and no namespace is needed."""
    text = SINGLE.decode().replace(f' xmlns="{V2}"', "")
    assert one(f'\ufeff<!DOCTYPE x SYSTEM "http://x/y.dtd">{text}'.encode()) == one(SINGLE)


def test_without_shuffle_the_order_is_kept() -> None:
    """As QTI has it by default."""
    assert fields(item(choice(""), declared=response("A"), rest=MATCH))["shuffle"] is False


def test_one_fixed_option_keeps_all_in_place() -> None:
    """And a warning says so."""
    fixed = OPTIONS.replace('identifier="C"', 'identifier="C" fixed="true"')
    found = taken(item(choice('shuffle="true"', fixed), declared=response("A"), rest=MATCH))
    assert found.fields["shuffle"] is False
    assert "Some options keep their place" in found.warnings[0]


MULTIPLE = item(
    choice('shuffle="true" maxChoices="0"'),
    declared=response(
        "A", "B", cardinality="multiple",
        mapping=mapping('defaultValue="-1" lowerBound="0"', A="2", B="2", C="-2"),
    ),
    rest=MAP,
)  # fmt: skip


def test_several_choices_with_a_mapping_have_its_rule_and_points() -> None:
    """Each wrong one takes a right one back: that is plus_minus."""
    found = fields(MULTIPLE)
    assert [one.get("correct", False) for one in found["options"]] == [True, True, False]
    assert found["scoring"] == {"method": "plus_minus", "points": "4"}


def test_several_choices_without_a_mapping_count_as_a_whole() -> None:
    """match_correct is all or nothing; maxChoices tells how many where it is their number."""
    declared = response("A", "B", cardinality="multiple")
    found = fields(item(choice('maxChoices="2"'), declared=declared, rest=MATCH))
    assert (found["scoring"], found["select"]) == ({"method": "all_or_nothing"}, 2)


def test_a_mapping_without_a_key_is_the_key() -> None:
    """What earns the most is right; what earns nothing never is."""
    declared = response(mapping=mapping(A="0", B="1"))
    found = fields(item(choice(), declared=declared))
    assert [one.get("correct", False) for one in found["options"]] == [False, True, False]


def test_a_key_and_a_mapping_that_disagree_are_reported() -> None:
    """The key is taken."""
    found = taken(item(choice(), declared=response("A", mapping=mapping(B="1")), rest=MAP))
    assert found.fields["options"][0]["correct"]  # type: ignore[index]
    assert any("name different answers as right" in said for said in found.warnings)


def test_what_an_item_is_worth() -> None:
    """Its normalMaximum, or else what its rules give."""
    outcome = (
        '<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float" '
        'normalMaximum="2.5"/>'
    )
    found = fields(item(choice(), declared=response("A") + outcome, rest=MATCH))
    assert found["scoring"] == {"points": "2.5"}
    rules = (
        "<responseProcessing><responseCondition><responseIf><match><variable identifier='R'/>"
        "<correct identifier='R'/></match><setOutcomeValue identifier='SCORE'>"
        "<baseValue baseType='float'>3</baseValue></setOutcomeValue></responseIf>"
        "</responseCondition></responseProcessing>"
    )
    found = fields(item(choice(), declared=response("A"), rest=rules))
    assert found["scoring"] == {"points": "3"}


def test_feedback_goes_to_its_option_or_to_the_explanation() -> None:
    """By place, by the option's identifier, or by the rule that shows it."""
    options = (
        '<simpleChoice identifier="A">AF<feedbackInline identifier="A" showHide="show" '
        'outcomeIdentifier="F">Irregular.</feedbackInline></simpleChoice>'
        '<simpleChoice identifier="B">Flutter</simpleChoice>'
        '<simpleChoice identifier="C">Sinus</simpleChoice>'
    )
    rest = (
        "<responseProcessing><responseCondition><responseIf><match><variable identifier='R'/>"
        "<baseValue baseType='identifier'>C</baseValue></match><setOutcomeValue identifier='F'>"
        "<baseValue baseType='identifier'>onC</baseValue></setOutcomeValue></responseIf>"
        "</responseCondition></responseProcessing>"
        "<modalFeedback identifier='B' outcomeIdentifier='F' showHide='show'>Saw tooth."
        "</modalFeedback><modalFeedback identifier='onC' outcomeIdentifier='F' showHide='show'>"
        "There are no P waves.</modalFeedback><modalFeedback identifier='wrong' "
        "outcomeIdentifier='F' showHide='show'>Look again.</modalFeedback>"
    )
    rubric = '<rubricBlock view="scorer"><p>One point.</p></rubricBlock>'
    found = taken(item(rubric + choice("", options), declared=response("A"), rest=rest))
    assert [one["rationale"] for one in found.fields["options"]] == [  # type: ignore[attr-defined]
        "Irregular.",
        "Saw tooth.",
        "There are no P waves.",
    ]
    assert found.fields["explanation"] == "Look again.\n\nOne point."
    assert found.fields["lead_in"] == "What is seen?"
    assert "stem" not in found.fields
    assert len(found.warnings) == 2


def test_a_rubric_for_candidates_is_part_of_the_question() -> None:
    """It is read before answering."""
    rubric = '<rubricBlock view="candidate"><p>Choose one.</p></rubricBlock>'
    assert fields(item(rubric + choice(), declared=response("A")))["stem"] == "Choose one."


def test_mathematics_and_drawings_are_kept() -> None:
    """MathML as a line, SVG as a figure."""
    body = (
        "<p>pH is <m:math xmlns:m='http://www.w3.org/1998/Math/MathML'><m:msup><m:mi>x</m:mi>"
        "<m:mn>2</m:mn></m:msup></m:math></p><p><svg xmlns='http://www.w3.org/2000/svg' "
        "viewBox='0 0 1 1'><linearGradient id='g'/></svg></p>"
    )
    found = taken(item(body + choice(), declared=response("A")))
    assert found.fields["stem"] == "pH is x²"
    (picture,) = found.images.values()
    assert b"viewBox" in picture
    assert b"linearGradient" in picture


def test_an_inline_choice_is_a_single_best_answer() -> None:
    """With a gap where it stood."""
    body = (
        "<p>Which word fits?</p><p>Give <inlineChoiceInteraction responseIdentifier='R'>"
        "<inlineChoice identifier='A'>calcium</inlineChoice>"
        "<inlineChoice identifier='B'>insulin</inlineChoice></inlineChoiceInteraction> first.</p>"
    )
    found = fields(item(body, declared=response("A"), rest=MATCH))
    assert (found["stem"], found["lead_in"]) == ("Which word fits?", "Give … first.")
    assert found["type"] == "single_best_answer"


def sets(first: dict[str, str], second: dict[str, str]) -> str:
    """Return a match interaction."""
    lists = "".join(
        "<simpleMatchSet>"
        + "".join(
            f'<simpleAssociableChoice identifier="{own}" matchMax="1">{text}'
            "</simpleAssociableChoice>"
            for own, text in one.items()
        )
        + "</simpleMatchSet>"
        for one in (first, second)
    )
    return (
        '<matchInteraction responseIdentifier="R"><prompt>Match them.</prompt>'
        f"{lists}</matchInteraction>"
    )


DRUGS = {"D1": "Calcium", "D2": "Insulin"}
EFFECTS = {"E1": "Stabilizes", "E2": "Shifts", "E3": "Removes"}
MATCHED = item(
    sets(DRUGS, EFFECTS),
    declared=response("D1 E1", "D2 E2", cardinality="multiple", base="directedPair"),
    rest=MATCH,
)


def test_two_lists_are_extended_matching() -> None:
    """Distractors stay; that it counted as a whole is told."""
    found = taken(MATCHED)
    assert found.fields["stems"] == (
        {"id": "s1", "text": "Calcium", "correct": "a"},
        {"id": "s2", "text": "Insulin", "correct": "b"},
    )
    assert [one["text"] for one in found.fields["options"]] == [*EFFECTS.values()]  # type: ignore[attr-defined]
    assert found.warnings == ("The source marks its lines otherwise; here each counts alike.",)


def test_the_lines_may_be_the_second_list() -> None:
    """Those are lines that each have one answer."""
    pairs = response("T S1", "T S2", "F S3", cardinality="multiple", base="directedPair")
    found = fields(item(sets({"T": "True", "F": "False"}, {"S1": "a1", "S2": "b2", "S3": "c3"}),
                        declared=pairs))  # fmt: skip
    assert found["type"] == "true_false_cluster"
    assert [(one["text"], one["correct"]) for one in found["statements"]] == [
        ("a1", "true"),
        ("b2", "true"),
        ("c3", "false"),
    ]


def test_a_line_with_two_answers_is_rejected() -> None:
    """On either side."""
    pairs = response("D1 E1", "D1 E2", "D2 E2", cardinality="multiple", base="directedPair")
    assert "several right answers" in reason(item(sets(DRUGS, EFFECTS), declared=pairs))


def test_pairs_among_one_list_become_lines_and_answers() -> None:
    """What stands in no pair is one more answer."""
    choices = "".join(
        f'<simpleAssociableChoice identifier="{one}" matchMax="1">{one}</simpleAssociableChoice>'
        for one in "WXYZ"
    )
    body = (
        "<associateInteraction responseIdentifier='R'><prompt>Pair them.</prompt>"
        f"{choices}</associateInteraction>"
    )
    pairs = response("W X", cardinality="multiple", base="pair", mapping=mapping(**{"W X": "1"}))
    found = taken(item(body, declared=pairs, rest=MAP))
    assert found.fields["stems"] == ({"id": "s1", "text": "W", "correct": "a"},)
    assert [one["text"] for one in found.fields["options"]] == ["X", "Y", "Z"]  # type: ignore[attr-defined]
    assert "any two may be paired" in found.warnings[0]


def order(*right: str) -> bytes:
    """Return an order interaction with three steps."""
    body = f"<orderInteraction responseIdentifier='R'><prompt>Order.</prompt>{OPTIONS}"
    declared = response(*right, cardinality="ordered")
    return item(f"{body}</orderInteraction>", declared=declared, rest=MATCH)


def test_steps_stand_in_the_order_of_the_key() -> None:
    """Not in that of the file."""
    found = fields(order("C", "A", "B"))
    assert [one["text"] for one in found["items_in_order"]] == [
        "Sinus rhythm",
        "Atrial fibrillation",
        "Atrial flutter",
    ]
    assert found["scoring"] == {"method": "exact"}


def test_steps_without_a_whole_order_are_rejected() -> None:
    """One is missing in the key."""
    assert "into one order" in reason(order("C", "A"))


def number(rules: str, base: str = "float", key: str = "0.5") -> bytes:
    """Return an item that asks for a number."""
    body = (
        "<p>How many mg/kg?</p><p><textEntryInteraction responseIdentifier='R'/>"
        "<span class='unit'>mg/kg</span></p>"
    )
    rest = f"<responseProcessing>{rules}</responseProcessing>" if rules else MATCH
    return item(body, declared=response(key, base=base), rest=rest)


def near(attributes: str) -> str:
    """Return the rule that compares a number."""
    return (
        f"<responseCondition><responseIf><equal {attributes}><variable identifier='R'/>"
        "<correct identifier='R'/></equal></responseIf></responseCondition>"
    )


BETWEEN = (
    "<responseCondition><responseIf><and><gte><variable identifier='R'/><baseValue "
    "baseType='float'>0.4</baseValue></gte><lte><variable identifier='R'/><baseValue "
    "baseType='float'>0.7</baseValue></lte></and></responseIf></responseCondition>"
)
NUMBER = number(near('toleranceMode="absolute" tolerance="0.1 0.1"'))


@pytest.mark.parametrize(
    ("rules", "tolerance"),
    [
        ("", {"kind": "absolute", "value": "0"}),
        (near('toleranceMode="exact"'), {"kind": "absolute", "value": "0"}),
        (near('toleranceMode="absolute" tolerance="0.1"'), {"kind": "absolute", "value": "0.1"}),
        (
            near('toleranceMode="relative" tolerance="5 5"'),
            {"kind": "relative_percent", "value": "5"},
        ),
        (BETWEEN, {"kind": "range", "low": "0.4", "high": "0.7"}),
    ],
)
def test_a_number_with_its_tolerance(rules: str, tolerance: dict[str, str]) -> None:
    """And with its unit; a field alone in its paragraph leaves no gap."""
    found = fields(number(rules))
    assert found["lead_in"] == "How many mg/kg?"
    assert found["answer"] == {"value": "0.5", "unit": "mg/kg", "tolerance": tolerance}


def test_feedback_on_a_wrong_number_is_a_common_error() -> None:
    """By the rule that shows it."""
    rules = near("") + (
        "<responseCondition><responseIf><equal><variable identifier='R'/><baseValue "
        "baseType='float'>5</baseValue></equal><setOutcomeValue identifier='F'><baseValue "
        "baseType='identifier'>ten</baseValue></setOutcomeValue></responseIf></responseCondition>"
    )
    said = (
        "</itemBody><modalFeedback identifier='ten' outcomeIdentifier='F' showHide='show'>"
        "Ten times too much.</modalFeedback>"
    )
    content = number(rules).replace(b"</itemBody>", said.encode())
    assert fields(content)["answer"]["common_errors"] == (
        {"value": "5", "rationale": "Ten times too much."},
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (number("", base="string"), "asks for words"),
        (number("", key=""), "No number is marked as correct"),
        (item(choice()), "No option is marked as correct"),
        (item(choice(), declared=response("Z")), "Its key names Z, which is none of its options"),
        (item(choice(options=""), declared=response("A")), "none of its options"),
        (item(choice(options=OPTIONS.replace('"B"', '"A"')), declared=response("A")), "same ident"),
        (item("<p>Read this.</p>"), "a text without a question"),
        (item(choice() + choice(), declared=response("A")), "several questions in one (choice)"),
        (
            item(choice(), declared="<templateDeclaration identifier='N'/>" + response("A")),
            "makes its numbers anew",
        ),
        (item("<extendedTextInteraction responseIdentifier='R'/>"), "extendedtext asks for an es"),
        (item("<hotspotInteraction responseIdentifier='R'/>"), "choosing a place in a picture"),
        (item("<gapMatchInteraction responseIdentifier='R'/>"), "has gaps inside its text"),
        (item("<strangeInteraction responseIdentifier='R'/>"), "type strange is of a type that"),
        (item("<textEntryInteraction/><textEntryInteraction/>"), "several gaps"),
    ],
)  # fmt: skip
def test_what_cannot_be_an_item_is_rejected_by_name(content: bytes, said: str) -> None:
    """With the reason in a sentence, and with its id."""
    found = one(content)
    assert isinstance(found, Rejected)
    assert said in found.reason
    assert found.origin == "q1"


def test_ten_options_are_taken() -> None:
    """Letters go on to j."""
    options = "".join(f'<simpleChoice identifier="o{n}">x{n}</simpleChoice>' for n in range(10))
    found = fields(item(choice("", options), declared=response("o9")))
    assert [one["id"] for one in found["options"]] == list("abcdefghij")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (SINGLE[:-20], r"q\.xml, line 1: This is no well-formed XML"),
        (b"<assessmentTest/>", "line 1: This is the plan of a test; import the package"),
        (b"<manifest/>", "import the whole package"),
        (b"<other/>", "Its first element is other, which is none of QTI"),
    ],
)
def test_a_file_of_which_nothing_can_be_taken(content: bytes, said: str) -> None:
    """Names file, line and repair."""
    with pytest.raises(UnreadableError, match=said):
        read(content, "q.xml")


def test_shared_text_that_is_not_there_is_told() -> None:
    """A single file cannot bring it along."""
    ref = "<assessmentStimulusRef identifier='S' href='s.xml' title='The case'/>"
    found = taken(item(choice(), declared=response("A") + ref))
    assert found.warnings == (
        'The text it shares ("The case") is not in the file; add it by hand.',
    )
