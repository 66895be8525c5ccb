"""A bank as a paper: what every foreign format and every printed page is written from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzes.figures import Figure, read_figure
from quizzes.formats.foreign import Paper, Rejected
from quizzes.reading import read_draft

if TYPE_CHECKING:
    from pathlib import Path

    from quizzes.bank import Draft
    from quizzes.kinds.media import Media
    from quizzes.models import AnyItem
    from quizzes.problem import Problem


_DEMONSTRATION = "Demonstration, not for credit"


def paper_of(folder: Path) -> tuple[Paper, tuple[Rejected, ...]]:
    """Return the items of a bank folder with their pictures, and the files that cannot be read."""
    draft, problems = read_draft(folder)
    items = tuple(_with_stimulus(one, draft) for _, one in sorted(draft.items.items()))
    files = {figure.file for one in items for figure in (*one.media, *_shared(one))}
    found = {file: read_figure(folder, file) for file in sorted(files)}
    images = {file: one.content for file, one in found.items() if isinstance(one, Figure)}
    title = draft.activity.title if draft.activity else draft.slug
    note = _DEMONSTRATION if draft.activity and draft.activity.demonstration else ""
    return Paper(title, items, images, note), tuple(_unread(draft, problems))


def _with_stimulus(item: AnyItem, draft: Draft) -> AnyItem:
    stimulus = draft.stimuli.get(item.stimulus or "")
    return item.model_copy(update={"shared": stimulus}) if stimulus else item


def _shared(item: AnyItem) -> tuple[Media, ...]:
    return item.shared.media if item.shared else ()


def _unread(draft: Draft, problems: tuple[Problem, ...]) -> list[Rejected]:
    """Return each item file that no item could be read from, with its first fault."""
    known = {f"items/{one.rsplit('/', 1)[-1]}" for one in draft.files.values()}
    first: dict[str, str] = {}
    for one in problems:
        file = f"items/{one.file.rsplit('/', 1)[-1]}"
        if "/items/" in one.file and one.severity == "error" and file not in known:
            first.setdefault(file, one.message)
    return [Rejected(file, said, file[6:].removesuffix(".yaml")) for file, said in first.items()]
