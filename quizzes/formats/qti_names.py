"""QTI's names made one: qti-choice-interaction of 3.0 and choiceInteraction of 2.x are the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from lxml.etree import _Element

_DRAWING = "{http://www.w3.org/2000/svg}svg"
_AS_THEY_ARE = ("data-", "aria-")


def plain(root: _Element) -> _Element:
    """Give a tree names without namespace, prefix, hyphen and capitals; drawings keep theirs."""
    drawn = {inner for one in root.iter(_DRAWING) for inner in one.iter()}
    for element in root.iter():
        tag: object = element.tag  # a comment's is a function
        if isinstance(tag, str) and element not in drawn:
            element.tag = _element(tag)
            _rename(element)
    etree.cleanup_namespaces(root)
    return root


def _element(tag: str) -> str:
    name = tag.rpartition("}")[2]
    return (name[4:].replace("-", "") if name.startswith("qti-") else name).lower()


def _rename(element: _Element) -> None:
    for old, value in list(element.attrib.items()):
        name = str(old).rpartition("}")[2].lower()
        new = name if name.startswith(_AS_THEY_ARE) else name.replace("-", "")
        if new != old:
            del element.attrib[old]
            element.set(new, value)
