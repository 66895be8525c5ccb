"""The statistics of a response table as plain values that JSON can hold."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from scoring.statistics.flags import flags
from scoring.statistics.whole import statistics

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from scoring.statistics.item import ItemStatistics
    from scoring.statistics.table import Table


def report(table: Table) -> dict[str, Any]:
    """Return all figures of a table; None where one is not defined.

    Facilities, correlations and shares lie between -1 and 1; the discriminative efficiency is in
    percent, as Moodle prints it.
    """
    found = statistics(table.columns, table.parts)
    return {
        "n": found.n,
        "k": found.k,
        "alpha": found.alpha,
        "kr21": found.kr21,
        "sem": found.sem,
        "mean": found.mean,
        "sd": found.sd,
        "items": [_item(one) for one in found.items],
        "ignored": list(table.ignored),
    }


def _item(one: ItemStatistics) -> dict[str, Any]:
    values = {name: value for name, value in asdict(one).items() if name != "variance"}
    options = {option.pop("option"): option for option in values.pop("options")}
    return {**values, "options": options, "flags": list(flags(one))}


COLUMNS = ("facility", "r_item_rest", "point_biserial", "biserial", "discrimination_27")


def as_lines(found: Mapping[str, Any]) -> Iterator[str]:
    """Write the report for people to read: the test in a line, then a line for each item."""
    whole = (f"{name} {_shown(found[name])}" for name in ("mean", "sd", "alpha", "kr21", "sem"))
    yield f"{found['n']} people, {found['k']} items: {', '.join(whole)}"
    width = max((len(one["item"]) for one in found["items"]), default=0)
    yield f"{'item':{width}}  {'  '.join(COLUMNS)}"
    for one in found["items"]:
        figures = "  ".join(f"{_shown(one[name]):>{len(name)}}" for name in COLUMNS)
        yield f"{one['item']:{width}}  {figures}  {' '.join(one['flags'])}".rstrip()
    if found["ignored"]:
        yield f"Not in the key and left out: {', '.join(found['ignored'])}"


def _shown(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
