"""Advice on a published question becomes a task for its authors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workflows.act import act
from workflows.content import item_tasks
from workflows.content.shelf import opened
from workflows.refusals import Faulty, NotFound
from workflows.reports.statistics import statistics

if TYPE_CHECKING:
    from workflows.act import Actor
    from workflows.reports.statistics import ItemFigures


class NoAdvice(Faulty):
    """A question whose figures advise nothing, or nothing any more."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__("The figures of this question advise nothing now: no task was opened.")


def open_advice(actor: Actor, key: str, number: int, item: str) -> str:
    """Open a task with the advice on a question of an edition; return its public id.

    The figures are read anew, so that the sentence is never what a page says. Where such a task
    is open already, it is that one.

    Raises:
        NotFound: as in `statistics`, or its bank does not hold the question any more. NoAdvice.
    """
    found = _figures(actor, key, number, item)
    if not found.flags or found.flags == ("too_few",):
        raise NoAdvice
    with act(actor, "advice.open") as a:
        one = opened(a, key.partition(".")[0], item)
        written = one.item.written
        said = f"{found.advice} (edition {number} of {key}, {found.figures.n} first attempts)"
        a.object = f"bank:{one.bank.slug}"
        made = item_tasks.open_one(a, item_tasks.ADVICE, one.bank, written, written.authors, said)
        if made not in a.data.get("tasks", ()):
            a.receipt = made
        return made


def _figures(actor: Actor, key: str, number: int, item: str) -> ItemFigures:
    page = statistics(actor, key, number)
    if page.hidden:  # an author sees nothing of so few
        raise NoAdvice
    for one in page.items:
        if one.item == item:
            return one
    raise NotFound("question")
