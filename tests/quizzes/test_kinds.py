"""The four types with parts, numbers or orders: what they read, show, and take as an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from quizzes.drawing import option_order
from quizzes.kinds.numeric import Numeric
from tests.quizzes.kinds import CLUSTER, MATCHING, NUMERIC, ORDERED, item_of

if TYPE_CHECKING:
    from tests.quizzes.folder import BankFolder

ALL = [MATCHING, ORDERED, NUMERIC, CLUSTER]


@pytest.mark.parametrize("text", ALL)
def test_a_draft_of_each_type_is_fine(folder: BankFolder, text: str) -> None:
    """Each type is read from its file without a problem."""
    folder.write("items/three.yaml", text)

    assert folder.rules() == []
    assert folder.bank().items["three"].key


@pytest.mark.parametrize("text", ALL)
def test_the_key_is_an_answer(text: str) -> None:
    """The answer that is keyed is no fault and leaves nothing open."""
    one = item_of(text)

    assert one.fault_of(one.keyed_answer) is None
    assert one.missing_in(one.keyed_answer) is None


@pytest.mark.parametrize("text", ALL)
def test_the_public_face_has_no_key(text: str) -> None:
    """Neither keys nor rationales are sent before the answer."""
    one = item_of(text)
    sent = one.public(option_order(one, "seed")).model_dump_json()

    assert "correct" not in sent
    assert "rationale" not in sent
    assert all(text not in sent for _, text in one.rationales() if text)
    assert "180" not in sent


def test_the_face_of_matching() -> None:
    """Theme, options in their written order, and stems."""
    face = item_of(MATCHING).public(("a", "b", "c"))

    assert face.theme == "Acid-base disturbances"
    assert [one.id for one in face.options] == ["a", "b", "c"]
    assert [one.id for one in face.parts] == ["s1", "s2"]


def test_the_face_of_a_number() -> None:
    """The unit stands beside the field, unless naming it is part of the answer."""
    plain = item_of(NUMERIC).public(())
    asked = item_of(NUMERIC.replace("unit: mg", "unit: mg\n  unit_required: true")).public(())

    assert (plain.unit, plain.units, plain.options) == ("mg", ("mg", "g"), ())
    assert (asked.unit, asked.units) == (None, ())
    assert "mg" not in asked.model_dump_json().replace(asked.lead_in, "")


def test_a_matching_option_and_stem_may_share_an_id() -> None:
    """The text that is shown for an option is the option's."""
    face = item_of(MATCHING.replace("id: s1", "id: a")).public(("a", "b", "c"))

    assert face.options[0].text == "Metabolic acidosis"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (MATCHING, {}),
        (MATCHING, {"s1": "z"}),
        (MATCHING, {"s9": "a"}),
        (MATCHING, "a"),
        (MATCHING, {"s1": 1}),
        (MATCHING, {"s1": ["a"]}),
        (ORDERED, ["a", "b", "c"]),
        (ORDERED, ["a", "b", "c", "c"]),
        (ORDERED, ["a", "b", "c", "d", "d"]),
        (ORDERED, "abcd"),
        (ORDERED, []),
        (NUMERIC, "abc"),
        (NUMERIC, 180),
        (NUMERIC, ""),
        (CLUSTER, {}),
        (CLUSTER, {"s1": "yes"}),
        (CLUSTER, {"s1": True}),
        (CLUSTER, {"s3": "true"}),
        (CLUSTER, None),
    ],
)
def test_what_is_no_answer(text: str, value: object) -> None:
    """A value that no card could send is told in a sentence."""
    fault = item_of(text).fault_of(value)

    assert fault is not None
    assert fault.endswith(".")


def test_a_part_may_be_left_open() -> None:
    """Some of the lines are an answer; how many are open is said."""
    one = item_of(MATCHING)

    assert one.fault_of({"s1": "a"}) is None
    assert one.missing_in({"s1": "a"}) == "Answer every line: 1 of 2 are open."


def test_the_right_order_is_never_shown() -> None:
    """Whatever the seed, the steps do not stand in their right order; every other order occurs."""
    one = item_of(ORDERED)
    shown = {option_order(one, str(seed)) for seed in range(1_000)}

    assert tuple("abcd") not in shown
    assert len(shown) == 23


