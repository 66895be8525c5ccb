"""What is right in words, whatever the order in which somebody saw the options."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzes.correction import EXPLANATION, is_dropped, keyings
from quizzes.kinds.choice import ChoiceItem
from quizzes.kinds.numeric import Numeric
from quizzes.kinds.ordered import Ordered
from quizzes.kinds.true_false_cluster import TrueFalseCluster
from scoring.numeric import accepted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quizzes.correction import Correction
    from quizzes.models import AnyItem

NOT_MARKED = "This question is not marked."


def asked(item: AnyItem) -> str:
    """Return a question as it is read: its vignette, then what it asks."""
    return "\n\n".join(one for one in (item.full_stem, item.lead_in) if one)


def right(item: AnyItem, corrections: Sequence[Correction]) -> str:
    """Return what is right under some corrections; several keys are joined by "or"."""
    if is_dropped(corrections):
        return NOT_MARKED
    return ", or ".join(dict.fromkeys(_keyed(one) for one in keyings(item, corrections)))


def explained(item: AnyItem, place: str) -> str:
    """Return the text that a correction of a rationale replaces: the whole's, or of one line."""
    if place == EXPLANATION:
        return item.explanation or ""
    lines = (one for own in item.lists.values() for one in own if one.id == place)
    return next((text for one in lines if (text := getattr(one, "rationale", None))), "")


def _keyed(item: AnyItem) -> str:
    if isinstance(item, ChoiceItem):
        return " and ".join(one.text for one in item.options if one.correct)
    if isinstance(item, Numeric):
        return f"{item.keyed_answer} ({accepted(item.answer)})"
    if isinstance(item, Ordered):
        return " → ".join(one.text for one in item.items_in_order)
    if isinstance(item, TrueFalseCluster):
        return "; ".join(f"{one.text}: {one.correct}" for one in item.statements)
    texts = {one.id: one.text for one in item.options}
    return "; ".join(f"{one.text}: {texts[one.correct]}" for one in item.stems)
