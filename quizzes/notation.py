"""YAML as bank files use it: plain values, each with the line it stands on.

YAML 1.2 scalars, read from libyaml's events: no anchors, aliases or tags, no field written twice,
only true and false are booleans, a date stays text and a decimal has to be quoted.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import yaml

from quizzes.problem import Fault, Place, Problem
from quizzes.syntax import NAME_IS_NO_TEXT, SECOND_DOCUMENT, TOO_DEEP, in_plain_words, words_for

Value = str | int | bool | None | tuple["Value", ...] | dict[str, "Value"]

MAX_DEPTH = 20
_CONSTANTS: Mapping[str, bool | None] = {
    "true": True, "false": False, "": None, "~": None, "null": None, "Null": None, "NULL": None,
}  # fmt: skip
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*|[0-9]+(?=[eE]))(?:[eE][-+]?[0-9]+)?")


@dataclass(frozen=True)
class Sheet:
    """What a file says: its value (None where it cannot be read), lines and faults."""

    value: Value
    lines: Mapping[Place, int]
    faults: tuple[Fault, ...]

    def line(self, place: Place) -> int:
        """Return the line of a place, or of the nearest thing around it."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def problem(self, file: str, fault: Fault, item: str | None = None) -> Problem:
        """Return a fault of this file as a problem, with its line and the name of its field."""
        return Problem(
            file=file,
            line=fault.line or self.line(fault.place),
            item=item,
            field=field_name(self.value, fault.place),
            rule=fault.rule,
            severity=fault.severity,
            message=fault.message,
            fix=fault.fix,
        )


def field_name(value: Value, place: Place) -> str | None:
    """Return the way to a field as its author knows it: options[b].rationale, references[1]."""
    name = ""
    for step in place:
        if isinstance(step, int):
            value = value[step] if isinstance(value, tuple) and step < len(value) else None
            own = value.get("id") if isinstance(value, dict) else None
            name += f"[{own if isinstance(own, str) else step + 1}]"
        else:
            value = value.get(step) if isinstance(value, dict) else None
            name += f".{step}" if name else step
    return name or None


def read(text: str) -> Sheet:
    """Read a text, up to the first place where it is no YAML."""
    builder = _Builder(text)
    try:
        for event in yaml.parse(text, Loader=yaml.CLoader):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        return _unreadable(builder, *in_plain_words(error, text))
    except _StopError as error:
        return _unreadable(builder, error.line, *words_for(error.problem))
    return Sheet(builder.value, builder.lines, tuple(builder.faults))


def _unreadable(builder: _Builder, line: int, message: str, fix: str) -> Sheet:
    builder.fault(line, (), "yaml", message, fix)
    return Sheet(None, {}, tuple(builder.faults))


class _StopError(Exception):
    """Something after which the rest of the file cannot be understood."""

    def __init__(self, problem: str, event: yaml.Event) -> None:
        super().__init__(problem)
        self.problem = problem
        self.line = _line(event)


class _Frame:
    """A mapping or a list that is being read."""

    __slots__ = ("elements", "fields", "key", "next_place", "place")

    def __init__(self, place: Place, fields: dict[str, Value] | None) -> None:
        self.place = place
        self.fields = fields
        self.elements: list[Value] = []
        self.key: str | None = None
        self.next_place: Place = place if fields is not None else (*place, 0)
        """Where the value that comes next stands."""


