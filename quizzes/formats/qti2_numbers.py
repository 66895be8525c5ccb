"""Numbers that a QTI 2.x or 3 item asks for, with what is near enough."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from quizzes.formats.asked import Answer
from quizzes.formats.moodle_marks import FULL
from quizzes.formats.numbers import decimal
from quizzes.formats.qti_texts import words
from quizzes.formats.texts import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element

    from quizzes.formats.qti2_feedback import Feedback
    from quizzes.formats.qti2_keys import Declared

_LEAST, _MOST = ("gte", "gt"), ("lte", "lt")
_ZERO = Decimal(0)


def number_of(
    root: _Element, response: Declared, right: Sequence[str], feedback: Feedback
) -> tuple[Answer, ...]:
    """Return the right number first, then those that earn less or are explained."""
    key = right[0] if right else ""
    others = [one for one in response.mapped if one != key]
    told = [one for one in feedback.own if one != key and one not in response.mapped]
    whole = response.mapped.get(key) or Decimal(1)
    low, high = _range(root)
    tolerance, margin = _tolerance(root)
    return (
        Answer(Text(key, "plain"), FULL, feedback.of(key), tolerance, low, high, margin),
        *(
            Answer(Text(one, "plain"), response.mapped[one] * FULL / whole, feedback.of(one), "0")
            for one in others
        ),
        *(Answer(Text(one, "plain"), _ZERO, feedback.of(one), "0") for one in told),
    )


def _tolerance(root: _Element) -> tuple[str, str]:
    """Return how far from the key an answer may be, and whether that is a part of the key."""
    for one in root.iterfind("responseprocessing//equal"):
        if one.find("correct") is None:
            continue
        sides = [decimal(two) for two in (one.get("tolerance") or "").split()]
        widest = max((two for two in sides if two is not None), default=_ZERO)
        if one.get("tolerancemode") == "relative":
            return f"{widest:f}", "relative_percent"
        if one.get("tolerancemode") == "absolute":
            return f"{widest:f}", "absolute"
    return "", "absolute"


def _range(root: _Element) -> tuple[str, str]:
    """Return the ends between which every answer is right, "" where there are none."""
    for one in root.iterfind("responseprocessing//and"):
        ends = [_end(one, names) for names in (_LEAST, _MOST)]
        if all(ends):
            return ends[0], ends[1]
    return "", ""


def _end(test: _Element, names: Sequence[str]) -> str:
    """Return the number with which a response is compared by one of these."""
    for one in test.iterchildren(*names):
        value = one.find("basevalue")
        if value is not None and one[0].tag == "variable":
            return words(value)
    return ""
