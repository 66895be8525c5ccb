"""An item on paper: its text in blocks, its answers in lines, and its key for another page."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from string import ascii_uppercase
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from quizzes.kinds.choice import ChoiceItem
from quizzes.kinds.extended_matching import ExtendedMatching
from quizzes.kinds.media import Media
from quizzes.kinds.ordered import Ordered
from quizzes.kinds.true_false_cluster import TrueFalseCluster

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from quizzes.kinds.numeric import Numeric
    from quizzes.models import AnyItem


@dataclass(frozen=True)
class Run:
    """Text of one look; a newline is a line break."""

    text: str
    bold: bool = False
    italic: bool = False
    formula: bool = False
    """Whether the text is TeX that is to be drawn."""


Paragraph = tuple[Run, ...]
Table = tuple[tuple[str, ...], ...]
Block = Paragraph | Table

_INLINE = MarkdownIt("commonmark", {"html": False})
_BLANK = r"\_\_\_\_\_\_\_\_\_\_"
_CELLS = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True)
class Printed:
    """What a page shows of an item, and what its key says."""

    text: tuple[str, ...]
    """Stimulus and vignette, in Markdown."""
    figures: tuple[Media, ...]
    lead_in: str
    instruction: str
    lines: tuple[str, ...]
    """Options and what else is answered, in Markdown, each with its letter."""
    key: str
    feedback: tuple[str, ...]
    """Explanation, rationales and references, in Markdown."""


def printed(item: AnyItem) -> Printed:
    """Return an item for paper; options stand in the order in which the author wrote them."""
    lines, key, rationales = _answers(item)
    cited = [one.cite for one in item.references]
    feedback = [item.explanation, *rationales, item.key_point, *cited]
    shared = item.shared
    return Printed(
        text=tuple(one for one in (shared.stem if shared else None, item.stem) if one),
        figures=(*(shared.media if shared else ()), *item.media),
        lead_in=item.lead_in,
        instruction=item.instruction,
        lines=tuple(lines),
        key=key,
        feedback=tuple(one for one in feedback if one),
    )


def blocks(markdown: str) -> tuple[Block, ...]:
    """Return the paragraphs and tables of a Markdown text."""
    parts = [one for one in re.split(r"\n[ \t]*\n", markdown.strip()) if one.strip()]
    return tuple(_block(one) for one in parts)


def runs(markdown: str) -> Paragraph:
    """Return a line of Markdown in runs."""
    found: list[Run] = []
    bold = italic = 0
    for token in _INLINE.parseInline(markdown)[0].children or []:
        bold += token.nesting * token.type.startswith("strong")
        italic += token.nesting * token.type.startswith("em_")
        text = "\n" if token.type == "hardbreak" else token.content
        text = " " if token.type == "softbreak" else text
        if text:
            found.append(Run(text, bold > 0, italic > 0, token.type == "code_inline"))
    return tuple(_formulas(found))


def _formulas(found: Sequence[Run]) -> Iterator[Run]:
    """Return runs in which code is a formula only where it stands between dollar signs."""
    last = len(found) - 1
    drawn = [
        one.formula
        and 0 < at < last
        and found[at - 1].text.endswith("$")
        and found[at + 1].text.startswith("$")
        for at, one in enumerate(found)
    ]
    for at, one in enumerate(found):
        text = one.text.removesuffix("$") if at < last and drawn[at + 1] else one.text
        text = text.removeprefix("$") if at and drawn[at - 1] else text
        if text:
            yield replace(one, text=text, formula=drawn[at])


def is_table(block: Block) -> bool:
    """Whether a block is a table."""
    return bool(block) and isinstance(block[0], tuple)


def _block(part: str) -> Block:
    rows = [one.strip() for one in part.split("\n")]
    if len(rows) > 1 and rows[0].startswith("|") and not set(rows[1]) - set("|:- "):
        return tuple(_row(one) for one in (rows[0], *rows[2:]))
    return runs(("\\\n" if _is_list(rows) else " ").join(rows))


def _is_list(rows: Sequence[str]) -> bool:
    return any(re.match(r"(?:[-*+•]|\d+[.)])\s", one) for one in rows)


def _row(line: str) -> tuple[str, ...]:
    cells = _CELLS.split(line.strip().strip("|"))
    return tuple(
        "".join(run.text for run in runs(one.replace("\\|", "|").strip())) for one in cells
    )


def _answers(item: AnyItem) -> tuple[list[str], str, list[str]]:
    """Return the lines to answer, the key, and the rationales with their letters."""
    if isinstance(item, ChoiceItem):
        right = [ascii_uppercase[n] for n, one in enumerate(item.options) if one.correct]
        why = [(n, one.rationale) for n, one in enumerate(item.options)]
        return _lettered([one.text for one in item.options]), ", ".join(right), _why(why)
    if isinstance(item, TrueFalseCluster):
        return _of_cluster(item)
    if isinstance(item, Ordered):
        return _of_order(item)
    if isinstance(item, ExtendedMatching):
        return _of_matching(item)
    return _of_number(item)


def _of_cluster(item: TrueFalseCluster) -> tuple[list[str], str, list[str]]:
    lines = _lettered([f"{one.text} (true / false)" for one in item.statements])
    key = ", ".join(f"{ascii_uppercase[n]} {one.correct}" for n, one in enumerate(item.statements))
    return lines, key, _why([(n, one.rationale) for n, one in enumerate(item.statements)])


def _of_order(item: Ordered) -> tuple[list[str], str, list[str]]:
    # By the alphabet: an order that does not tell the right one.
    shown = sorted(item.items_in_order, key=lambda one: one.text.casefold())
    letters = {one.id: ascii_uppercase[n] for n, one in enumerate(shown)}
    key = ", ".join(letters[one.id] for one in item.items_in_order)
    return _lettered([one.text for one in shown]), key, []


def _of_matching(item: ExtendedMatching) -> tuple[list[str], str, list[str]]:
    letters = {one.id: ascii_uppercase[n] for n, one in enumerate(item.options)}
    stems = [f"({n}) {one.text} {_BLANK}" for n, one in enumerate(item.stems, 1)]
    key = ", ".join(f"({n}) {letters[one.correct]}" for n, one in enumerate(item.stems, 1))
    why = [f"({n}) {one.rationale}" for n, one in enumerate(item.stems, 1) if one.rationale]
    return [*_lettered([one.text for one in item.options]), *stems], key, why


def _of_number(item: Numeric) -> tuple[list[str], str, list[str]]:
    unit = item.answer.unit or ""
    shown = "" if item.answer.unit_required else unit
    why = [f"{one.value} {unit}: {one.rationale}" for one in item.answer.common_errors]
    return [f"{_BLANK} {shown}".strip()], f"{item.answer.value} {unit}".strip(), why


def _lettered(texts: Sequence[str]) -> list[str]:
    return [f"{letter}. {one}" for letter, one in zip(ascii_uppercase, texts, strict=False)]


def _why(rationales: Sequence[tuple[int, str | None]]) -> list[str]:
    return [f"{ascii_uppercase[n]}. {one}" for n, one in rationales if one]
