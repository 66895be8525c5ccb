"""Real medical questions, brought in and checked: what their sources got wrong is found."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

import pytest

from quizzes.checking import check
from quizzes.importing.preview import preview
from quizzes.importing.take import take
from tests.shared_data import SHARED

if TYPE_CHECKING:
    from pathlib import Path

MEDICAL = SHARED / "data" / "medical"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(
        not MEDICAL.is_dir(), reason="the reference data is not beside this repository"
    ),
]


def found(folder: Path, name: str, content: bytes) -> tuple[int, Counter[str]]:
    """Bring a file into a new bank; return how many questions came, and the rules broken."""
    seen = preview(content, name, folder)
    assert seen.found == len(take(seen)) + len(seen.rejected)
    problems = check(folder, date(2026, 11, 25))
    inside = [one for one in problems if one.file.startswith(folder.as_posix())]
    return seen.found, Counter(one.rule for one in inside)


def test_nan_options_and_named_letters_are_found(tmp_path: Path) -> None:
    """Each option that a table left empty, and rationales that name an option by its number."""
    source = MEDICAL / "casimedicos-en" / "casimedicos-en-internal_medicine.jsonl"
    lines = [json.loads(one) for one in source.read_text(encoding="utf-8").splitlines()]
    spoiled = [one for one in lines if one["source_had_nan_option"]]
    for one in spoiled:
        one["options"].append({"key": str(len(one["options"]) + 1), "text": "nan"})
    content = "\n".join(json.dumps(one) for one in lines).encode()
    count, rules = found(tmp_path / "casi-medicos", source.name, content)
    assert count == len(lines)
    assert rules["option-placeholder"] == len(spoiled) > 0
    assert rules["letter-named"] > 0


def test_questions_without_rationales_and_twins_are_found(tmp_path: Path) -> None:
    """A table without a head has no rationale at all; the same row twice is the same question."""
    source = MEDICAL / "mmlu-medical" / "raw-csv" / "anatomy.csv"
    rows = source.read_bytes()
    twin = rows.splitlines(keepends=True)[0]
    count, rules = found(tmp_path / "mmlu-one", source.name, rows.rstrip(b"\n") + b"\n" + twin)
    assert rules["rationale-missing"] == count
    assert rules["item-twice"] == 1
