"""What the two choice types share: options, their order, and their key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from pydantic import Field, model_validator

from quizzes.kinds.distinct import require_distinct
from quizzes.kinds.item import MOST_OPTIONS, Entry, ItemBase, Option

if TYPE_CHECKING:
    from collections.abc import Mapping


class ChoiceItem(ItemBase):
    """An item that is answered by choosing among options."""

    options: tuple[Option, ...] = Field(
        min_length=2, max_length=MOST_OPTIONS, description="The options, in any order."
    )
    shuffle: bool = Field(
        default=True, description="false keeps the written order (numbers, stages)."
    )

    @model_validator(mode="after")
    def _option_ids_are_unique(self) -> Self:
        require_distinct("options", self.options)
        return self

    @property
    def key(self) -> frozenset[str]:
        """The ids of the options keyed as correct."""
        return frozenset(one.id for one in self.options if one.correct)

    @property
    def lists(self) -> Mapping[str, tuple[Entry, ...]]:
        """The options."""
        return {"options": self.options}

    @property
    def choice_ids(self) -> tuple[str, ...]:
        """The option ids as the author wrote them."""
        return tuple(one.id for one in self.options)

    @property
    def fixed_order(self) -> bool:
        """Whether the written order is kept."""
        return not self.shuffle