class _Builder:
    """Takes libyaml's events one by one and builds plain values of them."""

    def __init__(self, text: str) -> None:
        self.value: Value = None
        self.lines: dict[Place, int] = {(): 1}
        self.faults: list[Fault] = []
        self._stack: list[_Frame] = []
        self._documents = 0
        self._text = text.splitlines() if "#" in text else []

    def fault(self, line: int, place: Place, rule: str, message: str, fix: str) -> None:
        """Note a fault."""
        self.faults.append(Fault(rule, message, fix, place, line))

    def take(self, event: yaml.Event) -> None:
        """Take the next event."""
        # Texts are nearly all there is: what a file costs is what each of them costs.
        if isinstance(event, yaml.ScalarEvent):
            if event.anchor is not None or event.tag is not None:
                self._refuse_name(event)
            self._scalar(event)
        elif isinstance(event, yaml.NodeEvent):
            if event.anchor is not None or getattr(event, "tag", None) is not None:
                self._refuse_name(event)
            self._node(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._close()
        elif isinstance(event, yaml.DocumentStartEvent):
            self._document(event)

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        """Take a field name, or a text."""
        top = self._stack[-1] if self._stack else None
        if top and top.fields is not None and top.key is None:
            self._key(top, top.fields, event)
            return
        place = self._begin(event, top)
        self._store(event.value if event.style else self._plain(event, place))

    def _node(self, event: yaml.NodeEvent) -> None:
        """Take a mapping, a list or an alias."""
        top = self._stack[-1] if self._stack else None
        if top and top.fields is not None and top.key is None:
            raise _StopError(NAME_IS_NO_TEXT, event)
        place = self._begin(event, top)
        if isinstance(event, yaml.CollectionStartEvent):
            self._open(event, place)
        else:
            self._store(None)

    def _begin(self, event: yaml.NodeEvent, top: _Frame | None) -> Place:
        """Return where a value stands."""
        place = top.next_place if top else ()
        # A list says where each of its elements begins; a field stands where its name does.
        if top is None or top.fields is None:
            self.lines.setdefault(place, _line(event))
        return place

    def _document(self, event: yaml.Event) -> None:
        self._documents += 1
        if self._documents > 1:
            raise _StopError(SECOND_DOCUMENT, event)

    def _open(self, event: yaml.CollectionStartEvent, place: Place) -> None:
        if len(self._stack) >= MAX_DEPTH:
            raise _StopError(TOO_DEEP, event)
        mapping = isinstance(event, yaml.MappingStartEvent)
        self._stack.append(_Frame(place, {} if mapping else None))

    def _close(self) -> None:
        frame = self._stack.pop()
        self._store(tuple(frame.elements) if frame.fields is None else frame.fields)

    def _key(self, top: _Frame, fields: dict[str, Value], event: yaml.ScalarEvent) -> None:
        line, place = _line(event), (*top.place, event.value)
        if event.value in fields:
            message = f'"{event.value}" is written twice here; the first is on line '
            fix = "Keep one of the two."
            self.fault(line, place, "field-twice", f"{message}{self.lines[place]}.", fix)
        self.lines.setdefault(place, line)
        top.key, top.next_place = event.value, place

    def _store(self, value: Value) -> None:
        if not self._stack:
            self.value = value
            return
        top = self._stack[-1]
        if top.fields is None:
            top.elements.append(value)
            top.next_place = (*top.place, len(top.elements))
        elif top.key is not None:
            top.fields.setdefault(top.key, value)
            top.key = None

    def _plain(self, event: yaml.ScalarEvent, place: Place) -> Value:
        """Return the value of unquoted text, by YAML 1.2's rules without floats."""
        text: str = event.value
        if self._text and place and (" " in text or not text):
            self._look_for_lost_text(event, place)
        if text in _CONSTANTS:
            return _CONSTANTS[text]
        if _INTEGER.fullmatch(text):
            return int(text)
        if _DECIMAL.fullmatch(text):
            message = f"{text} is a decimal without quotes, which programs read in different ways."
            fix = f'Write it in quotes: "{text}".'
            self.fault(_line(event), place, "decimal-unquoted", message, fix)
        return text

    def _look_for_lost_text(self, event: yaml.ScalarEvent, place: Place) -> None:
        # "5 mg # per kg" means "5 mg"; a comment after a single word is an everyday thing.
        line, column = _end(event)
        rest = self._text[line][column:].strip() if line < len(self._text) else ""
        if rest.startswith("#"):
            message = f'"{rest}" is taken as a comment and not shown to anybody.'
            fix = "If it belongs to the text, put the text in quotes; else give it its own line."
            self.faults.append(Fault("text-after-hash", message, fix, place, line + 1, "warning"))

    def _refuse_name(self, event: yaml.NodeEvent) -> None:
        place = self._stack[-1].next_place if self._stack else ()
        message = "Anchors (&), aliases (*) and tags (!) are not used in bank files."
        fix = "Write the value out; put text that begins with &, * or ! in quotes."
        self.fault(_line(event), place, "yaml-name", message, fix)


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _end(event: yaml.Event) -> tuple[int, int]:
    return (event.end_mark.line, event.end_mark.column) if event.end_mark else (0, 0)
