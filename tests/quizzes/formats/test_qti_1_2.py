"""QTI 1.2: what is read of Canvas, Blackboard and plain files, and what is rejected."""

from __future__ import annotations

from typing import Any

import pytest

from quizzes.formats.foreign import Question, Rejected, Taken
from quizzes.formats.qti import QTI_1_2, read


def file(*items: str) -> bytes:
    """Return a file of QTI 1.2."""
    return (
        '<questestinterop xmlns="http://www.imsglobal.org/xsd/ims_qtiasiv1p2"><assessment>'
        f"<section>{''.join(items)}</section></assessment></questestinterop>"
    ).encode()


def item(kind: str, asked: str, rules: str, *, feedback: str = "", **fields: str) -> str:
    """Return an item as Canvas writes it; further fields go into its metadata."""
    known = {"question_type": kind, "points_possible": "1.0", **fields}
    data = "".join(
        f"<qtimetadatafield><fieldlabel>{name}</fieldlabel><fieldentry>{value}</fieldentry>"
        "</qtimetadatafield>"
        for name, value in known.items()
        if value
    )
    return (
        f'<item ident="i1" title="Q"><itemmetadata><qtimetadata>{data}</qtimetadata>'
        f"</itemmetadata><presentation>{material('What is <b>seen</b>?')}{asked}</presentation>"
        f"<resprocessing>{rules}</resprocessing>{feedback}</item>"
    )


def material(html: str) -> str:
    """Return a text as Canvas writes it."""
    return f'<material><mattext texttype="text/html"><![CDATA[{html}]]></mattext></material>'


def choice(cardinality: str = "Single", own: str = "r", render: str = "", **options: str) -> str:
    """Return a list to choose from."""
    labels = "".join(
        f'<response_label ident="{name}">{material(text)}</response_label>'
        for name, text in (options or {"a": "AF", "b": "Flutter", "c": "Sinus"}).items()
    )
    return (
        f'<response_lid ident="{own}" rcardinality="{cardinality}"><render_choice {render}>{labels}'
        "</render_choice></response_lid>"
    )


def rule(test: str, score: str = "100", action: str = "Set", shows: str = "") -> str:
    """Return a condition and what it gives."""
    given = f'<setvar action="{action}" varname="SCORE">{score}</setvar>' if score else ""
    shown = f'<displayfeedback linkrefid="{shows}"/>' if shows else ""
    return f"<respcondition><conditionvar>{test}</conditionvar>{given}{shown}</respcondition>"


def equal(value: str, own: str = "r") -> str:
    """Return a test of one value."""
    return f'<varequal respident="{own}">{value}</varequal>'


def said(**texts: str) -> str:
    """Return feedback by id."""
    return "".join(
        f'<itemfeedback ident="{name}"><flow_mat>{material(text)}</flow_mat></itemfeedback>'
        for name, text in texts.items()
    )


def one(*items: str) -> Question:
    """Return the last question of a file."""
    return read(file(*items), "q.xml")[-1]


def fields(*items: str) -> dict[str, Any]:
    """Return the fields of the last question of a file."""
    found = one(*items)
    assert isinstance(found, Taken), found
    return found.fields


def keyed(found: dict[str, Any]) -> list[bool]:
    """Return which options are right."""
    return [bool(one.get("correct")) for one in found["options"]]


def test_a_single_choice_is_read_with_its_feedback() -> None:
    """Per option, and in general; the id is that of the item."""
    rules = (
        rule("<other/>", "", shows="general_fb")
        + rule(equal("a"), "", shows="a_fb")
        + rule(equal("b"), "", shows="b_fb")
        + rule(equal("b"), shows="correct_fb")
    )
    text = said(general_fb="Look at P.", a_fb="Irregular.", b_fb="Saw tooth.", correct_fb="Yes.")
    found = one(item("multiple_choice_question", choice(), rules, feedback=text))
    assert isinstance(found, Taken)
    assert found.origin == "i1"
    assert found.place == "q.xml, item 1 (Q)"
    assert found.fields == {
        "type": "single_best_answer",
        "lead_in": "What is **seen**?",
        "options": (
            {"id": "a", "text": "AF", "rationale": "Irregular."},
            {"id": "b", "text": "Flutter", "correct": True, "rationale": "Saw tooth."},
            {"id": "c", "text": "Sinus"},
        ),
        "explanation": "Look at P.\n\nYes.",
    }
    assert "Feedback that depends on the answer" in found.warnings[0]


