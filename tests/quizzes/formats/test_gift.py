"""GIFT: every construct of the format, what is written, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.formats.foreign import Question, Rejected, Taken
from quizzes.formats.gift import GIFT, read, recognises
from tests.quizzes.formats.around import around, item_of, same, written


def one(text: str) -> Question:
    """Return the only question of a text."""
    (found,) = read(text.encode(), "a.gift")
    return found


def fields(text: str) -> dict[str, Any]:
    """Return the fields of the only question of a text."""
    found = one(text)
    assert isinstance(found, Taken)
    return found.fields


def test_a_single_choice() -> None:
    """= is right, ~ is wrong, # is feedback, #### is general, :: holds the name."""
    found = one("::Q1:: Which drug?{\n  =Aspirin#Yes\n  ~Heparin # No\n  ####Because.\n}")
    assert isinstance(found, Taken)
    assert found.fields == {
        "type": "single_best_answer",
        "lead_in": "Which drug?",
        "options": (
            {"id": "a", "text": "Aspirin", "correct": True, "rationale": "Yes"},
            {"id": "b", "text": "Heparin", "rationale": "No"},
        ),
        "explanation": "Because.",
    }
    assert (found.place, found.origin) == ("line 1 (Q1)", "Q1")


def test_weights_ask_for_several() -> None:
    """Without an = weights say what each option earns."""
    found = fields("Which?{~%50%a ~%50%b ~%-100%c}")
    assert found["type"] == "multiple_response"
    assert found["scoring"] == {"method": "balanced_plus_minus"}


def test_a_gap_stands_where_the_braces_stood() -> None:
    """Text after the braces makes a missing word."""
    assert fields("Give {=aspirin ~heparin} first.")["lead_in"] == "Give _____ first."


def test_signs_after_a_backslash_are_themselves() -> None:
    """Every sign of the format can be written, and a line's end."""
    found = fields(r"Is pH \= 7\:4 \{a\} \~ \# \\x?\nYes?{=a\=b ~c\~d#e\#f}")
    assert found["stem"] == r"Is pH = 7:4 {a} ~ # \x?"
    assert found["lead_in"] == "Yes?"
    assert found["options"][0]["text"] == "a=b"
    assert found["options"][1] == {"id": "b", "text": "c~d", "rationale": "e#f"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[html]<b>x</b>?{T}", "**x**?"),
        ("[markdown]*x*?{T}", "*x*?"),
        ("[plain]*x* <b>?{T}", "\\*x\\* &lt;b>?"),
        ("x < y?{T}", "x < y?"),
    ],
)
def test_each_kind_of_text_is_read_as_what_it_is(text: str, expected: str) -> None:
    """The word in brackets says what the text is."""
    assert fields(text)["lead_in"] == expected


def test_comments_categories_ids_and_tags() -> None:
    """A comment is no text; [id:] is the id, a tag is told of, a category is the topic."""
    text = "$CATEGORY: $course$/Renal\n\n// [id:x-1] [tag:ecg]\nIs it?{\n// inside\nTRUE}\n"
    found = one(text)
    assert isinstance(found, Taken)
    assert (found.origin, found.place) == ("x-1", "line 4")
    assert found.fields["blueprint"] == {"topic": "renal"}
    assert found.warnings == ("Its tags were left out: ecg.",)


@pytest.mark.parametrize("truth", ["T", "TRUE", "F", "FALSE", "true"])
def test_true_and_false(truth: str) -> None:
    """One letter or the word; the order stays."""
    found = fields(f"Is it?{{{truth}}}")
    keyed = [one["text"] for one in found["options"] if one.get("correct")]
    assert keyed == ["True" if truth.upper().startswith("T") else "False"]
    assert found["shuffle"] is False


def test_moodle_says_first_what_follows_a_wrong_answer() -> None:
    """Below Moodle's number the first feedback is on the wrong answer, else on "true"."""
    other = fields("Is it?{TRUE#one#two}")["options"]
    moodle = fields("// question: 5  name: x\nIs it?{TRUE#one#two}")["options"]
    assert [one["rationale"] for one in other] == ["one", "two"]
    assert [one["rationale"] for one in moodle] == ["two", "one"]


@pytest.mark.parametrize(
    ("braces", "value", "tolerance"),
    [
        ("#5", "5", {"kind": "absolute", "value": "0"}),
        ("#5:0.1", "5", {"kind": "absolute", "value": "0.1"}),
        ("#4.9..5.1", "5", {"kind": "range", "low": "4.9", "high": "5.1"}),
        ("#=5:1#Yes =%50%5:2#Near", "5", {"kind": "absolute", "value": "1"}),
        ("#-3,5", "-3.5", {"kind": "absolute", "value": "0"}),
    ],
)
def test_numbers(braces: str, value: str, tolerance: dict[str, str]) -> None:
    """A number alone, with a tolerance, as a range, or with weights."""
    found = fields(f"How many?{{{braces}}}")["answer"]
    assert (found["value"], found["tolerance"]) == (value, tolerance)


