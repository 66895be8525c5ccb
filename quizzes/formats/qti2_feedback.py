"""Feedback of a QTI 2.x or 3 item: what belongs to one answer, and what to the whole item."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from quizzes.formats.qti2_keys import branches
from quizzes.formats.qti_texts import Source, joined, words
from quizzes.formats.texts import Text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from lxml.etree import _Element

_KINDS = ("modalfeedback", "feedbackblock", "feedbackinline")


@dataclass
class Feedback:
    """The feedback of an item."""

    own: dict[str, list[Text]] = field(default_factory=dict)
    """By the answer it belongs to: the identifier of an option or line, or a number."""
    general: list[Text] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def of(self, answer: str) -> Text:
        """Return the feedback on one answer."""
        return joined(self.own.get(answer, ()))

    @property
    def whole(self) -> Text:
        """The feedback on the item."""
        return joined(self.general)


def feedback_of(root: _Element, source: Source, parts: Collection[str]) -> Feedback:
    """Return the feedback of an item whose options and lines have these identifiers."""
    found, depends = Feedback(), False
    answers = {
        name: one.values[0] for one in branches(root) if len(one.values) == 1 for name in one.shows
    }
    for one in _elements(root):
        name = one.get("identifier") or ""
        to = _part_around(one, parts) or (name if name in parts else answers.get(name))
        text = source.text(one)
        if not text.content:
            continue
        if to is not None and one.get("showhide") != "hide":
            found.own.setdefault(to, []).append(text)
        else:
            depends = depends or name != "GENERAL"
            found.general.append(text)
    if depends:
        found.warnings.append(
            "Feedback that depends on the answer now stands in the explanation, for everyone."
        )
    found.general += _notes(root, source, found.warnings)
    return found


def _elements(root: _Element) -> Iterator[_Element]:
    return (one for one in root.iter(*_KINDS) if not _inside_another(one))


def _inside_another(element: _Element) -> bool:
    return any(one.tag in _KINDS for one in element.iterancestors())


def _part_around(element: _Element, parts: Collection[str]) -> str | None:
    names = (one.get("identifier") or "" for one in element.iterancestors())
    return next((one for one in names if one in parts), None)


def _notes(root: _Element, source: Source, warnings: list[str]) -> Iterator[Text]:
    """Return what a rubric says to those who mark, not to those who answer."""
    for one in root.iter("rubricblock"):
        if not for_candidates(one) and words(one):
            warnings.append("Notes for those who mark now stand in the explanation.")
            yield source.text(one)


def for_candidates(rubric: _Element) -> bool:
    """Say whether a rubric is read before answering."""
    return "candidate" in (rubric.get("view") or "candidate").split()
