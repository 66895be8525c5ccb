"""Splitting Markdown into vignette and lead-in without cutting what belongs together."""

from __future__ import annotations

import pytest

from quizzes.formats.question_text import split


@pytest.mark.parametrize(
    ("text", "stem", "lead_in"),
    [
        ("Na 140\\\nK 4\\\nWhat is it?", "Na 140\\\nK 4", "What is it?"),
        ("**Ms. A is ill. What is it?**", None, "**Ms. A is ill. What is it?**"),
        ("She is *ill*. What is it?", "She is *ill*.", "What is it?"),
        ("What is it?\n\n| a | b |\n| --- | --- |", "| a | b |\n| --- | --- |", "What is it?"),
        ("What does it print?\n\n```\na\n\nb\n```", "```\na\n\nb\n```", "What does it print?"),
        ("#### Case\n\nWhy?", "#### Case", "Why?"),
    ],
)
def test_markdown_stays_whole(text: str, stem: str | None, lead_in: str) -> None:
    """Line breaks end a sentence; emphasis, tables and code are never cut."""
    found = split(text)
    assert (found.get("stem"), found["lead_in"]) == (stem, lead_in)


def test_emphasis_over_a_long_paragraph_is_dropped() -> None:
    """A bold paragraph longer than a lead-in loses its stars and is parted."""
    found = split(f"**{'She is ill. ' * 60}What is it?**")
    assert found["lead_in"] == "What is it?"
    assert "*" not in str(found["stem"])
