"""What is right in a QTI 2.x or 3 item, and what it earns: declarations and response processing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from quizzes.formats.numbers import decimal
from quizzes.formats.qti_texts import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_COMPARES = ("match", "equal", "member", "contains", "stringmatch")
_NONE = Decimal(0)
Scheme = Literal["map", "match", "own"]


@dataclass(frozen=True)
class Declared:
    """A response as the item declares it."""

    name: str
    cardinality: str = ""
    base_type: str = ""
    correct: tuple[str, ...] = ()
    mapped: Mapping[str, Decimal] = field(default_factory=dict)
    default: Decimal = _NONE
    """What each value that is not mapped earns."""
    most: Decimal | None = None
    """The upper bound of what the mapping gives."""

    @property
    def positive(self) -> tuple[str, ...]:
        """The values that earn something, in the order of the mapping."""
        return tuple(value for value, earned in self.mapped.items() if earned > 0)

    def earned(self, value: str) -> Decimal:
        """Return what the mapping gives for a value."""
        return self.mapped.get(value, self.default)


@dataclass(frozen=True)
class Branch:
    """A branch of the response processing: for which answer it is taken, what it does."""

    response: str
    values: tuple[str, ...]
    """With which the response is compared; none: with what is declared as correct."""
    score: Decimal | None
    shows: tuple[str, ...]
    """The feedback that it shows."""


def declared(root: _Element, name: str) -> Declared:
    """Return a response of an item; one that is not declared has nothing right."""
    found = next((e for e in root.iterchildren("responsedeclaration") if _name(e) == name), None)
    if found is None:
        return Declared(name)
    mapping = found.find("mapping")
    values = tuple(filter(None, map(words, found.iterfind("correctresponse/value"))))
    if mapping is None:
        return Declared(name, _kind(found, "cardinality"), _kind(found, "basetype"), values)
    return Declared(
        name,
        _kind(found, "cardinality"),
        _kind(found, "basetype"),
        values,
        {_key(one): _number(one.get("mappedvalue")) for one in mapping.iterchildren("mapentry")},
        _number(mapping.get("defaultvalue")),
        decimal(mapping.get("upperbound") or ""),
    )


def scheme_of(root: _Element, response: Declared) -> Scheme:
    """Return whether a response is marked by its mapping, all or nothing, or by rules of its own.

    An item that has no processing is marked by what it declares.
    """
    processing = root.find("responseprocessing")
    if processing is None or (len(processing) == 0 and not processing.get("template")):
        return "map" if response.mapped else "match"
    if "map_response" in (processing.get("template") or ""):
        return "map" if response.mapped else "match"
    if any(_name(one) == response.name for one in processing.iter("mapresponse")):
        return "map"
    if "match_correct" in (processing.get("template") or ""):
        return "match"
    return "own" if next(processing.iter("correct"), None) is None else "match"


def branches(root: _Element) -> Iterator[Branch]:
    """Return the branches that depend on what was answered."""
    for one in root.iterfind("responseprocessing//*"):
        if one.tag not in {"responseif", "responseelseif"} or not len(one):
            continue
        test = one[0]
        if test.tag == "not" or test.find(".//not") is not None:
            continue
        names = [_name(two) for two in (test, *test.iter("variable")) if two.tag == "variable"]
        if names and (test.tag in _COMPARES or test.tag in {"and", "or"}):
            values = tuple(words(two) for two in test.iter("basevalue"))
            yield Branch(names[0], values, _score(one), tuple(_shown(one)))


def points_of(root: _Element, response: Declared, scheme: Scheme) -> str:
    """Return what an item is worth, "" where it does not say."""
    outcomes = {_name(one): one for one in root.iterchildren("outcomedeclaration")}
    score, most = outcomes.get("SCORE"), outcomes.get("MAXSCORE")
    if score is not None and decimal(score.get("normalmaximum") or ""):
        return score.get("normalmaximum") or ""
    said = "" if most is None else words(most.find("defaultvalue/value"))
    if decimal(said):
        return said
    if scheme == "map" and response.positive:
        gained = [response.mapped[value] for value in response.positive]
        whole = max(gained) if response.cardinality == "single" else sum(gained, _NONE)
        return f"{min(whole, response.most or whole):f}"
    scores = [one.score for one in branches(root) if one.response == response.name and one.score]
    return f"{max(scores):f}" if scores and max(scores) > 0 else ""


def _score(branch: _Element) -> Decimal | None:
    for one in branch.iterchildren("setoutcomevalue"):
        if _name(one) == "SCORE":
            return decimal(words(one.find("basevalue")))
    return None


def _shown(branch: _Element) -> Iterator[str]:
    for one in branch.iterchildren("setoutcomevalue"):
        yield from (
            words(two) for two in one.iter("basevalue") if _kind(two, "basetype") != "float"
        )


def _name(element: _Element) -> str:
    return element.get("identifier") or ""


def _kind(element: _Element, name: str) -> str:
    return (element.get(name) or "").strip().lower()


def _key(entry: _Element) -> str:
    return " ".join((entry.get("mapkey") or "").split())


def _number(text: str | None) -> Decimal:
    return decimal(text or "0") or _NONE
