"""What was answered: the form of an attempt and the answers in force at its positions."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from quizzes.answer import Answer, read_answer
from quizzes.edition import Form
from storage import attempts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection, Row


Answers = dict[int, Answer]  # by position


def form_of(attempt: Row[Any]) -> Form:
    """Return the form an attempt was started with."""
    return _form(attempt.form)


@lru_cache(maxsize=1_000)
def _form(text: str) -> Form:
    return Form.model_validate_json(text)


def value_of(row: Row[Any] | None) -> Answer | None:
    """Return the answer a row holds; a cleared answer is None."""
    return read_answer(row.value) if row is not None else None


def answered(form: Form, rows: Mapping[int, Row[Any]]) -> Answers:
    """Return the answers by position, carried ones included."""
    found: Answers = {}
    for position, one in enumerate(form.items, start=1):
        value = one.carried if one.carried is not None else value_of(rows.get(position))
        if value is not None:
            found[position] = value
    return found


def answers_of(connection: Connection, attempt: Row[Any]) -> Answers:
    """Read an attempt's answers by position."""
    return answered(form_of(attempt), attempts.answers(connection, attempt.id))
