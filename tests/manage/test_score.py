"""Marking one answer from the command line."""

from __future__ import annotations

import io
import json
import sys
from typing import TYPE_CHECKING

import pytest

from tests.quizzes.folder import TWO
from tests.quizzes.kinds import CLUSTER, MATCHING, NUMERIC, ORDERED

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.manage.conftest import Done
    from tests.quizzes.folder import BankFolder


@pytest.fixture
def three(folder: BankFolder) -> Callable[[str], Path]:
    """Return a function that writes the bank's third item and returns its file."""

    def written(text: str) -> Path:
        folder.write("items/three.yaml", text)
        return folder.path / "items/three.yaml"

    return written


@pytest.mark.parametrize(
    ("text", "answer", "score", "by_part"),
    [
        (MATCHING, '{"s1": "a", "s2": "b"}', "1/2", {"s1": "1", "s2": "0"}),
        (MATCHING, "null", "0", {"s1": "0", "s2": "0"}),
        (ORDERED, '["a", "b", "c", "d"]', "1", {}),
        (ORDERED, '["b", "a", "c", "d"]', "0", {}),
        (NUMERIC, '"0.18 g"', "1", {}),
        (NUMERIC, "180", "1", {}),
        (NUMERIC, "180.9999999999999999999", "1", {}),
        (NUMERIC, "181.0000000000000000001", "0", {}),
        (CLUSTER, '{"s1": "true"}', "1/2", {"s1": "1", "s2": "0"}),
        (TWO, '["b", "a"]', "1", {}),
        (TWO, '["a"]', "0", {}),
    ],
)
def test_an_answer_is_marked(
    run: Callable[..., Done],
    three: Callable[[str], Path],
    text: str,
    answer: str,
    score: str,
    by_part: dict[str, str],
) -> None:
    """Score, points and parts are exact fractions as text."""
    done = run("score", three(text), answer, "--json")

    assert done.code == 0
    assert json.loads(done.out) == {
        "score": score, "points": score, "max_points": "1", "by_part": by_part,
    }  # fmt: skip


def test_points(run: Callable[..., Done], three: Callable[[str], Path]) -> None:
    """Points are the score times what the item is worth."""
    done = run("score", three(MATCHING + 'scoring: {points: "4"}\n'), '{"s1": "a"}')

    said = json.loads(done.out)
    assert (said["score"], said["points"], said["max_points"]) == ("1/2", "2", "4")


def test_a_number_that_cannot_be_read(
    run: Callable[..., Done], three: Callable[[str], Path]
) -> None:
    """It is not wrong, it is asked for again."""
    done = run("score", three(NUMERIC), '"a lot"')

    said = json.loads(done.out)
    assert done.code == 0
    assert said["score"] is None
    assert "cannot be read" in said["unreadable"]


def test_the_rule_comes_from_the_option_the_item_the_activity(
    run: Callable[..., Done], three: Callable[[str], Path], folder: BankFolder
) -> None:
    """In this order; without any of them it is the type's first."""

    def score(text: str, *more: str) -> str:
        said = json.loads(run("score", three(text), '["b", "c", "d", "a"]', *more).out)
        return str(said["score"])

    own = ORDERED + "scoring: {method: adjacent_pairs}\n"
    assert score(ORDERED) == "0"
    folder.change(
        "activity.yaml", "feedback:", "default_scoring: {ordered: kendall_pairs}\n  feedback:"
    )
    assert score(ORDERED) == "1/2"
    assert score(own) == "2/3"
    assert score(own, "--rule", "longest_contiguous_subset") == "3/4"


def test_an_unfinished_activity_still_tells_the_rule(
    run: Callable[..., Done], three: Callable[[str], Path], folder: BankFolder
) -> None:
    """Only its rule is looked at; no activity at all is no fault either."""
    folder.write("activity.yaml", "rules: {default_scoring: {ordered: kendall_pairs}}\n")
    assert '"1/2"' in run("score", three(ORDERED), '["b", "c", "d", "a"]').out

    (folder.path / "activity.yaml").unlink()
    assert '"score": "0"' in run("score", three(ORDERED), '["b", "c", "d", "a"]').out


def test_from_standard_input_and_from_a_file(
    run: Callable[..., Done],
    three: Callable[[str], Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """`-` reads what is piped in, `@FILE` a file."""
    monkeypatch.setattr(sys, "stdin", io.StringIO('"180"\n'))
    assert '"score": "1"' in run("score", three(NUMERIC), "-").out

    (tmp_path / "answer.json").write_text('"144 mg"')
    assert '"score": "0"' in run("score", three(NUMERIC), f"@{tmp_path / 'answer.json'}").out


@pytest.mark.parametrize(
    ("text", "answer", "more", "sentence"),
    [
        (MATCHING, "a", [], "This is no JSON: a. An answer is JSON"),
        (MATCHING, "", [], "This is no JSON: nothing."),
        (MATCHING, "[" * 100_000, [], "This is no JSON"),
        (MATCHING, '{"s1": "a", "s1": "b"}', [], "A line is answered twice."),
        (MATCHING, '{"s1": ["a"]}', [], "This is JSON, but no answer."),
        (MATCHING, "true", [], "This is JSON, but no answer."),
        (MATCHING, '{"s1": "z"}', [], "item three: Choose among the options shown"),
        (MATCHING, '["a"]', [], "item three: Choose an option"),
        (ORDERED, '["a", "b"]', [], "item three: Put all 4 in order, each once."),
        (ORDERED, "null", ["--rule", "subset"], 'no marking rule "subset"; known are exact'),
        (NUMERIC, "NaN", [], "NaN is no number."),
        (NUMERIC, '["180"]', [], "item three: Type a number."),
        (NUMERIC, "@nowhere.json", [], "nowhere.json cannot be read: No such file"),
        (ORDERED + "scoring: {method: best}\n", "null", [], 'no marking rule "best"'),
    ],
)
def test_misuse(
    run: Callable[..., Done],
    three: Callable[[str], Path],
    text: str,
    answer: str,
    more: list[str],
    sentence: str,
) -> None:
    """Each is one plain sentence on standard error, and nothing on standard output."""
    done = run("score", three(text), answer, *more)

    assert (done.code, done.out) == (2, "")
    assert sentence in done.err
    assert "Traceback" not in done.err


def test_an_item_with_problems(run: Callable[..., Done], three: Callable[[str], Path]) -> None:
    """They are listed like those of `check`."""
    done = run("score", three(MATCHING.replace("correct: c", "correct: z")), "null", "--json")

    assert done.code == 1
    (problem,) = json.loads(done.out)["problems"]
    assert "stem s2 is keyed z" in problem["message"]


def test_no_such_file(run: Callable[..., Done], tmp_path: Path) -> None:
    """A wrong path is wrong use."""
    assert run("score", tmp_path / "no.yaml", "null").code == 2
