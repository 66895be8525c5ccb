"""Pools and blueprint: every attempt can be drawn, and shows no item twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzes.drawing import approved, pools_of, selected
from quizzes.problem import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quizzes.bank import Draft
    from quizzes.models import Activity, Pool


def blueprint_names_pools(activity: Activity) -> Iterator[Fault]:
    """Each line of the blueprint draws from a pool, and each pool is drawn from once."""
    drawn: list[str] = []
    known = [one.id for one in activity.pools]
    for number, line in enumerate(activity.blueprint):
        place = ("blueprint", number)
        if line.pool not in known:
            fix = f"Write one of: {', '.join(known)}."
            yield Fault("pool-unknown", f"There is no pool {line.pool}.", fix, place)
        if line.pool in drawn:
            message = f"The blueprint draws from {line.pool} twice."
            yield Fault("pool-drawn-twice", message, "Add the two numbers up in one line.", place)
        drawn.append(line.pool)
    for number, name in enumerate(known):
        if name not in drawn:
            message, fix = f"Nothing is drawn from {name}.", "Add it to the blueprint or drop it."
            yield Fault("pool-unused", message, fix, ("pools", number), severity="warning")


def pools_select(activity: Activity) -> Iterator[Fault]:
    """Each pool names topics, items or both."""
    for number, pool in enumerate(activity.pools):
        if not pool.select.topics and not pool.select.items:
            message, fix = f"{pool.id} selects nothing.", "Name topics, questions or both."
            yield Fault("pool-empty", message, fix, ("pools", number, "select"))


def selected_things_exist(activity: Activity, draft: Draft) -> Iterator[Fault]:
    """Each topic and each item that a pool names exists."""
    topics = {one.blueprint.topic for one in draft.items.values() if one.blueprint}
    for number, pool in enumerate(activity.pools):
        yield from _missing(pool, number, topics, set(draft.items))


def pools_are_large_enough(activity: Activity, draft: Draft) -> Iterator[Fault]:
    """Each pool holds as many approved items as are drawn from it."""
    for number, line in enumerate(activity.blueprint):
        pool = next((one for one in activity.pools if one.id == line.pool), None)
        if pool is None:
            continue
        held = selected(pool, draft.items.values())
        ready = len(approved(held))
        if ready < line.draw:
            items = "approved question" if ready == 1 else "approved questions"
            are = "is" if line.draw == 1 else "are"
            message = f"{line.draw} {are} drawn from {pool.id}, which has {ready} {items}"
            fix = "Approve more questions, or draw fewer."
            said = f"{message} ({len(held)} with those not approved)."
            yield Fault("pool-too-small", said, fix, ("blueprint", number, "draw"))


def pools_share_no_item(activity: Activity, draft: Draft) -> Iterator[Fault]:
    """No item can be drawn from two pools into one attempt."""
    first: dict[str, str] = {}
    for number, (pool, _, items) in enumerate(pools_of(activity, draft.items)):
        both = [one for one in items if first.setdefault(one, pool) != pool]
        if both:
            message = f"{', '.join(both)} can be drawn from {first[both[0]]} and from {pool}."
            fix = "Let each question belong to one pool of the blueprint."
            yield Fault("item-in-two-pools", message, fix, ("blueprint", number, "pool"))


def approved_items_are_drawn(activity: Activity, draft: Draft) -> Iterator[Fault]:
    """Each approved item belongs to a pool of the blueprint."""
    drawn = {one for _, _, items in pools_of(activity, draft.items) for one in items}
    left = [one for one in approved(draft.items.values()) if one not in drawn]
    if left:
        message = f"Approved, but in no pool: {', '.join(left)}."
        fix = "Add their topics or ids to a pool, or set their status to retired."
        yield Fault("item-undrawn", message, fix, ("pools",), severity="warning")


def _missing(pool: Pool, number: int, topics: set[str], items: set[str]) -> Iterator[Fault]:
    place = ("pools", number, "select")
    for position, topic in enumerate(pool.select.topics):
        if topic not in topics:
            message, fix = (
                f"No question has the topic {topic}.",
                "Compare it with the questions' topics.",
            )
            yield Fault("topic-unknown", message, fix, (*place, "topics", position))
    for position, item in enumerate(pool.select.items):
        if item not in items:
            message, fix = (
                f"There is no question {item}.",
                "Compare it with the names of the files.",
            )
            yield Fault("item-unknown", message, fix, (*place, "items", position))
