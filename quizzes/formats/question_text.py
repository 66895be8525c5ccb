"""The text of a question as foreign formats have it: vignette and lead-in in one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quizzes.models import AnyItem

LONGEST = 500
"""Characters of a lead-in; a question sentence is never longer."""

_PARAGRAPHS = re.compile(r"\n[ \t]*\n")
_NO_PROSE = re.compile(r"\s*(?:\||[-+*] |\d+[.)] |>|```|!\[)")
_SENTENCE_END = re.compile(r"[.!?][\"”’')\]*]*\s+(?=[\"“‘'(\[*]*[A-Z0-9_¿¡À-ÞΑ-Ω])")
_CLAUSE_END = re.compile(r"[:;]\s+|\n")
# After these a full stop ends no sentence, whatever follows.
_ABBREVIATED = re.compile(
    r"(?:^|[\s(])(?:[A-Z]|Dr|Mr|Mrs|Ms|Prof|St|vs|No|Nos|Fig|Figs|approx|ca|cf|e\.g|i\.e|al|resp)\.$"
)


def split(text: str) -> dict[str, object]:
    """Return the fields lead_in and, where something stands before it, stem.

    The lead-in is the last sentence that asks, with what follows it in its paragraph (as in
    "Which is best? Choose one."), or else the last sentence. Joining and splitting again gives
    the same two.
    """
    paragraphs = _PARAGRAPHS.split(text.strip())
    asks = _last_prose(paragraphs)
    before, lead_in = _split_paragraph(paragraphs[asks])
    stem = [*paragraphs[:asks], before, *paragraphs[asks + 1 :]]
    fields: dict[str, object] = {"lead_in": " ".join(lead_in.split())}
    if whole := "\n\n".join(part for part in stem if part.strip()).strip("\n"):
        fields["stem"] = whole
    return fields


def joined(item: AnyItem) -> str:
    """Return vignette and lead-in as one text, the lead-in in a paragraph of its own."""
    return f"{item.stem}\n\n{item.lead_in}" if item.stem else item.lead_in


def _last_prose(paragraphs: list[str]) -> int:
    """Return the number of the last paragraph that is neither table nor list."""
    last = len(paragraphs) - 1
    return next((n for n in range(last, -1, -1) if not _NO_PROSE.match(paragraphs[n])), last)


def _split_paragraph(paragraph: str) -> tuple[str, str]:
    starts = [0, *(end for end in _sentence_ends(paragraph))]
    sentences = [paragraph[a:b] for a, b in zip(starts, [*starts[1:], None], strict=True)]
    asking = [n for n, one in enumerate(sentences) if "?" in one]
    for number in (*asking[-1:], len(sentences) - 1):
        start = starts[number]
        if len(paragraph) - start <= LONGEST:
            return paragraph[:start].rstrip(), paragraph[start:]
    return _at_clause(paragraph, starts[-1])


def _sentence_ends(paragraph: str) -> list[int]:
    ends = _SENTENCE_END.finditer(paragraph)
    return [one.end() for one in ends if not _ABBREVIATED.search(paragraph[: one.start() + 1])]


def _at_clause(paragraph: str, start: int) -> tuple[str, str]:
    """Part a last sentence that is too long at the first clause after which it is not."""
    for one in _CLAUSE_END.finditer(paragraph, start):
        if len(paragraph) - one.end() <= LONGEST and paragraph[one.end() :].strip():
            return paragraph[: one.end()].rstrip(), paragraph[one.end() :]
    return "", paragraph
