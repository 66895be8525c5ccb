"""Damaged banks: whatever stands in their files, the checker says what, where and what to do."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from quizzes.checking import check
from settings import ROOT
from tests.evidence import seen, times
from tests.hostile.mutants import MOVES, MUTATIONS
from tests.quizzes.folder import TODAY, BankFolder

if TYPE_CHECKING:
    from pathlib import Path

    from quizzes.problem import Problem

COMMAND = "make evidence ONLY=mutated_banks"
# Rules about what is not there, or about a whole file or bank: they have no line.
WHOLE = {"file-missing", "file-unreadable", "file-too-large", "not-a-plain-file"}


@pytest.fixture
def bank(tmp_path: Path) -> BankFolder:
    """A small bank."""
    return BankFolder(tmp_path / "small-bank")


def one_of_each_type() -> dict[str, bytes]:
    """Return a question of each type that the demonstration has, by its file."""
    found: dict[bytes, tuple[str, bytes]] = {}
    for path in sorted((ROOT / "quizzes" / "banks").glob("*/items/*.yaml")):
        data = path.read_bytes()
        kind = next(line for line in data.splitlines() if line.startswith(b"type:"))
        found.setdefault(kind, (f"items/{path.name}", data))
    return dict(found.values())


def unhelpful(problems: tuple[Problem, ...]) -> list[Problem]:
    """Return the problems that leave their reader alone: no file, no words, no remedy."""
    return [one for one in problems if not (one.file and one.message and one.fix)]


def placeless(problems: tuple[Problem, ...]) -> set[str]:
    """Return the rules of errors inside a file that name no line of it."""
    return {
        one.rule
        for one in problems
        if one.severity == "error" and one.line is None and one.rule not in WHOLE
    }


def told(bank: BankFolder, name: str, data: bytes) -> set[tuple[str, str, int | None]]:
    """Write a file into the bank, and return where which rule is broken; a guest leaves again."""
    guest = not (bank.path / name).exists()
    bank.write(name, data)
    problems = check(bank.path, TODAY)
    assert unhelpful(problems) == []
    assert placeless(problems) == set()
    if guest:
        (bank.path / name).unlink()
    return {(one.file, one.rule, one.line) for one in problems}


@pytest.mark.evidence
def test_a_damaged_file_is_told_with_file_and_remedy(bank: BankFolder) -> None:
    """Thousands of single changes; none ends in an exception."""
    own = {name: data for name, data in bank.files().items() if name.endswith(".yaml")}
    whole = own | one_of_each_type()
    known = {name: told(bank, name, data) for name, data in whole.items()}
    chance = random.Random(20261201)  # noqa: S311  (the same mutants each time)
    mutants, rules, silent = times(200, 2_000), Counter[str](), 0
    for _ in range(mutants):
        name, mutation = chance.choice(sorted(whole)), chance.choice(MUTATIONS)
        fresh = told(bank, name, mutation(whole[name], chance)) - known[name]
        rules.update(rule for _, rule, _ in fresh)
        silent += not fresh
        if name in own:
            bank.write(name, own[name])
    assert len(rules) > 5
    seen("Hostile", "mutated_banks", "A damaged bank gives no traceback: file, line and remedy.",
         COMMAND, mutants=mutants, tracebacks=0, kinds_of_problem_told=len(rules),
         changes_that_broke_no_rule=silent)  # fmt: skip


@pytest.mark.parametrize("name", ["activity.yaml", "items/one.yaml", "media/one.png"])
@pytest.mark.parametrize("move", MOVES, ids=lambda one: one.__name__.strip("_"))
def test_a_file_that_is_none_is_told(bank: BankFolder, name: str, move: object) -> None:
    """A link, a loop, a folder, a pipe that would wait for ever, a copy, a file without end."""
    assert callable(move)
    move(bank.path / name)
    problems = check(bank.path, TODAY)
    assert unhelpful(problems) == []
    assert any(one.severity == "error" for one in problems)
    shutil.rmtree(bank.path)
