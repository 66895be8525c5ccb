"""What the two choice types share: options, their order, and their public face."""

from __future__ import annotations

from collections import Counter
from typing import Self

from pydantic import Field, model_validator

from quizzes.kinds.item import ItemBase, Option, PublicItem, PublicOption


class ChoiceItem(ItemBase):
    """An item that is answered by choosing among options."""

    options: tuple[Option, ...] = Field(
        min_length=2, max_length=100, description="The options, in any order."
    )
    shuffle: bool = Field(
        default=True, description="false keeps the written order (numbers, stages)."
    )

    @model_validator(mode="after")
    def _option_ids_are_unique(self) -> Self:
        counts = Counter(one.id for one in self.options)
        twice = sorted(one for one, many in counts.items() if many > 1)
        if twice:
            message = f"two options have the id {', '.join(twice)}; give each its own"
            raise ValueError(message)
        return self

    @property
    def key(self) -> frozenset[str]:
        """The ids of the options keyed as correct."""
        return frozenset(one.id for one in self.options if one.correct)

    @property
    def choice_ids(self) -> tuple[str, ...]:
        """The option ids as the author wrote them."""
        return tuple(one.id for one in self.options)

    @property
    def fixed_order(self) -> bool:
        """Whether the written order is kept."""
        return not self.shuffle

    def public(self, order: tuple[str, ...]) -> PublicItem:
        """Return what may be sent before the answer, with the options in `order`."""
        text = {one.id: one.text for one in self.options}
        return PublicItem(
            type=self.type,
            stem=self.stem,
            figures=self.figures(),
            lead_in=self.lead_in,
            options=tuple(PublicOption(id=one, text=text[one]) for one in order),
            limit=self.limit,
            instruction=self.instruction,
        )
