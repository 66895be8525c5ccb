"""The labelled set: cases that two readers judged, and how often each rule agrees with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any, Literal

import yaml

from quizzes.flaws import across
from quizzes.flaws.registry import ITEM_RULES, RULES
from quizzes.flaws.view import View
from quizzes.models import ITEM

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from quizzes.models import AnyItem

READ_ON = date(2026, 12, 1)
"""The day that counts as today while the set is measured."""
Fields = Mapping[str, Any]
_RATIONALE = "This rationale says why the option is right, or why another is better."
_OPTIONS = ("*Observation", "Spirometry", "Biopsy", "Angiography")
_WRITTEN = ("lead_in", "stem", "review_due")
_Z = Decimal("1.959963984540054")
"""The 97.5th percentile of the normal distribution."""


@dataclass(frozen=True)
class Case:
    """One or two items, the flaws that readers see in them, and whether they agreed at first."""

    file: str
    number: int
    flaws: frozenset[str]
    reading: Literal["agreed", "differed", "later"]
    """Whether the two readings agreed, differed, or were both put right later by a count."""
    views: tuple[View, ...]


@dataclass(frozen=True)
class Sample:
    """The cases of one file, all of which were read for the same rules."""

    rules: tuple[str, ...]
    cases: tuple[Case, ...]


@dataclass(frozen=True)
class Figures:
    """How a rule fares: flawed cases it flags and misses, clean ones it flags and passes."""

    hits: int
    misses: int
    false: int
    passed: int

    @property
    def flagged(self) -> int:
        """How many cases the rule flags."""
        return self.hits + self.false

    @property
    def flawed(self) -> int:
        """How many cases the readers call flawed."""
        return self.hits + self.misses


def samples(folder: Path) -> tuple[Sample, ...]:
    """Return every file of the labelled set. Raises KeyError for a rule that there is none of."""
    return tuple(_sample(path) for path in sorted(folder.glob("*.yaml")))


def figures(those: tuple[Sample, ...]) -> dict[str, Figures]:
    """Return the figures of each rule that the set was read for."""
    counts: dict[str, list[int]] = {}
    for sample in those:
        for case in sample.cases:
            found = flags(case)
            for rule in sample.rules:
                count = counts.setdefault(rule, [0, 0, 0, 0])
                # Hits and misses are of flawed cases, false flags and passes of clean ones.
                count[2 * (rule not in case.flaws) + (rule not in found)] += 1
    return {rule: Figures(*counts[rule]) for rule in RULES if rule in counts}


def flags(case: Case) -> frozenset[str]:
    """Return the rules that flag a case."""
    found = {rule.id for view in case.views for rule in ITEM_RULES for _ in rule.find(view)}
    if len(case.views) > 1:
        found |= set(_between(case.views))
    return frozenset(found)


def _between(views: tuple[View, ...]) -> Iterator[str]:
    yield from (across.HINGED.id for _ in across.hinged(views))
    yield from (across.CUED.id for _ in across.cued(views, at_once=False))
    seen = across.Seen()
    for view in views:
        same, near = seen.add(across.copy_of(view, "bank"))
        if same or near:
            yield across.TWICE.id if same else across.SIMILAR.id


def wilson(hits: int, trials: int) -> tuple[Decimal, Decimal]:
    """Return the 95% Wilson score interval of a proportion, rounded to two places.

    Wilson, J Am Stat Assoc 1927;22:209-212: (p + z²/2n ± z√(p(1−p)/n + z²/4n²)) / (1 + z²/n).
    """
    n, z = Decimal(trials), _Z
    p = Decimal(hits) / n
    middle = p + z * z / (2 * n)
    around = z * (p * (1 - p) / n + z * z / (4 * n * n)).sqrt()
    return tuple(_rounded((middle + side * around) / (1 + z * z / n)) for side in (-1, 1))  # type: ignore[return-value]


def _rounded(value: Decimal) -> Decimal:
    return min(max(value, Decimal(0)), Decimal(1)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _sample(path: Path) -> Sample:
    content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    rules = tuple(content["rules"])
    unknown = {*rules} - {*RULES}
    if unknown:
        raise KeyError(*unknown)
    cases = tuple(_case(path.stem, one, content) for one in content["cases"])
    return Sample(rules, cases)


def _case(file: str, case: Fields, content: Fields) -> Case:
    items = tuple(View(one, READ_ON) for one in _items(case, content))
    return Case(file, case["id"], frozenset(case["flaws"]), _reading(case["second"]), items)


def _reading(second: str | Fields) -> Literal["agreed", "differed", "later"]:
    if isinstance(second, str):
        return "agreed"
    return "later" if second["kept"] == "neither" else "differed"


def _items(case: Fields, content: Fields) -> Iterator[AnyItem]:
    carrier = content.get("carrier", {})
    if "item" in case:
        first = content["items"][case["item"]]
        yield _item("one", first)
        yield _item(
            "two", content["items"][case["other"]] if "other" in case else _changed(first, case)
        )
        return
    if "before" in case:
        yield _item("one", {"stem": case["before"]})
    yield _item("two", {**carrier, **case})


def _changed(item: Fields, case: Fields) -> Fields:
    """Return an item with words replaced, or with its options in another order, and so on."""
    for old, *new in case.get("changes", ()):
        item = {name: _with(value, old, *new) for name, value in item.items()}
    return item


def _with(value: Any, old: str, new: str | None = None) -> Any:  # noqa: ANN401 - text or a list
    if isinstance(value, list):
        changed = [_with(one, old, new) for one in value]
        return changed[::-1] if old == "order" and new is None else changed
    if new is not None:
        return value.replace(old, new)
    return {"case": value.lower(), "punctuation": value.replace(",", "")}.get(old, value)


def _item(name: str, fields: Fields) -> AnyItem:
    """Return the item that a case describes; what it does not say is without a flaw."""
    texts = list(fields.get("options", _OPTIONS))
    if "option" in fields:
        texts = [fields["option"] if one == "{}" else one for one in texts]
    written = {one: fields[one] for one in _WRITTEN if one in fields}
    options = tuple(
        _option(letter, text, fields) for letter, text in zip("abcdefghijkl", texts, strict=False)
    )
    keyed = sum(one["correct"] for one in options)
    kind = "single_best_answer" if keyed == 1 else "multiple_response"
    return ITEM.validate_python(
        {"id": name, "type": kind, "status": "approved", "lead_in": "Which is the best next step?"}
        | {"options": options, "shuffle": fields.get("shuffle", True)}
        | {"media": _media(fields), "references": _references(fields), "reviews": _reviews(fields)}
        | written
    )


def _option(letter: str, text: str, fields: Fields) -> dict[str, Any]:
    keyed = text.startswith("*")
    said = fields.get("rationale", _RATIONALE) if keyed else _RATIONALE
    return {"id": letter, "text": text.removeprefix("*"), "correct": keyed, "rationale": said}


def _media(fields: Fields) -> tuple[dict[str, Any], ...]:
    if "alt" not in fields:
        return ()
    return ({"id": "figure", "file": "media/figure.png", "alt": fields["alt"]},)


def _references(fields: Fields) -> tuple[dict[str, Any], ...]:
    return tuple(
        {"id": f"source-{number}", "cite": cite}
        for number, cite in enumerate(fields.get("cites", ()))
    )


def _reviews(fields: Fields) -> tuple[dict[str, Any], ...]:
    if "review_due" not in fields:
        return ()
    return ({"by": "reader", "date": "2026-06-01", "verdict": "approve"},)
