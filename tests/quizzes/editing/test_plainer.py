"""The checker's sentences for people who have never seen a bank's file."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from quizzes.editing.plainer import place, plainer, sentence
from quizzes.problem import Fault, Problem
from tests.quizzes.folder import BankFolder

if TYPE_CHECKING:
    from collections.abc import Iterator

QUIZZES = Path(__file__).parents[3] / "quizzes"
RAW = re.compile(r"\.yaml|YAML|\b[a-z]+(?:_[a-z]+)+\b|: (?:true|false|null)\b|`|\b(?:items|media)/")
BY_HAND = {"ids.py", "stimuli.py", "prose.py"}  # of names of files, and what only they can say


def texts(path: Path) -> Iterator[str]:
    """Give every sentence of a module but its docstrings; what is put in stands as X."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inside = {id(one) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr | ast.Expr)
              for one in ast.walk(node) if one is not node}  # fmt: skip
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield "".join(
                str(one.value) if isinstance(one, ast.Constant) else "X" for one in node.values
            )
        elif isinstance(node, ast.Constant) and id(node) not in inside:
            yield str(node.value)


def test_no_rule_speaks_of_files_to_authors() -> None:
    """Neither of fields as they are written, nor of their values."""
    modules = [one for one in (QUIZZES / "rules").glob("*.py") if one.name not in BY_HAND]
    said = [plainer(Fault("rule", text, ""))[0] for one in modules for text in texts(one)
            if " " in text]  # fmt: skip
    assert len(said) > 100
    assert [one for one in said if RAW.search(one)] == []


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("OBJ-9 is not among the objectives of activity.yaml.",
         "OBJ-9 is not among the objectives of the self-assessment."),
        ('The field "practice_gap" is missing.', "Not written yet: the gap."),
        ("media/one-ecg.png: The file does not exist.", "one-ecg.png: The file does not exist."),
        ("Not approved yet: joint_accreditation.", "Not approved yet: joint accreditation."),
    ],
)  # fmt: skip
def test_a_sentence_has_the_words_of_the_forms(message: str, said: str) -> None:
    """Fields as they are called there, figures by their name."""
    assert plainer(Fault("rule", message, ""))[0] == said


def test_what_only_a_file_shows_is_for_whoever_sees_files(tmp_path: Path) -> None:
    """An author is told so; the command line keeps the line."""
    folder = BankFolder(tmp_path / "banks" / "small")
    folder.write("items/one.yaml", "id: one\nid: one\n")
    (problem,) = [one for one in folder.check() if one.rule == "field-twice"]
    assert (problem.line, "written twice" in problem.message) == (2, True)
    assert "looks after the bank folder" in sentence(problem)
    assert place(problem).startswith("Question one")


@pytest.mark.parametrize(
    ("file", "item", "field", "said"),
    [
        ("b/items/one.yaml", "one", "options[d].text", "Question one, options d, text"),
        ("b/items/one.yaml", None, None, "Question one"),
        ("b/stimuli/case.yaml", None, "stem", "Shared vignette case, vignette"),
        ("b/activity.yaml", None, "rules.passing_percent",
         "The self-assessment as a whole, rules, percent to pass"),
        ("provider.yaml", None, None, "The office's texts"),
    ],
)  # fmt: skip
def test_a_place_is_named_as_the_forms_name_it(
    file: str, item: str | None, field: str | None, said: str
) -> None:
    """No file and no line."""
    assert place(Problem(file, 3, item, field, "rule", "error", "No.", "Yes.")) == said
