"""Hypertext: a bank's Markdown as the HTML that other programs keep; markup.py goes back."""

from __future__ import annotations

from markdown_it import MarkdownIt

from quizzes.formats.runs import styles_of

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
