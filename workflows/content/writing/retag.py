"""Many items changed at once: topic, objectives, status, day of the next review, who reviews."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizzes.models import ITEM
from quizzes.notation import Sheet
from quizzes.validating import validated
from workflows.act import act
from workflows.content import item_tasks
from workflows.content.reviewers import hands
from workflows.content.writing import many
from workflows.content.writing.form import Form
from workflows.content.writing.write import Unfinished, prepared
from workflows.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from quizzes.bank import Draft
    from quizzes.editing.opened import Fields, Opened
    from quizzes.models import AnyItem
    from workflows.act import Act, Actor
    from workflows.content.writing.many import Changed


@dataclass(frozen=True)
class Tags:
    """What is set on every chosen item; None and () leave it as it is."""

    topic: str | None = None
    add: tuple[str, ...] = ()  # objectives
    remove: tuple[str, ...] = ()
    status: str | None = None
    review_due: str | None = None
    reviewer: str | None = None  # faculty id of who is asked to review it


class NotTheirs(Refused):
    """A reviewer who cannot review an item."""

    def __init__(self, *, own: bool) -> None:
        """Say why."""
        super().__init__(
            "Whoever is asked wrote this question or changed it last: another reviewer has to."
            if own
            else "Whoever is asked is not on the self-assessment's list of people."
        )


def retag(
    actor: Actor, slug: str, items: Iterable[str], tags: Tags, by: str | None = None
) -> Changed:
    """Set tags on items of a bank; one that cannot be written leaves the others as they come.

    Raises:
        NotFound: there is no such bank. Refused: before anything was written.
    """

    def doing() -> AbstractContextManager[Act]:
        return act(actor, "items.retag")

    def one(a: Act, draft: Draft, path: Path, opened: Opened) -> Opened | None:
        return _one(a, draft, path, opened, tags, by)

    return many.each(doing, slug, items, _subject(tags), one)


def _subject(tags: Tags) -> str:
    named = {
        "topic": tags.topic,
        "objectives": ", ".join((*tags.add, *tags.remove)),
        "status": tags.status,
        "next review": tags.review_due,
        "reviewer": tags.reviewer,
    }
    return "; ".join(f"{name} {value}" for name, value in named.items() if value)


def _one(
    a: Act, draft: Draft, path: Path, opened: Opened, tags: Tags, by: str | None
) -> Opened | None:
    """Write one item and return it, or None where it is as wished already."""
    fields = _tagged(opened.fields, tags)
    changed = fields != opened.fields
    made = opened.fields
    if changed:
        made, _ = prepared(a, draft, Form(fields, opened.digest, opened.fields), by, "")
    item = None if tags.reviewer is None else _for_review(draft, made, tags.reviewer)
    found = many.write(a, draft, path, made, opened) if changed else opened
    asked = item is not None and tags.reviewer is not None and _ask(a, draft, item, tags.reviewer)
    return found if changed or asked else None


def _for_review(draft: Draft, made: Fields, reviewer: str) -> AnyItem:
    """Return an item as it is to be reviewed.

    Raises:
        NotTheirs: the bank does not know the reviewer, or the item is the reviewer's own work.
        Unfinished: it lacks its question, answers or key.
    """
    if reviewer not in {one.id for one in (draft.activity.faculty if draft.activity else ())}:
        raise NotTheirs(own=False)
    item, _ = validated(ITEM, Sheet(made, {}, ()))
    if item is None:
        raise Unfinished
    if reviewer in hands(item):
        raise NotTheirs(own=True)
    return item


def _ask(a: Act, draft: Draft, item: AnyItem, reviewer: str) -> bool:
    """Ask one person, and nobody else, to review an item; return whether that is news."""
    before = len(a.data.get("tasks", ()))
    item_tasks.withdraw(a, draft.slug, item.id, but=reviewer)
    item_tasks.open_one(a, item_tasks.REVIEW, draft, item, (reviewer,), "")
    return len(a.data.get("tasks", ())) > before


def _tagged(fields: Fields, tags: Tags) -> Fields:
    made = dict(fields)
    if tags.topic:
        before = fields.get("blueprint")
        made["blueprint"] = {**(before if isinstance(before, dict) else {}), "topic": tags.topic}
    if tags.add or tags.remove:
        held = fields.get("objectives")
        kept = [one for one in (held if isinstance(held, tuple) else ()) if one not in tags.remove]
        made["objectives"] = tuple(dict.fromkeys((*kept, *tags.add)))
    if tags.status:
        made["status"] = tags.status
    if tags.review_due:
        made["review_due"] = tags.review_due
    return made
