"""XML of foreign files, read without entities, DTD or network, and refused with its line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from quizzes import attributes
from quizzes.formats.encoding import decoded
from quizzes.formats.foreign import UnreadableError

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_DEPTH = 100
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_GROWING = re.compile("amplification|nesting depth|entity reference loop", re.IGNORECASE)
_UNKNOWN_ENCODING = re.compile("encod|UTF-8", re.IGNORECASE)


def root_of(content: bytes, name: str) -> _Element:
    """Return the first element of an XML file.

    A DOCTYPE is passed over: nothing of it is loaded, and an entity stays the name it is.

    Raises:
        UnreadableError: the file is no well-formed XML, or has more attributes in one element or
            is nested deeper than any question.
    """
    if attributes.too_many(content):
        fault = f"An element has more than {attributes.MOST:,} attributes. Export the file anew."
        raise UnreadableError(name, "", fault)
    try:
        root = _parsed(content)
    except etree.XMLSyntaxError as error:
        if not _UNKNOWN_ENCODING.search(error.msg or ""):
            raise _unreadable(error, name) from None
        root = _anew(content, name)
    if _is_deep(root):
        raise UnreadableError(name, "", f"Its elements are nested more than {MAX_DEPTH} deep.")
    return root


def _anew(content: bytes, name: str) -> _Element:
    """Read a file that is not in the encoding it says."""
    text = _DECLARATION.sub("", decoded(content, name))
    try:
        return _parsed(text.encode())
    except etree.XMLSyntaxError as error:
        raise _unreadable(error, name) from None


def _parsed(content: bytes) -> _Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True
    )
    return etree.fromstring(content, parser)


def _unreadable(error: etree.XMLSyntaxError, name: str) -> UnreadableError:
    line = error.position[0]
    said = (error.msg or "").partition(", line ")[0]
    if _GROWING.search(said):
        fault = "It declares entities that grow without end, as attacks do. Nothing was read."
        return UnreadableError(name, f"line {line}", fault)
    fault = f"This is no well-formed XML ({said}). Export the file anew; a text editor breaks it."
    return UnreadableError(name, f"line {line}", fault)


def _is_deep(root: _Element) -> bool:
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > MAX_DEPTH:
            return True
    return False
