"""Prose: Markdown without HTML, pictures from elsewhere, or links that are not what they seem."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from pydantic import BaseModel

from quizzes import formulas
from quizzes.formulas import FORMULA
from quizzes.problem import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quizzes.problem import Place

_TAG = re.compile(
    r"""<(?:/?[A-Za-z][A-Za-z0-9-]*(?:\s+[\w:-]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?)*\s*/?>
    |!--|!\[CDATA|[?!][A-Za-z])""",
    re.VERBOSE,
)
_PICTURE = re.compile(r"!\[")
_LINK = re.compile(r"\]\(\s*<?([^\s)>]*)")
_BARE_LINK = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]+:[^\s<>]*)>")
# At the beginning of a line, or of what stands there inside quotes and lists.
_DEFINITION = re.compile(
    r"^[ \t]*(?:(?:>|[-+*]|\d{1,9}[.)])[ \t]*)*\[(?:\\.|[^\]\\])+\]:", re.MULTILINE
)
_SCRIPT = re.compile(r"(?:javascript|vbscript)\s*:", re.IGNORECASE)
_MARKS = ("<", "![", "](", "][", "]:", "javascript", "vbscript", "$`")
"""What any of the above needs: most files have none of it, and are seen to in one look."""
_DRAWN = frozenset({"stem", "explanation", "rationale", "key_point"})
"""The fields whose formulas a page draws; the card's own texts are plain."""
_ADDRESSES = ("https://", "mailto:")


def is_plain_markdown(model: BaseModel) -> Iterator[Fault]:
    """Every text of a file is Markdown that can do no more than be read."""
    # None of the marks is ever JSON's own.
    whole = model.model_dump_json().lower()
    if not any(mark in whole for mark in _MARKS):
        return
    for place, text in _texts(model, ()):
        for rule, message, fix in (*_faults_of(text), *_formula_faults(text, place)):
            yield Fault(rule, message, fix, place)


def _faults_of(text: str) -> Iterator[tuple[str, str, str]]:
    if found := _TAG.search(text):
        fix = "Use Markdown; write < with a space after it where it means less than."
        yield "raw-html", f"{found[0]} is HTML, which is not shown.", fix
    if _PICTURE.search(text):
        fix = "List the figure under media, with its alt text; put a space between ! and [ else."
        yield "picture-in-text", "A picture stands inside the text.", fix
    if _DEFINITION.search(text):
        fix = "Put a word before the bracket, or write the address as [words](https://…)."
        yield "link-unsafe", "A line that begins with [words]: is not shown by Markdown.", fix
    if strange := _strange_address(text):
        fix = "Link to https://… only; put a space between ] and ( where no link is meant."
        yield "link-unsafe", f'"{strange}" is no https or mail address.', fix


def _formula_faults(text: str, place: Place) -> Iterator[tuple[str, str, str]]:
    for formula in FORMULA.findall(text):
        if place[-1] not in _DRAWN:
            fix = "Put the formula into the stem, or write it in plain signs: √, ², µ, (a + b)/c."
            yield "formula-misplaced", f"{formula} stands where formulas are not drawn.", fix
        if said := formulas.fault(formula):
            yield (
                "formula-unknown",
                said,
                "Write it more simply; docs/authors.md lists what is known.",
            )


def _strange_address(text: str) -> str | None:
    for address in (*_LINK.findall(text), *_BARE_LINK.findall(text)):
        if not html.unescape(address).lower().startswith(_ADDRESSES):
            return str(address)
    found = _SCRIPT.search(text)
    return found[0] if found else None


def _texts(value: object, place: Place) -> Iterator[tuple[Place, str]]:
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, BaseModel):
        for name, one in vars(value).items():
            if one.__class__ in (str, tuple) or isinstance(one, BaseModel):
                yield from _texts(one, (*place, name))
    elif isinstance(value, tuple):
        for number, one in enumerate(value):
            yield from _texts(one, (*place, number))
