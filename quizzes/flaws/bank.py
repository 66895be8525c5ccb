"""The flaws of a whole bank: of each item, and of what may be drawn together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzes.drawing import approved, pools_of
from quizzes.flaws import across
from quizzes.flaws.registry import ITEM_RULES
from quizzes.flaws.view import View

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from quizzes.bank import Draft
    from quizzes.flaws.rule import InBank, Rule
    from quizzes.models import AnyItem
    from quizzes.problem import Fault

Flaw = tuple["AnyItem | None", "Fault"]


def flaws(draft: Draft, views: Mapping[str, View]) -> Iterator[Flaw]:
    """Return every flaw of a bank with the item it is in, or None where it is the bank's."""
    for view in views.values():
        if view.item.status != "retired":
            for rule in ITEM_RULES:
                for fault in rule.faults(view):
                    yield view.item, fault
    yield from _between(draft, views)


def views_of(draft: Draft, today: date) -> dict[str, View]:
    """Return each item of a bank as the rules see it."""
    return {one.id: View(one, today) for one in draft.items.values()}


def _between(draft: Draft, views: Mapping[str, View]) -> Iterator[Flaw]:
    ready = [views[one] for one in approved(draft.items.values())]
    for rule, found in (
        (across.KEY_LONGEST, across.keys_that_are_longest(ready)),
        (across.KEY_PLACE, across.keys_in_one_place(ready)),
        (across.HINGED, across.hinged(_drawn(draft, views))),
        (across.CUED, across.cued(_drawn(draft, views), at_once=_at_once(draft))),
    ):
        yield from _as_flaws(rule, found, views)


def _as_flaws(rule: Rule, found: Iterable[InBank], views: Mapping[str, View]) -> Iterator[Flaw]:
    for item, message, place in found:
        yield (views[item].item if item else None), rule.fault(message, place)


def _drawn(draft: Draft, views: Mapping[str, View]) -> list[View]:
    """Return the items that may meet in one attempt: those of all pools, as all are drawn from."""
    if draft.activity is None:
        return [views[one] for one in approved(draft.items.values())]
    drawn = {one for _, _, items in pools_of(draft.activity, draft.items) for one in items}
    return [view for name, view in views.items() if name in drawn]


def _at_once(draft: Draft) -> bool:
    return draft.activity is not None and draft.activity.rules.feedback == "after_each_item"


def of_item(
    item: AnyItem, slug: str, others: Iterable[across.Copy], today: date
) -> Iterator[Fault]:
    """Return the flaws of one item of the bank `slug`, and whether it repeats one of `others`."""
    if item.status == "retired":
        return
    view = View(item, today)
    for rule in ITEM_RULES:
        yield from rule.faults(view)
    new = across.copy_of(view, slug)
    beside = [one for one in others if (one.bank, one.item) != (slug, item.id)]
    yield from _repeats(new, *across.met(new, beside))


def _repeats(
    new: across.Copy, same: across.Copy | None, near: across.Copy | None
) -> Iterator[Fault]:
    if same and same.bank == new.bank:
        yield across.TWICE.fault(f"The question is the same as {same.item}.", ("stem",))
    elif one := same or near:
        where = "" if one.bank == new.bank else f" of {one.bank}"
        says = "is the same as" if same else "nearly repeats"
        yield across.SIMILAR.fault(f"The question {says} {one.item}{where}.", ("stem",))


def repeated(seen: across.Seen, draft: Draft, views: Mapping[str, View]) -> Iterator[Flaw]:
    """Return the items of a bank that repeat one met before, there or in an earlier bank."""
    for view in views.values():
        if view.item.status == "retired":
            continue
        new = across.copy_of(view, draft.slug)
        for fault in _repeats(new, *seen.add(new)):
            yield view.item, fault
