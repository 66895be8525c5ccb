"""Numbers against their tolerance: cases by hand, and the reference table."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.kinds.numeric import Numeric
from quizzes.numbers import Typed, Unreadable
from scoring.numeric import accepted, judged
from tests.quizzes.kinds import NUMERIC, item_of
from tests.shared_data import table

if TYPE_CHECKING:
    from decimal import Decimal


def numeric(tolerance: str, value: str = "180", unit: str = "mg", more: str = "") -> Numeric:
    """Return an item with this key and tolerance."""
    unit_line = f"  unit: {unit}\n" if unit else ""
    item = item_of(
        "id: n\ntype: numeric\nlead_in: How much?\nanswer:\n"
        f'  value: "{value}"\n{unit_line}  tolerance: {{{tolerance}}}\n{more}'
    )
    assert isinstance(item, Numeric)
    return item


def is_right(item: Numeric, text: str) -> bool | None:
    """Return whether an answer is right; None where it is asked for again."""
    typed = item.read(text)
    return judged(item, typed).right if isinstance(typed, Typed) else None


@pytest.mark.parametrize(
    ("tolerance", "value", "text", "right"),
    [
        ('kind: absolute, value: "1"', "180", "179", True),
        ('kind: absolute, value: "1"', "180", "178.999999", False),
        ('kind: absolute, value: "0"', "0.3", ".3", True),
        ('kind: absolute, value: "0"', "0.3", "0.30", True),
        ('kind: absolute, value: "0.1"', "0.3", "0.2", True),
        ('kind: absolute, value: "0.1"', "0.3", "0.4", True),
        ('kind: relative, value: "0.05"', "10", "9.5", True),
        ('kind: relative, value: "0.05"', "10", "9.49", False),
        ('kind: relative_percent, value: "5"', "10", "10.5", True),
        ('kind: relative_percent, value: "5"', "10", "10.51", False),
        ('kind: relative_percent, value: "5"', "-8", "-8.4", True),
        ('kind: relative_percent, value: "5"', "-8", "8", False),
        ('kind: range, low: "35", high: "45"', "40", "35", True),
        ('kind: range, low: "35", high: "45"', "40", "45.0", True),
        ('kind: range, low: "35", high: "45"', "40", "45.1", False),
        ('kind: significant_figures, value: "3"', "7.35", "7.354", True),
        ('kind: significant_figures, value: "3"', "7.35", "7.355", False),
        ('kind: significant_figures, value: "3"', "7.35", "7.345", True),
        ('kind: significant_figures, value: "2"', "0.0125", "0.013", True),
        ('kind: significant_figures, value: "2"', "1250", "1300", True),
    ],
)
def test_tolerances(tolerance: str, value: str, text: str, right: bool) -> None:
    """The limits belong to what is right; decimals are exact."""
    assert is_right(numeric(tolerance, value, unit=""), text) is right


ABSOLUTE = 'kind: absolute, value: "0"'


@pytest.mark.parametrize(
    ("unit", "accepted_units", "value", "text", "right"),
    [
        ("mg", "[mg, g]", "180", "0.18 g", True),
        ("mg", "[mg, mcg]", "0.05", "50 mcg", True),
        ("mg", "[mg, mcg]", "0.05", "50 µg", True),
        ("mg", "[mg, mcg]", "0.05", "50 μg", True),
        ("mL/h", "[mL/h, mL/min]", "30", "0.5 mL/min", True),
        ("mg/dL", "[mg/dL, g/L]", "150", "1.5 g/L", True),
        ("kPa", "[kPa, mm Hg]", "13.3322387415", "100 mm Hg", True),
        ("mmol/L", "[]", "140", "140 mEq/L", False),
        ("mg", "[]", "180", "180 mL", False),
        ("mg", "[mg, g]", "180", "180 g", False),
        ("°C", "[]", "37", "37 C", True),
        ("°C", "[]", "37", "98.6 °F", False),
        ("drops/min", "[]", "20", "20 drops/min", True),
        ("mg", "[]", "180", "0.18 g", None),
        ("mg", "[]", "180", "180 widgets", None),
    ],
)
def test_units(unit: str, accepted_units: str, value: str, text: str, right: bool | None) -> None:
    """Right by conversion, wrong in another dimension, asked again where not accepted here."""
    item = numeric(ABSOLUTE, value, unit, f"  accepted_units: {accepted_units}\n")

    assert is_right(item, text) is right


def test_a_wrong_unit_is_said() -> None:
    """The feedback names the unit that does not convert."""
    item = numeric(ABSOLUTE, "140", "mmol/L")
    typed = item.read("140 mEq/L")

    assert isinstance(typed, Typed)
    assert judged(item, typed).note == (
        "mEq/L does not convert into mmol/L, in which the answer is."
    )


def test_a_unit_that_is_part_of_the_answer() -> None:
    """Where the unit is asked for, a bare number is asked for again."""
    item = numeric(ABSOLUTE, more="  unit_required: true\n")

    assert item.read("180") == Unreadable("Type the unit behind the number, too.")
    assert is_right(item, "180 mg") is True


def test_a_bare_number_needs_no_unit() -> None:
    """A unit behind the answer to a question without one is wrong, and the feedback says so."""
    item = numeric(ABSOLUTE, "3", "")
    typed = item.read("3 mg")

    assert isinstance(typed, Typed)
    assert judged(item, typed).note == "The answer is a number without a unit; you wrote mg."


def test_a_common_error_is_explained() -> None:
    """A wrong value that tells what went wrong brings its reason, in any unit."""
    item = item_of(NUMERIC)
    assert isinstance(item, Numeric)
    notes = []
    for text in ("144", "0.1445 g", "146", "180"):
        typed = item.read(text)
        assert isinstance(typed, Typed)
        notes.append(judged(item, typed).note)

    assert notes == ["2 mg/kg were taken.", "2 mg/kg were taken.", None, None]


@pytest.mark.parametrize(
    ("tolerance", "words"),
    [
        ('kind: absolute, value: "1"', "from 179 to 181 mg"),
        ('kind: absolute, value: "0"', "exactly this value"),
        ('kind: relative, value: "0.05"', "from 171 to 189 mg"),
        ('kind: range, low: "170", high: "190.5"', "from 170 to 190.5 mg"),
        ('kind: significant_figures, value: "2"', "compared to 2 significant figures"),
    ],
)
def test_what_is_accepted_in_words(tolerance: str, words: str) -> None:
    """The feedback says how near was near enough."""
    assert accepted(numeric(tolerance).answer) == words


@given(
    key=st.decimals("-1000", "1000", places=3),
    off=st.decimals("0", "2", places=4),
    limit=st.decimals("0", "2", places=2),
)
def test_nearer_is_never_worse(key: Decimal, off: Decimal, limit: Decimal) -> None:
    """A value is right exactly when it is no farther than the tolerance."""
    item = numeric(f'kind: absolute, value: "{limit}"', f"{key:f}", "")

    assert is_right(item, f"{key + off:f}") is (off <= limit)
    assert is_right(item, f"{key - off:f}") is (off <= limit)


@pytest.mark.shared
def test_the_reference_table() -> None:
    """Every case: right, wrong, or asked for again."""
    rows = table("data/psychometrics/numeric_cases.csv")
    for row in rows:
        tolerance = f'kind: {row["tolerance_kind"]}, value: "{row["tolerance"]}"'
        units = "  accepted_units: [mg, g]\n" if row["key_unit"] else ""
        item = numeric(tolerance, row["key"], row["key_unit"], units)
        got = is_right(item, f"{row['response']} {row['response_unit']}" if row["response"] else "")
        assert got == {"true": True, "false": False, "": None}[row["expected"]], row
    assert len(rows) == 14


def test_thirds_of_an_hour() -> None:
    """A factor that is no decimal is exact all the same."""
    item = numeric(ABSOLUTE, "20", "mL/h", "  accepted_units: [mL/h, mL/min]\n")
    typed = item.read("1 mL/min")

    assert isinstance(typed, Typed)
    assert item.answer.ratio("mL/min") == Fraction(60)
    assert item.answer.ratio("L/day") == Fraction(1000, 24)
