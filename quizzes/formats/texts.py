"""Texts as other programs keep them: HTML, Moodle's mixture, Markdown, plain; with their files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from markdown_it import MarkdownIt

from quizzes.formats import markup
from quizzes.formats.pictures import Pictures

if TYPE_CHECKING:
    from quizzes.formats.markup import Marked

Kind = Literal["html", "moodle", "plain", "markdown"]
_MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable("table")


@dataclass(frozen=True)
class Text:
    """A text, the way it is to be read, and its files by name."""

    content: str = ""
    kind: Kind = "html"
    files: Mapping[str, bytes] = field(default_factory=dict)


@dataclass
class Texts:
    """The texts of one question while they become Markdown, with what they show and lose."""

    pictures: Pictures = field(default_factory=Pictures)
    warnings: list[str] = field(default_factory=list)

    def prose(self, text: Text) -> str:
        """Return a text that is seen before the answer; its pictures become the item's."""
        marked = _prose(text)
        self._take(marked, text.files)
        return marked.text

    def line(self, text: Text, about: str = "an option") -> str:
        """Return a text as one line; a picture in it becomes one of the item's."""
        marked = _line(text)
        self._take(marked, text.files)
        if marked.pictures:
            self.warnings.append(f"A picture of {about} now stands below the question.")
            return marked.text or markup.plain_line(marked.pictures[0].alt).text
        return marked.text

    def after(self, text: Text) -> str:
        """Return a text that is seen after the answer; its pictures have no place in an item."""
        marked = _prose(text)
        self.warnings += marked.warnings
        if marked.pictures:
            self.warnings.append("A picture in the feedback was left out: items show none there.")
        return marked.text

    def _take(self, marked: Marked, files: Mapping[str, bytes]) -> None:
        self.warnings += marked.warnings
        self.warnings += self.pictures.take(marked.pictures, files)


def _prose(text: Text) -> Marked:
    return markup.plain_prose(text.content) if text.kind == "plain" else markup.prose(_html(text))


def _line(text: Text) -> Marked:
    return markup.plain_line(text.content) if text.kind == "plain" else markup.line(_html(text))


def _html(text: Text) -> str:
    if text.kind == "markdown":
        return str(_MARKDOWN.render(text.content))
    if text.kind == "moodle":
        return re.sub(r"\r?\n", "<br>", text.content.strip())
    return text.content
