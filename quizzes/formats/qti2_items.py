"""Items of QTI 2.0 to 2.2 and 3.0, which differ in names alone, as questions."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from lxml.etree import _Element

from quizzes.formats.asked import Answer, Asked, Row
from quizzes.formats.asked_items import taken
from quizzes.formats.foreign import Question, Rejected
from quizzes.formats.moodle_marks import FULL
from quizzes.formats.qti2_body import text_of
from quizzes.formats.qti2_feedback import Feedback, feedback_of
from quizzes.formats.qti2_keys import Declared, Scheme, declared, points_of, scheme_of
from quizzes.formats.qti2_numbers import number_of
from quizzes.formats.qti_texts import Source, words
from quizzes.kinds.multiple_response import MultipleResponse
from quizzes.kinds.ordered import Ordered

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from quizzes.formats.texts import Text

MARKING = "marking-"
"""Before the name of a rule that QTI has no words for, as a class of the interaction."""
_INTERACTION = "interaction"
_PARTS = ("simplechoice", "inlinechoice", "simpleassociablechoice")
_BOTH = 2
_OWN_RULES = "The source marks it by rules of its own; here by all or nothing."
_REFUSED: Mapping[str, str] = {
    "extendedtextinteraction": "asks for an essay, which people have to mark",
    "gapmatchinteraction": "has gaps inside its text",
    "graphicgapmatchinteraction": "is answered by dragging onto a picture",
    "graphicassociateinteraction": "is answered by joining places in a picture",
    "graphicorderinteraction": "is answered by numbering places in a picture",
    "hotspotinteraction": "is answered by choosing a place in a picture",
    "selectpointinteraction": "is answered by choosing a place in a picture",
    "positionobjectinteraction": "is answered by moving things in a picture",
    "drawinginteraction": "is answered by drawing",
    "hottextinteraction": "is answered by marking words in a text",
    "sliderinteraction": "is answered with a slider",
    "uploadinteraction": "asks for a file, which people have to mark",
    "mediainteraction": "is answered by playing a recording",
    "custominteraction": "runs a program of its own",
    "portablecustominteraction": "runs a program of its own",
}


def question(root: _Element, source: Source, number: int | None = None) -> Question:
    """Return an item as a question; `number` is given where a file holds several."""
    title = " ".join((root.get("title") or "").split())
    where = source.path if number is None else f"{source.path}, item {number}"
    place = where + (f" ({title[:80]})" if title else "")
    item = _Item(root, source, place)
    if fault := item.fault:
        return item.rejected(fault)
    asked = _READERS[str(item.interaction.tag)](item)
    return taken(asked) if isinstance(asked, Asked) else asked


@dataclass(frozen=True)
class _Item:
    """An item with one interaction."""

    root: _Element
    source: Source
    place: str

    @cached_property
    def interactions(self) -> Sequence[_Element]:
        body = self.root.find("itembody")
        found = [] if body is None else [e for e in body.iter() if _is_interaction(e)]
        return [one for one in found if one.tag != "endattemptinteraction"]

    @property
    def interaction(self) -> _Element:
        return self.interactions[0]

    @property
    def fault(self) -> str | None:
        """Why the item cannot become one of ours, if it cannot."""
        if self.root.find("templatedeclaration") is not None:
            return "The item makes its numbers anew for each person."
        if not self.interactions:
            return "The item is a text without a question."
        kinds = list(dict.fromkeys(str(one.tag) for one in self.interactions))
        if len(self.interactions) > 1:
            if set(kinds) <= {"inlinechoiceinteraction", "textentryinteraction"}:
                return "The item has several gaps inside its text."
            return f"The item has several questions in one ({', '.join(map(_said, kinds))})."
        if kinds[0] not in _READERS:
            why = _REFUSED.get(kinds[0], "is of a type that items have no counterpart for")
            return f"An item of the type {_said(kinds[0])} {why}."
        return None

    @cached_property
    def response(self) -> Declared:
        return declared(self.root, self.interaction.get("responseidentifier") or "")

    @cached_property
    def scheme(self) -> Scheme:
        return scheme_of(self.root, self.response)

    @cached_property
    def parts(self) -> Sequence[_Element]:
        return list(self.interaction.iter(*_PARTS))

    @cached_property
    def feedback(self) -> Feedback:
        return feedback_of(self.root, self.source, {_name(one) for one in self.parts})

    def asked(self, kind: str, **own: object) -> Asked:
        """Return the question with what all types share; `own` is the type's."""
        said = [*self._lost(), *self.feedback.warnings, *own.pop("said", ())]  # type: ignore[misc]
        text, more = text_of(self.root, self.interaction, self.source)
        return Asked(
            place=self.place,
            kind=kind,
            text=text,
            general=self.feedback.whole,
            origin=_name(self.root) or None,
            points=points_of(self.root, self.response, self.scheme),
            warnings=(*more, *said),
            **own,  # type: ignore[arg-type]
        )

    def _lost(self) -> list[str]:
        said = []
        if self.root.get("adaptive") == "true":
            said.append("In the source it may be tried again after a hint; here it is not.")
        if self.response.correct and self.response.mapped and self._disagree():
            said.append("Its key and its marks name different answers as right; the key was taken.")
        return said

    def _disagree(self) -> bool:
        best = max(self.response.mapped.values(), default=Decimal(0))
        single = self.response.cardinality == "single"
        right = [v for v in self.response.positive if not single or self.response.mapped[v] == best]
        return set(right) != set(self.response.correct)

    @property
    def right(self) -> tuple[str, ...]:
        """The right values: the key, or what earns the most where there is none."""
        if self.response.correct:
            return self.response.correct
        if self.response.cardinality != "single":
            return self.response.positive
        best = max(self.response.mapped.values(), default=Decimal(0))
        return tuple(v for v in self.response.positive if self.response.mapped[v] == best)

    def text(self, element: _Element) -> Text:
        """Return the text of an option or line, without the feedback inside it."""
        bare = deepcopy(element)
        bare.tail = None
        for one in list(bare.iter("feedbackinline", "feedbackblock")):
            parent = one.getparent()
            if parent is not None:
                _drop(parent, one)
        return self.source.text(bare)

    def rejected(self, reason: str) -> Rejected:
        return Rejected(self.place, reason, _name(self.root) or None)


