"""The questions of a bank taken over into a new one, each under an id that nothing ever bore."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzes.bank import STIMULI
from quizzes.editing.beginning import duplicate
from quizzes.importing.numbering import Numbers
from quizzes.writing import item_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from quizzes.bank import Draft
    from quizzes.editing.opened import Fields

AROUND = ("media", STIMULI)
"""Folders whose files belong to the questions: their names mean something inside a bank only."""


def new_ids(slug: str, items: Iterable[str], taken: Iterable[str]) -> dict[str, str]:
    """Return an id of the bank `slug` for each item: numbered, and none of those `taken`."""
    numbers = Numbers(slug, (), taken)
    return {one: numbers.give() for one in items}


def taken_over(draft: Draft) -> tuple[str, ...]:
    """Return the items that a copy of a bank has: those that are not retired."""
    return tuple(one.id for one in draft.items.values() if one.status != "retired")


def files(folder: Path, items: Mapping[str, Fields], ids: Mapping[str, str]) -> dict[str, bytes]:
    """Return the files of the copy, by their paths inside: questions, figures, shared vignettes.

    `items` are the fields of each item by its id before, `ids` the new one of each. A copy is a
    draft that names what it is a variant of; reviews, history and waivers stay with the first.
    """
    made = dict(_around(folder))
    for old, fields in items.items():
        made[f"items/{ids[old]}.yaml"] = item_text(duplicate(ids[old], fields)).encode()
    return made


def _around(folder: Path) -> Iterator[tuple[str, bytes]]:
    for name in AROUND:
        for path in sorted((folder / name).glob("*")):
            if path.is_file() and not path.name.startswith("."):
                yield f"{name}/{path.name}", path.read_bytes()
