"""Reading bank folders: what they say, and every problem in the way they say it."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pydantic import TypeAdapter

from quizzes.bank import ACTIVITY, STIMULI, Draft
from quizzes.figures import Figure, read_figure
from quizzes.files import read_text
from quizzes.kinds.stimulus import Stimulus
from quizzes.models import ACTIVITY_FILE, ITEM, AnyItem, EvaluationForm, Provider
from quizzes.notation import Sheet, read
from quizzes.problem import Fault, Problem
from quizzes.rules.forms import about_form
from quizzes.rules.provider import about_provider
from quizzes.rules.stimuli import stimulus_is_named_as_file
from quizzes.text import Closed
from quizzes.validating import validated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from quizzes.bank import Bank

Model = TypeVar("Model", bound=Closed)
Problems = tuple[Problem, ...]
ReadItem = tuple[AnyItem | None, Sheet, Problems]

BANKS = Path(__file__).parent / "banks"
PROVIDER = BANKS / "provider.yaml"
FORMS = Path(__file__).parent / "forms"

_PROVIDER = TypeAdapter(Provider)
_FORM = TypeAdapter(EvaluationForm)
_STIMULUS = TypeAdapter(Stimulus)


def read_bank(folder: Path) -> tuple[Bank | None, Problems]:
    """Return the bank in a folder (None if its activity cannot be read) and all its problems."""
    draft, problems = read_draft(folder)
    return draft.bank, problems


def read_provider(path: Path = PROVIDER) -> tuple[Provider | None, Problems]:
    """Return the provider's texts, and every problem of their file."""
    provider, _, problems = _read_file(_PROVIDER, path, path.parent, about_provider)
    return provider, problems


def read_forms(folder: Path = FORMS) -> tuple[dict[str, EvaluationForm], Problems]:
    """Return the evaluation forms of a folder by id, and every problem of their files."""
    files = sorted(folder.glob("*.yaml"))
    read_all = [_read_file(_FORM, path, folder, about_form) for path in files]
    forms = {one.id: one for one, _, _ in read_all if one}
    return forms, tuple(problem for _, _, problems in read_all for problem in problems)


def read_item(path: Path) -> tuple[AnyItem | None, Problems]:
    """Return the item of one file, whatever lies around it, and every problem of the file."""
    item, _, problems = _read_file(ITEM, path, path.parent)
    return item, problems


def default_scoring(item_file: Path) -> dict[str, str]:
    """Return the marking rules by type of the activity that an item's file belongs to.

    Nothing else of the activity is looked at: it may be absent or unfinished.
    """
    folder = item_file.resolve().parent.parent
    text = read_text(folder / ACTIVITY, folder)
    value = None if isinstance(text, Fault) else read(text).value
    rules = value.get("rules") if isinstance(value, dict) else None
    found = rules.get("default_scoring") if isinstance(rules, dict) else None
    pairs = found.items() if isinstance(found, dict) else ()
    return {name: method for name, method in pairs if isinstance(method, str)}


class Memory:
    """Item files as they were read last: a file that did not change is not read again."""

    def __init__(self) -> None:
        self._held: dict[Path, tuple[tuple[int, int, int], ReadItem]] = {}

    def item(self, path: Path, folder: Path) -> ReadItem:
        """Return what an item's file says, as it is now."""
        try:
            now = path.lstat()
        except OSError:
            return _read_file(ITEM, path, folder)
        stamp = (now.st_ino, now.st_size, now.st_mtime_ns)
        known = self._held.get(path)
        if known is None or known[0] != stamp:
            known = self._held[path] = (stamp, _read_file(ITEM, path, folder))
        return known[1]

    def keep_only(self, paths: Iterable[Path]) -> None:
        """Forget the files that are no more."""
        wanted = set(paths)
        self._held = {path: one for path, one in self._held.items() if path in wanted}


