"""Faults of fields in plain sentences."""

from __future__ import annotations

import json

import pytest

from quizzes.schema import schemas
from quizzes.wording import PATTERNS
from tests.quizzes.folder import ONE, BankFolder

TEXT = "    text: Remove the tube"
NUMBERS = "version: 1\nrevision: 1\nstatus: approved"
RETAKE = "  retake:"
DUE = "review_due: 2028-10-01"


@pytest.mark.parametrize(
    ("old", "new", "field", "message", "fix"),
    [
        ("option", "0ption", "0ptions", 'no field "0ptions"', 'Did you mean "options"?'),
        (TEXT, f"{TEXT}\n    zzz: x", "options[a].zzz", 'no field "zzz"', "Remove it"),
        (TEXT, "    text: 140", "options[a].text", "140 must be text.", 'in quotes: "140".'),
        (TEXT, "    text: true", "options[a].text", "true must be text.", "quotes"),
        (TEXT, "    text: {tube}", "options[a].text", "a list or a group", "quotes"),
        (TEXT, "    text: # tube", "options[a].text", "Nothing is written", "begins with #"),
        (TEXT, '    text: "  "', "options[a].text", "The text is empty.", "leave the whole line"),
        (TEXT, f"    text: {'x' * 501}", "options[a].text", "longer than 500", "Shorten"),
        (f"{TEXT}\n", "", "options[a].text", 'The field "text" is missing.', "Add a line"),
        ("correct: true", "correct: yes", "options[a].correct", "true or false", "small letters"),
        (NUMBERS, 'version: "1"', "version", "whole number", "Write it like 20."),
        (NUMBERS, "version: 0", "version", "0 is less than 1", "1 or more"),
        (NUMBERS, "status: ready", "status", '"ready" is not one of', "'approved'"),
        (DUE, "review_due: 2028-02-30", "review_due", "is not a date", "2026-12-01"),
        (DUE, "review_due: 1.10.2028", "review_due", "is not a date", "2026-12-01"),
        (DUE, "review_due: 20281001", "review_due", "must be a date", "2026-12-01"),
        ("authors: [fac-ada]", "authors: fac-ada", "authors", "must be a list", "[a, b]"),
        ("{topic: airway}", "airway", "blueprint", "a group of fields", "indented"),
        ("id: one\n", "id: One item\n", "id", "small letters", "hme-001"),
        ("  - id: b\n", "  - id: B\n", "options[B].id", "must be a small letter", "a, b, c"),
        ("  - id: b\n", "  - id: a\n", "options", "two options have the id a", ""),
        ("    correct: true\n", "", "options", "0 options are marked", "Mark the one"),
        ("single_best_answer", "single", "type", "type of the question", "'multiple_response'"),
        ("type: single_best_answer\n", "", "type", "type of the question", "'multiple_response'"),
    ],
)
def test_fault(
    folder: BankFolder, old: str, new: str, field: str | None, message: str, fix: str
) -> None:
    """A fault says what is wrong with which field, and what to write instead."""
    folder.write("items/one.yaml", ONE.replace(old, new, 1))

    problem = next(one for one in folder.check() if one.rule == "schema" and one.field == field)

    assert message in problem.message
    assert fix in problem.fix


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        (TEXT, "    text: 140", ONE.splitlines().index(TEXT) + 1),
        (f"{TEXT}\n", "", ONE.splitlines().index(TEXT)),
        ("lead_in: What is done first?\n", "", 1),
    ],
)
def test_line(folder: BankFolder, old: str, new: str, line: int) -> None:
    """The line is that of the field; of what it is missing from, if it is missing."""
    folder.change("items/one.yaml", old, new)

    assert folder.check()[-1].line == line


def test_decimal_is_told_once(folder: BankFolder) -> None:
    """A decimal without quotes is one problem, not two."""
    folder.change("activity.yaml", 'passing_percent: "75"', "passing_percent: 75.5")

    assert folder.rules() == ["error decimal-unquoted"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('credits: "0.50"', 'credits: "0.3"', "whole number of quarter-hours"),
        ('credits: "0.50"', 'credits: "half"', "number of credits"),
        ('passing_percent: "75"', 'passing_percent: "75%"', "must be a decimal number"),
    ],
)
def test_amount(folder: BankFolder, old: str, new: str, message: str) -> None:
    """Amounts are decimals in quotes, credits whole quarters."""
    folder.change("activity.yaml", old, new)

    assert message in folder.only().message


@pytest.mark.parametrize(
    ("file", "old", "new", "fix"),
    [
        ("activity.yaml", '"75"', '"75%"', 'quotes and without a sign: "75"'),
        ("activity.yaml", '"75"', '"0.75"', '"75" for 75 percent'),
        ("activity.yaml", RETAKE, f"  attempts_max: unlimited\n{RETAKE}", "or null if attempts"),
        ("activity.yaml", "needs: [knowledge]", "needs: [skill]", "'knowledge'"),
        ("activity.yaml", 'credits: "0.50"', 'credits: "0"', '"0.25"'),
        ("activity.yaml", "2029-10-31", "2029-11-02", "Write an earlier day."),
        ("items/one.yaml", "correct: true", "correct: yes", "true or false"),
        ("items/one.yaml", "    rationale: There", "\trationale: There", "spaces"),
    ],
)  # fmt: skip
def test_one_mistake_is_one_problem_with_the_right_repair(
    folder: BankFolder, file: str, old: str, new: str, fix: str
) -> None:
    """What follows from a mistake is not told as another one."""
    folder.change(file, old, new)
    assert fix in folder.only().fix


def test_a_fault_of_the_options_points_at_them(folder: BankFolder) -> None:
    """Not at the first line of the file."""
    folder.change("items/two.yaml", "select: 2", "select: 3")
    assert (folder.only().field, folder.only().line) == ("select", 11)
    folder.change("items/two.yaml", "select: 3\n", "")
    folder.change("items/two.yaml", "{id: b, ", "{id: a, ")
    assert folder.only().field == "options"
    assert (folder.only().line or 1) > 1


def test_every_pattern_has_words() -> None:
    """No author ever reads a regular expression."""
    text = "\n".join(schemas().values())
    patterns = {
        json.loads(line.split(":", 1)[1].rstrip(","))
        for line in text.splitlines()
        if line.strip().startswith('"pattern"')
    }

    assert patterns == set(PATTERNS)
