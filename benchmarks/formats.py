"""How faithful each text format of other programs is: found, imported, kept, and around again.

    python -m benchmarks.formats

reads the real files beside the repository and prints the table of docs/formats.md. What a file
holds is told by readers that are no part of the product (tests/quizzes/formats/witness.py).
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from quizzes.formats.foreign import Rejected, Taken
from quizzes.formats.gift import GIFT
from quizzes.formats.moodle_xml import MOODLE_XML
from tests.quizzes.formats import witness
from tests.quizzes.formats.around import around, item_of, same

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from quizzes.formats.foreign import Format, Question

QUESTIONS = Path(__file__).resolve().parents[2] / "shared" / "data" / "questions"
Facts = list[tuple[str, witness.Facts]]


@dataclass
class Row:
    """What became of the questions of one source in one format."""

    source: str
    format: str
    files: int = 0
    found: int = 0
    """Counted without the importer."""
    imported: int = 0
    rejected: Counter[str] = field(default_factory=Counter)
    core: int = 0
    """Imported questions of the core types whose facts are known."""
    core_kept: int = 0
    other: int = 0
    other_kept: int = 0
    went: int = 0
    """Imported questions that were written and read again."""
    came: int = 0

    @property
    def accounted(self) -> bool:
        """Whether each question was taken or rejected."""
        return self.found == self.imported + self.rejected.total()


def measured(
    format_: Format,
    source: str,
    files: Mapping[str, bytes],
    facts: Callable[[str, bytes], Facts],
    core: frozenset[str],
) -> Row:
    """Return what became of the questions of some files, held against their facts."""
    row = Row(source, format_.title, len(files))
    for name, content in files.items():
        assert format_.read
        questions = format_.read(content, name)
        known = facts(name, content)
        row.found += len(known)
        _compare(row, questions, known, core, format_.name)
        if format_.write:
            pairs = around(format_, [one for one in questions if isinstance(one, Taken)])
            row.went += len(pairs)
            row.came += sum(same(before, after) for before, after in pairs)
    return row


def _compare(
    row: Row, questions: Iterable[Question], known: Facts, core: frozenset[str], name: str
) -> None:
    for number, (question, (kind, facts)) in enumerate(zip(questions, known, strict=True)):
        if isinstance(question, Rejected):
            row.rejected[question.reason] += 1
            continue
        row.imported += 1
        item = item_of(question, number, name)
        # An oracle knows no id but that in brackets; a title or Moodle's number is one, too.
        origin = question.origin if facts.origin else None
        kept = witness.of_item(item, question.images, origin) == facts
        if kind in core:
            row.core, row.core_kept = row.core + 1, row.core_kept + kept
        else:
            row.other, row.other_kept = row.other + 1, row.other_kept + kept


def rows(folder: Path = QUESTIONS) -> list[Row]:
    """Return a row for each source of Moodle XML and GIFT in the reference data."""
    found = []
    for source, files in _files(folder, "moodle-xml").items():
        found.append(
            measured(MOODLE_XML, source, files, lambda _, c: witness.of_moodle_xml(c), witness.CORE)
        )
    gift = {
        name: one
        for name, one in _files(folder, "gift")["gift-grammar"].items()
        if name.endswith(".gift")
    }
    oracle = folder / "gift-grammar"
    found.append(
        measured(
            GIFT,
            "gift-grammar",
            gift,
            lambda name, _: witness.of_gift_json((oracle / name).with_suffix(".json").read_text()),
            witness.GIFT_CORE,
        )
    )
    return found


def _files(folder: Path, kind: str) -> dict[str, dict[str, bytes]]:
    """Return the files of a kind by source and name, as the inventory lists them."""
    found: dict[str, dict[str, bytes]] = {}
    with (folder / "INVENTORY.tsv").open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file, delimiter="\t"):
            if line["kind"] == kind:
                path = folder / line["source"] / line["file"]
                found.setdefault(line["source"], {})[path.name] = path.read_bytes()
    return found


def inventory(folder: Path, kind: str) -> dict[str, dict[str, int]]:
    """Return how many questions of each type a file holds, by name, as counted elsewhere."""
    with (folder / "INVENTORY.tsv").open(encoding="utf-8", newline="") as file:
        return {
            line["file"]: json.loads(line["counts"])
            for line in csv.DictReader(file, delimiter="\t")
            if line["kind"] == kind
        }


_HEAD = """
| format | source | found | imported | rejected | core kept | others kept | after a round |
|---|---|--:|--:|--:|--:|--:|--:|
"""
_REASONS = """
| format | rejected, because | questions |
|---|---|--:|
"""


def table(rows_: Iterable[Row]) -> str:
    """Return the table of docs/formats.md, and below it why questions were rejected."""
    text = _HEAD.lstrip()
    reasons: Counter[tuple[str, str]] = Counter()
    for row in rows_:
        cells = (
            row.format,
            row.source,
            row.found,
            row.imported,
            row.rejected.total(),
            f"{row.core_kept} of {row.core}",
            f"{row.other_kept} of {row.other}",
            f"{row.came} of {row.went}",
        )
        text += f"| {' | '.join(str(one) for one in cells)} |\n"
        reasons.update({(row.format, reason): count for reason, count in row.rejected.items()})
    text += _REASONS
    for (name, reason), count in sorted(reasons.items()):
        text += f"| {name} | {reason} | {count} |\n"
    return text


if __name__ == "__main__":
    print(table(rows()))
