"""A bank as its files say it: an activity, its items, its figures, and where all that stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from quizzes.kinds.stimulus import Stimulus
from quizzes.models import Activity, AnyItem
from quizzes.notation import Sheet
from quizzes.problem import Fault, Problem

if TYPE_CHECKING:
    from quizzes.kinds.item import ItemBase

ACTIVITY = "activity.yaml"
STIMULI = "stimuli"


@dataclass(frozen=True)
class Files:
    """The files of a bank folder that could be read; an item with errors is left out."""

    folder: Path
    items: Mapping[str, AnyItem]
    files: Mapping[str, str]
    """The path of each item's file inside the folder, by item id."""
    sheets: Mapping[str, Sheet]
    """What each file says, by its path inside the folder."""
    stimuli: Mapping[str, Stimulus]
    """What several items share, by id; the file is called after it."""

    @property
    def slug(self) -> str:
        """The folder's name, which is the bank's."""
        return self.folder.resolve().name

    def problem(self, fault: Fault, item: ItemBase | None = None) -> Problem:
        """Return a fault of an item's file, or of the activity's, as a problem."""
        return self._problem(fault, self.files[item.id] if item else ACTIVITY, item)

    def stimulus_problem(self, fault: Fault, stimulus: Stimulus) -> Problem:
        """Return a fault of a stimulus's file as a problem."""
        return self._problem(fault, f"{STIMULI}/{stimulus.id}.yaml", None)

    def _problem(self, fault: Fault, file: str, item: ItemBase | None) -> Problem:
        path = (self.folder / file).as_posix()
        return self.sheets[file].problem(path, fault, item.id if item else None)


@dataclass(frozen=True)
class Bank(Files):
    """A bank whose activity could be read."""

    activity: Activity
    digests: Mapping[str, str]
    """The SHA-256 of each figure's file, by its path inside the folder."""


@dataclass(frozen=True)
class Draft(Files):
    """A bank folder, whatever could be read of it."""

    activity: Activity | None
    figures: Mapping[str, str | Fault]
    """The digest or the fault of each figure, by its path inside the folder."""

    @property
    def whole(self) -> bool:
        """Whether every item file could be read; else nothing is known of what is missing."""
        held = set(self.files.values())
        return all(file in held for file in self.sheets if file.startswith("items/"))

    @property
    def bank(self) -> Bank | None:
        """The bank, if its activity could be read."""
        if self.activity is None:
            return None
        digests = {file: one for file, one in self.figures.items() if isinstance(one, str)}
        return Bank(
            self.folder, self.items, self.files, self.sheets, self.stimuli, self.activity, digests
        )


def folders(banks_folder: Path) -> tuple[Path, ...]:
    """Return the bank folders: those that hold an activity.yaml or items."""
    if not banks_folder.is_dir():
        return ()
    # What begins with a dot is being prepared and is no bank yet.
    visible = (one for one in banks_folder.iterdir() if not one.name.startswith("."))
    inside = sorted(one for one in visible if one.is_dir())
    return tuple(one for one in inside if (one / ACTIVITY).exists() or (one / "items").is_dir())
