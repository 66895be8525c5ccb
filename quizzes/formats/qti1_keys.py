"""The conditions of a QTI 1.2 item: which answer earns what, and which feedback it shows."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from quizzes.formats.numbers import decimal
from quizzes.formats.qti_texts import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.etree import _Element

_ENDS = {"vargte": "low", "vargt": "low", "varlte": "high", "varlt": "high"}
_WHOLE = Decimal(100)


@dataclass(frozen=True)
class Value:
    """A value that a condition compares a response with."""

    response: str
    value: str
    negated: bool = False


@dataclass(frozen=True)
class Condition:
    """A condition on the answer."""

    values: tuple[Value, ...]
    low: str
    high: str
    open: bool
    """Whether an end of the range is itself no right answer."""
    all: bool
    """Whether all values have to be there together."""
    score: Decimal | None
    """What it gives; None: it gives no score."""
    adds: bool
    shows: tuple[str, ...]

    @property
    def wanted(self) -> tuple[Value, ...]:
        """The values that must be there."""
        return tuple(one for one in self.values if not one.negated)

    @property
    def earns(self) -> bool:
        """Whether it gives more than nothing."""
        return self.score is not None and self.score > 0


def conditions(item: _Element) -> list[Condition]:
    """Return the conditions of an item in order."""
    found = (one.find("conditionvar") for one in item.iterfind("resprocessing/respcondition"))
    return [_condition(one) for one in found if one is not None]


def _condition(tests: _Element) -> Condition:
    whole = tests.getparent()
    ends = {_ENDS[str(one.tag)]: one for one in tests.iter(*_ENDS) if not _is_negated(one)}
    sets = [] if whole is None else whole.findall("setvar")
    shows = [] if whole is None else whole.findall("displayfeedback")
    score = next((value for one in sets if (value := _score(one)) is not None), None)
    return Condition(
        values=tuple(_values(tests)),
        low=words(ends.get("low")),
        high=words(ends.get("high")),
        open=any(one.tag in {"vargt", "varlt"} for one in ends.values()),
        all=tests.find(".//and") is not None,
        score=score,
        adds=any((one.get("action") or "").lower() == "add" for one in sets),
        shows=tuple(one.get("linkrefid") or "" for one in shows),
    )


def _values(tests: _Element) -> Iterator[Value]:
    for one in tests.iter("varequal", "varsubset"):
        yield Value((one.get("respident") or "").strip(), words(one), _is_negated(one))


def _is_negated(element: _Element) -> bool:
    return sum(one.tag == "not" for one in element.iterancestors()) % 2 == 1


def _score(element: _Element) -> Decimal | None:
    said = words(element)
    return _WHOLE if said == "SCORE.max" else decimal(said)


def points_of(item: _Element, found: Sequence[Condition]) -> str:
    """Return what an item is worth, "" where it does not say."""
    for name in ("points_possible", "cc_weighting", "qmd_weighting", "qmd_absolutescore_max"):
        said = metadata(item, name)
        if said and decimal(said) is not None and not (name.startswith("qmd") and said == "0"):
            return said
    most = [one.get("maxvalue") or "" for one in item.iterfind("resprocessing/outcomes/decvar")]
    whole = [one for one in most if decimal(one)]
    if whole:
        return whole[0] if decimal(whole[0]) != _WHOLE else ""
    scores = [one.score for one in found if one.score and one.earns]
    adds = any(one.adds for one in found if one.earns and len(one.wanted) == 1)
    several = _cardinality(item) == "multiple" and adds
    best = sum(scores, Decimal(0)) if several else max(scores, default=_WHOLE)
    return "" if best == _WHOLE else f"{best:f}"


def _cardinality(item: _Element) -> str:
    response = item.find(".//response_lid")
    return "" if response is None else (response.get("rcardinality") or "Single").lower()


def metadata(item: _Element, name: str) -> str:
    """Return a field of an item's metadata, as Canvas or Blackboard keep it, "" if it has none."""
    for one in item.iterfind("itemmetadata//qtimetadatafield"):
        if words(one.find("fieldlabel")).lower() == name:
            return words(one.find("fieldentry"))
    return words(item.find(f"itemmetadata//{name}"))
