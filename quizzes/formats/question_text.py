"""The text of a question as foreign formats have it: vignette and lead-in in one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quizzes.models import AnyItem

LONGEST = 500
"""Characters of a lead-in; a question sentence is never longer."""

_BREAK = re.compile(r"(?<!\\)\\\n")
_FENCE = re.compile(r"(?m)^```")
_PARAGRAPHS = re.compile(r"\n[ \t]*\n")
_STARS = re.compile(r"\\.|(?<!\S)\*(?!\S)|(\*+)")
_NO_PROSE = re.compile(r"\s*(?:\||[-+*] |\d+[.)] |>|```|!\[|#{1,6} |---)|  ")
_SENTENCE_END = re.compile(r"[.!?][\"”’')\]*]*\s+(?=[\"“‘'(\[*]*[A-Z0-9_¿¡À-ÞΑ-Ω])|(?<!\\)\\\n")
_CLAUSE_END = re.compile(r"[:;]\s+|\n")
_AFTER_LINE = re.compile(
    r"(?:^[ \t]*(?:[-+*•] |\d+[.)] |\|)[^\n]*|:[ \t]*)\n(?=[A-Z“\"¿])"
    r"|\n(?=(?:Which|What|Who|How|When|Where|Why|Select|Choose|Identify|Mark)\b)",
    re.MULTILINE,
)
"""A line of a list or table, or one that ends with a colon, before a new sentence."""
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
    paragraphs = _paragraphs(text.strip())
    asks = _last_prose(paragraphs)
    before, lead_in = _split_paragraph(paragraphs[asks])
    lead_in, below = _without_list(lead_in)
    stem = [*paragraphs[:asks], before, below, *paragraphs[asks + 1 :]]
    fields: dict[str, object] = {"lead_in": " ".join(_BREAK.sub(" ", lead_in).split())}
    if whole := "\n\n".join(part for part in stem if part.strip()).strip():
        fields["stem"] = whole
    return fields


def _without_list(lead_in: str) -> tuple[str, str]:
    """Return a lead-in and the lines below it, where it asks in its first line of several."""
    asks, _, below = lead_in.partition("\n")
    if "?" in asks and "\n" in below.strip() and _is_whole(asks) and _is_whole(below):
        return asks, below
    return lead_in, ""


def joined(item: AnyItem) -> str:
    """Return vignette and lead-in as one text, the lead-in in a paragraph of its own."""
    return f"{item.stem}\n\n{item.lead_in}" if item.stem else item.lead_in


def _paragraphs(text: str) -> list[str]:
    """Return a text in paragraphs; one of code may hold empty lines."""
    found: list[str] = []
    for part in _PARAGRAPHS.split(text):
        if found and len(_FENCE.findall(found[-1])) % 2:
            found[-1] += f"\n\n{part}"
        else:
            found.append(part)
    return found


def _is_whole(markdown: str) -> bool:
    """Whether emphasis and links that begin in a text end in it."""
    stars = sum(len(found[1] or "") for found in _STARS.finditer(markdown))
    return (
        stars % 2 == 0
        and markdown.count("**") % 2 == 0
        and (markdown.count("[") == markdown.count("]"))
    )


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
        if len(paragraph) - start <= LONGEST and _is_whole(paragraph[start:]):
            return paragraph[:start].rstrip().removesuffix("\\"), paragraph[start:]
    if not _is_whole(paragraph[starts[-1] :]):
        return _undivided(paragraph)
    return _at_clause(paragraph, starts[-1])


def _undivided(paragraph: str) -> tuple[str, str]:
    """Keep a paragraph whose emphasis spans sentences; one too long loses it and is parted."""
    if len(paragraph) <= LONGEST:
        return "", paragraph
    bare = _STARS.sub(lambda found: "" if found[1] else found[0], paragraph)
    return _split_paragraph(bare) if _is_whole(bare) else _at_clause(bare, 0)


def _sentence_ends(paragraph: str) -> list[int]:
    found = _SENTENCE_END.finditer(paragraph)
    ends = {one.end() for one in found if not _is_abbreviated(paragraph, one.start() + 1)}
    return sorted(ends | {one.end() for one in _AFTER_LINE.finditer(paragraph)})


def _is_abbreviated(paragraph: str, end: int) -> bool:
    # The longest abbreviation and what stands before it; the whole text each time would take long.
    return bool(_ABBREVIATED.search(paragraph[max(0, end - 20) : end]))


def _at_clause(paragraph: str, start: int) -> tuple[str, str]:
    """Part a last sentence that is too long at the first clause after which it is not."""
    for one in _CLAUSE_END.finditer(paragraph, start):
        if len(paragraph) - one.end() <= LONGEST and paragraph[one.end() :].strip():
            return paragraph[: one.end()].rstrip(), paragraph[one.end() :]
    return "", paragraph
