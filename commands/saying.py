"""How commands speak: lines for people, one JSON object for programs, an exit code for both."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any, NoReturn

import typer

from commands.app import PROBLEMS, WRONG_USE
from quizzes.counted import count

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from quizzes.problem import Problem

SEVERITIES = ("error", "warning", "info")


def print_problems(problems: Sequence[Problem], *, as_json: bool) -> None:
    """Print what is wrong with files: a line each, and how many of each kind."""
    if as_json:
        print_json({"problems": [asdict(one) for one in problems]})
        return
    for _file, group in groupby(problems, key=lambda one: one.file):
        for one in group:
            where = one.file if one.line is None else f"{one.file}:{one.line}"
            line = f"{where}  {one.severity}  {one.message}  {one.fix}"
            print(printable(line))
        print()
    counts = {kind: sum(one.severity == kind for one in problems) for kind in SEVERITIES}
    said = ", ".join(count(number, kind) for kind, number in counts.items())
    print(said if problems else "No problems.")


def print_json(value: Mapping[str, Any]) -> None:
    """Print one JSON object."""
    print(json.dumps(value, ensure_ascii=False, default=_text))


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def print_lines(indent: str, lines: Iterable[str]) -> None:
    """Print lines that no terminal obeys."""
    for line in lines:
        print(f"{indent}{printable(line)}")


def printable(line: str) -> str:
    """Return a line whose characters no terminal obeys: a file's name can hold any."""
    return "".join(one if one.isprintable() else f"\\u{ord(one):04x}" for one in line)


def wrong_use(said: str) -> NoReturn:
    """End with what was wrong with the words that were typed."""
    print(said, file=sys.stderr)
    raise typer.Exit(WRONG_USE)


def text_of(file: Path) -> str:
    """Return a file's text, or end with why it cannot be read."""
    try:
        return file.read_text(encoding="utf-8")
    except FileNotFoundError:
        wrong_use(f"There is no file {file}.")
    except UnicodeDecodeError:
        print(f"{file} is no UTF-8 text. Save it as CSV in UTF-8.", file=sys.stderr)
        raise typer.Exit(PROBLEMS) from None