def test_true_and_false_keep_their_order() -> None:
    """As they are read."""
    asked = choice(t="True", f="False")
    found = fields(item("true_false_question", asked, rule(equal("f"))))
    assert (keyed(found), found["shuffle"]) == ([False, True], False)


def test_an_order_that_is_kept_is_kept() -> None:
    """shuffle="No" of the list."""
    found = fields(
        item("multiple_choice_question", choice(render='shuffle="No"'), rule(equal("a")))
    )
    assert found["shuffle"] is False


def test_several_with_and_and_not_count_as_a_whole() -> None:
    """As Canvas writes multiple answers."""
    test = f"<and>{equal('a')}<not>{equal('b')}</not>{equal('c')}</and>"
    found = fields(item("multiple_answers_question", choice("Multiple"), rule(test)))
    assert keyed(found) == [True, False, True]
    assert found["scoring"] == {"method": "all_or_nothing"}


@pytest.mark.parametrize(
    ("algorithm", "method"), [("", "plus_minus"), ("AllOrNothing", "all_or_nothing")]
)
def test_several_that_add_up_have_the_rule_of_their_marks(algorithm: str, method: str) -> None:
    """Unless New Quizzes say otherwise."""
    rules = "".join(
        rule(equal(name), score, "Add") for name, score in (("a", "50"), ("b", "-50"), ("c", "50"))
    )
    found = fields(
        item("multiple_answers_question", choice("Multiple"), rules, scoring_algorithm=algorithm)
    )
    assert keyed(found) == [True, False, True]
    assert found["scoring"] == {"method": method}


def test_matching_keeps_distractors_and_feedback_on_a_line() -> None:
    """Each line is a response of its own; empty lines of the form are none."""
    answers = {"1": "Stabilizes", "2": "Shifts", "3": "Removes"}
    asked = "".join(
        choice("Single", own, "", **answers).replace("<render", f"{material(text)}<render", 1)
        for own, text in (("ra", "Calcium"), ("rb", "Insulin"), ("rc", ""))
    )
    rules = (
        rule(equal("1", "ra"), "50", "Add")
        + rule(equal("2", "rb"), "50", "Add")
        + rule(f"<not>{equal('2', 'rb')}</not>", "", shows="rb_fb")
    )
    found = fields(item("matching_question", asked, rules, feedback=said(rb_fb="Into cells.")))
    assert found["stems"] == (
        {"id": "s1", "text": "Calcium", "correct": "a"},
        {"id": "s2", "text": "Insulin", "correct": "b", "rationale": "Into cells."},
    )
    assert [one["text"] for one in found["options"]] == [*answers.values()]


def test_steps_stand_in_the_order_of_the_key() -> None:
    """rcardinality="Ordered"."""
    test = equal("c") + equal("a") + equal("b")
    found = fields(item("", choice("Ordered"), rule(test)))
    assert [one["text"] for one in found["items_in_order"]] == ["Sinus", "AF", "Flutter"]


FIELD = (
    '<response_str ident="r" rcardinality="Single"><render_fib fibtype="Decimal">'
    '<response_label ident="x"/></render_fib></response_str>'
)


def between(low: str, high: str, name: str = "vargte") -> str:
    """Return a test of a range."""
    return f'<{name} respident="r">{low}</{name}><varlte respident="r">{high}</varlte>'