def _choice(item: _Item) -> Asked | Rejected:
    own = [_name(one) for one in item.parts]
    if len(set(own)) < len(own):
        return item.rejected("Two of its options have the same identifier.")
    if unknown := sorted(set(item.right) - set(own)):
        return item.rejected(f"Its key names {', '.join(unknown)}, which is none of its options.")
    several = item.response.cardinality == "multiple"
    marks, kind, said = _several(item, own) if several else _single(item, own)
    fixed = [one for one in item.parts if one.get("fixed") == "true"]
    shuffle = item.interaction.get("shuffle") == "true"
    if shuffle and fixed:
        said.append("Some options keep their place in the source; here all of them do.")
    most = item.interaction.get("maxchoices") or "1"
    return item.asked(
        kind,
        answers=tuple(
            Answer(item.text(one), mark, item.feedback.of(_name(one)))
            for one, mark in zip(item.parts, marks, strict=True)
        ),
        single=not several,
        shuffle=shuffle and not fixed,
        marking=_marking(item, MultipleResponse.methods),
        select=int(most) if several and most.isdigit() and int(most) < len(own) else 0,
        said=said,
    )


def _single(item: _Item, own: Sequence[str]) -> tuple[list[Decimal], str, list[str]]:
    """Return the share of each option, the type and what is lost, where one is chosen."""
    if item.scheme != "map" or not item.response.mapped:
        return [FULL if one in item.right else Decimal(0) for one in own], "multichoice", []
    whole = max(item.response.mapped.values()) or Decimal(1)
    shares = [item.response.earned(one) * FULL / whole for one in own]
    marks = [
        FULL if one in item.right else min(share, FULL - 1)
        for one, share in zip(own, shares, strict=True)
    ]
    return marks, "multichoice", []


def _several(item: _Item, own: Sequence[str]) -> tuple[list[Decimal], str, list[str]]:
    """Return the share of each option, the type and what is lost, where several are chosen."""
    keyed = [FULL if one in item.right else Decimal(0) for one in own]
    whole = sum((item.response.mapped.get(one, Decimal(0)) for one in item.right), Decimal(0))
    if item.scheme == "map" and whole > 0:
        shares = [item.response.earned(one) * FULL / whole for one in own]
        agree = [share > 0 for share in shares] == [mark > 0 for mark in keyed]
        if agree:
            return shares, "multichoice", []
    return keyed, "multichoiceset", [_OWN_RULES] if item.scheme == "own" else []


def _order(item: _Item) -> Asked | Rejected:
    own = {_name(one): one for one in item.parts}
    if sorted(item.right) != sorted(own):
        return item.rejected("Its key does not put each of its steps into one order.")
    said = "The source gives marks for single steps; here only for the whole order."
    steps = (
        Answer(item.text(own[name]), Decimal(place), item.feedback.of(name))
        for place, name in enumerate(item.right, 1)
    )
    marked = _marking(item, Ordered.methods)
    lost = [] if marked or item.scheme == "match" else [said]
    return item.asked("ordering", answers=tuple(steps), marking=marked, said=lost)