def read_draft(folder: Path, memory: Memory | None = None) -> tuple[Draft, Problems]:
    """Return all that can be read of a bank folder, whole or not, and all its problems.

    With a memory, only the item files that changed since are read.
    """
    memory = memory or Memory()
    problems: list[Problem] = []
    with collector_paused():
        activity, sheet, found = _read_file(ACTIVITY_FILE, folder / ACTIVITY, folder)
        problems += found
        sheets, items, files = {ACTIVITY: sheet}, dict[str, AnyItem](), dict[str, str]()
        paths = _item_files(folder, problems)
        memory.keep_only(paths)
        for path in paths:
            file = f"items/{path.name}"
            item, sheets[file], found = memory.item(path, folder)
            problems += found
            if item and item.id in items:
                problems.append(_id_twice(path, sheets[file], item.id, files[item.id]))
            elif item:
                items[item.id], files[item.id] = item, file
        stimuli = _stimuli(folder, sheets, problems)
    figures = _figures(folder, (*items.values(), *stimuli.values()))
    return Draft(folder, items, files, sheets, stimuli, activity, figures), tuple(problems)


def _stimuli(
    folder: Path, sheets: dict[str, Sheet], problems: list[Problem]
) -> dict[str, Stimulus]:
    """Return the stimuli of a bank by id; one whose file is called otherwise is left out."""
    found = dict[str, Stimulus]()
    for path in _yaml_files(folder / STIMULI, problems) if (folder / STIMULI).is_dir() else ():
        named = partial(stimulus_is_named_as_file, stem=path.stem)
        one, sheets[f"{STIMULI}/{path.name}"], faults = _read_file(_STIMULUS, path, folder, named)
        problems += faults
        if one:
            found[one.id] = one
    return found


def _read_file(
    adapter: TypeAdapter[Model],
    path: Path,
    root: Path,
    rules: Callable[[Model], Iterable[Fault]] = lambda _: (),
) -> tuple[Model | None, Sheet, Problems]:
    text = read_text(path, root)
    if isinstance(text, Fault):
        sheet = Sheet(None, {}, ())
        return None, sheet, (sheet.problem(path.as_posix(), text),)
    sheet = read(text)
    model, faults = validated(adapter, sheet)
    faults += rules(model) if model else ()
    item = _id_in(sheet)
    problems = [sheet.problem(path.as_posix(), one, item) for one in (*sheet.faults, *faults)]
    broken = any(one.severity == "error" for one in problems)
    return None if broken else model, sheet, tuple(problems)


def _id_in(sheet: Sheet) -> str | None:
    own = sheet.value.get("id") if isinstance(sheet.value, dict) else None
    return own if isinstance(own, str) else None


def _item_files(folder: Path, problems: list[Problem]) -> list[Path]:
    """Return the item files of a bank; anything else that lies among them is a problem."""
    place = folder / "items"
    if not place.is_dir():
        fault = Fault(
            "no-items", "The bank has no folder items.", "Add it, with one file a question."
        )
        problems.append(_of_file(place, fault))
        return []
    return _yaml_files(place, problems)


def _yaml_files(place: Path, problems: list[Problem]) -> list[Path]:
    visible = sorted(path for path in place.iterdir() if not path.name.startswith("."))
    for path in visible:
        if path.suffix != ".yaml":
            message = "The name of this file does not end with .yaml, so it is not read."
            fault = Fault("stray-file", message, "Rename it to <id>.yaml or move it away.")
            problems.append(_of_file(path, fault))
    return [path for path in visible if path.suffix == ".yaml"]


def _of_file(path: Path, fault: Fault) -> Problem:
    return Problem(
        path.as_posix(), None, None, None, fault.rule, fault.severity, fault.message, fault.fix
    )


def _id_twice(path: Path, sheet: Sheet, item: str, first: str) -> Problem:
    message = f"The id {item} is also that of {first}."
    fault = Fault("id-twice", message, "Give this question an id of its own.", ("id",))
    return sheet.problem(path.as_posix(), fault, item)


def _figures(folder: Path, shown: Iterable[AnyItem | Stimulus]) -> dict[str, str | Fault]:
    files = {figure.file for one in shown for figure in one.media}
    found = {file: read_figure(folder, file) for file in sorted(files)}
    return {file: one.digest if isinstance(one, Figure) else one for file, one in found.items()}


@contextmanager
def collector_paused() -> Iterator[None]:
    """Let the collector of cycles rest while a whole bank is read or checked."""
    # Thousands of small values are made and none is garbage: the collector would look at all of
    # them again and again (measured: three times as slow at 10,000 items).
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
