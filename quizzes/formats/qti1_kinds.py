"""The types of QTI 1.2's items, by the names that Canvas, Blackboard and Respondus give them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

TYPED = "asks for words, which cannot be marked fairly here"
ESSAY = "asks for an essay, which people have to mark"
GAPS = "has gaps inside its text"
REFUSED: Mapping[str, str] = {
    "short_answer_question": TYPED, "fill_in_the_blank": TYPED, "cc.fib.v0p1": TYPED,
    "cc.pattern_match.v0p1": TYPED, "short response": ESSAY, "fill in the blank": TYPED,
    "fill in the blank plus": GAPS, "fill_in_multiple_blanks_question": GAPS,
    "multiple_dropdowns_question": GAPS, "jumbled sentence": GAPS,
    "essay_question": ESSAY, "essay": ESSAY, "cc.essay.v0p1": ESSAY,
    "calculated_question": "makes its numbers anew for each person",
    "calculated": "makes its numbers anew for each person",
    "file_upload_question": "asks for a file, which people have to mark",
    "file upload": "asks for a file, which people have to mark",
    "text_only_question": "is a text without a question",
    "hot_spot_question": "is answered by choosing a place in a picture",
    "hot spot": "is answered by choosing a place in a picture",
    "opinion scale": "has no right answer", "quiz bowl": TYPED,
    "categorization_question": "sorts things into groups",
}  # fmt: skip
SINGLE = frozenset({
    "multiple_choice_question", "true_false_question", "multiple choice", "true/false",
    "either/or", "cc.multiple_choice.v0p1", "cc.true_false.v0p1",
})  # fmt: skip
SEVERAL = frozenset({
    "multiple_answers_question", "multiple answer", "cc.multiple_response.v0p1",
})  # fmt: skip
TRUE_FALSE = frozenset({"true_false_question", "true/false", "either/or", "cc.true_false.v0p1"})
