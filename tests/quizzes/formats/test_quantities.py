"""Numbers as people write them in a draft."""

from __future__ import annotations

import pytest

from quizzes.formats.pasted import pasted
from quizzes.formats.quantities import quantity
from quizzes.models import ITEM
from tests.quizzes.formats.telling import taken

FIVE = {"kind": "absolute", "value": "5"}
FIVE_PERCENT = {"kind": "relative_percent", "value": "5"}
NORMAL = {"kind": "range", "low": "7.35", "high": "7.45"}


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("180", {"value": "180"}),
        ("1.10 mg", {"value": "1.10", "unit": "mg"}),
        ("-5 mmol/L.", {"value": "-5", "unit": "mmol/L"}),
        ("5 mm Hg", {"value": "5", "unit": "mm Hg"}),
        ("420 ± 5 mmol", {"value": "420", "unit": "mmol", "tolerance": FIVE}),
        ("180 mg (± 5)", {"value": "180", "unit": "mg", "tolerance": FIVE}),
        ("180 mg (+/- 5%)", {"value": "180", "unit": "mg", "tolerance": FIVE_PERCENT}),
        ("7.4 (7.35 to 7.45)", {"value": "7.4", "tolerance": NORMAL}),
        ("7.4 (accept 7.35–7.45)", {"value": "7.4", "tolerance": NORMAL}),
    ],
)
def test_a_number_its_unit_and_its_tolerance(text: str, key: dict[str, object]) -> None:
    """As exact text; a tolerance that is not written is not made up."""
    assert quantity(text) == key


@pytest.mark.parametrize("text", ["", "about 5", "mg", "B", "1 or 2", "5 (see text)", "10 20"])
def test_what_is_no_number_is_none(text: str) -> None:
    """It is not guessed at."""
    assert quantity(text) is None


def test_a_question_without_options_asks_for_its_number() -> None:
    """In the paste box and in Word."""
    (one,) = pasted(
        "1. A man weighs 72 kg. What is the dose?\nAnswer: 180 mg (± 2)\nRationale: 2.5 × 72."
    )
    item = ITEM.validate_python({**taken(one), "id": "x-1"})
    assert item.type == "numeric"
    assert (item.stem, item.lead_in, item.explanation) == (
        "A man weighs 72 kg.",
        "What is the dose?",
        "2.5 × 72.",
    )
