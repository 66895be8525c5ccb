"""docs/formats.md lists the formats that there are."""

from __future__ import annotations

from benchmarks import formats as measure
from quizzes.formats.all import FORMATS


def test_the_page_lists_every_format() -> None:
    """Each with its name, its files and what it can do, as the registry has it."""
    assert measure.there() in measure.PAGE.read_text(encoding="utf-8")
    assert measure.there().count("\n| ") == len(FORMATS) + 1
