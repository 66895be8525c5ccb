"""A form: widgets that read and write one field each, with room for what is found there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from quizzes.editing.paragraphs import unwrapped, wrapped
from screens.parts.problem_list import COLORS
from screens.parts.words import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from streamlit.delta_generator import DeltaGenerator

    from quizzes.editing.looked import Finding
    from quizzes.editing.opened import Fields
    from quizzes.notation import Value
    from quizzes.problem import Place

Entries = tuple["Fields", ...]
LONGEST_LINE, LONGEST_TEXT = 500, 20_000  # characters, as the bank's files take them
BLOCKS = (("stem",), ("explanation",))
SAYS = {"error": "must", "warning": "should", "info": "look"}


class Pad:
    """The fields of one form while it is drawn.

    A list changes its shape only after all is drawn: until then each widget writes to the place
    that it was drawn for.
    """

    def __init__(self, key: str, fields: Fields) -> None:
        self.key = key
        self.fields = fields
        self._moves: list[tuple[Place, Callable[[Entries], Entries]]] = []
        self._slots: dict[Place, DeltaGenerator] = {}
        self._filled: list[tuple[Place, Value]] = []

    def value(self, *place: str | int) -> Value:
        """Return what stands at a place, None where nothing does."""
        found: Value = self.fields
        for step in place:
            if isinstance(found, dict) and isinstance(step, str):
                found = found.get(step)
            elif isinstance(found, tuple) and isinstance(step, int) and step < len(found):
                found = found[step]
            else:
                return None
        return found

    def text(self, *place: str | int) -> str:
        """Return the text at a place."""
        found = self.value(*place)
        return "" if found is None else str(found).strip()

    def entries(self, name: str, *inside: str) -> tuple[Fields, ...]:
        """Return the entries of a list."""
        found = self.value(name, *inside)
        return (
            tuple(one for one in found if isinstance(one, dict)) if isinstance(found, tuple) else ()
        )

    def put(self, place: Place, value: Value) -> None:
        """Write a value."""
        made = _put(self.fields, place, value)
        if isinstance(made, dict):
            self.fields = made

    def room(self, *place: str | int) -> None:
        """Leave room for what is found at a place or inside of it."""
        self._slots[place] = st.empty()

    def line(self, label: str, *place: str | int, help_: str | None = None, hint: str = "") -> None:
        """Ask for one line of text."""
        typed = st.text_input(
            label,
            value=self.text(*place),
            max_chars=LONGEST_LINE,
            help=help_,
            placeholder=hint,
            key=self._key(place),
        )
        self.put(place, typed)

    def area(
        self,
        label: str,
        *place: str | int,
        height: int = 120,
        help_: str | None = None,
        hint: str = "",
    ) -> None:
        """Ask for text with paragraphs; in the file they keep the lines in which they stand."""
        before = self.text(*place)
        typed = st.text_area(
            label,
            value=unwrapped(before),
            height=height,
            max_chars=LONGEST_TEXT,
            help=help_,
            placeholder=hint,
            key=self._key(place),
        )
        if typed.strip() != unwrapped(before):
            self.put(place, wrapped(typed) if "\n" in before or place in BLOCKS else typed)

    def choose(
        self,
        label: str,
        options: Sequence[str],
        *place: str | int,
        words: Callable[[str], str] = str,
        new: bool = False,
        help_: str | None = None,
    ) -> None:
        """Ask for one of several, or none; with `new` for something else, too."""
        held = self.text(*place)
        known = [*options, *([held] if held and held not in options else [])]
        picked = st.selectbox(
            label,
            known,
            index=known.index(held) if held else None,
            format_func=words,
            accept_new_options=new,
            help=help_,
            placeholder="Choose or type" if new else "Choose",
            key=self._key(place),
        )
        self.put(place, picked or None)

    def several(
        self,
        label: str,
        options: Sequence[str],
        *place: str | int,
        words: Callable[[str], str] = str,
        help_: str | None = None,
    ) -> None:
        """Ask for any number of several."""
        held = [str(one) for one in _listed(self.value(*place))]
        known = [*options, *(one for one in held if one not in options)]
        picked = st.multiselect(
            label, known, default=held, format_func=words, help=help_, key=self._key(place)
        )
        self.put(place, tuple(picked))

    def words(
        self,
        label: str,
        options: Sequence[str],
        *place: str | int,
        words: Callable[[str], str] = str,
        help_: str | None = None,
    ) -> None:
        """Ask for any number of words, those that are known or new ones."""
        held = [str(one) for one in _listed(self.value(*place))]
        picked = st.multiselect(
            label,
            list(dict.fromkeys((*options, *held))),
            default=held,
            format_func=words,
            accept_new_options=True,
            placeholder="Choose or type",
            help=help_,
            key=self._key(place),
        )
        self.put(place, tuple(str(one) for one in picked))

    def count(self, label: str, *place: str | int, least: int = 1, hint: str = "") -> None:
        """Ask for a whole number, or none."""
        held = self.value(*place)
        typed = st.number_input(
            label,
            value=held if isinstance(held, int) else None,
            min_value=least,
            step=1,
            placeholder=hint,
            key=self._key(place),
        )
        self.put(place, int(typed) if typed is not None else None)

    def tick(self, label: str, *place: str | int, default: bool = False) -> bool:
        """Ask yes or no; what is as it would be anyway is left out, unless the file says it."""
        held = self.value(*place)
        ticked = st.checkbox(
            label, value=default if held is None else bool(held), key=self._key(place)
        )
        self.put(place, None if held is None and ticked is default else ticked)
        return ticked

    def press(self, label: str, *place: str | int, act: str) -> bool:
        """Offer a small button that changes the form itself."""
        return st.button(label, type="tertiary", key=self._key((*place, act)))

    def later(self, place: Place, move: Callable[[Entries], Entries]) -> None:
        """Change the shape of a list when all is drawn."""
        self._moves.append((place, move))

    def add(self, entry: Fields, *place: str) -> None:
        """Add an entry at the end of a list."""
        self.later(place, lambda entries: (*entries, entry))

    def remove(self, at: int, *place: str) -> None:
        """Take an entry out of a list."""
        self.later(place, lambda entries: (*entries[:at], *entries[at + 1 :]))

    def fill(self, value: Value, *place: str | int) -> None:
        """Write a value when all is drawn, over what the widget of its place shows now."""
        self._filled.append((place, value))

    def settle(self) -> bool:
        """Make the moves that were asked for, and say whether there were any."""
        for place, value in self._filled:
            self.put(place, value)
        for (name, *inside), move in self._moves:
            self.put((name, *inside), move(self.entries(str(name), *map(str, inside))))
        return bool(self._moves or self._filled)

    def arrange(self, name: str, at: int, called: str, least: int) -> None:
        """Offer to move an entry of a list up, or to take it out."""
        with st.container(horizontal=True):
            if at and self.press(f"Move {called} up", name, at, act="up"):
                self.later((name,), lambda entries: _raised(entries, at))
            if len(self.entries(name)) > least and self.press(
                f"Remove {called}", name, at, act="out"
            ):
                self.remove(at, name)

    def tell(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """Show each finding in the room nearest to it; return those that have none."""
        said: dict[Place, list[str]] = {}
        homeless = []
        for one in findings:
            place = next((at for at in _ways(one.place) if at in self._slots), None)
            if place is None:
                homeless.append(one)
            else:
                said.setdefault(place, []).append(sentence(one))
        for place, lines in said.items():
            self._slots[place].markdown("  \n".join(lines))
        return tuple(homeless)

    def _key(self, place: Place) -> str:
        return f"{self.key}-{'.'.join(map(str, place))}"


def sentence(one: Finding) -> str:
    """Return a finding as a line of Markdown."""
    why = f" :small[:gray[{plain(one.why)}]]" if one.why else ""
    badge = f":{COLORS[one.severity]}-badge[{SAYS[one.severity]}]"
    return f"{badge} {plain(one.message)} {plain(one.fix)}{why}"


def fresh(letters: Iterable[str], taken: Iterable[Mapping[str, Value]]) -> str:
    """Return the first id that no entry bears or bore."""
    used = {str(one.get("id")) for one in taken}
    return next(one for one in letters if one not in used)


def entries_of(fields: Fields, name: str) -> Entries:
    """Return the entries of a list that a file held."""
    held = fields.get(name)
    return tuple(one for one in held if isinstance(one, dict)) if isinstance(held, tuple) else ()


def _ways(place: Place) -> Iterable[Place]:
    """Return a place and all around it, the nearest first."""
    return (place[:length] for length in range(len(place), 0, -1))


def _raised(entries: Entries, at: int) -> Entries:
    return (*entries[: at - 1], entries[at], entries[at - 1], *entries[at + 1 :])


def _listed(value: Value) -> tuple[Value, ...]:
    return value if isinstance(value, tuple) else ()


def _put(value: Value, place: Place, new: Value) -> Value:
    if not place:
        return new
    step, rest = place[0], place[1:]
    if isinstance(step, int):
        held = value if isinstance(value, tuple) else ()
        return (*held[:step], _put(held[step], rest, new), *held[step + 1 :])
    group = value if isinstance(value, dict) else {}
    return {**group, step: _put(group.get(step), rest, new)}
