"""The history of an item: every save where the bank is a repository, and every published form."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from quizzes.editing.differences import in_words
from quizzes.editing.repository import GitFailed, commits, is_root, text_at
from quizzes.notation import read
from storage import content
from workflows.act import view
from workflows.content.writing.folder import folder_of, item_path
from workflows.content.writing.form import fields_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from quizzes.editing.opened import Fields
    from workflows.act import Act, Actor

MOST = 40  # saves that are shown
_FILED = ("media", "scoring")
"""Publication writes figures by their digest and names every rule."""


@dataclass(frozen=True)
class Step:
    """One state of an item that came after another."""

    on: date
    by: str
    what: str  # in words; "" where nothing that is told changed
    published: str  # in which edition it came to physicians, "" for a save


def past(actor: Actor, slug: str, item: str) -> tuple[Step, ...]:
    """Return what became of an item, the newest first.

    Raises:
        NotFound: there is no such bank, and no item can be called so.
    """
    with view(actor, "writing.see") as a:
        folder = folder_of(a.actor.service, slug)
        file = item_path(folder, item).relative_to(folder).as_posix()
        steps = [*_saves(folder, file), *_editions(a, item)]
        return tuple(sorted(steps, key=lambda one: (one.on, bool(one.published)), reverse=True))


def _saves(folder: Path, file: str) -> Iterator[Step]:
    if not is_root(folder):
        return
    try:
        found = commits(folder, file, MOST)
    except GitFailed:
        return
    texts = [_fields(text_at(folder, one.revision, file)) for one in found]
    for one, after, before in zip(found, texts, [*texts[1:], None], strict=True):
        what = "First saved" if before is None else in_words(before, after or {})
        yield Step(one.at.date(), one.by, what, "")


def _editions(a: Act, item: str) -> Iterator[Step]:
    """Compare each published form of an item with the one before."""
    zone = a.actor.service.settings.zone
    before: Fields | None = None
    for row in content.published_forms(a.connection, item):
        after = _told(row.body)
        what = "First published" if before is None else in_words(before, after)
        edition = f"{row.slug}.{row.period}, edition {row.number}"
        if before is None or after != before:
            yield Step(row.at.astimezone(zone).date(), "", what, edition)
        before = after


def _told(body: str) -> Fields:
    fields = fields_of(json.loads(body))
    return {name: one for name, one in fields.items() if name not in _FILED}


def _fields(text: str | None) -> Fields | None:
    value = read(text).value if text is not None else None
    return value if isinstance(value, dict) else None
