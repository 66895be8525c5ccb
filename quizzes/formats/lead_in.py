"""The lead-in of a question from elsewhere, parted from the vignette before it."""

from __future__ import annotations

from quizzes.formats import hypertext, markup
from quizzes.formats.question_text import split

LONGEST = 20_000
"""Characters of a question, as of any text in a bank."""


def parted(markdown: str) -> dict[str, object]:
    """Return the fields lead_in and, where something stands before it, stem.

    A lead-in is a line: what kept its first word from beginning a list is not needed there.
    """
    fields = split(markdown)
    return {**fields, "lead_in": markup.line(hypertext.inline(str(fields["lead_in"]))).text}


def fault_of(markdown: str) -> str | None:
    """Say why a text asks nothing that could be answered, or None."""
    if not markdown:
        return "The question has no text."
    if len(markdown) > LONGEST:
        return f"Its text has {len(markdown):,} characters; {LONGEST:,} is the most."
    return None
