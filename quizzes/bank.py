"""A bank as its files say it: an activity, its items, its figures, and where all that stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from quizzes.models import Activity, AnyItem
from quizzes.notation import Sheet
from quizzes.problem import Fault, Problem

if TYPE_CHECKING:
    from quizzes.kinds.item import ItemBase

ACTIVITY = "activity.yaml"


@dataclass(frozen=True)
class Bank:
    """A bank whose activity can be read; items that cannot be read are left out."""

    slug: str
    folder: Path
    activity: Activity
    items: Mapping[str, AnyItem]
    files: Mapping[str, str]
    """The path of each item's file inside the folder, by item id."""
    digests: Mapping[str, str]
    """The SHA-256 of each figure's file, by its path inside the folder."""


@dataclass(frozen=True)
class Draft:
    """All that could be read of a bank folder, whole or not."""

    folder: Path
    activity: Activity | None
    items: Mapping[str, AnyItem]
    files: Mapping[str, str]
    figures: Mapping[str, str | Fault]
    """The digest or the fault of each figure, by its path inside the folder."""
    sheets: Mapping[str, Sheet]
    """What each file says, by its path inside the folder."""

    @property
    def bank(self) -> Bank | None:
        """The bank, if its activity could be read."""
        if self.activity is None:
            return None
        digests = {file: one for file, one in self.figures.items() if isinstance(one, str)}
        slug = self.folder.resolve().name
        return Bank(slug, self.folder, self.activity, self.items, self.files, digests)

    def problem(self, fault: Fault, item: ItemBase | None = None) -> Problem:
        """Return a fault of an item's file, or of the activity's, as a problem."""
        file = self.files[item.id] if item else ACTIVITY
        path = (self.folder / file).as_posix()
        return self.sheets[file].problem(path, fault, item.id if item else None)
