"""How faithful each foreign format is: found, imported, kept, and around again.

    python -m benchmarks.formats

reads the real files beside the repository and writes docs/formats.md. What a file holds is told by
INVENTORY.tsv, which was made without any importer, and by readers that are no part of the product
(tests/quizzes/formats/witness*.py).
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from quizzes.formats.all import FORMATS, recognised
from quizzes.formats.comma_separated import CSV, HEADLESS_CSV
from quizzes.formats.foreign import Rejected, Taken, UnreadableError
from quizzes.formats.gift import GIFT
from quizzes.formats.json_lines import JSON_LINES
from quizzes.formats.moodle_xml import MOODLE_XML
from quizzes.formats.qti import QTI_1_2, QTI_2, QTI_3
from tests.quizzes.formats import witness, witness_lines, witness_qti
from tests.quizzes.formats.around import around, item_of, same, together

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from quizzes.formats.foreign import Format, Question

QUESTIONS = Path(__file__).resolve().parents[2] / "shared" / "data" / "questions"
PAGE = Path(__file__).resolve().parents[1] / "docs" / "formats.md"
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
    row = Row(source, format_.title)
    for name, content in files.items():
        assert format_.read
        known = facts(name, content)
        row.files, row.found = row.files + 1, row.found + len(known)
        _count(row, format_, format_.read(content, name), known, core)
    return row


def _count(
    row: Row, format_: Format, questions: Sequence[Question], known: Facts, core: frozenset[str]
) -> None:
    """Add the questions of a file; a format that is not written goes around in another."""
    _compare(row, questions, known, core, format_.name)
    taken = [one for one in questions if isinstance(one, Taken)]
    if format_.write:
        pairs = around(format_, taken)
    else:
        pairs = around(QTI_3, taken) if format_ is QTI_1_2 else together(CSV, taken)
    row.went += len(pairs)
    row.came += sum(same(before, after) for before, after in pairs)


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
    """Return a row for each format and source in the reference data."""
    return [*_moodle(folder), *_qti(folder), *_lines(folder.parent / "medical")]


def _moodle(folder: Path) -> Iterator[Row]:
    for source, files in _files(folder, "moodle-xml").items():
        yield measured(
            MOODLE_XML, source, files, lambda _, c: witness.of_moodle_xml(c), witness.CORE
        )
    oracle = folder / "gift-grammar"
    gift = {
        name: one
        for name, one in _files(folder, "gift")["gift-grammar"].items()
        if name.endswith(".gift")
    }
    yield measured(
        GIFT,
        "gift-grammar",
        gift,
        lambda name, _: witness.of_gift_json((oracle / name).with_suffix(".json").read_text()),
        witness.GIFT_CORE,
    )


_QTI = {
    "qti1.2": QTI_1_2, "qti2.0": QTI_2, "qti2.1": QTI_2, "qti2.2": QTI_2, "qti3": QTI_3,
    "broken": QTI_2,
}  # fmt: skip
NAMED_ONLY = ("It lies in an item bank", "The package lists this item")
"""How a question is rejected that a file names without holding it; the inventory counts none."""


def _qti(folder: Path) -> list[Row]:
    found: dict[tuple[str, str], Row] = {}
    for kind, source, name, content, counts in listed(folder):
        if kind not in _QTI and kind != "package":
            continue
        try:
            format_ = _QTI.get(kind) or recognised(content, name)
        except UnreadableError:  # an archive of none of the formats
            continue
        if format_ not in {QTI_1_2, QTI_2, QTI_3}:
            continue
        row = found.setdefault((format_.title, source), Row(source, format_.title))
        _add_qti(row, format_, content, name, items_in(counts) + (kind == "broken"))
    return sorted(found.values(), key=lambda row: (row.format, row.source))


def _add_qti(row: Row, format_: Format, content: bytes, name: str, found: int) -> None:
    assert format_.read
    row.files, row.found = row.files + 1, row.found + found
    try:
        read = format_.read(content, name)
    except UnreadableError as fault:
        if found:
            row.rejected[str(fault).partition(": ")[2]] += 1
        return
    held = [
        one for one in read if not (isinstance(one, Rejected) and one.reason.startswith(NAMED_ONLY))
    ]
    _count(row, format_, held, witness_qti.of_qti(content), witness_qti.CORE)


def items_in(counts: Mapping[str, int]) -> int:
    """Return how many QTI items the inventory counts in a file or package."""
    own = (count for kind, count in counts.items() if kind.endswith(":item"))
    return sum(own) + sum(count for kind, count in counts.items() if kind.startswith("qti1.2:"))


def _lines(folder: Path) -> Iterator[Row]:
    every = frozenset({"choice"})
    for source in sorted(one.name for one in folder.iterdir() if one.is_dir()):
        files = {one.name: one.read_bytes() for one in sorted((folder / source).glob("*.jsonl"))}
        yield measured(
            JSON_LINES, source, files, lambda _, c: witness_lines.of_json_lines(c), every
        )
    raw = folder / "mmlu-medical" / "raw-csv"
    yield measured(
        HEADLESS_CSV,
        "mmlu-medical",
        {one.name: one.read_bytes() for one in sorted(raw.glob("*.csv"))},
        lambda _, c: witness_lines.of_headless_csv(c),
        every,
    )


def listed(folder: Path) -> Iterator[tuple[str, str, str, bytes, dict[str, int]]]:
    """Return kind, source, name, content and counts of each file of the inventory."""
    with (folder / "INVENTORY.tsv").open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file, delimiter="\t"):
            path = folder / line["source"] / line["file"]
            counts = json.loads(line["counts"])
            yield line["kind"], line["source"], path.name, path.read_bytes(), counts


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


_TITLE = """# Foreign formats, measured
Made by `make formats` from real files beside the repository, none of which is part of it.

- **Found**: questions in the files, counted without any importer.
- **Imported** and **rejected** together are all of them; [why](#rejected) is below.
- **Core kept**: of the imported single, multiple and true–false questions, those whose text,
  options in order, keys, feedback, points, order, pictures and id are what another reader finds.
- **Others kept**: the same of matching, ordering, numbers, clusters and single gaps. A question
  above a quotation comes to stand below it.
- **After a round**: imported, exported, imported again, and the same. What is not written in its
  own format goes around in QTI 3.0 or our template.

## What there is
"""
_THERE = """
| format | name | file | in | out |
|---|---|---|---|---|
"""
_HEAD = """
## What was kept

| format | source | files | found | imported | rejected | core kept | others kept | after a round |
|---|---|--:|--:|--:|--:|--:|--:|--:|
"""
_REASONS = """
## Rejected

| format | because | questions |
|---|---|--:|
"""


def there() -> str:
    """Return the table of the formats that there are."""
    text = _THERE
    for one in FORMATS:
        endings = " ".join(one.endings)
        can = ["yes" if act else "" for act in (one.read, one.write)]
        text += f"| {one.title} | `{one.name}` | {endings} | {' | '.join(can)} |\n"
    return text


def table(rows_: Sequence[Row]) -> str:
    """Return the table of what was kept, and below it why questions were rejected."""
    text = _HEAD
    reasons: Counter[tuple[str, str]] = Counter()
    for row in rows_:
        cells = (
            row.format,
            row.source,
            row.files,
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


def page(rows_: Sequence[Row]) -> str:
    """Return the whole of docs/formats.md."""
    return f"{_TITLE}{there()}{table(rows_)}"


if __name__ == "__main__":
    PAGE.write_text(page(rows()), encoding="utf-8")
