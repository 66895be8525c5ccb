"""Hypertext: a bank's Markdown as the HTML that other programs keep; markup.py goes back."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt

from quizzes.formats.runs import styles_of

_BREAK = re.compile(r"(?<!\\)\\\n| {2,}\n")
"""A line that is meant to end there; other ends of lines are spaces."""
_WRITER = MarkdownIt("commonmark", {"html": False, "xhtmlOut": True}).enable("table")


def blocks(markdown: str) -> str:
    """Return Markdown of several blocks as HTML, well-formed as XML too."""
    return str(_WRITER.render(markdown)).rstrip("\n")


def inline(markdown: str) -> str:
    """Return one line of Markdown as HTML without a paragraph around it."""
    return str(_WRITER.renderInline(markdown))


def text(markdown: str) -> str:
    """Return one line of Markdown as its bare text."""
    return "".join(run.text if run.text != "\n" else " " for run in styles_of(markdown))


def lines(markdown: str) -> list[str]:
    """Return Markdown of several blocks as lines of bare text, the cells of a row in one."""
    found: list[str] = []
    cells: list[str] | None = None
    for token in _WRITER.parse(markdown):
        if token.type == "tr_open":
            cells = []
        elif token.type == "tr_close":
            found.append(" | ".join(cells or ()))
            cells = None
        elif token.type == "inline" and cells is not None:
            cells.append(text(token.content))
        elif token.type == "inline":
            found += [text(one) for one in _BREAK.split(token.content)]
        elif token.type in {"fence", "code_block"}:
            found += token.content.splitlines()
    return found
