"""The page of the checker's rules."""

from __future__ import annotations

from quizzes.flaws.page import page
from quizzes.flaws.registry import RULES
from settings import ROOT

PAGE = (ROOT / "docs" / "checker.md").read_text(encoding="utf-8")


def test_the_page_is_what_the_code_and_the_set_say() -> None:
    """`python manage.py flaws` writes it anew."""
    assert page(ROOT / "tests" / "quizzes" / "flaws") == PAGE


def test_the_page_lists_every_rule() -> None:
    """With its id, its reason and its repair."""
    for one in RULES.values():
        assert f"`{one.id}`, {one.severity}" in PAGE
        assert one.why in PAGE
        assert one.fix in PAGE


def test_the_author_guide_points_there() -> None:
    """Authors find the rules from their guide."""
    assert "(checker.md)" in (ROOT / "docs" / "authors.md").read_text(encoding="utf-8")
