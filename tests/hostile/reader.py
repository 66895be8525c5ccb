"""Give every hostile file to every reader of files, inside limits of memory and time.

A process of its own: `python -m tests.hostile.reader FOLDER [all]`; `all` reads each file as each
foreign format, too, whatever it looks like. It prints a JSON object with what each reader said of
each file, what was raised and never should be, and the memory it took.
"""

from __future__ import annotations

import json
import resource
import sys
import traceback
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from documents import rosters
from documents.pars import answers
from quizzes.figures import figure_of
from quizzes.formats.all import readable
from quizzes.formats.foreign import UnreadableError
from quizzes.importing.preview import preview
from quizzes.problem import Fault
from tests.hostile.files import FILES
from workflows.refusals import Refused
from workflows.reports.attachments import sniffed

if TYPE_CHECKING:
    from collections.abc import Callable

MEMORY = 1_500_000_000  # bytes of addresses; the interpreter and its libraries take 400 million


def _imported(content: bytes, name: str, *, chosen: str, folder: Path) -> str:
    try:
        found = preview(content, name, folder / "new-bank", chosen)
    except UnreadableError as error:
        return f"refused: {error}"
    said = "; ".join(f"{one.place}: {one.reason}" for one in found.rejected[:3])
    return f"read: {len(found.arrivals)} taken, {len(found.rejected)} rejected. {said}"


def _figure(content: bytes, name: str) -> str:
    found = figure_of(content, name)
    return f"refused: {found.message} {found.fix}" if isinstance(found, Fault) else "read: figure"


def _attached(content: bytes, _name: str) -> str:
    try:
        return f"read: {sniffed(content)}"
    except Refused as refused:
        return f"refused: {refused}"


def _admitted(content: bytes, _name: str) -> str:
    return _sheet(rosters.admitted(content))


def _newcomers(content: bytes, _name: str) -> str:
    return _sheet(rosters.newcomers(content))


def _sheet(sheet: rosters.Sheet[rosters.Admitted] | rosters.Sheet[rosters.Newcomer]) -> str:
    if sheet.faults:
        return f"refused: line {sheet.faults[0].line}: {sheet.faults[0].message}"
    return f"read: {len(sheet.rows)} rows"


def _pars(content: bytes, _name: str) -> str:
    found = answers.read(content)
    if found.faults:
        return f"refused: {found.faults[0].what} {found.faults[0].fix}"
    return f"read: {len(found.answers)} answers"


def _readers(folder: Path, *, every: bool) -> dict[str, Callable[[bytes, str], str]]:
    formats = ["auto", *(one.name for one in readable() if every)]
    imports: dict[str, Callable[[bytes, str], str]] = {
        f"import as {one}": partial(_imported, folder=folder, chosen=one) for one in formats
    }
    return {
        **imports,
        "figure": _figure,
        "attachment": _attached,
        "roster": _admitted,
        "people": _newcomers,
        "PARS' answers": _pars,
    }


def main(folder: Path, *, every: bool) -> None:
    """Read all, and print what came of it."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    said: dict[str, dict[str, str]] = {}
    raised: list[str] = []
    for name, make in FILES.items():
        content = make()
        said[name] = {}
        for reader, read in _readers(folder, every=every).items():
            try:
                said[name][reader] = read(content, name)
            except Exception:  # noqa: BLE001  (what is looked for)
                raised.append(f"{name} by {reader}:\n{traceback.format_exc(limit=-4)}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    json.dump({"said": said, "raised": raised, "megabytes": peak}, sys.stdout)


if __name__ == "__main__":
    main(Path(sys.argv[1]), every=sys.argv[2:] == ["all"])
