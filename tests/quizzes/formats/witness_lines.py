"""What files of one question a line say, told by the standard library's readers."""

from __future__ import annotations

import csv
import html
import json
from decimal import Decimal

from tests.quizzes.formats.witness import Facts, bare


def of_json_lines(content: bytes) -> list[tuple[str, Facts]]:
    """Return the facts of each line of the medical sets."""
    return [("choice", _said(json.loads(one))) for one in content.decode().split("\n") if one]


def _said(line: dict[str, object]) -> Facts:
    options, right = line["options"], line["correct"]
    assert isinstance(options, list)
    assert isinstance(right, list)
    parts = tuple((_plain(one["text"]), str(one["key"] in right), "") for one in options)
    return _facts(str(line["stem"]), parts, str(line.get("rationale") or ""), str(line["id"]))


def of_headless_csv(content: bytes) -> list[tuple[str, Facts]]:
    """Return the facts of each row: stem, options, letter of the key."""
    found = []
    for stem, *options, letter in csv.reader(content.decode().splitlines(keepends=True)):
        parts = tuple(
            (_plain(text), str(own == letter), "")
            for own, text in zip("ABCDEFGHIJ", options, strict=False)
        )
        found.append(("choice", _facts(stem, parts, "", None)))
    return found


def _facts(
    stem: str, parts: tuple[tuple[str, str, str], ...], general: str, origin: str | None
) -> Facts:
    shuffle = True
    return Facts(_plain(stem), parts, _plain(general), Decimal(1), shuffle, frozenset(), origin)


def _plain(text: str) -> str:
    return bare(html.escape(text))
