"""The page of what is easily got wrong: every line of it has a test that names it."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
NAMED = re.compile(r"[Pp]itfalls? ((?:\d+(?:, | and )?)+)")


def test_every_pitfall_is_named_by_a_test() -> None:
    """Whoever adds one to the page, or takes a test away, hears of it here."""
    page = (ROOT / "docs" / "pitfalls.md").read_text(encoding="utf-8")
    listed = {int(one) for one in re.findall(r"^(\d+)\. ", page, re.MULTILINE)}
    named = {
        int(number)
        for file in (ROOT / "tests").rglob("test_*.py")
        for numbers in NAMED.findall(file.read_text(encoding="utf-8"))
        for number in re.findall(r"\d+", numbers)
    }
    assert listed == set(range(1, 22))
    assert listed - named == set()