def test_matching() -> None:
    """Pairs with an arrow; an arrow in a choice is only text."""
    found = fields("Match.{=a -> 1 =b -> 2 = -> 3}")
    assert [one["correct"] for one in found["stems"]] == ["a", "b"]
    assert len(found["options"]) == 3
    assert fields("Which?{~a -> b =c}")["type"] == "single_best_answer"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("No braces here.", "without a question"),
        ("Write.{}", "essay"),
        ("Who?{=one =two}", "words"),
        ("Who?{one}", "words"),
        ("Which?{~a ~b}", "No option"),
        ("Which?{=a ~}", "empty"),
        ("{=a ~b}", "no text"),
        ("Which?{~" + "~".join("abcdefghijklmnopqrstuvwxyz") + "=x}", "options"),
        ("Match.{=a -> 1 =b -> 1}", "nothing to match"),
        ("How many?{#x}", "no number"),
    ],
)
def test_what_cannot_be_an_item_is_rejected_by_name(text: str, said: str) -> None:
    """Each reason names what is wrong."""
    found = one(text)
    assert isinstance(found, Rejected)
    assert said in found.reason


def test_an_empty_line_inside_braces_ends_nothing() -> None:
    """Feedback may have an empty line; braces that never close take no other question along."""
    whole = read(b"A?{=a#x\n\n~b}\n\nB?{T}", "a")
    broken = read(b"A?{=a\n~b\n\nB?{T}\n\nC?{=a ~b", "a")
    assert [type(one) for one in whole] == [Taken, Taken]
    assert [type(one) for one in broken] == [Rejected, Taken, Rejected]


def test_windows_encoding_and_line_ends() -> None:
    """Files of old Windows programs are read, whatever ends their lines."""
    (found,) = read("Ménière’s?\r\n{T}\r\n".encode("cp1252"), "a")
    assert isinstance(found, Taken)
    assert found.fields["lead_in"] == "Ménière’s?"


def test_ten_thousand_open_braces_end() -> None:
    """Questions that all forget to close are each rejected."""
    found = read(b"Q?{=a\n\n" * 10_000, "a")
    assert len(found) == 10_000
    assert all(isinstance(one, Rejected) for one in found)


def test_files_are_recognised_by_their_braces() -> None:
    """JSON and XML have braces and tags of their own."""
    assert recognises(b"Who?{=a ~b}", "a.txt")
    assert recognises(b"::x:: y {T}", "a.txt")
    assert not recognises(b'{"stem": "x=1"}', "a.jsonl")
    assert not recognises(b"1. What?\na) x", "a.txt")


SAME = [
    "::Q1:: Which?{=A#Yes ~B#No ####Why}",
    "[html]<p>A man.</p><ul><li>x</li></ul><p>Which?</p>{=<b>A</b> ~B \\= 1}",
    "Which?{~%50%a ~%50%b ~%-50%c}",
    "Which?{~%33.33333%a ~%33.33333%b ~%33.33333%c ~d}",
    "Which?{=a =b ~c}",
    "Is it?{F#one#two}",
    "// question: 7 name: x\nIs it?{T#one#two}",
    "How many?{#=5:1#Yes =%0%6:0#No}",
    "How many?{#4.9..5.1}",
    "Match.{=a -> 1 =b -> 2 = -> 3}",
    "$CATEGORY: a/b\n\nIs it?{T}",
]


@pytest.mark.parametrize("text", SAME)
def test_what_was_imported_comes_back_the_same(text: str) -> None:
    """Import, export, import: fields and ids are equal."""
    found = one(text)
    assert isinstance(found, Taken)
    ((before, after),) = around(GIFT, [found])
    assert same(before, after), after


@given(st.text("aB1 ~=#{}:\\n/[]->%<&*_\n.", min_size=1, max_size=30), st.booleans())
def test_any_text_goes_around(text: str, html: bool) -> None:
    """Whatever signs a text has, what an option says comes back."""
    options = ({"id": "a", "text": "x", "correct": True}, {"id": "b", "text": "y"})
    signs = "".join(f"\\{one}" if one in "~=#{}:\\" else one for one in " ".join(text.split()))
    found = one(f"{'[html]' if html else '[plain]'}W {signs} w?{{=x ~y}}")
    assert isinstance(found, Taken)
    assert found.fields["options"] == options
    ((before, after),) = around(GIFT, [found])
    assert same(before, after)


def test_what_gift_cannot_say_is_left_out_or_told() -> None:
    """Steps and units have no sign; points, order and pictures are told of."""
    steps = ({"id": "a", "text": "x"}, {"id": "b", "text": "y"})
    ordered = Taken("1", {"type": "ordered", "lead_in": "Order.", "items_in_order": steps})
    number = Taken(
        "2", {"type": "numeric", "lead_in": "How much?", "answer": {"value": "5", "unit": "mg"}}
    )
    options = ({"id": "a", "text": "x", "correct": True}, {"id": "b", "text": "y"})
    more = {"shuffle": False, "scoring": {"points": "2"}}
    single = Taken(
        "3", {"type": "single_best_answer", "lead_in": "Which?", "options": options, **more}
    )
    assert item_of(single, 0, "x").scoring.points == "2"
    file = written(GIFT, [ordered, number, single])
    assert [one.reason for one in file.left_out] == [
        "GIFT has no questions of ordering.",
        "GIFT has no units for a number.",
    ]
    assert len(file.warnings) == 2
