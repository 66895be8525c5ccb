"""Ordering: things that are put into the order in which they should occur."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal, Self

from pydantic import Field, model_validator

from quizzes.kinds.distinct import require_distinct
from quizzes.kinds.item import Entry, Explained, ItemBase

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_STEPS = 15
"""More are no question of order but of patience."""


class Ordered(ItemBase):
    """A vignette, a lead-in, and steps that the physician puts in order."""

    methods: ClassVar[tuple[str, ...]] = (
        "exact", "adjacent_pairs", "absolute_position", "longest_ordered_subset",
        "longest_contiguous_subset", "kendall_pairs", "relative_to_correct_position",
    )  # fmt: skip

    type: Literal["ordered"] = Field(description="The item's type.")
    items_in_order: tuple[Explained, ...] = Field(
        min_length=2,
        max_length=MOST_STEPS,
        description="Written in the right order; shown in another.",
    )

    @model_validator(mode="after")
    def _ids_are_unique(self) -> Self:
        require_distinct("items_in_order", self.items_in_order)
        return self

    @property
    def instruction(self) -> str:
        """How to answer."""
        return "Put all of them in order, the first on top."

    @property
    def key(self) -> tuple[str, ...]:
        """The ids in the right order."""
        return self.choice_ids

    @property
    def keyed_answer(self) -> list[str]:
        """The ids in the right order."""
        return list(self.choice_ids)

    @property
    def lists(self) -> Mapping[str, tuple[Entry, ...]]:
        """The steps."""
        return {"items_in_order": self.items_in_order}

    @property
    def choice_ids(self) -> tuple[str, ...]:
        """The ids as they are written, which is the right order."""
        return tuple(one.id for one in self.items_in_order)

    @property
    def fixed_order(self) -> bool:
        """Never: the written order is the answer."""
        return False

    @property
    def forbidden_order(self) -> tuple[str, ...]:
        """The right order is never the one that is shown first."""
        return self.choice_ids

    def fault_of(self, value: object) -> str | None:
        """An answer is a list of all ids, each once."""
        whole = isinstance(value, list) and len(value) == len(self.choice_ids)
        if isinstance(value, list) and whole and all(one in value for one in self.choice_ids):
            return None
        return f"Put all {len(self.choice_ids)} in order, each once."
