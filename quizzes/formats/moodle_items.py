"""An item as Moodle would know it: the way back from asked.py, for its XML and for GIFT."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from html import escape
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from quizzes.formats import hypertext
from quizzes.formats.asked import Answer, Asked, Row
from quizzes.formats.moodle_marks import FULL, ORDERING_NAMES, fractions_of
from quizzes.formats.numbers import plain
from quizzes.formats.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from quizzes.models import AnyItem

_Item = Mapping[str, Any]
"""An item's fields."""
_TRUE_FALSE = ("True", "False")


class CannotBeWrittenError(Exception):
    """Moodle has nothing that holds this item; the text says why."""


def moodle_of(item: AnyItem, images: Mapping[str, bytes]) -> Asked:
    """Return an item as Moodle's question; its warnings say what Moodle does not hold.

    Raises CannotBeWrittenError.
    """
    fields = item.model_dump()
    kind, own = _BUILDERS[item.type](fields)
    return Asked(
        place=item.id,
        kind=kind,
        text=_asked(fields, images),
        general=Text(hypertext.blocks(_explained(fields))),
        origin=origin_of(fields),
        points=item.scoring.points,
        topic=item.blueprint.topic if item.blueprint else "",
        **own,
    )


def origin_of(fields: _Item) -> str:
    """Return the id that Moodle gave an item that came from it, else the item's own."""
    came = fields.get("origin") or {}
    is_moodle = came.get("format") in {"moodle-xml", "gift"}
    return str((came.get("id") if is_moodle else None) or fields["id"])


def _asked(fields: _Item, images: Mapping[str, bytes]) -> Text:
    """Return theme, vignette, figures and lead-in as one text."""
    theme = f"<h4>{hypertext.inline(fields['theme'])}</h4>" if fields.get("theme") else ""
    stem = hypertext.blocks(fields["stem"]) if fields["stem"] else ""
    shown = [one for one in fields["media"] if one["file"] in images]
    figures = "".join(_figure(one) for one in shown)
    lead_in = f"<p>{hypertext.inline(fields['lead_in'])}</p>"
    files = {PurePosixPath(one["file"]).name: images[one["file"]] for one in shown}
    return Text(f"{theme}{stem}{figures}{lead_in}", "html", files)


def _figure(media: _Item) -> str:
    name = PurePosixPath(media["file"]).name
    return f'<p><img src="@@PLUGINFILE@@/{escape(name)}" alt="{escape(media["alt"] or "")}"/></p>'


def _explained(fields: _Item) -> str:
    """Return explanation, key point and references as one text."""
    key_point = f"**{fields['key_point']}**" if fields["key_point"] else ""
    cited = "\n".join(f"- {one['cite']}" for one in fields["references"])
    return "\n\n".join(one for one in (fields["explanation"], key_point, cited) if one)


def _single(fields: _Item) -> tuple[str, dict[str, Any]]:
    options = fields["options"]
    own = {"answers": tuple(_options(options, FULL, Decimal(0))), "shuffle": fields["shuffle"]}
    if tuple(one["text"] for one in options) == _TRUE_FALSE and not fields["shuffle"]:
        return "truefalse", own
    return "multichoice", own


def _several(fields: _Item) -> tuple[str, dict[str, Any]]:
    options = fields["options"]
    keyed = sum(one["correct"] for one in options)
    method = fields["scoring"]["method"] or "all_or_nothing"
    said = [f"Moodle does not say how many to select ({fields['select']})."]
    warnings = said if isinstance(fields["select"], int) else []
    shares = fractions_of(method, len(options), keyed)
    if method == "all_or_nothing":
        kind, right, wrong = "multichoiceset", FULL, Decimal(0)
        warnings.append("It needs Moodle's plug-in for all-or-nothing multiple choice.")
    else:
        kind = "multichoice"
        right, wrong = (plain(one, 5) for one in shares or (FULL / keyed, -FULL / keyed))
    if method != "all_or_nothing" and shares is None:
        warnings.append(f"Moodle has no marking rule {method}; wrong options take marks back.")
    own = {
        "answers": tuple(_options(options, right, wrong)),
        "single": False,
        "shuffle": fields["shuffle"],
        "warnings": tuple(warnings),
    }
    return kind, own


