"""Evaluation forms: each question can be answered, in few taps, and is asked when it should be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzes.problem import Fault
from quizzes.rules import prose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quizzes.models import EvaluationForm, Question

CLOSED = frozenset({"choice", "choices"})
MAX_REQUIRED = 6
"""More required questions than this are answered without thought, or not at all."""


def about_form(form: EvaluationForm) -> Iterator[Fault]:
    """Return every fault of a form."""
    yield from prose.is_plain_markdown(form)
    yield from questions_can_be_answered(form)
    yield from few_are_required(form)
    yield from commitments_are_free(form)


def questions_can_be_answered(form: EvaluationForm) -> Iterator[Fault]:
    """Each question has an id of its own, and options exactly where something is chosen."""
    seen: dict[str, Question] = {}
    for number, one in enumerate(form.questions):
        place = ("questions", number)
        if one.id in seen:
            message = f"The id {one.id} stands twice."
            yield Fault("id-twice", message, "Give each question its own.", (*place, "id"))
        if one.kind not in CLOSED and one.options:
            message = f"{one.id} asks for words, but has options."
            yield Fault("question-options", message, "Drop the options.", place)
        if one.kind in CLOSED and len(set(one.options)) < 2:  # noqa: PLR2004 - a choice has two
            message = f"{one.id} has fewer than two different options."
            yield Fault("question-options", message, "Write at least two.", place)
        if one.ask_if and not _comes_before(seen, one):
            message = f"{one.id} waits for an answer that no question before it can have."
            fix = "Name an earlier question and one of its options, word for word."
            yield Fault("question-unreachable", message, fix, (*place, "ask_if"))
        seen.setdefault(one.id, one)


def few_are_required(form: EvaluationForm) -> Iterator[Fault]:
    """At most six questions have to be answered."""
    required = sum(one.required and one.ask_if is None for one in form.questions)
    if required > MAX_REQUIRED:
        message = f"{required} questions must be answered; {MAX_REQUIRED} is the most."
        yield Fault("form-too-long", message, "Make some optional.", ("questions",))


def commitments_are_free(form: EvaluationForm) -> Iterator[Fault]:
    """Nobody has to commit to a change, and is asked for it once."""
    places = [at for at, one in enumerate(form.questions) if one.kind == "commitments"]
    for at in places:
        if form.questions[at].required:
            message = f"{form.questions[at].id} asks for a commitment, which nobody has to make."
            fix = "Leave required out."
            yield Fault("commitment-required", message, fix, ("questions", at, "required"))
    for at in places[1:]:
        message = f"{form.questions[at].id} asks for commitments a second time."
        yield Fault("commitments-twice", message, "Ask once.", ("questions", at, "kind"))


def _comes_before(seen: dict[str, Question], question: Question) -> bool:
    wanted = question.ask_if
    earlier = seen.get(wanted.question) if wanted else None
    return bool(wanted and earlier and wanted.answer in earlier.options)
