"""Where a problem stands, in words: without a file and a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from quizzes.problem import Problem
from screens.parts.problem_list import problem_list

if TYPE_CHECKING:
    from collections.abc import Callable

AT_A_LINE = Problem("b/items/one.yaml", 6, "one", "objectives", "r", "error", "No.", "Yes.")


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> Callable[[Problem], str]:
    """Give what is drawn of a problem."""
    said: list[str] = []
    monkeypatch.setattr("screens.parts.problem_list.st.markdown", said.append)

    def of(one: Problem) -> str:
        problem_list([one])
        return said[-1].replace("\\", "")

    return of


def test_a_fault_names_question_and_field_as_the_form_does(
    drawn: Callable[[Problem], str],
) -> None:
    """The line is told on the command line."""
    text = drawn(AT_A_LINE)
    assert "Question one, objectives" in text
    assert "yaml" not in text
    assert "line" not in text


@pytest.mark.parametrize(
    ("rule", "item", "said"),
    [
        ("line-open", None, "The self-assessment as a whole, on the page Publish"),
        ("disclosure-missing", None, "The self-assessment as a whole, on the page Disclosures"),
        ("sign-off-missing", "one", "one, on the page Review"),
    ],
)
def test_what_no_file_holds_names_its_page(
    drawn: Callable[[Problem], str], rule: str, item: str | None, said: str
) -> None:
    """No file and no line: neither would help."""
    text = drawn(Problem("b/activity.yaml", None, item, None, rule, "error", "No.", "Yes."))
    assert said in text
    assert "yaml" not in text
