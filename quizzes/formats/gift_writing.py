"""Writing GIFT: items as plain text, in Moodle's own way of writing it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quizzes.formats.foreign import Paper, Rejected, Written
from quizzes.formats.moodle_items import CannotBeWrittenError, moodle_of
from quizzes.formats.moodle_marks import FULL, fractions_of
from quizzes.formats.moodle_topics import category_of
from quizzes.formats.numbers import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quizzes.formats.asked import Answer, Asked
    from quizzes.formats.texts import Text
    from quizzes.models import AnyItem

_SIGN = re.compile(r"[\\~=#{}:]")
_CANNOT = {
    "ordering": "GIFT has no questions of ordering.",
    "mtf": "GIFT has no statements that are judged one by one.",
}


def write(paper: Paper) -> Written:
    """Return a text with the items that GIFT has signs for."""
    parts: list[str] = []
    left_out: list[Rejected] = []
    warnings: list[str] = []
    topic = ""
    for number, item in enumerate(paper.items, 1):
        try:
            question = moodle_of(item, {})
            text = _question(question, number)
        except CannotBeWrittenError as error:
            left_out.append(Rejected(item.id, str(error), item.id))
            continue
        if question.topic and question.topic != topic:
            topic = question.topic
            parts.append(f"$CATEGORY: {category_of(topic)}")
        parts.append(text)
        warnings += [f"{item.id}: {one}" for one in _lost(item, question)]
    return Written("\n\n".join(parts).encode() + b"\n", tuple(left_out), tuple(warnings))


def _question(question: Asked, number: int) -> str:
    if question.kind in _CANNOT:
        raise CannotBeWrittenError(_CANNOT[question.kind])
    if question.units:
        fault = "GIFT has no units for a number."
        raise CannotBeWrittenError(fault)
    head = f"// question: {number}  name: {question.place}\n// [id:{question.origin}]\n"
    general = f"\n\t####{_escaped(question.general)}" if question.general.content else ""
    answers = "".join(_WRITERS[question.kind](question))
    asked = f"::{_signs(question.place)}::[html]{_escaped(question.text)}"
    return f"{head}{asked}{{{answers}{general}\n}}"


def _lost(item: AnyItem, question: Asked) -> Iterator[str]:
    if item.media:
        yield "GIFT holds no pictures; they were left out."
    if question.points != "1":
        yield f"GIFT has no points; its {question.points} were left out."
    if not question.shuffle and question.kind in {"multichoice", "multichoiceset"}:
        yield "GIFT cannot keep the order of options."
    if question.kind == "multichoiceset":
        yield "GIFT cannot mark all or nothing: part of the right options earns part of the mark."
    else:
        yield from question.warnings


def _choice(question: Asked) -> Iterator[str]:
    right, wrong = FULL, FULL - FULL
    if question.kind == "multichoiceset":
        keyed = sum(one.fraction > 0 for one in question.answers)
        shares = fractions_of("subset", len(question.answers), keyed) or (right, wrong)
        right, wrong = (plain(one, 5) for one in shares)
    for one in question.answers:
        fraction = one.fraction
        if question.kind == "multichoiceset":
            fraction = right if one.fraction > 0 else wrong
        yield f"\n\t{_sign(fraction, single=question.single)}{_answer(one)}"


def _sign(fraction: object, *, single: bool) -> str:
    if single:
        return "=" if fraction == FULL else "~"
    return f"~%{fraction:f}%" if fraction else "~"


def _truth(question: Asked) -> Iterator[str]:
    """Return the right answer with the feedback on the wrong one first, as Moodle reads it."""
    right = next(one for one in question.answers if one.fraction == FULL)
    wrong = next(one for one in question.answers if one is not right)
    is_true = question.answers[0] is right
    said = "".join(f"#{_escaped(one.feedback)}" for one in (wrong, right))
    yield f"{'TRUE' if is_true else 'FALSE'}{said.rstrip('#')}"


def _pairs(question: Asked) -> Iterator[str]:
    for row in question.rows:
        yield f"\n\t={_escaped(row.text)} -> {_signs(row.answer)}"


def _numbers(question: Asked) -> Iterator[str]:
    yield "#"
    for one in question.answers:
        value = f"{one.low}..{one.high}" if one.low else f"{one.text.content}:{one.tolerance or 0}"
        weight = "" if one.fraction == FULL else f"%{one.fraction:f}%"
        feedback = f"#{_escaped(one.feedback)}" if one.feedback.content else ""
        yield f"\n\t={weight}{value}{feedback}"


def _answer(answer: Answer) -> str:
    feedback = f"#{_escaped(answer.feedback)}" if answer.feedback.content else ""
    return f"{_escaped(answer.text)}{feedback}"


def _escaped(text: Text) -> str:
    return _signs(text.content)


def _signs(text: str) -> str:
    return _SIGN.sub(r"\\\g<0>", text).replace("\n", "\\n")


_WRITERS = {
    "multichoice": _choice,
    "multichoiceset": _choice,
    "truefalse": _truth,
    "matching": _pairs,
    "numerical": _numbers,
}
