"""What a foreign file would do to a bank: worked out whole, and nothing written."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from quizzes.bank import ACTIVITY
from quizzes.changes import stepped
from quizzes.formats.all import by_name, recognised
from quizzes.formats.foreign import (
    MAX_BYTES,
    MAX_ITEMS,
    Fields,
    Format,
    Rejected,
    Taken,
    UnreadableError,
)
from quizzes.importing.cleaning import ControlCharacterError, cleaned
from quizzes.importing.matching import Known, source_digest
from quizzes.importing.merging import merged
from quizzes.importing.numbering import Numbers
from quizzes.importing.pictures import Shelf, placed
from quizzes.importing.skeleton import slug_of
from quizzes.models import ITEM, AnyItem
from quizzes.notation import field_name, read
from quizzes.reading import read_draft
from quizzes.validating import validated
from quizzes.writing import changed_text, in_order, item_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quizzes.bank import Draft
    from quizzes.problem import Fault

Change = Literal["added", "updated", "unchanged"]


@dataclass(frozen=True)
class Arrival:
    """A question that the bank has, or will have, as an item."""

    id: str
    """The item's id in the bank."""
    place: str
    type: str
    change: Change
    item: AnyItem
    """The item as it will be."""
    text: str | None = None
    """The item's file as it will be; None where nothing is written."""
    before: str | None = None
    """The item's file as it is; None for a new one."""
    changed: tuple[str, ...] = ()
    """The fields that an update changes."""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Preview:
    """What is found in a file, and what becomes of each question."""

    file: str
    format: str
    folder: Path
    arrivals: tuple[Arrival, ...]
    rejected: tuple[Rejected, ...]
    pictures: Mapping[str, bytes]
    """The content of each new picture, by its path inside the bank folder."""
    begins: bool
    """Whether the bank has no activity.yaml yet and gets a skeleton of one."""
    notes: tuple[str, ...] = ()
    """What is to be known of the file or the bank as a whole."""

    @property
    def found(self) -> int:
        """How many questions the file holds: each arrives or is rejected."""
        return len(self.arrivals) + len(self.rejected)

    @property
    def warnings(self) -> tuple[str, ...]:
        """Every warning in a sentence, those that many questions share once."""
        places: dict[str, list[str]] = {}
        for one in self.arrivals:
            for said in one.warnings:
                places.setdefault(said, []).append(one.place)
        shared = (f"{_places(where)}: {said}" for said, where in places.items())
        return (*self.notes, *shared)


def preview(content: bytes, name: str, folder: Path, format_name: str = "auto") -> Preview:
    """Return what taking the questions of a file into a bank folder would do.

    Raises UnreadableError, of a file of which nothing can be taken.
    """
    chosen = _format(content, name, format_name)
    questions = chosen.read(content, name) if chosen.read else ()
    if len(questions) > MAX_ITEMS:
        fault = f"The file holds {len(questions):,} questions, more than {MAX_ITEMS:,}; split it."
        raise UnreadableError(name, "", fault)
    draft = read_draft(folder)[0] if folder.is_dir() else None
    return _Bank(folder, draft, chosen).looked_at(name, questions)


def _format(content: bytes, name: str, format_name: str) -> Format:
    if format_name == "auto":
        return recognised(content, name)
    chosen = by_name(format_name)
    if chosen is None or chosen.read is None:
        raise UnreadableError(name, "", f'There is no format "{format_name}" that can be read.')
    if len(content) > MAX_BYTES:
        fault = f"The file is larger than {MAX_BYTES // 1_000_000} MB; split it."
        raise UnreadableError(name, "", fault)
    return chosen


