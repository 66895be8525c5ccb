"""Approval: what an item must have before it is drawn; a draft may still lack all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzes.problem import Fault
from quizzes.rules.evidence import figures_may_be_shown, references_can_be_followed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from quizzes.models import AnyItem


def is_complete(item: AnyItem) -> Iterator[Fault]:
    """An item is complete when it cites, is classified and was reviewed."""
    yield from _has_its_parts(item)
    yield from references_can_be_followed(item.references)
    yield from figures_may_be_shown(item)
    yield from _history_is_current(item)
    yield from was_reviewed(item)


def review_is_due(item: AnyItem, today: date) -> Iterator[Fault]:
    """An approved item is looked at again by a day that is not past."""
    if item.status != "approved" or item.review_due is None or item.review_due >= today:
        return
    message = f"The question was to be reviewed by {item.review_due}."
    fix = "Review it against current evidence, then set a new review_due."
    yield Fault("review-overdue", message, fix, ("review_due",), severity="warning")


_PARTS = {
    "objectives": ("objective-missing", "Name the objective that the question asks about."),
    "blueprint": ("topic-missing", "Give it a blueprint with its topic."),
    "authors": ("author-missing", "Name the faculty ids of its authors."),
    "explanation": ("explanation-missing", "Write what a physician should take away, and why."),
    "references": ("reference-missing", "Cite at least one source for further study."),
}


def _has_its_parts(item: AnyItem) -> Iterator[Fault]:
    for name, (rule, fix) in _PARTS.items():
        if not getattr(item, name):
            yield Fault(rule, f"The question has no {name}.", fix, (name,))
    if item.review_due is None:
        message, fix = (
            "The question has no review_due.",
            "Set the day by which it is looked at again.",
        )
        yield Fault("review-due-missing", message, fix, ("review_due",), severity="warning")


def _history_is_current(item: AnyItem) -> Iterator[Fault]:
    latest = max(((one.version, one.revision) for one in item.history), default=(0, 0))
    if latest != (item.version, item.revision):
        message = f"The history does not end with version {item.version}.{item.revision}."
        fix = "Add a line with version, revision, date, by and change."
        yield Fault("history-behind", message, fix, ("history",))


def was_reviewed(item: AnyItem) -> Iterator[Fault]:
    """By its own file, somebody else than its authors agreed with an item since its last change."""
    changes = sorted(item.history, key=lambda one: one.date)
    # Whoever made the last change is its author, too: nobody approves their own work.
    own = {*item.authors, *(one.by for one in changes[-1:])}
    reviews = [
        one
        for one in sorted(item.reviews, key=lambda one: one.date)
        if one.by not in own and (not changes or one.date >= changes[-1].date)
    ]
    if not reviews:
        message = "Nobody but the authors has reviewed the question since its last change."
        yield Fault("review-missing", message, "Have it reviewed, or set status: in_review.")
    elif reviews[-1].verdict != "approve":
        message = f"{reviews[-1].by} asks for changes."
        fix = "Make them and have the question reviewed, or set status: in_review."
        yield Fault("changes-requested", message, fix, ("reviews",))
