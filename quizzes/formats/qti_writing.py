"""An item as a QTI item, in the names of 2.1; qti_packaging.py gives it those of 3.0."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from html import escape
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from lxml import etree
from lxml.etree import _Element

from quizzes.formats import hypertext
from quizzes.formats.moodle_marks import fractions_of
from quizzes.formats.numbers import plain
from quizzes.formats.qti2_items import MARKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from quizzes.models import AnyItem

_Fields = Mapping[str, Any]
_RESPONSE, _FEEDBACK, _GENERAL = "RESPONSE", "FEEDBACK", "GENERAL"
_TEMPLATES = "http://www.imsglobal.org/question/qti_v2p1/rptemplates"
_PLACES = 12
"""Decimal places of a share that is no finite decimal, as a third."""


class CannotBeWrittenError(Exception):
    """QTI has nothing that holds this item; the text says why."""


@dataclass
class Written:
    """An item of QTI."""

    root: _Element
    images: Mapping[str, bytes]
    """By the name under which the item shows each."""
    warnings: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Key:
    """How an interaction is declared and marked."""

    cardinality: str
    base_type: str
    correct: Sequence[str]
    mapped: Mapping[str, Fraction] = field(default_factory=dict)
    """What each value earns, of one; empty: all or nothing."""
    default: Fraction = Fraction(0)
    equal: Mapping[str, str] = field(default_factory=dict)
    """How near a number must be, as attributes of equal."""
    between: tuple[str, str] | None = None


def written(item: AnyItem, images: Mapping[str, bytes], identifier: str) -> Written:
    """Return an item of QTI with the pictures it shows. Raises CannotBeWrittenError."""
    fields = item.model_dump()
    made = _Item(fields, images, identifier)
    _WRITERS[item.type](made)
    return made.finished()


class _Item:
    """An item while it is written."""

    def __init__(self, fields: _Fields, images: Mapping[str, bytes], identifier: str) -> None:
        self.fields = fields
        self.shared = fields["shared"] or {"stem": "", "media": ()}
        figures = (*self.shared["media"], *fields["media"])
        self.shown = [one for one in figures if one["file"] in images]
        names = _names([one["file"] for one in self.shown])
        self.images = {name: images[file] for file, name in names.items()}
        self.warnings: list[str] = []
        self.root = etree.Element(
            "assessmentItem",
            identifier=identifier,
            title=hypertext.text(fields["lead_in"])[:100],
            adaptive="false",
            timeDependent="false",
        )
        self.body = etree.Element("itemBody")
        self._stem(names)
        if fields["shared"]:
            self.warnings.append("The text it shares with other items was written into each.")
        self.feedback: list[tuple[str, str, str | None]] = []
        """Identifier, Markdown, and the number it is on (None: it is on a part or the whole)."""
        self.parts: list[str] = []
        self.key = _Key("single", "identifier", ())

    def _stem(self, names: Mapping[str, str]) -> None:
        theme = self.fields.get("theme")
        html = f"<h4>{hypertext.inline(theme)}</h4>" if theme else ""
        for text in (self.shared["stem"], self.fields["stem"]):
            html += hypertext.blocks(text) if text else ""
        for one in self.shown:
            alt = escape(one["alt"] or "")
            html += f'<p><img src="images/{escape(names[one["file"]])}" alt="{alt}"/></p>'
        _fill(self.body, html)

    def interaction(self, name: str, **attributes: str) -> _Element:
        """Begin the interaction, the lead-in as its prompt."""
        found = etree.SubElement(self.body, name, {"responseIdentifier": _RESPONSE, **attributes})
        prompt = etree.SubElement(found, "prompt")
        _fill(prompt, hypertext.inline(self.fields["lead_in"]))
        return found

    def marked_by(self, method: str, instead: str = "") -> None:
        """Name a marking rule; where QTI has no words for it, other programs mark otherwise."""
        self.body[-1].set("class", f"{MARKING}{method}")
        if instead:
            self.warnings.append(f"Other programs do not know {method}; they mark by {instead}.")

    def part(self, parent: _Element, name: str, entry: _Fields, **attributes: str) -> None:
        """Write an option or line, and keep its rationale for later."""
        one = etree.SubElement(parent, name, {"identifier": _id(entry), **attributes})
        # A line to be matched may be a vignette of several paragraphs.
        is_line = "\n" in entry["text"]
        _fill(one, hypertext.blocks(entry["text"]) if is_line else hypertext.inline(entry["text"]))
        if entry.get("rationale"):
            self.feedback.append((_id(entry), entry["rationale"], None))

    def finished(self) -> Written:
        """Return the whole item in the order that the schema asks for."""
        if explained := _explained(self.fields):
            self.feedback.append((_GENERAL, explained, None))
        self._response()
        self._outcomes()
        self.root.append(self.body)
        self._processing()
        for name, markdown, _ in self.feedback:
            one = etree.SubElement(
                self.root, "modalFeedback", outcomeIdentifier=_FEEDBACK, identifier=name,
                showHide="show",
            )  # fmt: skip
            _fill(one, hypertext.blocks(markdown))
        return Written(self.root, self.images, self.warnings)

    @property
    def points(self) -> str:
        return str(self.fields["scoring"]["points"])

    def _response(self) -> None:
        key = self.key
        declared = etree.SubElement(
            self.root, "responseDeclaration", identifier=_RESPONSE, cardinality=key.cardinality,
            baseType=key.base_type,
        )  # fmt: skip
        correct = etree.SubElement(declared, "correctResponse")
        for one in key.correct:
            etree.SubElement(correct, "value").text = one
        if key.mapped:
            mapping = etree.SubElement(
                declared, "mapping", lowerBound="0", upperBound=self.points,
                defaultValue=self._share(key.default),
            )  # fmt: skip
            for value, share in key.mapped.items():
                etree.SubElement(mapping, "mapEntry", mapKey=value, mappedValue=self._share(share))

    def _share(self, share: Fraction) -> str:
        return f"{plain(share * Fraction(self.points), _PLACES):f}"

    def _outcomes(self) -> None:
        score = etree.SubElement(
            self.root, "outcomeDeclaration", identifier="SCORE", cardinality="single",
            baseType="float", normalMaximum=self.points,
        )  # fmt: skip
        etree.SubElement(etree.SubElement(score, "defaultValue"), "value").text = "0"
        if self.feedback:
            etree.SubElement(
                self.root, "outcomeDeclaration", identifier=_FEEDBACK, cardinality="multiple",
                baseType="identifier",
            )  # fmt: skip

    def _processing(self) -> None:
        found = etree.SubElement(self.root, "responseProcessing")
        if not self.feedback and self._is_usual:
            name = "map_response" if self.key.mapped else "match_correct"
            found.set("template", f"{_TEMPLATES}/{name}")
            return
        if self.key.mapped:
            score = etree.SubElement(found, "setOutcomeValue", identifier="SCORE")
            etree.SubElement(score, "mapResponse", identifier=_RESPONSE)
        else:
            branch = _branch(found, self._test())
            score = etree.SubElement(branch, "setOutcomeValue", identifier="SCORE")
            etree.SubElement(score, "baseValue", baseType="float").text = self.points
        self._shows(found)

    @property
    def _is_usual(self) -> bool:
        usual = bool(self.key.mapped) or self.points == "1"
        return usual and not self.key.equal and self.key.between is None

    def _test(self) -> _Element:
        """Return the test whether the whole answer is right."""
        if self.key.between:
            both = etree.Element("and")
            for name, end in zip(("gte", "lte"), self.key.between, strict=True):
                test = etree.SubElement(both, name)
                etree.SubElement(test, "variable", identifier=_RESPONSE)
                etree.SubElement(test, "baseValue", baseType=self.key.base_type).text = end
            return both
        name = "equal" if self.key.base_type == "float" else "match"
        test = etree.Element(name, dict(self.key.equal))
        etree.SubElement(test, "variable", identifier=_RESPONSE)
        etree.SubElement(test, "correct", identifier=_RESPONSE)
        return test

    def _shows(self, processing: _Element) -> None:
        """Say after which answer each feedback is shown: an option's after it was chosen."""
        if not self.feedback:
            return
        on_choice = self.key.base_type == "identifier" and self.key.cardinality != "ordered"
        shown = etree.SubElement(processing, "setOutcomeValue", identifier=_FEEDBACK)
        several = etree.SubElement(shown, "multiple")
        if on_choice:
            etree.SubElement(several, "variable", identifier=_RESPONSE)
        for name, _, value in self.feedback:
            if value is None and (not on_choice or name == _GENERAL):
                etree.SubElement(several, "baseValue", baseType="identifier").text = name
        if not len(several):
            processing.remove(shown)
        for name, _, value in self.feedback:
            if value is not None:
                self._shows_on_number(processing, name, value)

    def _shows_on_number(self, processing: _Element, name: str, value: str) -> None:
        test = etree.Element("equal", toleranceMode="exact")
        etree.SubElement(test, "variable", identifier=_RESPONSE)
        etree.SubElement(test, "baseValue", baseType="float").text = value
        shown = etree.SubElement(_branch(processing, test), "setOutcomeValue", identifier=_FEEDBACK)
        several = etree.SubElement(shown, "multiple")
        etree.SubElement(several, "variable", identifier=_FEEDBACK)
        etree.SubElement(several, "baseValue", baseType="identifier").text = name