class _Bank:
    """A bank folder while the questions of a file are held against it."""

    def __init__(self, folder: Path, draft: Draft | None, chosen: Format) -> None:
        self._folder, self._format = folder, chosen
        self._sheets = draft.sheets if draft else {}
        self._files = draft.files if draft else {}
        items = draft.items.values() if draft else ()
        self._known = Known(chosen.name, items, by_own_id=chosen.own_ids)
        own = {path.stem for path in folder.glob("items/*.yaml")}
        beside = {path.stem for path in folder.resolve().parent.glob("*/items/*.yaml")} - own
        self._numbers = Numbers(slug_of(folder.resolve().name), own, beside)
        self._shelf = Shelf(_pictures_in(folder))
        self._unread = sorted(own - set(draft.items if draft else ()))

    def looked_at(self, name: str, questions: Sequence[Taken | Rejected]) -> Preview:
        taken = [one for one in questions if isinstance(one, Taken)]
        items = iter(self._known.match(taken))
        results = [
            self._arrived(one, next(items)) if isinstance(one, Taken) else one for one in questions
        ]
        return Preview(
            file=name,
            format=self._format.name,
            folder=self._folder,
            arrivals=tuple(one for one in results if isinstance(one, Arrival)),
            rejected=tuple(one for one in results if isinstance(one, Rejected)),
            pictures=dict(self._shelf.new),
            begins=not (self._folder / ACTIVITY).exists(),
            notes=tuple(
                f"items/{one}.yaml cannot be read, so its question may be added once more."
                for one in self._unread
            ),
        )

    def _arrived(self, question: Taken, item: AnyItem | None) -> Arrival | Rejected:
        try:
            fields, warnings = cleaned(question.fields)
        except ControlCharacterError as error:
            return Rejected(question.place, str(error), question.origin)
        said = (*question.warnings, *warnings)
        if item is None:
            return self._new(question, fields, said)
        if self._owns(item) and item.origin and item.origin.digest == source_digest(question):
            return Arrival(item.id, question.place, item.type, "unchanged", item)
        return self._edited(question, fields, item, said)

    def _new(self, question: Taken, fields: Fields, said: tuple[str, ...]) -> Arrival | Rejected:
        own = self._numbers.give(question.origin if self._format.own_ids else None)
        if self._format.own_ids and question.origin and own != question.origin:
            said = (*said, _renumbered(question.origin, own))
        begun: Fields = {"id": own, "version": 1, "revision": 1, "status": "draft"}
        fields = {**begun, **fields, "origin": self._origin(question)}
        if fault := _fault(fields):
            self._numbers.give_back(own)
            return Rejected(question.place, fault, question.origin)
        fields, lost = placed(own, fields, question.images, self._shelf)
        text = item_text(fields)
        if like := self._known.resembled(question):
            said = (*said, f"resembles {like}; if it is the same question, keep one of the two")
        return Arrival(own, question.place, *_as_item(text, "added"), text, warnings=(*said, *lost))

    def _edited(
        self, question: Taken, fields: Fields, item: AnyItem, said: tuple[str, ...]
    ) -> Arrival | Rejected:
        file = self._files[item.id]
        old = self._sheets[file].value
        before = (self._folder / file).read_bytes().decode()
        if not isinstance(old, dict) or file != f"items/{item.id}.yaml":
            said_of_file = f"{file} is not named after its question {item.id}; rename it."
            return Rejected(question.place, said_of_file, question.origin)
        with_own = {name: one for name, one in fields.items() if name != "media"}
        if fault := _fault(merged(dict(old), with_own)):
            return Rejected(question.place, fault, question.origin)
        fields, lost = placed(item.id, fields, question.images, self._shelf)
        new = merged(dict(old), fields)
        changed = _differences(old, new)
        if not changed and not self._owns(item):
            return Arrival(item.id, question.place, item.type, "unchanged", item)
        text = changed_text(
            before.removeprefix("\ufeff"), self._stepped(question, item, new, changed=bool(changed))
        )
        if item.status == "approved" and changed:
            said = (*said, f"{item.id} was approved; it is a draft again until it is reviewed")
        return Arrival(
            item.id,
            question.place,
            *_as_item(text, "updated"),
            text=text,
            before=before,
            changed=changed,
            warnings=(*said, *lost),
        )

    def _stepped(self, question: Taken, item: AnyItem, fields: Fields, *, changed: bool) -> Fields:
        version, revision = stepped(item, _item(item_text(fields)))
        return {
            **fields,
            "version": version,
            "revision": revision,
            "status": "draft" if changed else item.status,
            **({"origin": self._origin(question)} if self._owns(item) else {}),
        }

    def _owns(self, item: AnyItem) -> bool:
        """Whether an item came in this format: what came otherwise keeps its own origin."""
        return item.origin is not None and item.origin.format == self._format.name

    def _origin(self, question: Taken) -> Fields:
        came: Fields = {"format": self._format.name}
        if question.origin:
            came["id"] = question.origin
        return came | {"digest": source_digest(question)}


def _renumbered(wanted: str, own: str) -> str:
    return (
        f'the ID "{wanted}" is taken already or cannot be one (small letters, digits, hyphens); '
        f"the question becomes {own}"
    )


def _fault(fields: Fields) -> str | None:
    """Return in plain words why fields are no item, as the reader of its file would say it."""
    sheet = read(item_text(fields))
    _, faults = validated(ITEM, sheet)
    all_faults = [*sheet.faults, *faults]
    if not all_faults:
        return None
    return " ".join(_sentence(sheet.value, one) for one in all_faults)


def _sentence(value: object, fault: Fault) -> str:
    name = field_name(value, fault.place) if isinstance(value, dict) else None
    return f"{name}: {fault.message} {fault.fix}" if name else f"{fault.message} {fault.fix}"


def _item(text: str) -> AnyItem:
    return ITEM.validate_python(read(text).value)


def _as_item(text: str, change: Change) -> tuple[str, Change, AnyItem]:
    item = _item(text)
    return item.type, change, item


def _differences(old: Mapping[str, object], new: Mapping[str, object]) -> tuple[str, ...]:
    """Return the names of the fields that differ."""
    was = read(item_text(old)).value
    now = read(item_text(new)).value
    if not isinstance(was, dict) or not isinstance(now, dict):
        return ()
    return tuple(name for name in in_order({**was, **now}) if was.get(name) != now.get(name))


def _pictures_in(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.glob("media/*") if path.is_file())
    return {hashlib.sha256(one.read_bytes()).hexdigest(): f"media/{one.name}" for one in files}


_FEW = 3


def _places(places: Sequence[str]) -> str:
    if len(places) > _FEW:
        return f"{len(places)} questions ({places[0]} and others)"
    return ", ".join(one for one, _ in Counter(places).items())
