"""What a QTI 2.x or 3 item asks: its body without the answers, after the text it shares."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from lxml import etree

from quizzes.formats.foreign import UnreadableError
from quizzes.formats.qti2_feedback import for_candidates
from quizzes.formats.qti_texts import Source, joined, replaced, words
from quizzes.formats.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_GAP = "…"
_INLINE = frozenset({"textentryinteraction", "inlinechoiceinteraction"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_AFTERWARDS = ("feedbackinline", "feedbackblock", "modalfeedback", "endattemptinteraction")


def text_of(root: _Element, interaction: _Element, source: Source) -> tuple[Text, tuple[str, ...]]:
    """Return what an item asks, and a warning for each shared text that is not there."""
    body = root.find("itembody")
    if body is None:
        return Text(), ()
    at = list(body.iter()).index(interaction)
    whole = deepcopy(body)
    here = list(whole.iter())[at]
    if here.tag in _INLINE:
        _open(here)
    else:
        _ask(here)
        replaced(here, _prompt(here))
    for one in list(whole.iter(*_AFTERWARDS)):
        replaced(one, None)
    for one in list(whole.iter("rubricblock")):
        if not for_candidates(one):
            replaced(one, None)
    warnings: list[str] = []
    shared = list(_shared(root, source, warnings))
    return joined([*shared, source.text(whole)]), tuple(warnings)


def _open(entry: _Element) -> None:
    """Leave a gap where an answer is typed or chosen; one that stands alone needs none."""
    unit = entry.getnext()
    if unit is not None and unit.tag == "span" and unit.get("class") == "unit":
        replaced(unit, None)
    block = entry.getparent()
    alone = block is not None and block.tag == "p" and not words(_emptied(block))
    replaced(entry, None if alone else _GAP)


def _emptied(block: _Element) -> _Element:
    bare = deepcopy(block)
    for one in list(bare.iter(*_INLINE)):
        replaced(one, None)
    return bare


def _ask(interaction: _Element) -> None:
    """Make a heading that stands where the question should a paragraph."""
    before = interaction.getprevious()
    if before is not None and before.tag in _HEADINGS and not words(interaction.find("prompt")):
        before.tag = "p"


def _prompt(interaction: _Element) -> _Element:
    """Return what an interaction says before its options, in a block of its own."""
    block = etree.Element("div")
    prompt = interaction.find("prompt")
    if prompt is not None:
        block.append(deepcopy(prompt))
        block[0].tail = None
    return block


def _shared(root: _Element, source: Source, warnings: list[str]) -> Iterator[Text]:
    """Return the texts that an item shares with others, from their own files."""
    for one in root.iterchildren("assessmentstimulusref", "stimulusref"):
        path = source.files.found(one.get("href") or "", source.path)
        name = one.get("title") or one.get("href") or ""
        if not source.files.is_package or path is None:
            warnings.append(f'The text it shares ("{name}") is not in the file; add it by hand.')
            continue
        try:
            shared = source.files.root(path)
        except UnreadableError as fault:
            warnings.append(f"The text it shares cannot be read: {fault}")
            continue
        body = shared.find("stimulusbody")
        yield Source(source.files, path).text(shared if body is None else body)
        warnings.append("It shares a text with other items; each now has a copy of its own.")