def _branch(processing: _Element, test: _Element) -> _Element:
    condition = etree.SubElement(processing, "responseCondition")
    branch = etree.SubElement(condition, "responseIf")
    branch.append(test)
    return branch


def _single(item: _Item) -> None:
    _options(item, "1", "")
    keyed = [one for one in item.fields["options"] if one["correct"]]
    item.key = _Key("single", "identifier", [_id(one) for one in keyed])


def _several(item: _Item) -> None:
    fields = item.fields
    options, select = fields["options"], fields["select"]
    _options(item, str(select) if isinstance(select, int) else "0", "")
    keyed = [_id(one) for one in options if one["correct"]]
    method = fields["scoring"]["method"] or "all_or_nothing"
    shares = fractions_of(method, len(options), len(keyed))
    if method != "all_or_nothing":
        item.marked_by(method, "" if shares else "all or nothing")
    if shares is None:
        item.key = _Key("multiple", "identifier", keyed)
        return
    right, wrong = (one / 100 for one in shares)
    mapped = {_id(one): right if one["correct"] else wrong for one in options}
    item.key = _Key("multiple", "identifier", keyed, mapped)


def _options(item: _Item, most: str, least: str) -> None:
    shuffle = str(item.fields["shuffle"]).lower()
    more = {"minChoices": least} if least else {}
    found = item.interaction("choiceInteraction", shuffle=shuffle, maxChoices=most, **more)
    for one in item.fields["options"]:
        item.part(found, "simpleChoice", one)


