"""Every rule of item writing, in the order in which it is listed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzes.flaws import (
    across,
    asking,
    cues,
    labels,
    numbers,
    pointing,
    sameness,
    showing,
    teaching,
    wording,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from quizzes.flaws.rule import ItemRule, Rule

ITEM_RULES: tuple[ItemRule, ...] = (
    *asking.RULES,
    *pointing.RULES,
    *sameness.RULES,
    *numbers.RULES,
    *cues.RULES,
    *wording.RULES,
    *labels.RULES,
    *teaching.RULES,
    *showing.RULES,
)
"""The rules that look at one item at a time."""
RULES: Mapping[str, Rule] = {one.id: one for one in (*ITEM_RULES, *across.RULES)}
"""All rules by id."""
