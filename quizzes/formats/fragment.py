"""A fragment: one text of HTML, or of XML that speaks like it, while it is being read."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from lxml import etree

from quizzes.formats.escapes import clean, is_doubtful
from quizzes.formats.mathml import MAX_DEPTH, local, math
from quizzes.formats.raised import lowered, raised
from quizzes.formats.runs import Run, inline, is_address, lines, paragraphs, text_of, written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from lxml.etree import _Element

_BARE: Final = Run("")
_BOLD = frozenset({"b", "strong"})
_ITALIC = frozenset({"i", "em", "cite", "dfn", "var", "u", "ins"})
_CODE = frozenset({"code", "tt", "kbd", "samp"})
_SMALL: dict[str, Callable[[str], str]] = {"sup": raised, "sub": lowered}
_UNSEEN = frozenset({"script", "style", "head", "title", "template", "link", "meta", "noscript"})
_LOST = {
    "audio": "A sound recording", "video": "A film", "iframe": "An embedded page",
    "object": "An embedded object", "embed": "An embedded object", "canvas": "A drawing",
    "input": "A field to fill in", "select": "A field to fill in", "textarea": "A field to fill in",
    "button": "A button", "applet": "A program",
}  # fmt: skip
_STRUCK = frozenset({"s", "strike", "del"})
_BLOCKS = frozenset({
    "address", "article", "aside", "body", "caption", "center", "dd", "details", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup", "legend",
    "main", "nav", "p", "section", "summary", "html", "tbody", "td", "tfoot", "th", "thead",
    "tr", "li", "rubricblock", "prompt", "itembody", "stimulusbody",
})  # fmt: skip
_HEADINGS = {f"h{number}": "#" * max(4, number) for number in range(1, 7)}
_LETTERED = {"a": "abcdefghijklmnopqrstuvwxyz", "A": "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")


@dataclass(frozen=True)
class Picture:
    """A picture in a text: the address the text gives it (data: if it stands inside), its alt."""

    source: str
    alt: str


@dataclass(frozen=True)
class Marked:
    """A text in the bank's Markdown ("" if there is none), and what it could not hold."""

    text: str
    pictures: tuple[Picture, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass
class Fragment:
    """Reads one text and notes what it could not take along."""

    pictures: list[Picture] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def marked(self, text: str) -> Marked:
        """Return what was read."""
        return Marked(text, tuple(self.pictures), tuple(dict.fromkeys(self.warnings)))

    def blocks(self, element: _Element, depth: int = 0, last: str = "") -> list[str]:
        """Return the blocks of an element's content, which follow the block `last`."""
        found: list[str] = []
        runs: list[Run] = []
        for part in self._parts(element, depth):
            if isinstance(part, Run):
                runs.append(part)
                continue
            found += [written(one) for one in paragraphs(runs)]
            runs = []
            found += self._block(part, depth + 1, found[-1] if found else last)
        return found + [written(one) for one in paragraphs(runs)]

    def flat(self, element: _Element, depth: int = 0) -> list[Run]:
        """Return an element's content as runs of one line."""
        found: list[Run] = []
        for part in self._parts(element, depth):
            if isinstance(part, Run):
                found.append(Run(" ") if part.text == "\n" else part)
            else:
                if local(part) in {"ul", "ol", "table"}:
                    self.warnings.append("A list or table became part of a single line.")
                found += [Run(" "), *self.flat(part, depth + 1), Run(" ")]
        return found

    def _parts(self, element: _Element, depth: int, style: Run = _BARE) -> Iterable[Run | _Element]:
        """Give an element's content as runs, with the blocks among them as elements."""
        if depth > MAX_DEPTH:
            yield replace(style, text=clean("".join(str(one) for one in element.itertext())))
            return
        yield from _text(element.text, style)
        for child in element:
            yield from self._child(child, depth + 1, style)
            yield from _text(child.tail, style)

    def _child(self, child: _Element, depth: int, style: Run) -> Iterable[Run | _Element]:
        name = local(child)
        if name in _UNSEEN or not name:
            return
        if name in _BLOCKS or name in _HEADINGS or name in _WRITERS:
            yield child
        elif name == "br":
            yield Run("\n")
        elif name in _SMALL:
            runs = [one for one in self._parts(child, depth, style) if isinstance(one, Run)]
            yield replace(style, text=_SMALL[name](text_of(runs)))
        elif name == "math":
            yield replace(style, text=clean(math(child)))
        elif name in {"img", "image", "svg"} or _is_picture(child):
            self._picture(child, name)
        else:
            self._note(child, name)
            yield from self._parts(child, depth, self._style(child, name, style))

    def _style(self, child: _Element, name: str, style: Run) -> Run:
        if name == "a":
            address = _address(child)
            return replace(style, link=address) if is_address(address) else style
        return replace(
            style,
            bold=style.bold or name in _BOLD or _says(child, r"font-weight:\s*(bold|[6-9]00)"),
            italic=style.italic or name in _ITALIC or _says(child, r"font-style:\s*italic"),
            code=style.code or name in _CODE,
        )

    def _note(self, child: _Element, name: str) -> None:
        address = _address(child) if name == "a" else ""
        if name in _LOST:
            self.warnings.append(f"{_LOST[name]} was left out.")
        elif name in _STRUCK:
            self.warnings.append(f'"{_words(child)}" was struck out in the source.')
        elif address and not address.startswith("#") and not is_address(address):
            self.warnings.append(f'A link to "{address[:80]}" was left out, its words stay.')

    def _picture(self, child: _Element, name: str) -> None:
        source = child.get("src") or child.get("data") or child.get("href") or ""
        alt = child.get("alt") or child.get("aria-label") or _words(child)
        if name == "svg":
            content = base64.b64encode(etree.tostring(child, with_tail=False)).decode()
            source = f"data:image/svg+xml;base64,{content}"
        if source.strip():
            self.pictures.append(Picture(source.strip(), clean(alt).strip()))

    def _block(self, element: _Element, depth: int, last: str) -> list[str]:
        name = local(element)
        if write := _WRITERS.get(name):
            return write(self, element, depth, last)
        if name in _HEADINGS:
            text = inline(next(iter(lines(self.flat(element, depth))), []))
            # A number sign at its end would only close a heading.
            text = re.sub(r"(#+)$", r"\\\1", text)
            return [f"{_HEADINGS[name]} {text}"] if text else []
        return self.blocks(element, depth, last)

    def listed(self, element: _Element, depth: int, last: str) -> list[str]:
        """Return a list as one block; one that follows another takes the other sign."""
        items = [one for one in element if local(one) == "li"]
        if (element.get("type") or "1") in {"a", "A", "i", "I"} and local(element) == "ol":
            return self._labelled(element.get("type") or "", items, depth)
        content = [blocks for one in items if (blocks := self.blocks(one, depth))]
        sign = _sign(local(element), last)
        first = int(element.get("start") or 1) if (element.get("start") or "1").isdigit() else 1
        marks = [
            f"{first + number}{sign} " if sign in ".)" else f"{sign} "
            for number in range(len(content))
        ]
        loose = any(not _follows_closely(one) for blocks in content for one in blocks[1:])
        gap = "\n\n" if loose else "\n"
        entries = [
            mark + gap.join(blocks).replace("\n", "\n" + " " * len(mark))
            for mark, blocks in zip(marks, content, strict=True)
        ]
        return [re.sub(r"[ ]+\n", "\n", gap.join(entries))] if entries else []

    def _labelled(self, kind: str, items: list[_Element], depth: int) -> list[str]:
        # Markdown has no lettered lists, and the text may speak of "finding II".
        labels = _LETTERED.get(kind) or [one.upper() if kind == "I" else one for one in _ROMAN]
        if len(items) > len(labels):
            labels = [str(number + 1) for number in range(len(items))]
        found: list[Run] = []
        for label, item in zip(labels, items, strict=False):
            found += [Run(f"{label}. "), *self.flat(item, depth), Run("\n")]
        return [written(found)]

    def table(self, element: _Element, depth: int, _: str) -> list[str]:
        """Return a table, its first row as the head; one of a single cell only lays text out."""
        rows = [
            [cell for cell in row if local(cell) in {"td", "th"}]
            for row in element.iter()
            if local(row) == "tr" and _table_of(row) is element
        ]
        rows = [row for row in rows if row]
        caption = [one for one in element if local(one) == "caption"]
        above = [written([replace(run, bold=True) for run in self.flat(one)]) for one in caption]
        if len(rows) == 1 and len(rows[0]) == 1:
            return above + self.blocks(rows[0][0], depth)
        return [*(one for one in above if one), *self._grid(rows, depth)]

    def _grid(self, rows: list[list[_Element]], depth: int) -> list[str]:
        grid = [[text for cell in row for text in self._cell(cell, depth)] for row in rows]
        width = max((len(row) for row in grid), default=0)
        if not width:
            return []
        written_rows = [
            f"| {' | '.join(row + [''] * (width - len(row)))} |".replace("|  |", "| |")
            for row in grid
        ]
        return ["\n".join([written_rows[0], "|" + " --- |" * width, *written_rows[1:]])]

    def _cell(self, cell: _Element, depth: int) -> list[str]:
        found: list[Run] = []
        for part in lines(self.flat_lines(cell, depth)):
            found += ([Run("; ")] if found and part else []) + part
        span = cell.get("colspan") or "1"
        wide = min(int(span), 50) if span.isdigit() and int(span) else 1
        if wide > 1 or (cell.get("rowspan") or "1") != "1":
            self.warnings.append("A table has cells that span others, which are now empty.")
        return [inline(_one_line(found)).replace("|", "\\|"), *[""] * (wide - 1)]

    def flat_lines(self, element: _Element, depth: int) -> list[Run]:
        """Return an element's content as runs, a break wherever a block begins or ends."""
        found: list[Run] = []
        for part in self._parts(element, depth):
            if isinstance(part, Run):
                found.append(part)
            else:
                found += [Run("\n"), *self.flat_lines(part, depth + 1), Run("\n")]
        return found

    def quotation(self, element: _Element, depth: int, _: str) -> list[str]:
        """Return a quotation as one block."""
        text = "\n\n".join(self.blocks(element, depth))
        return [re.sub(r"(?m)^> $", ">", re.sub(r"(?m)^", "> ", text))] if text else []

    def code(self, element: _Element, _depth: int, _: str) -> list[str]:
        """Return preformatted text as a block of code, or line by line if doubtful."""
        text = "".join(str(one) for one in element.itertext()).strip("\n")
        if is_doubtful(text) or "```" in text:
            return [written(plain_runs(text))]
        return [f"```\n{text}\n```"] if text.strip() else []

    def rule(self, _element: _Element, _depth: int, _: str) -> list[str]:
        """Return a line across the page."""
        return ["---"]


_WRITERS: dict[str, Callable[[Fragment, _Element, int, str], list[str]]] = {
    "ul": Fragment.listed,
    "ol": Fragment.listed,
    "menu": Fragment.listed,
    "table": Fragment.table,
    "blockquote": Fragment.quotation,
    "pre": Fragment.code,
    "hr": Fragment.rule,
}


def plain_runs(text: str) -> list[Run]:
    """Return text without markup as runs, each line by itself."""
    return [Run("\n") if one == "\n" else Run(clean(one)) for one in re.split(r"(\n)", text) if one]


def _text(text: str | None, style: Run) -> Iterable[Run]:
    if text and (cleaned := clean(text)):
        yield replace(style, text=cleaned)


def _address(element: _Element) -> str:
    return (element.get("href") or "").strip().replace(" ", "%20")


def _says(element: _Element, pattern: str) -> bool:
    return bool(re.search(pattern, element.get("style") or "", re.IGNORECASE))


def _is_picture(element: _Element) -> bool:
    kind = element.get("type") or ""
    return local(element) == "object" and kind.lower().startswith("image/")


def _words(element: _Element) -> str:
    return clean("".join(str(one) for one in element.itertext())).strip()


def _follows_closely(block: str) -> bool:
    """Say whether a block is a list that needs no empty line before it."""
    return bool(re.match(r"(?:[-+]|1[.)]) ", block))


def _sign(name: str, last: str) -> str:
    """Return the sign of a list's items, other than that of a list just before it."""
    pair = ".)" if name == "ol" else "-+"
    found = re.match(r"\d*([-+.)]) ", last)
    return pair[1] if found and found[1] == pair[0] else pair[0]


def _table_of(row: _Element) -> _Element | None:
    parent = row.getparent()
    while parent is not None and local(parent) != "table":
        parent = parent.getparent()
    return parent


def _one_line(runs: list[Run]) -> list[Run]:
    return next(iter(lines(runs)), [])