def test_an_order_is_stored_as_given() -> None:
    """The order of a list is the answer itself; of chosen options it means nothing."""
    assert item_of(ORDERED).canonical(["d", "a", "c", "b"]) == ["d", "a", "c", "b"]
    assert item_of(NUMERIC).canonical("  180  mg ") == "180 mg"


@pytest.mark.parametrize(
    ("text", "old", "new", "message"),
    [
        (MATCHING, "correct: c", "correct: d", "stem s2 is keyed d, which is no option"),
        (MATCHING, "id: s2", "id: s1", "two stems have the id s1"),
        (MATCHING, "id: b", "id: a", "two options have the id a"),
        (ORDERED, "id: b", "id: a", "two items_in_order have the id a"),
        (
            ORDERED,
            "  - {id: d",
            "".join(f"  - {{id: x{n}, text: Step {n}}}\n" for n in range(12)) + "  - {id: d",
            "The list holds more than 15",
        ),
        (
            MATCHING,
            "  - {id: c",
            "".join(f"  - {{id: x{n}, text: X {n}}}\n" for n in range(24)) + "  - {id: c",
            "The list holds more than 26",
        ),
        (CLUSTER, "id: s2", "id: s1", "two statements have the id s1"),
        (NUMERIC, "[mg, g]", "[mg, mL]", "mL does not convert into mg"),
        (NUMERIC, "[mg, g]", "[mg, mEq]", "mEq does not convert into mg"),
        (NUMERIC, "  unit: mg\n", "", "accepted_units and unit_required need a unit"),
        (NUMERIC, 'absolute, value: "1"', "absolute", "the value is missing"),
        (NUMERIC, 'absolute, value: "1"', 'absolute, value: "-1"', "never below 0"),
        (NUMERIC, 'absolute, value: "1"', 'relative, value: "5"', "the whole key or more"),
        (NUMERIC, 'absolute, value: "1"', 'range, low: "1"', "a low and a high"),
        (NUMERIC, 'absolute, value: "1"', 'range, low: "2", high: "1"', "low 2 is above high 1"),
        (NUMERIC, 'absolute, value: "1"', 'absolute, low: "1"', "low and high belong to a range"),
        (NUMERIC, 'absolute, value: "1"', "significant_figures", "not said how many figures"),
        (NUMERIC, 'absolute, value: "1"', 'significant_figures, value: "0"', "no number of fig"),
        (NUMERIC, "unit: mg", "unit: mg\n  significant_figures: 3", "needs kind: significant"),
    ],
)
def test_refused(folder: BankFolder, text: str, old: str, new: str, message: str) -> None:
    """What cannot be meant is told in its own line, with what to do."""
    folder.write("items/three.yaml", text.replace(old, new, 1))

    problem = folder.only()

    assert (problem.rule, problem.severity) == ("schema", "error")
    assert message in problem.message


@pytest.mark.parametrize(
    ("kind", "figures"),
    [
        ("significant_figures}\n  significant_figures: 3", 3),
        ('significant_figures, value: "2"}', 2),
    ],
)
def test_significant_figures(kind: str, figures: int) -> None:
    """How many figures count stands in the tolerance or beside it."""
    text = NUMERIC.replace('absolute, value: "1"}', kind)

    one = item_of(text)

    assert isinstance(one, Numeric)
    assert one.answer.figures == figures


@pytest.mark.parametrize("text", [MATCHING, CLUSTER])
def test_parts_need_their_reasons(folder: BankFolder, text: str) -> None:
    """In review a stem or statement without a rationale is pointed out, an order's step is not."""
    folder.write(
        "items/three.yaml", text.replace(", rationale: ", "} #", 1) + "status: in_review\n"
    )
    rules = {one.rule: one.field for one in folder.check() if one.item == "three"}

    assert rules["rationale-missing"] in {"stems[s1]", "statements[s2]"}

    folder.write("items/three.yaml", ORDERED + "status: in_review\n")
    assert "rationale-missing" not in {one.rule for one in folder.check()}
