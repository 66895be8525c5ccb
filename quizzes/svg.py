"""SVG made safe: a drawing of shapes and text, and nothing that could run, load or lead away.

Everything is refused that is not on the lists below, so a part of SVG that is new, or that this
service has no need of, never reaches a browser.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from quizzes import attributes
from quizzes.problem import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

SVG = "http://www.w3.org/2000/svg"
_NAMESPACES = {
    "http://www.inkscape.org/namespaces/inkscape",
    "http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://creativecommons.org/ns#",
    "http://purl.org/dc/elements/1.1/",
}
"""What drawing programs note about their own work: never drawn."""
_ELEMENTS = frozenset({
    "svg", "g", "defs", "symbol", "use", "title", "desc", "metadata", "path", "rect", "circle",
    "ellipse", "line", "polyline", "polygon", "text", "tspan", "textPath", "linearGradient",
    "radialGradient", "stop", "pattern", "clipPath", "mask", "marker", "style", "switch",
})  # fmt: skip
_XLINK_HREF = "{http://www.w3.org/1999/xlink}href"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_ATTRIBUTE = re.compile(r"(?!on)[a-zA-Z][a-zA-Z0-9_-]*(?:\.[a-z]+)?", re.ASCII | re.IGNORECASE)
_URL = re.compile(r"url\(\s*['\"]?\s*([^)'\"]*)", re.IGNORECASE)
_STYLE_DANGER = re.compile(r"@|expression|javascript|behav|-moz-binding|\\|<", re.IGNORECASE)
MOST_ELEMENTS = 20_000
_FIX = "Export it as plain SVG, or as PNG."


def svg_fault(data: bytes, file: str) -> Fault | None:
    """Say what of an SVG file is not allowed, naming the element; None where it is safe."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    if attributes.too_many(data):
        return _fault(file, f"an element has more than {attributes.MOST:,} attributes")
    if b"<!DOCTYPE" in data.upper():
        return _fault(file, "it has a DOCTYPE or entities")
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        return _fault(file, f"it cannot be read in line {error.lineno or 1}")
    why = next(_reasons(root), None)
    return _fault(file, why) if why else None


def _reasons(root: etree._Element) -> Iterator[str]:
    # In another encoding than UTF-8 a DOCTYPE shows only here.
    if root.getroottree().docinfo.internalDTD is not None:
        yield "it has a DOCTYPE or entities"
    if root.tag != f"{{{SVG}}}svg":
        yield "its first element is not svg"
    for number, node in enumerate(root.iter()):
        if number >= MOST_ELEMENTS:
            yield f"it has more than {MOST_ELEMENTS:,} elements"
        if why := _unsafe(node):
            yield why
    yield from _nested_copies(root)


def _nested_copies(root: etree._Element) -> Iterator[str]:
    """Copies of copies multiply: ten levels of ten are ten thousand million shapes."""
    copies = list(root.iter(f"{{{SVG}}}use"))
    copied = {str(one.get("href") or one.get(_XLINK_HREF) or "")[1:] for one in copies}
    for one in copies:
        if any(each.get("id") in copied for each in (one, *one.iterancestors())):
            yield f"the element use in line {one.sourceline} is copied by another"


def _fault(file: str, why: str) -> Fault:
    return Fault("svg-unsafe", f"{file} is not shown: {why}.", _FIX)


def _unsafe(node: etree._Element) -> str | None:
    if not isinstance(node.tag, str):
        return None if node.tag is etree.Comment else "it has a processing instruction"
    name = etree.QName(node)
    where = f"the element {name.localname} in line {node.sourceline}"
    if name.namespace in _NAMESPACES:
        return _unsafe_notes(node, where)
    if name.namespace != SVG or name.localname not in _ELEMENTS:
        return f"{where} is not allowed"
    style = _unsafe_style(node.text or "") if name.localname == "style" else None
    attributes = (_unsafe_attribute(str(one), str(value)) for one, value in node.attrib.items())
    why = style or next(filter(None, attributes), None)
    return f"{where} {why}" if why else None


def _unsafe_notes(node: etree._Element, where: str) -> str | None:
    """What a drawing program notes is inert, unless an event handler hides in it."""
    handler = any(str(one).lower().startswith("on") for one in node.attrib)
    return f"{where} has an event handler" if handler else None


def _unsafe_attribute(name: str, value: str) -> str | None:
    if name in {"href", _XLINK_HREF}:
        return None if value.strip().startswith("#") else "points outside of the file"
    if name.startswith("{"):
        space, _, _ = name[1:].partition("}")
        known = space in _NAMESPACES or name.startswith(_XML) or "xlink" in space
        # xml:base would turn a reference within the file into one to elsewhere.
        if known and name != f"{_XML}base":
            return None
        return f"has the attribute {etree.QName(name).localname}"
    if not _ATTRIBUTE.fullmatch(name):
        return f"has the event handler or attribute {name}"
    return _unsafe_style(value) if name == "style" else _points_away(value)


def _unsafe_style(text: str) -> str | None:
    if _STYLE_DANGER.search(text):
        return "has a style that does more than draw"
    return _points_away(text)


def _points_away(text: str) -> str | None:
    if any(not one.strip().startswith("#") for one in _URL.findall(text)):
        return "points outside of the file"
    script = text.strip().lower().startswith(("javascript:", "data:", "vbscript:"))
    return "points outside of the file" if script else None
