"""MathML as a line of text that a person reads as the same formula: (a + b)/c, x², √(y)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quizzes.formats.raised import lowered, raised

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element

_INVISIBLE = re.compile("[\u2061-\u2064\u200b]")
_SPACED = frozenset("=<>≤≥≈≠≡→↔⇌±+-−×÷·∙⋅∈")
_SIMPLE = re.compile(r"[\w.,∞%]*")
MAX_DEPTH = 60


def math(element: _Element, depth: int = 0) -> str:
    """Return an element of MathML as text, spaces as they came."""
    name = local(element)
    if depth > MAX_DEPTH:
        return " ".join("".join(str(one) for one in element.itertext()).split())
    parts = [math(one, depth + 1) for one in element if local(one)]
    if name in {"annotation", "annotation-xml"}:
        return ""
    if name == "mo":
        return _operator(_text(element))
    if write := _WRITTEN.get(name):
        return write([*parts, "", "", ""])
    return f"{_text(element)}{''.join(parts)}"


def local(element: _Element) -> str:
    """Return an element's name without its namespace, in small letters."""
    tag: object = element.tag  # a comment's is a function
    return tag.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(tag, str) else ""


def _text(element: _Element) -> str:
    return _INVISIBLE.sub("", " ".join((element.text or "").split()))


def _operator(text: str) -> str:
    return f" {text} " if text in _SPACED else text


def _group(text: str) -> str:
    text = text.strip()
    return text if _SIMPLE.fullmatch(text) else f"({text})"


def _small(text: str) -> str:
    return text.replace(" ", "")


_WRITTEN: dict[str, Callable[[list[str]], str]] = {
    "mfrac": lambda part: f"{_group(part[0])}/{_group(part[1])}",
    "msup": lambda part: part[0] + raised(_small(part[1])),
    "msub": lambda part: part[0] + lowered(_small(part[1])),
    "msubsup": lambda part: part[0] + lowered(_small(part[1])) + raised(_small(part[2])),
    "munder": lambda part: part[0] + lowered(_small(part[1])),
    "mover": lambda part: part[0] + raised(_small(part[1])),
    "munderover": lambda part: part[0] + lowered(_small(part[1])) + raised(_small(part[2])),
    "msqrt": lambda part: f"√({''.join(part).strip()})",
    "mroot": lambda part: f"{raised(_small(part[1]))}√({part[0].strip()})",
    "mfenced": lambda part: f"({', '.join(one.strip() for one in part if one)})",
    "mtd": lambda part: f"{''.join(part)} ",
    "mtr": lambda part: f"{''.join(part).strip()}; ",
    "mtable": lambda part: f"({''.join(part).strip(' ;')})",
    "mspace": lambda _: " ",
}
"""How a layout is written from its parts, of which at least three are given."""
