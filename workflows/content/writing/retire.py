"""Items retired: never drawn again, with the reason in their history; editions keep them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage.columns import keepable
from workflows.act import act
from workflows.content import item_tasks
from workflows.content.writing import many
from workflows.content.writing.form import Form
from workflows.content.writing.write import prepared
from workflows.refusals import Faulty

if TYPE_CHECKING:
    from collections.abc import Iterable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from quizzes.bank import Draft
    from quizzes.editing.opened import Opened
    from quizzes.notation import Value
    from workflows.act import Act, Actor
    from workflows.content.writing.many import Changed

LONGEST = 1_000  # characters of a reason


class NoReason(Faulty):
    """A question that nobody would know why it is gone."""

    def __init__(self) -> None:
        """Ask for it, and for whose decision it is."""
        super().__init__("Say why they are retired, and under whose name that is noted.")


def retire(actor: Actor, slug: str, items: Iterable[str], reason: str, by: str | None) -> Changed:
    """Retire items of a bank; `by` is the faculty id under which the reason is noted.

    What is published keeps them. They come back by their form, and are reviewed again.

    Raises:
        NoReason: nothing was written. NotFound: there is no such bank.
    """
    words = " ".join(keepable(reason).split())[:LONGEST]
    if not words or by is None:
        raise NoReason
    noted = by

    def doing() -> AbstractContextManager[Act]:
        return act(actor, "items.retire")

    def one(a: Act, draft: Draft, path: Path, opened: Opened) -> Opened | None:
        return _one(a, draft, path, opened, words, noted)

    return many.each(doing, slug, items, f"retired: {words}", one)


def _one(a: Act, draft: Draft, path: Path, opened: Opened, words: str, by: str) -> Opened | None:
    if opened.fields.get("status") == "retired":
        return None
    fields = {**opened.fields, "status": "retired"}
    form = Form(fields, opened.digest, opened.fields)
    made, item = prepared(a, draft, form, None, "", retiring=True)
    line: Value = {
        "version": made["version"],
        "revision": made["revision"],
        "date": a.today.isoformat(),
        "by": by,
        "change": f"Retired: {words}",
    }
    held = made.get("history")
    before = held if isinstance(held, tuple) else ()
    found = many.write(a, draft, path, {**made, "history": (*before, line)}, opened)
    item_tasks.retired(a, draft.slug, item.id)
    return found
