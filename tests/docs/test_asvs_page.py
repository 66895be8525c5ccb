"""The page on the security standard names tests that are there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "asvs.md").read_text(encoding="utf-8")


def test_every_test_that_the_page_names_is_there() -> None:
    """Whoever renames one finds the page."""
    named = set(re.findall(r"tests/[a-z_/]+\.py", PAGE))
    assert named
    assert {one for one in named if not (ROOT / one).exists()} == set()


def test_each_requirement_stands_once() -> None:
    """No number has two answers."""
    numbers = re.findall(r"^\| ([0-9.]+)", PAGE, re.MULTILINE)
    assert len(numbers) == len(set(numbers))