@pytest.mark.parametrize(
    ("test", "answer"),
    [
        (equal("0.5"), {"value": "0.5", "tolerance": {"kind": "absolute", "value": "0"}}),
        (
            f"<or>{equal('77.0')}<and>{between('70.0', '84.0')}</and></or>",
            {"value": "77", "tolerance": {"kind": "range", "low": "70", "high": "84"}},
        ),
        (
            between("1", "2"),
            {"value": "1.5", "tolerance": {"kind": "range", "low": "1", "high": "2"}},
        ),
    ],
)
def test_a_number_with_its_range(test: str, answer: dict[str, Any]) -> None:
    """Exactly, around a value, or between two ends."""
    assert fields(item("numerical_question", FIELD, rule(test)))["answer"] == answer


def test_an_end_that_was_wrong_is_told() -> None:
    """Our ranges hold their ends."""
    found = one(item("numerical_question", FIELD, rule(between("1", "2", "vargt"))))
    assert isinstance(found, Taken)
    assert "An end of the range" in found.warnings[0]


@pytest.mark.parametrize(
    ("points", "most", "score", "worth"),
    [
        ("2.5", "100", "100", "2.5"),
        ("", "10", "10", "10"),
        ("", "", "5", "5"),
        ("", "", "100", "1"),
    ],
)
def test_what_an_item_is_worth(points: str, most: str, score: str, worth: str) -> None:
    """What Canvas says, or the maximum, or the score; a hundred are percent."""
    outcomes = f'<outcomes><decvar maxvalue="{most}"/></outcomes>' if most else ""
    rules = outcomes + rule(equal("a"), score)
    found = fields(item("multiple_choice_question", choice(), rules, points_possible=points))
    assert found.get("scoring", {}).get("points", "1") == worth


def test_a_shared_text_stands_before_each_question() -> None:
    """As New Quizzes keep it; the text itself is rejected as a question."""
    text = item("text_only_question", "", "").replace('"i1"', '"s1"')
    child = item(
        "multiple_choice_question", choice(), rule(equal("a")), parent_stimulus_item_ident="s1"
    )
    first, second = read(file(text, child), "q.xml")
    assert isinstance(first, Rejected)
    assert isinstance(second, Taken)
    assert second.fields["stem"] == "What is **seen**?"


def test_empty_fields_of_a_form_are_no_options() -> None:
    """Canvas exports them."""
    found = one(item("multiple_choice_question", choice(a="AF", b="", c="Sinus"), rule(equal("c"))))
    assert isinstance(found, Taken)
    assert keyed(found.fields) == [False, True]
    assert found.warnings == ("Empty options were left out.",)


BLACKBOARD = """<questestinterop><assessment><section><item maxattempts="0"><itemmetadata>
<bbmd_asi_object_id>E03</bbmd_asi_object_id><bbmd_questiontype>{kind}</bbmd_questiontype>
<qmd_absolutescore_max>5.0</qmd_absolutescore_max></itemmetadata><presentation><flow class="Block">
<flow class="QUESTION_BLOCK"><flow class="FORMATTED_TEXT_BLOCK"><material><mat_extension>
<mat_formattedtext type="HTML">&lt;p&gt;What is seen?&lt;/p&gt;</mat_formattedtext></mat_extension>
</material></flow></flow>{asked}</flow></presentation><resprocessing>{rules}</resprocessing>
{feedback}</item></section></assessment></questestinterop>"""


def block(text: str) -> str:
    """Return a text as Blackboard writes it."""
    return (
        '<flow class="FORMATTED_TEXT_BLOCK"><material><mat_extension><mat_formattedtext '
        f'type="HTML">{text}</mat_formattedtext></mat_extension></material></flow>'
    )


def blackboard(kind: str, asked: str, rules: str, feedback: str = "") -> dict[str, Any]:
    """Return the fields of a question from Blackboard."""
    text = BLACKBOARD.format(kind=kind, asked=asked, rules=rules, feedback=feedback)
    assert QTI_1_2.recognises(text.encode(), "res00001.dat")
    (found,) = read(text.encode(), "res00001.dat")
    assert isinstance(found, Taken), found
    assert found.origin == "E03"
    assert found.fields["lead_in"] == "What is seen?"
    return found.fields