def _options(options: Iterable[_Item], right: Decimal, wrong: Decimal) -> Iterable[Answer]:
    for one in options:
        text = Text(hypertext.inline(one["text"]))
        yield Answer(text, right if one["correct"] else wrong, _rationale(one))


def _rationale(entry: _Item) -> Text:
    return Text(hypertext.blocks(entry.get("rationale") or ""))


def _matching(fields: _Item) -> tuple[str, dict[str, Any]]:
    texts = {one["id"]: hypertext.text(one["text"]) for one in fields["options"]}
    rows = [
        Row(Text(hypertext.blocks(one["text"])), texts[one["correct"]]) for one in fields["stems"]
    ]
    used = {one["correct"] for one in fields["stems"]}
    rows += [Row(Text(), text) for own, text in texts.items() if own not in used]
    lost = any(one.get("rationale") for one in fields["stems"])
    said = ("Moodle has no feedback on a single line to be matched; it was left out.",)
    return "matching", {"rows": tuple(rows), "warnings": said if lost else ()}


def _cluster(fields: _Item) -> tuple[str, dict[str, Any]]:
    rows = tuple(
        Row(Text(hypertext.inline(one["text"])), one["correct"].capitalize(), _rationale(one))
        for one in fields["statements"]
    )
    own: dict[str, Any] = {"rows": rows, "columns": _TRUE_FALSE, "rule": "subpoints"}
    own |= {"shuffle": False, "warnings": ("It needs Moodle's plug-in for multiple true/false.",)}
    return "mtf", own


def _ordered(fields: _Item) -> tuple[str, dict[str, Any]]:
    steps = tuple(
        Answer(Text(hypertext.inline(one["text"])), Decimal(place), _rationale(one))
        for place, one in enumerate(fields["items_in_order"], 1)
    )
    rule = ORDERING_NAMES[fields["scoring"]["method"] or "exact"]
    return "ordering", {"answers": steps, "rule": rule}


def _numeric(fields: _Item) -> tuple[str, dict[str, Any]]:
    key = fields["answer"]
    value, margin, low, high = _value_and_margin(key)
    number = Answer(Text(value, "plain"), FULL, Text(), margin, low, high)
    errors = tuple(
        Answer(
            Text(one["value"], "plain"), Decimal(0), Text(hypertext.blocks(one["rationale"])), "0"
        )
        for one in key["common_errors"]
    )
    units = ((key["unit"], Decimal(1)),) if key["unit"] else ()
    more = [one for one in key["accepted_units"] if one != key["unit"]]
    said = (f"Other units were left out: {', '.join(more)}.",) if more else ()
    own = {"answers": (number, *errors), "units": units, "warnings": said}
    return "numerical", {**own, "unit_required": key["unit_required"]}


def _value_and_margin(key: _Item) -> tuple[str, str, str, str]:
    """Return a number, its tolerance, and the ends where it is given as a range."""
    tolerance = key["tolerance"]
    value = Decimal(key["value"])
    if tolerance["kind"] == "absolute":
        return key["value"], tolerance["value"], "", ""
    if tolerance["kind"] == "range":
        low, high = Decimal(tolerance["low"]), Decimal(tolerance["high"])
        if not low <= value <= high or value - low != high - value:
            value = (low + high) / 2
        return f"{value:f}", f"{(high - low) / 2:f}", tolerance["low"], tolerance["high"]
    if tolerance["kind"] in {"relative", "relative_percent"}:
        part = Decimal(tolerance["value"]) / (1 if tolerance["kind"] == "relative" else 100)
        return key["value"], f"{(abs(value) * part).normalize():f}", "", ""
    fault = "Moodle cannot mark a number by its significant figures."
    raise CannotBeWrittenError(fault)


_BUILDERS: Mapping[str, Callable[[_Item], tuple[str, dict[str, Any]]]] = {
    "single_best_answer": _single,
    "multiple_response": _several,
    "extended_matching": _matching,
    "true_false_cluster": _cluster,
    "ordered": _ordered,
    "numeric": _numeric,
}
