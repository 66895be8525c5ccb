"""Ids: each is its file's or folder's name, stands once, and points at something that exists."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from quizzes.problem import Fault

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from quizzes.bank import Draft
    from quizzes.kinds.stimulus import Stimulus
    from quizzes.models import Activity, AnyItem
    from quizzes.problem import Place


def file_is_named_as_item(item: AnyItem, draft: Draft) -> Iterator[Fault]:
    """An item's file is named after its id, so that one can be found from the other."""
    name = Path(draft.files[item.id]).stem
    if name != item.id:
        message = f"The id is {item.id}, but the file is called {name}.yaml."
        yield Fault("file-name", message, f"Rename the file to {item.id}.yaml.", ("id",))


def id_is_new(item: AnyItem, beside: Mapping[str, str]) -> Iterator[Fault]:
    """No bank beside this one has an item of the same id."""
    if item.id in beside:
        message = f"The bank {beside[item.id]} has a question {item.id}, too."
        yield Fault("id-elsewhere", message, "Give one of the two another id.", ("id",))


def folder_is_named_as_activity(activity: Activity, draft: Draft) -> Iterator[Fault]:
    """An activity's id is the folder's name; links are made of it."""
    name = draft.slug
    if name != activity.id:
        message = f"The id is {activity.id}, but the folder is called {name}."
        yield Fault("folder-name", message, f"Write id: {name} or rename the folder.", ("id",))


def ids_in_item_stand_once(item: AnyItem) -> Iterator[Fault]:
    """Figures and references of an item have ids of their own."""
    yield from _twice((one.id for one in item.media), "media")
    yield from _twice((one.id for one in item.references), "references")


def ids_in_stimulus_stand_once(stimulus: Stimulus) -> Iterator[Fault]:
    """Figures of a stimulus have ids of their own."""
    yield from _twice((one.id for one in stimulus.media), "media")


def ids_in_activity_stand_once(activity: Activity) -> Iterator[Fault]:
    """Objectives, people, references and pools of an activity have ids of their own."""
    yield from _twice((one.id for one in activity.objectives), "objectives")
    yield from _twice((one.id for one in activity.faculty), "faculty")
    yield from _twice((one.id for one in activity.references), "references")
    yield from _twice((one.id for one in activity.pools), "pools")


def objectives_exist(item: AnyItem, activity: Activity) -> Iterator[Fault]:
    """An item's objectives are objectives of the activity."""
    known = [one.id for one in activity.objectives]
    places = ((("objectives", number), one) for number, one in enumerate(item.objectives))
    yield from _unknown(places, known, "objective-unknown", "objectives")


def people_exist(item: AnyItem, activity: Activity) -> Iterator[Fault]:
    """Whoever is named in an item stands in the activity's faculty."""
    known = [one.id for one in activity.faculty]
    yield from _unknown(_people_of(item), known, "faculty-unknown", "faculty")


def planners_exist(activity: Activity) -> Iterator[Fault]:
    """The planners stand in the activity's faculty."""
    known = [one.id for one in activity.faculty]
    planners = activity.planning.planners
    places = ((("planning", "planners", number), one) for number, one in enumerate(planners))
    yield from _unknown(places, known, "faculty-unknown", "faculty")


def objectives_are_used(activity: Activity, draft: Draft) -> Iterator[Fault]:
    """Each objective has an item that may be drawn."""
    used = {
        one for item in draft.items.values() if item.status == "approved" for one in item.objectives
    }
    for number, one in enumerate(activity.objectives):
        if one.id not in used:
            message = f"No approved question asks about {one.id}."
            fix = "Approve a question with this objective, or drop the objective."
            place = ("objectives", number)
            yield Fault("objective-unused", message, fix, place, severity="warning")


def _people_of(item: AnyItem) -> Iterator[tuple[Place, str]]:
    for number, author in enumerate(item.authors):
        yield ("authors", number), author
    for name in ("reviews", "history", "waivers"):
        for number, one in enumerate(getattr(item, name)):
            yield (name, number, "by"), one.by


def _unknown(
    places: Iterable[tuple[Place, str]], known: list[str], rule: str, where: str
) -> Iterator[Fault]:
    for place, one in places:
        if one not in known:
            message = f"{one} is not among the {where} of activity.yaml."
            yield Fault(rule, message, f"Add it there, or write one of: {', '.join(known)}.", place)


def _twice(ids: Iterable[str], name: str) -> Iterator[Fault]:
    seen: set[str] = set()
    for number, one in enumerate(ids):
        if one in seen:
            message = f"The id {one} stands twice under {name}."
            yield Fault("id-twice", message, "Give each its own id.", (name, number, "id"))
        seen.add(one)