def _matching(item: _Item) -> None:
    pairs = [(f"L-{one['id']}", f"O-{one['correct']}") for one in item.fields["stems"]]
    rows = [{**one, "id": f"L-{one['id']}"} for one in item.fields["stems"]]
    columns = [{**one, "id": f"O-{one['id']}"} for one in item.fields["options"]]
    _pairs(item, rows, columns, pairs)


def _cluster(item: _Item) -> None:
    statements = item.fields["statements"]
    rows = [{**one, "id": f"L-{one['id']}"} for one in statements]
    columns = [{"id": one, "text": one.capitalize()} for one in ("true", "false")]
    _pairs(item, rows, columns, [(f"L-{one['id']}", one["correct"]) for one in statements])


def _pairs(
    item: _Item,
    rows: Sequence[_Fields],
    columns: Sequence[_Fields],
    pairs: Sequence[tuple[str, str]],
) -> None:
    found = item.interaction("matchInteraction", shuffle="false", maxAssociations=str(len(rows)))
    for entries, most in ((rows, "1"), (columns, str(len(rows)))):
        one_set = etree.SubElement(found, "simpleMatchSet")
        for one in entries:
            item.part(one_set, "simpleAssociableChoice", one, matchMax=most)
    correct = [f"{row} {column}" for row, column in pairs]
    item.key = _Key(
        "multiple", "directedPair", correct, dict.fromkeys(correct, Fraction(1, len(correct)))
    )