def _match(item: _Item) -> Asked | Rejected:
    sets = [list(one) for one in item.interaction.iterchildren("simplematchset")]
    if len(sets) != _BOTH:
        return item.rejected("It does not have two lists to match.")
    pairs = [tuple(one.split()) for one in item.right]
    for rows, columns in (sets, sets[::-1]):
        answers = _answers(pairs, {_name(one) for one in rows})
        if set(answers) == {_name(one) for one in rows} and len(pairs) == len(answers):
            return _matched(item, rows, columns, answers, [])
    return item.rejected("Its lines have several right answers, or none.")


def _associate(item: _Item) -> Asked | Rejected:
    pairs = [tuple(one.split()) for one in item.right]
    answers = {one[0]: one[1] for one in pairs if len(one) == _BOTH}
    if not pairs or len(answers) < len(pairs) or set(answers) & set(answers.values()):
        return item.rejected("Its pairs cannot be told as lines that each have one right answer.")
    rows = [one for one in item.parts if _name(one) in answers]
    columns = [one for one in item.parts if _name(one) not in answers]
    said = "In the source any two may be paired; here the first of each pair is given."
    return _matched(item, rows, columns, answers, [said])


def _answers(pairs: Sequence[tuple[str, ...]], rows: set[str]) -> dict[str, str]:
    """Return the answer of each row, on whichever side of its pair the row stands."""
    return {
        row: other
        for pair in pairs
        if len(pair) == _BOTH
        for row, other in (pair, pair[::-1])
        if row in rows
    }


def _matched(
    item: _Item,
    rows: Sequence[_Element],
    columns: Sequence[_Element],
    answers: Mapping[str, str],
    said: list[str],
) -> Asked | Rejected:
    labels = _labels(columns)
    if unknown := sorted(set(answers.values()) - set(labels)):
        return item.rejected(f"Its key names {', '.join(unknown)}, which it does not hold.")
    gained = {item.response.earned(one) for one in item.right} if item.scheme == "map" else set()
    if item.scheme != "map" or len(gained) > 1:
        said = [*said, "The source marks its lines otherwise; here each counts alike."]
    return item.asked(
        "mtf" if len(columns) == _BOTH and len(rows) > 1 else "matching",
        rows=tuple(
            Row(item.text(one), labels[answers[_name(one)]], item.feedback.of(_name(one)))
            for one in rows
        ),
        columns=tuple(labels.values()),
        choices={labels[_name(one)]: item.text(one) for one in columns},
        said=said,
    )


def _labels(columns: Sequence[_Element]) -> dict[str, str]:
    """Return the words of each column by its identifier, told apart where they are the same."""
    found: dict[str, str] = {}
    for one in columns:
        label = words(one) or _name(one)
        found[_name(one)] = f"{label} ({_name(one)})" if label in found.values() else label
    return found


def _number(item: _Item) -> Asked | Rejected:
    if item.response.base_type not in {"float", "integer"}:
        return item.rejected(
            "An item of the type textEntry asks for words, which cannot be marked fairly here."
        )
    if not item.right:
        return item.rejected("No number is marked as correct.")
    own = number_of(item.root, item.response, item.right, item.feedback)
    unit = item.interaction.getnext()
    named = unit is not None and unit.tag == "span" and unit.get("class") == "unit"
    units = ((words(unit), Decimal(1)),) if named else ()
    return item.asked("numerical", answers=own, units=units)


def _marking(item: _Item, methods: Sequence[str]) -> str:
    """Return the marking rule that we wrote into the interaction's class, "" if there is none."""
    said = (item.interaction.get("class") or "").split()
    named = (one.removeprefix(MARKING) for one in said if one.startswith(MARKING))
    return next((one for one in named if one in methods), "")


def _is_interaction(element: _Element) -> bool:
    tag: object = element.tag
    return isinstance(tag, str) and tag.endswith(_INTERACTION)


def _said(tag: str) -> str:
    return tag.removesuffix(_INTERACTION)


def _name(element: _Element) -> str:
    return " ".join((element.get("identifier") or "").split())


def _drop(parent: _Element, element: _Element) -> None:
    """Remove an element but not what follows it."""
    before = element.getprevious()
    if before is None:
        parent.text = (parent.text or "") + (element.tail or "")
    else:
        before.tail = (before.tail or "") + (element.tail or "")
    parent.remove(element)


_READERS: Mapping[str, Callable[[_Item], Asked | Rejected]] = {
    "choiceinteraction": _choice,
    "inlinechoiceinteraction": _choice,
    "orderinteraction": _order,
    "matchinteraction": _match,
    "associateinteraction": _associate,
    "textentryinteraction": _number,
}
