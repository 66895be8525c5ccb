"""What changed, in words."""

from __future__ import annotations

import pytest

from quizzes.editing.differences import differences, in_words

OPTIONS = (
    {
        "id": "a",
        "text": "Calcium",
        "correct": True,
        "rationale": "It protects the membrane at once.",
    },
    {"id": "b", "text": "Insulin", "rationale": "It comes second."},
    {"id": "c", "text": "Furosemide", "rationale": "It is too slow."},
)
REKEYED = (
    {"id": "a", "text": "Calcium", "rationale": "It protects."},
    {"id": "b", "text": "Insulin", "rationale": "It comes second.", "correct": True},
    {"id": "c", "text": "Furosemide", "rationale": "It is too slow."},
)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ({"options": OPTIONS}, {"options": REKEYED}, "Key A → B; rationale of option A shortened"),
        ({"options": OPTIONS}, {"options": OPTIONS[:2]}, "Option C removed"),
        ({"options": OPTIONS[:2]}, {"options": OPTIONS}, "Option C added"),
        ({"options": OPTIONS}, {"options": OPTIONS[::-1]}, "Options in another order"),
        ({"lead_in": "What?"}, {"lead_in": "Which?"}, "Question What? → Which?"),
        ({"explanation": "x" * 100}, {"explanation": "x" * 200}, "Explanation extended"),
        ({"explanation": "x" * 100}, {"explanation": "y" * 100}, "Explanation reworded"),
        ({}, {"key_point": "x" * 100}, "Key point added"),
        ({"key_point": "x" * 100}, {}, "Key point removed"),
        ({"status": "draft"}, {"status": "in_review"}, "Status draft → in review"),
        ({"blueprint": {"topic": "a"}}, {"blueprint": {"topic": "b"}}, "Topic a → b"),
        (
            {"answer": {"value": "1", "unit": "mg"}},
            {"answer": {"value": "2", "unit": "mg"}},
            "Number 1 → 2",
        ),
        ({"version": 1, "history": ()}, {"version": 2, "history": ("x",)}, ""),
        ({"stem": "a\nb"}, {"stem": "a b"}, ""),
        ({"objectives": ()}, {}, ""),
    ],
)  # fmt: skip
def test_each_change_has_its_words(before: object, after: object, said: str) -> None:
    """As an author would tell it to a colleague."""
    assert in_words(before, after) == said  # type: ignore[arg-type]  # written out as they are


def test_a_field_is_named_once_with_both_its_values() -> None:
    """That is what two authors are shown side by side."""
    (one,) = differences({"lead_in": "What?", "id": "x"}, {"lead_in": "Which?", "id": "x"})
    assert (one.field, one.before, one.after) == ("lead_in", "What?", "Which?")