def _ordered(item: _Item) -> None:
    method = item.fields["scoring"]["method"] or "exact"
    found = item.interaction("orderInteraction", shuffle="true")
    if method != "exact":
        item.marked_by(method, "exact")
    steps = item.fields["items_in_order"]
    for one in sorted(steps, key=_text):  # the file's order is seldom the right one
        item.part(found, "simpleChoice", one)
    item.key = _Key("ordered", "identifier", [_id(one) for one in steps])


def _text(entry: _Fields) -> str:
    return str(entry["text"])


def _numeric(item: _Item) -> None:
    key = item.fields["answer"]
    tolerance = key["tolerance"]
    kind, value = tolerance["kind"], tolerance.get("value") or "0"
    if kind == "significant_figures":
        fault = "QTI cannot mark a number by its significant figures and keep what is right."
        raise CannotBeWrittenError(fault)
    lead_in = etree.SubElement(item.body, "p")
    _fill(lead_in, hypertext.inline(item.fields["lead_in"]))
    line = etree.SubElement(item.body, "p")
    etree.SubElement(line, "textEntryInteraction", responseIdentifier=_RESPONSE)
    if key["unit"]:
        etree.SubElement(line, "span", {"class": "unit"}).text = key["unit"]
    if others := [one for one in key["accepted_units"] if one != key["unit"]]:
        item.warnings.append(f"Other units were left out: {', '.join(others)}.")
    if key["unit_required"]:
        item.warnings.append("In QTI the unit stands behind the field and is not asked for.")
    for number, one in enumerate(key["common_errors"], 1):
        item.feedback.append((f"ERROR-{number}", one["rationale"], one["value"]))
    item.key = _Key(
        "single", "float", [key["value"]], equal=_near(kind, value),
        between=(tolerance["low"], tolerance["high"]) if kind == "range" else None,
    )  # fmt: skip


def _near(kind: str, value: str) -> Mapping[str, str]:
    if kind == "range" or Fraction(value) == 0:
        return {} if kind == "range" else {"toleranceMode": "exact"}
    if kind == "relative":
        value = f"{plain(Fraction(value) * 100, _PLACES):f}"
    mode = "absolute" if kind == "absolute" else "relative"
    return {"toleranceMode": mode, "tolerance": f"{value} {value}"}


def _id(entry: _Fields) -> str:
    return str(entry["id"])


def _explained(fields: _Fields) -> str:
    """Return explanation, key point and references as one text."""
    key_point = f"**{fields['key_point']}**" if fields["key_point"] else ""
    cited = "\n".join(f"- {one['cite']}" for one in fields["references"])
    return "\n\n".join(one for one in (fields["explanation"], key_point, cited) if one)


def _names(files: Iterable[str]) -> dict[str, str]:
    """Return the name of each file in the package; two of one name are told apart."""
    found: dict[str, str] = {}
    for number, file in enumerate(files, 1):
        name = PurePosixPath(file).name
        found[file] = f"{number}-{name}" if name in found.values() else name
    return found


def _fill(element: _Element, html: str) -> None:
    """Put HTML that is well-formed as XML into an element."""
    inside = etree.fromstring(f"<r>{html}</r>")
    element.text = inside.text
    element.extend(list(inside))


_WRITERS: Mapping[str, Callable[[_Item], None]] = {
    "single_best_answer": _single,
    "multiple_response": _several,
    "extended_matching": _matching,
    "true_false_cluster": _cluster,
    "ordered": _ordered,
    "numeric": _numeric,
}
