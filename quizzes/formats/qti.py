"""QTI 1.2, 2.0 to 2.2 and 3.0: single files and packages, from Canvas, Blackboard and others."""

from __future__ import annotations

import re
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from quizzes.formats import qti1_items, qti2_items
from quizzes.formats.archive import DAMAGED, opened
from quizzes.formats.foreign import (
    Format,
    Question,
    Rejected,
    UnreadableError,
    no_more_than_allowed,
)
from quizzes.formats.qti1_keys import metadata
from quizzes.formats.qti1_texts import asked_of
from quizzes.formats.qti_files import Files, files_of
from quizzes.formats.qti_packaging import write_2_1, write_3
from quizzes.formats.qti_texts import Source

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator

    from lxml.etree import _Element

_HEAD = 20_000
_SIGNS = {
    "1.2": re.compile(rb"<questestinterop|imsqti_xmlv1p|qtiasiv1p2"),
    "2": re.compile(
        rb"<(?:\w+:)?(?:assessmentItem|assessmentTest|assessmentStimulus|assessmentSection)\b"
        rb"|imsqti_(?:item|test|section|stimulus)_xmlv2p|imsqti_v2p"
    ),
    "3": re.compile(rb"<(?:\w+:)?qti-assessment-|imsqti(?:_\w+)?_xmlv3p|imsqtiasi_v3p|imscp_v1p1"),
}
_WITHOUT_ITEMS = {
    "manifest": "This is the list of a package's files; import the whole package (.zip).",
    "assessmenttest": "This is the plan of a test; import the package (.zip) with its items.",
    "testpart": "This is the plan of a test; import the package (.zip) with its items.",
    "assessmentsection": "This is the plan of a test; import the package (.zip) with its items.",
    "assessmentstimulus": "This is a text that items share; import the package (.zip) with them.",
}


def _recognises(version: str, content: bytes, name: str) -> bool:
    """Whether a file, or one of a package, is of this version; a bad archive is told by reading."""
    if not content.startswith(b"PK"):
        return _is(version, content)
    try:
        archive = opened(content, name)
        heads = [_head(archive, one) for one in archive.namelist() if _may_be_xml(one)]
    except (UnreadableError, *DAMAGED):
        return name.lower().endswith((".zip", ".imscc"))
    return any(_is(version, one) for one in heads)


def _head(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as file:
        return file.read(_HEAD)


def _may_be_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".qti", ".dat"))


def _is(version: str, content: bytes) -> bool:
    return bool(_SIGNS[version].search(content[:_HEAD].replace(b"\x00", b"")))


def read(content: bytes, name: str) -> tuple[Question, ...]:
    """Return every question of a file or package in order, whatever its version.

    A part of a package that cannot be read is a rejected question. Raises UnreadableError.
    """
    files = files_of(content, name)
    if not files.is_package:
        return tuple(no_more_than_allowed(_questions(files, name, files.root(name)), name))
    found: list[Question] = []
    told = _told_again(files)
    for path in files.xml():
        try:
            found += _questions(files, path, files.root(path), told)
        except UnreadableError as fault:
            found.append(Rejected(path, str(fault)))
    found += _missing(files)
    if not found:
        raise UnreadableError(name, "", "The package holds no questions.")
    return tuple(no_more_than_allowed(found, name))


def _told_again(files: Files) -> frozenset[str]:
    """Return the ids of the items that Canvas writes twice: for others, and whole for itself."""
    found: set[str] = set()
    for path in files.xml():
        if path.lower().endswith(".qti"):
            with suppress(UnreadableError):
                items = files.root(path).iter("item")
                found |= {metadata(one, "assessment_question_identifierref") for one in items}
    return frozenset(found - {""})


def _questions(
    files: Files, path: str, root: _Element, told: frozenset[str] = frozenset()
) -> Iterator[Question]:
    source = Source(files, path)
    items = [root] if root.tag == "assessmentitem" else list(root.iter("assessmentitem"))
    if root.tag == "questestinterop":
        yield from _of_1_2(root, source, told)
    elif items:
        for number, one in enumerate(items, 1):
            yield qti2_items.question(one, source, number if len(items) > 1 else None)
    elif not files.is_package:
        usual = f"Its first element is {root.tag}, which is none of QTI."
        fault = _WITHOUT_ITEMS.get(str(root.tag), usual)
        raise UnreadableError(files.name, f"line {root.sourceline}", fault)


def _of_1_2(root: _Element, source: Source, told: frozenset[str]) -> Iterator[Question]:
    items = list(root.iter("item"))
    stimuli = {
        (one.get("ident") or ""): asked_of(one.find("presentation"), source)
        for one in items
        if metadata(one, "question_type") == "text_only_question"
    }
    context = qti1_items.Context(source, stimuli)
    for number, one in enumerate(items, 1):
        own = one.get("ident") or ""
        if metadata(one, "cc_profile") and own in told:
            place = f"{source.path}, item {number}"
            yield Rejected(place, "The same question stands in the package once more, whole.", own)
        else:
            yield qti1_items.question(one, context, number)
    here = {one.get("ident") for one in items}
    for one in root.iter("bankentry_item", "sourcebank_ref"):
        if one.get("item_ref") not in here:
            reason = "It lies in an item bank that is not in this file; export the bank itself."
            yield Rejected(f"{source.path}, line {one.sourceline}", reason, one.get("item_ref"))


def _missing(files: Files) -> Iterator[Rejected]:
    """Return the items that the package's list names and the package lacks."""
    for path in sorted(files.paths):
        if path.rpartition("/")[2].lower() != "imsmanifest.xml":
            continue
        try:
            root = files.root(path)
        except UnreadableError:
            continue
        for one in root.iter("resource"):
            href = one.get("href") or ""
            if "imsqti_item" in (one.get("type") or "") and not files.found(href, path):
                reason = "The package lists this item but does not hold it. Export it once more."
                yield Rejected(href or one.get("identifier") or path, reason)


QTI_1_2 = Format(
    name="qti-1.2",
    title="QTI 1.2 (Canvas, Blackboard)",
    endings=(".zip", ".imscc", ".xml", ".qti", ".dat"),
    recognises=partial(_recognises, "1.2"),
    read=read,
)
QTI_2 = Format(
    name="qti-2",
    title="QTI 2.1",
    endings=(".zip", ".xml"),
    recognises=partial(_recognises, "2"),
    read=read,
    write=write_2_1,
)
QTI_3 = Format(
    name="qti-3",
    title="QTI 3.0",
    endings=(".zip", ".xml"),
    recognises=partial(_recognises, "3"),
    read=read,
    write=write_3,
)
