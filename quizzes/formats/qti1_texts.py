"""Texts of QTI 1.2: the material of an element as HTML with the files it shows."""

from __future__ import annotations

import re
from html import escape, unescape
from typing import TYPE_CHECKING

from quizzes.formats.texts import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from lxml.etree import _Element

    from quizzes.formats.qti_texts import Source

_SOURCE = re.compile(r"""\bsrc\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_ANSWERS = ("RESPONSE_BLOCK", "RIGHT_MATCH_BLOCK")
"""Where Blackboard keeps what is chosen from."""
_OTHERS = frozenset({
    "response_lid", "response_str", "response_num", "response_xy", "response_grp",
    "response_na", "response_extension",
})  # fmt: skip


def text_of(element: _Element | None, source: Source) -> Text:
    """Return all the material of an element, of responses inside it too."""
    return _text([] if element is None else _material(element, whole=True), source)


def asked_of(element: _Element | None, source: Source) -> Text:
    """Return the material of a presentation outside its responses."""
    return _text([] if element is None else _material(element, whole=False), source)


def label_of(response: _Element, source: Source) -> Text:
    """Return what a response says of itself, without the labels to choose from."""
    found = [one for one in response if one.tag in {"material", "material_ref", "flow"}]
    return _text([html for one in found for html in _material(one, whole=True)], source)


def _text(parts: list[str] | Iterator[str], source: Source) -> Text:
    content = "".join(parts)
    addresses = [unescape(one or two) for one, two in _SOURCE.findall(content)]
    return Text(content, "html", source.images(addresses))


def _material(element: _Element, *, whole: bool) -> Iterator[str]:
    if element.get("class") in _ANSWERS and not whole:
        return
    if write := _WRITTEN.get(str(element.tag)):
        yield write(element)
        return
    for one in element:
        if whole or one.tag not in _OTHERS:
            yield from _material(one, whole=whole)
    if element.tag in {"material", "flow_mat"} and element.getnext() is not None:
        yield "\n"


def _words(element: _Element) -> str:
    """Return a text; plain text with line ends keeps them."""
    text = "".join(str(one) for one in element.itertext()).strip()
    kind = (element.get("texttype") or element.get("type") or "").lower()
    if "html" in kind or "xhtml" in kind:
        return f"<div>{text}</div>"
    return "<div>" + escape(text).replace("\n", "<br>") + "</div>" if text else ""


def _image(element: _Element) -> str:
    address = escape(element.get("uri") or "")
    alt = escape(element.get("label") or "")
    return f'<img src="{address}" alt="{alt}">' if address else ""


def _break(_: _Element) -> str:
    return "<br>"


_WRITTEN: Mapping[str, Callable[[_Element], str]] = {
    "mattext": _words,
    "matemtext": _words,
    "mat_formattedtext": _words,
    "matimage": _image,
    "matbreak": _break,
}
