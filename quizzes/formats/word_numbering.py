"""Word's automatic numbering: what stands before a paragraph though nobody typed it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from docx.oxml.ns import qn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.document import Document
    from lxml.etree import _Element

_LETTERS = {"upperLetter", "lowerLetter"}
_BASED_ON = 10
"""Styles that a style is based on, at most."""


class Label(NamedTuple):
    """What Word shows before a paragraph."""

    kind: str
    """Word's own name: decimal, upperLetter, lowerLetter, bullet, lowerRoman …"""
    value: int
    series: str
    """Paragraphs of one series are counted on."""

    @property
    def is_letter(self) -> bool:
        """Whether it is a letter."""
        return self.kind in _LETTERS


@dataclass(frozen=True)
class _Level:
    kind: str
    start: int


class Numbering:
    """Counts the numbered paragraphs of a document, in their order."""

    def __init__(self, document: Document) -> None:
        self._styles = {
            one.get(qn("w:styleId"), ""): one for one in _each(document.styles.element, "w:style")
        }
        self._abstract_of: dict[str, str] = {}
        self._levels: dict[tuple[str, int], _Level] = {}
        self._restarts: dict[tuple[str, int], int] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._seen: set[tuple[str, int]] = set()
        root = _root(document)
        if root is not None:
            self._read(root)

    def label(self, paragraph: _Element) -> Label | None:
        """Return the label of the next paragraph, or None if it has none."""
        place = self._place(paragraph)
        if place is None or place[0] == "0":
            return None
        number, depth = place
        abstract = self._abstract_of.get(number)
        level = self._levels.get((abstract or "", depth))
        if abstract is None or level is None or level.kind == "none":
            return None
        return Label(
            level.kind, self._count(number, abstract, depth, level), f"list-{abstract}-{depth}"
        )

    def _count(self, number: str, abstract: str, depth: int, level: _Level) -> int:
        counts = self._counts.setdefault(abstract, {})
        if (number, depth) in self._restarts and (number, depth) not in self._seen:
            counts[depth] = self._restarts[number, depth] - 1
        self._seen.add((number, depth))
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [one for one in counts if one > depth]:
            del counts[deeper]
        return counts[depth]

    def _place(self, paragraph: _Element) -> tuple[str, int] | None:
        """Return the number and depth of a paragraph's list: its own, or its style's."""
        properties = paragraph.find(qn("w:pPr"))
        own = _numbered(properties)
        style = _value(properties, "w:pStyle")
        for _ in range(_BASED_ON):
            if own is not None and own[0] is not None:
                return own[0], own[1] or 0
            element = self._styles.get(style or "")
            if element is None:
                return None
            inherited = _numbered(element.find(qn("w:pPr")))
            depth = own[1] if own else None
            own = inherited and (inherited[0], depth if depth is not None else inherited[1])
            style = _value(element, "w:basedOn")
        return None

    def _read(self, root: _Element) -> None:
        for one in _each(root, "w:abstractNum"):
            abstract = one.get(qn("w:abstractNumId"), "")
            for level in _each(one, "w:lvl"):
                depth = int(level.get(qn("w:ilvl"), "0"))
                start = _value(level, "w:start") or "1"
                kind = _value(level, "w:numFmt") or "decimal"
                self._levels[abstract, depth] = _Level(kind, _whole(start, 1))
        for one in _each(root, "w:num"):
            number = one.get(qn("w:numId"), "")
            self._abstract_of[number] = _value(one, "w:abstractNumId") or ""
            for override in _each(one, "w:lvlOverride"):
                restart = _value(override, "w:startOverride")
                if restart is not None:
                    depth = int(override.get(qn("w:ilvl"), "0"))
                    self._restarts[number, depth] = _whole(restart, 1)


def _root(document: Document) -> _Element | None:
    for relation in document.part.rels.values():
        if relation.reltype.endswith("/numbering") and not relation.is_external:
            return getattr(relation.target_part, "element", None)
    return None


def _numbered(properties: _Element | None) -> tuple[str | None, int | None] | None:
    found = properties.find(qn("w:numPr")) if properties is not None else None
    if found is None:
        return None
    depth = _value(found, "w:ilvl")
    return _value(found, "w:numId"), None if depth is None else _whole(depth, 0)


def _value(element: _Element | None, tag: str) -> str | None:
    found = element.find(qn(tag)) if element is not None else None
    return None if found is None else found.get(qn("w:val"))


def _each(element: _Element, tag: str) -> Iterator[_Element]:
    return element.iterfind(qn(tag))


def _whole(text: str, otherwise: int) -> int:
    return int(text) if text.lstrip("-").isdigit() else otherwise
