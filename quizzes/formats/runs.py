"""Runs: the text of a paragraph in pieces of one style, and how they are written in Markdown."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Literal
from urllib.parse import quote

from markdown_it import MarkdownIt

from quizzes.formats.escapes import begun, escaped, is_doubtful

if TYPE_CHECKING:
    from markdown_it.token import Token

_ADDRESS_CHARACTERS = "/?#@!$&'*+,;=%:.~-_[]"
_INLINE = MarkdownIt("commonmark", {"html": False}).enable("table")
ADDRESSES = ("https://", "http://", "mailto:")
_Style = Literal["bold", "italic", "code"]
_DROPPED: tuple[tuple[_Style, ...], ...] = (
    (),
    ("italic",),
    ("bold",),
    ("bold", "italic"),
    ("bold", "italic", "code"),
)
"""The styles to do without, in order, where the signs of two would touch and mean neither."""


@dataclass(frozen=True)
class Run:
    """Text of one style; a line break is a run of its own, whose text is a newline."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    link: str | None = None


def is_address(link: str) -> bool:
    """Say whether a link goes to the web or to a mailbox, as the only ones a bank may hold do."""
    return link.lower().startswith(ADDRESSES) and not re.search(r"[\s<>]|script:", link)


def paragraphs(runs: list[Run]) -> list[list[Run]]:
    """Return runs in paragraphs: an empty line ends one."""
    found: list[list[Run]] = [[]]
    for line in lines(runs):
        if not line:
            found.append([])
        else:
            found[-1] += ([Run("\n")] if found[-1] else []) + line
    return [one for one in found if one]


def lines(runs: list[Run]) -> list[list[Run]]:
    """Return runs in lines, spaces single and none at the ends."""
    found: list[list[Run]] = [[]]
    for run in runs:
        if run.text == "\n":
            found.append([])
        else:
            found[-1].append(run)
    return [_trimmed(one) for one in found]


def written(runs: list[Run]) -> str:
    """Return a paragraph's runs as Markdown, a break as a backslash at the end of a line."""
    return "\\\n".join(begun(inline(one)) for one in lines(runs) if one)


def inline(runs: list[Run]) -> str:
    """Return the runs of a line as Markdown; a style that Markdown cannot set there is dropped."""
    if all(_plain(run) for run in runs):
        return escaped(text_of(runs))
    for dropped in _DROPPED:
        less = [_without(run, dropped) for run in runs]
        markdown = _bold(less)
        if styles_of(markdown) == _merged(less):
            return markdown
    return escaped(text_of(runs))


def _without(run: Run, dropped: tuple[_Style, ...]) -> Run:
    return replace(
        run,
        bold=run.bold and "bold" not in dropped,
        italic=run.italic and "italic" not in dropped,
        code=run.code and "code" not in dropped,
    )


def text_of(runs: list[Run]) -> str:
    """Return the bare text of runs."""
    return "".join(run.text for run in runs)


def styles_of(markdown: str) -> list[Run]:
    """Return the runs that a line of Markdown is read as."""
    tokens = _INLINE.parseInline(markdown)[0].children or []
    runs: list[Run] = []
    style = Run("")
    for token in tokens:
        style = _styled(style, token)
        if token.type in {"text", "code_inline", "softbreak", "hardbreak"}:
            text = "\n" if token.type.endswith("break") else token.content
            runs.append(replace(style, text=text, code=token.type == "code_inline"))
    return _merged(runs)


def _styled(style: Run, token: Token) -> Run:
    opens = token.nesting == 1
    if token.type.startswith("strong"):
        return replace(style, bold=opens)
    if token.type.startswith("em_"):
        return replace(style, italic=opens)
    if token.type.startswith("link"):
        return replace(style, link=str(token.attrs["href"]) if opens else None)
    return style


def _merged(runs: list[Run]) -> list[Run]:
    """Return runs with neighbours of one style made one; the style of a space does not count."""
    found: list[Run] = []
    for run in runs:
        style = replace(run, text="", link=run.link and _quoted(run.link))
        if not run.text.strip() and found and not run.code:
            style = replace(found[-1], text="")
        if found and replace(found[-1], text="") == style:
            found[-1] = replace(style, text=found[-1].text + run.text)
        elif run.text:
            found.append(replace(style, text=run.text))
    return [replace(run, text=run.text.strip()) for run in found]


def _trimmed(runs: list[Run]) -> list[Run]:
    """Return runs with single spaces between them and none at the ends."""
    found: list[Run] = []
    spaced = True
    for run in runs:
        text = re.sub(r" +", " ", run.text)
        text = text[1:] if spaced and text.startswith(" ") else text
        if text:
            found.append(replace(run, text=text))
            spaced = text.endswith(" ")
    while found and not found[-1].text.rstrip():
        found.pop()
    if found:
        found[-1] = replace(found[-1], text=found[-1].text.rstrip())
    return found


def _plain(run: Run) -> bool:
    return not (run.bold or run.italic or run.code or run.link)


def _bold(runs: list[Run]) -> str:
    # A space between two bold words is bold, so that one pair of signs holds both.
    found = ""
    for bold, group in groupby(_joined(runs, "bold"), key=lambda run: run.bold):
        text = _italic(list(group))
        found += _around(text, "**") if bold else text
    return found


def _italic(runs: list[Run]) -> str:
    found = ""
    for italic, group in groupby(_joined(runs, "italic"), key=lambda run: run.italic):
        text = _linked(list(group))
        found += _around(text, "*") if italic else text
    return found


def _linked(runs: list[Run]) -> str:
    found = ""
    for link, group in groupby(runs, key=lambda run: run.link):
        text = _coded(list(group))
        if link:
            # "!" before a link would make a picture of it.
            found = f"{found[:-1]}&#33;" if found.endswith("!") else found
            text = f"[{text}]({_quoted(link)})"
        found += text
    return found


def _coded(runs: list[Run]) -> str:
    found = ""
    for code, group in groupby(runs, key=lambda run: run.code):
        text = text_of(list(group))
        found += _code(text) if code else escaped(text)
    return found


def _code(text: str) -> str:
    if is_doubtful(text) or not text.strip():
        return escaped(text)
    fence = "`"
    while fence in text:
        fence += "`"
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _joined(runs: list[Run], style: str) -> list[Run]:
    """Return runs with white space taking the style of both its neighbours, where they agree."""
    found = list(runs)
    for number in range(1, len(runs) - 1):
        before, after = getattr(found[number - 1], style), getattr(runs[number + 1], style)
        if not runs[number].text.strip() and before == after:
            found[number] = replace(runs[number], **{style: before})
    return found


def _around(text: str, sign: str) -> str:
    inner = text.strip()
    if not inner:
        return text
    before = text[: len(text) - len(text.lstrip())]
    return f"{before}{sign}{inner}{sign}{text[len(text.rstrip()) :]}"


def _quoted(link: str) -> str:
    return quote(link, safe=_ADDRESS_CHARACTERS)
