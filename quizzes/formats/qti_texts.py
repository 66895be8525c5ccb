"""Texts of QTI: what an element holds, as HTML with the files it shows."""

from __future__ import annotations

import base64
from copy import deepcopy
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import unquote

from lxml import etree

from quizzes.formats.qti_files import Files
from quizzes.formats.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

_DRAWING = "{http://www.w3.org/2000/svg}svg"
_OWN_BLOCKS = ("prompt", "rubricblock", "contentbody", "stimulusbody", "templateblock")
_OWN_INLINE = ("printedvariable", "templateinline", "infocontrol", "include", "hottext")
_SHOWS = ("src", "data", "href")


@dataclass(frozen=True)
class Source:
    """The file a question stands in, with those around it."""

    files: Files
    path: str

    def images(self, addresses: Iterable[str]) -> dict[str, bytes]:
        """Return the content of each address that is in the package, as the text writes it."""
        found = {}
        for one in dict.fromkeys(addresses):
            path = self.files.found(one, self.path) if self.files.is_package else None
            if path and not one.startswith(("data:", "http:", "https:")):
                found[unquote(one.partition("?")[0]).replace("\\", "/")] = self.files.read(path)
        return found

    def text(self, element: _Element | None) -> Text:
        """Return what an element holds; drawings in it become pictures."""
        if element is None:
            return Text()
        whole = deepcopy(element)
        whole.tail = None
        for drawing in list(whole.iter(_DRAWING)):
            _replace(drawing, _picture(drawing))
        _speak_html(whole)
        html = str(etree.tostring(whole, encoding="unicode", method="html", with_tail=False))
        return Text(html if words(whole) or _shows(whole) else "", "html", self.shown(whole))

    def shown(self, element: _Element) -> dict[str, bytes]:
        """Return the files that an element shows."""
        return self.images(
            value for one in element.iter("img", "image", "object") if (value := _address(one))
        )


def words(element: _Element | None) -> str:
    """Return the words of an element in one line."""
    if element is None:
        return ""
    return " ".join("".join(str(one) for one in element.itertext()).split())


def joined(texts: Iterable[Text]) -> Text:
    """Return texts as one, each a block of its own."""
    parts = [one for one in texts if one.content.strip()]
    content = "".join(f"<div>{_html(one)}</div>" for one in parts)
    return Text(content, "html", {name: data for one in parts for name, data in one.files.items()})


def replaced(element: _Element, by: _Element | str | None) -> None:
    """Put an element, words or nothing where an element stands; what follows it stays."""
    if isinstance(by, str):
        span = etree.Element("span")
        span.text = by
        by = span
    if by is not None:
        _replace(element, by)
        return
    parent, tail = element.getparent(), element.tail or ""
    if parent is None:
        return
    before = element.getprevious()
    if before is None:
        parent.text = (parent.text or "") + tail
    else:
        before.tail = (before.tail or "") + tail
    parent.remove(element)


def _replace(element: _Element, by: _Element) -> None:
    parent = element.getparent()
    if parent is not None:
        by.tail = element.tail
        parent.replace(element, by)


def _speak_html(element: _Element) -> None:
    """Give QTI's own elements names that HTML knows."""
    element.tag = "div"
    for one in element.iter(*_OWN_BLOCKS):
        one.tag = "div"
    for one in element.iter(*_OWN_INLINE):
        one.tag = "span"


def _html(text: Text) -> str:
    return escape(text.content) if text.kind == "plain" else text.content


def _picture(drawing: _Element) -> _Element:
    content = etree.tostring(drawing, with_tail=False)
    alt = drawing.get("aria-label") or words(drawing.find("{*}title"))
    address = f"data:image/svg+xml;base64,{base64.b64encode(content).decode()}"
    return etree.Element("img", src=address, alt=alt)


def _address(element: _Element) -> str:
    return next((value for name in _SHOWS if (value := element.get(name))), "")


def _shows(element: _Element) -> bool:
    return any(True for _ in element.iter("img", "image", "object", "audio", "video"))
