"""What changed in an item since its last publication, and whether its numbers say so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quizzes.digest import body
from quizzes.problem import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quizzes.bank import Bank
    from quizzes.kinds.stimulus import Stimulus
    from quizzes.models import AnyItem
    from quizzes.problem import Problem

_SINGULAR = {
    "options": "option", "stems": "stem", "items_in_order": "step", "statements": "statement",
}  # fmt: skip
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def changes(bank: Bank, published: AnyItem, item: AnyItem) -> tuple[Problem, ...]:
    """Compare a frozen item with the form in which it was published last.

    A change of meaning needs a higher version, for statistics start anew with it; a change of
    wording needs at least a higher revision.
    """
    return tuple(bank.problem(fault, item) for fault in _faults(published, item))


def stepped(old: AnyItem, new: AnyItem) -> tuple[int, int]:
    """Return the version and revision that `new` has to bear after `old`, by the same rule."""
    if list(_changed_meaning(old, new)):
        return old.version + 1, 1
    as_before = new.model_copy(update={"version": old.version, "revision": 1})
    if _wording(old) != _wording(as_before):
        return old.version, old.revision + 1
    return old.version, old.revision


def _faults(old: AnyItem, new: AnyItem) -> Iterator[Fault]:
    if new.version < old.version:
        message = f"Version {old.version} is published; this is version {new.version}."
        fix = f"Write version: {old.version}, or {old.version + 1} if the meaning changed."
        yield Fault("version-lowered", message, fix, ("version",))
    elif new.version == old.version:
        yield from _within_a_version(old, new)
    yield from _of_the_stimulus(old.shared, new.shared)


def _within_a_version(old: AnyItem, new: AnyItem) -> Iterator[Fault]:
    meaning = list(_changed_meaning(old, new))
    if meaning:
        message = f"Changed since version {old.version} was published: {', '.join(meaning)}."
        fix = f"Write version: {old.version + 1} and revision: 1, or undo the change."
        yield Fault("version-not-raised", message, fix, ("version",))
    elif new.revision < old.revision or (
        new.revision == old.revision and _wording(old) != _wording(new)
    ):
        message = f"The wording differs from revision {old.revision}, which is published."
        fix = f"Write revision: {old.revision + 1}, or undo the change."
        yield Fault("revision-not-raised", message, fix, ("revision",))


def _of_the_stimulus(old: Stimulus | None, new: Stimulus | None) -> Iterator[Fault]:
    """A shared stimulus that changed says so in its own numbers, beside those of its items."""
    if old is None or new is None or old.id != new.id:
        return
    same_numbers = (old.version, old.revision) == (new.version, new.revision)
    if same_numbers and old != new:
        message = f"The stimulus {new.id} differs from the one that is published."
        fix = f"Raise version or revision in stimuli/{new.id}.yaml, or undo the change."
        yield Fault("stimulus-not-raised", message, fix, ("stimulus",))


def _changed_meaning(old: AnyItem, new: AnyItem) -> Iterator[str]:
    if old.type != new.type:
        yield "the type"
    if _ids(old) != _ids(new):
        yield "the option ids"
    elif (old.key, old.limit) != (new.key, new.limit):
        yield "the key"
    if old.scoring != new.scoring:
        yield "the scoring"
    was, now = _numbers(old), _numbers(new)
    yield from (f"a number in {name}" for name in now if name in was and was[name] != now[name])


def _numbers(item: AnyItem) -> dict[str, list[str]]:
    """Return the numbers that an answer may hang on, text by text."""
    texts = {"the stem": item.stem or "", "the lead-in": item.lead_in}
    texts |= {"the stimulus": item.shared.stem if item.shared else ""}
    texts |= {
        f"{_SINGULAR[field]} {one.id}": one.text
        for field, entries in item.lists.items()
        for one in entries
    }
    return {name: _NUMBER.findall(text) for name, text in texts.items()}


def _ids(item: AnyItem) -> set[tuple[str, str]]:
    return {(field, one.id) for field, entries in item.lists.items() for one in entries}


def _wording(item: AnyItem) -> str:
    return body(item.model_copy(update={"revision": 1}))