def test_blackboard_single_choice() -> None:
    """SCORE.max is the whole mark; feedback on an option names it as the response."""
    labels = "".join(
        f'<flow_label class="Block"><response_label ident="{one}">{block(text)}</response_label>'
        "</flow_label>"
        for one, text in (("X1", "AF"), ("X2", "Flutter"))
    )
    asked = (
        f'<flow class="RESPONSE_BLOCK"><response_lid ident="response" rcardinality="Single">'
        f'<render_choice shuffle="false">{labels}</render_choice></response_lid></flow>'
    )
    rules = (
        rule(equal("X2", "response"), "SCORE.max", shows="correct")
        + rule("<other/>", "0", shows="incorrect")
        + rule('<varequal respident="X1" case="No"/>', "0", shows="X1")
    )
    found = blackboard("Multiple Choice", asked, rules, said(X1="Irregular.", correct="Yes."))
    assert keyed(found) == [False, True]
    assert found["options"][0]["rationale"] == "Irregular."
    assert (found["explanation"], found["shuffle"]) == ("Yes.", False)
    assert found["scoring"] == {"points": "5"}


def test_blackboard_matching_has_its_answers_apart() -> None:
    """Each list has ids of its own, in the order of the block of answers."""
    asked = "".join(
        f'<flow class="Block">{block(text)}<response_lid ident="L{n}" rcardinality="Single">'
        f'<render_choice shuffle="false"><flow_label class="Block"><response_label ident="L{n}a"/>'
        f'<response_label ident="L{n}b"/></flow_label></render_choice></response_lid></flow>'
        for n, text in enumerate(("Calcium", "Insulin"))
    )
    right = (
        f'<flow class="RIGHT_MATCH_BLOCK"><flow class="Block">{block("Shifts")}</flow>'
        f'<flow class="Block">{block("Stabilizes")}</flow></flow>'
    )
    rules = rule(equal("L0b", "L0"), "50") + rule(equal("L1a", "L1"), "50")
    found = blackboard("Matching", f'<flow class="RESPONSE_BLOCK">{asked}</flow>{right}', rules)
    assert found["stems"] == (
        {"id": "s1", "text": "Calcium", "correct": "b"},
        {"id": "s2", "text": "Insulin", "correct": "a"},
    )
    assert [one["text"] for one in found["options"]] == ["Shifts", "Stabilizes"]


@pytest.mark.parametrize(
    ("kind", "asked", "rules", "reason"),
    [
        ("essay_question", FIELD, "", 'type "essay_question" asks for an essay'),
        ("short_answer_question", FIELD, rule(equal("x")), "asks for words"),
        ("fill_in_multiple_blanks_question", choice(), "", "has gaps inside its text"),
        ("calculated_question", FIELD, "", "makes its numbers anew"),
        ("file_upload_question", "", "", "asks for a file"),
        ("text_only_question", "", "", "is a text without a question"),
        ("multiple_choice_question", "", "", "a text without a question"),
        ("multiple_choice_question", choice(), "", "No option is marked as correct"),
        ("multiple_choice_question", choice(), rule(equal("z")), "names z, which is none of its"),
        ("numerical_question", FIELD, "", "No number is marked as correct"),
        ("numerical_question", FIELD, rule(equal("9") + between("1", "2")), "within its own range"),
        ("", choice("Ordered"), rule(equal("a")), "into one order"),
        ("", choice(own="r", a="x") + choice(own="s", b="y"), rule(equal("a")), "has gaps"),
    ],
)
def test_what_cannot_be_an_item_is_rejected_by_name(
    kind: str, asked: str, rules: str, reason: str
) -> None:
    """With its id and the reason in a sentence."""
    found = one(item(kind, asked, rules))
    assert isinstance(found, Rejected)
    assert reason in found.reason
    assert found.origin == "i1"


def test_a_question_that_lies_in_another_bank_is_told() -> None:
    """Canvas names it only."""
    entry = '<bankentry_item sourcebank_ref="b" item_ref="g1"/>'
    found = one(entry)
    assert isinstance(found, Rejected)
    assert (found.place, found.origin) == ("q.xml, line 1", "g1")
    assert "export the bank itself" in found.reason
