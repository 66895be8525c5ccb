"""How a self-assessment is taken, marked and passed, in plain words made from its rules."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from scoring.marking import in_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from quizzes.models import AnyItem, Rules

_RETAKE = {
    "same_items": "A further attempt asks the same questions with their options in a new order.",
    "missed_items": (
        "A further attempt asks the questions without full points again; the others are kept, and"
        " the score is always over all questions."
    ),
    "new_draw": (
        "A further attempt draws its questions anew; those that you have not seen come first."
    ),
}
_COUNTS = {
    "timed": "An attempt counts from its start, even if you answer nothing in it.",
    "untimed": (
        "An attempt counts from its first answer; one that you submit without any shows the same"
        " questions when you start again."
    ),
}
_FEEDBACK = {
    "after_each_item": (
        "Each answer is final. The key, the reason for or against every option and the references"
        " are shown right after it, and so before any further attempt."
    ),
    "after_submission": (
        "Answers can be changed until you submit. Your score, the key, the reason for or against"
        " every option and the references are shown after that, and so before any further attempt."
    ),
}
_CONFIDENCE = {
    "optional": "You may say how sure you are of an answer; it never changes the score.",
    "required": "You say how sure you are of each answer; it never changes the score.",
}
_ONE = "Full points for the best answer, none for any other."
_TYPES = {
    "single_best_answer": "One best answer",
    "multiple_response": "Several answers",
    "extended_matching": "Matching",
    "ordered": "Putting in order",
    "numeric": "A number",
    "true_false_cluster": "True or false",
}


def how_to_complete(rules: Rules, questions: int, gain: str = "credit") -> str:
    """Say what has to be done for what gain, how often it may be tried, and in what time."""
    return " ".join(
        (
            (
                f"Answer {questions} questions and reach the passing standard of"
                f" {rules.passing_percent}% of all points; then evaluate the activity and claim"
                f" your {gain}. A question without an answer gives no points."
            ),
            _attempts(rules),
            _time(rules),
        )
    )


def feedback(rules: Rules) -> str:
    """Say when the key is shown."""
    return _FEEDBACK[rules.feedback]


def marking(rules: Rules, items: Iterable[AnyItem]) -> tuple[str, ...]:
    """Say how each kind of question among frozen `items` is marked, and what does not count."""
    return tuple(dict.fromkeys(_marking(rules, items)))


def _attempts(rules: Rules) -> str:
    if rules.attempts_max is None:
        return f"You may try as often as you need. {_RETAKE[rules.retake]}"
    counts = _COUNTS["untimed" if rules.time_limit_minutes is None else "timed"]
    if rules.attempts_max == 1:
        return f"You have one attempt. {counts}"
    return f"You have {rules.attempts_max} attempts. {counts} {_RETAKE[rules.retake]}"


def _time(rules: Rules) -> str:
    limit = rules.time_limit_minutes
    if limit is None:
        return "There is no time limit: you can stop at any question and go on later."
    start = f"An attempt lasts at most {limit} minutes from its start, whether you stay or leave."
    if rules.overdue == "submit":
        return f"{start} When they are over, what you have answered is submitted as it stands."
    if rules.overdue == "grace":
        return (
            f"{start} After that you have {rules.grace_minutes} minutes in which you can only"
            " submit; an attempt that is not submitted by then does not count towards passing."
        )
    return f"{start} An attempt that is not submitted by then does not count towards passing."


def _marking(rules: Rules, items: Iterable[AnyItem]) -> Iterator[str]:
    held = tuple(items)
    methods = Counter((one.type, one.scoring.method) for one in held if one.scoring.method)
    kinds = Counter(kind for kind, _ in methods)
    for (kind, method), many in sorted(methods.items()):
        # Where questions of a kind differ, each says by itself how it is marked.
        some = f" ({many} of the questions)" if kinds[kind] > 1 else ""
        yield f"{_TYPES[kind]}{some}: {_lowered(told(kind, method))}"
    points = {one.scoring.points for one in held}
    if len(points) == 1:
        yield f"Each question is worth {_points(points.pop())}."
    else:
        yield "Questions differ in the points they are worth; each says how many."
    if rules.confidence != "off":
        yield _CONFIDENCE[rules.confidence]


def told(kind: str, method: str) -> str:
    """Say how a question of a kind is marked."""
    # To choose one and to choose several right are the same rule, and not the same sentence.
    return _ONE if kind == "single_best_answer" else in_words(method)


def _points(text: str) -> str:
    return "1 point" if text == "1" else f"{text} points"


def _lowered(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
