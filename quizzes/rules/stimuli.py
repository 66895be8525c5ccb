"""Stimuli: each exists, is shown by items that stay together, and can be drawn whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzes.drawing import groups_of, pools_of, sums_of, units
from quizzes.problem import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quizzes.bank import Draft
    from quizzes.kinds.item import ItemBase
    from quizzes.kinds.stimulus import Stimulus
    from quizzes.models import Activity, AnyItem


def stimulus_is_named_as_file(stimulus: Stimulus, stem: str) -> Iterator[Fault]:
    """A stimulus's file is named after its id."""
    if stimulus.id != stem:
        message = f"The id is {stimulus.id}, but the file is called {stem}.yaml."
        yield Fault("file-name", message, f"Rename the file to {stimulus.id}.yaml.", ("id",))


def stimulus_exists(item: AnyItem, draft: Draft) -> Iterator[Fault]:
    """The stimulus that an item names can be read."""
    if item.stimulus is not None and item.stimulus not in draft.stimuli:
        message = f"There is no stimulus {item.stimulus} that can be read."
        fix = f"Write it in stimuli/{item.stimulus}.yaml, or name one that exists."
        yield Fault("stimulus-unknown", message, fix, ("stimulus",))


def part_belongs_to_a_stimulus(item: AnyItem) -> Iterator[Fault]:
    """Only an item with a stimulus has a place among those that share it."""
    if item.part is not None and item.stimulus is None:
        message = "The question has a part, but no stimulus."
        yield Fault("part-alone", message, "Name its stimulus, or drop part.", ("part",))


def parts_differ(item: AnyItem, draft: Draft) -> Iterator[Fault]:
    """No two items have the same place at one stimulus."""
    if item.stimulus is None or item.part is None:
        return  # most items: nothing is compared
    for one in draft.items.values():
        same = (one.stimulus, one.part) == (item.stimulus, item.part)
        if same and one.id < item.id:
            message = f"{one.id} is part {item.part} of {item.stimulus}, too."
            yield Fault("part-twice", message, "Give each question a part of its own.", ("part",))


def stimulus_is_used(stimulus: Stimulus, draft: Draft) -> Iterator[Fault]:
    """At least two items share a stimulus."""
    count = len(_sharing(stimulus, draft))
    if count < 2:  # noqa: PLR2004 - to share takes two
        message = f"{count or 'No'} question{'' if count == 1 else 's'} name this stimulus."
        fix = "Let the questions name it in stimulus:, or write it as the stem of the one question."
        yield Fault("stimulus-alone", message, fix, ("id",), severity="warning")


def groups_stay_together(activity: Activity, draft: Draft) -> Iterator[Fault]:
    """The approved items of a stimulus are drawn by one pool, and its draw can be met exactly."""
    shares = pools_of(activity, draft.items)
    groups = _groups(draft)
    for number, (pool, draw, ids) in enumerate(shares):
        for group in groups:
            inside = [one for one in group if one in ids]
            if inside and len(inside) < len(group):
                rest = ", ".join(one for one in group if one not in ids)
                message = f"{', '.join(inside)} share a stimulus with {rest}, not in {pool}."
                fix = "Let one pool hold all questions of a stimulus."
                yield Fault("group-split", message, fix, ("blueprint", number, "pool"))
        sizes = sorted(map(len, units(ids, groups)), reverse=True)
        if draw <= len(ids) and draw not in sums_of(sizes):
            wholes = ", ".join(map(str, sizes))
            message = (
                f"{pool} cannot give exactly {draw}: its groups stay whole ({wholes} questions)."
            )
            fix = "Draw another number, or change a group."
            yield Fault("draw-splits-group", message, fix, ("blueprint", number, "draw"))


def _groups(draft: Draft) -> tuple[tuple[str, ...], ...]:
    return groups_of(one for one in draft.items.values() if one.status == "approved")


def _sharing(stimulus: Stimulus, draft: Draft) -> list[ItemBase]:
    return [one for one in draft.items.values() if one.stimulus == stimulus.id]
