"""Word's formulas as plain characters: 10⁶, x₂, (a+b)/2, √(x); a bank has no place for more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzes.formats.raised import lowered, raised

if TYPE_CHECKING:
    from lxml.etree import _Element

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"


def plain(formula: _Element) -> str:
    """Return a formula on one line; what is above, below or a part of it stays so."""
    tag = str(formula.tag).removeprefix(_MATH)
    if tag == "t":
        return formula.text or ""
    if tag in {"sSup", "sSub", "sSubSup"}:
        return _part(formula, "e") + _small(formula)
    if tag == "f":
        return f"{_grouped(formula, 'num')}/{_grouped(formula, 'den')}"
    if tag == "rad":
        return f"{raised(_part(formula, 'deg'))}√({_part(formula, 'e')})"
    return "".join(plain(one) for one in formula)


def _small(formula: _Element) -> str:
    below, above = _part(formula, "sub"), _part(formula, "sup")
    return (lowered(below) if below else "") + (raised(above) if above else "")


def _part(formula: _Element, name: str) -> str:
    found = formula.find(f"{_MATH}{name}")
    return "" if found is None else plain(found)


def _grouped(formula: _Element, name: str) -> str:
    """Return a part of a fraction, in brackets unless it is one number or word."""
    text = _part(formula, name)
    return text if text.isalnum() else f"({text})"
