"""Multiple response: several options are keyed, several are chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal, Self

from pydantic import Field, model_validator

from quizzes.kinds.choice import ChoiceItem

if TYPE_CHECKING:
    from quizzes.answer import Answer


class MultipleResponse(ChoiceItem):
    """A vignette, a lead-in, and all (or exactly N) options that apply."""

    methods: ClassVar[tuple[str, ...]] = (
        "all_or_nothing", "plus_minus", "mtf", "ps50_mtf", "ps50_pickn", "ps1m_pickn", "ripkey",
        "balanced_plus_minus", "coverage", "subset",
    )  # fmt: skip

    type: Literal["multiple_response"] = Field(description="The item's type.")
    select: Literal["all_that_apply"] | int = Field(
        default="all_that_apply", description="all_that_apply, or the number to choose."
    )

    @model_validator(mode="after")
    def _key_fits(self) -> Self:
        keyed = len(self.key)
        if keyed == 0:
            message = "no option is marked correct: true; mark those that are"
            raise ValueError(message)
        if isinstance(self.select, int) and self.select != keyed:
            message = f"select: {self.select}, but {keyed} are marked correct: true; let both agree"
            raise ValueError(message)
        return self

    @property
    def instruction(self) -> str:
        """How to answer."""
        if isinstance(self.select, int):
            return f"Select {self.select}."
        return "Select all that apply."

    @property
    def limit(self) -> int | None:
        """The number to select, where the item names one."""
        return self.select if isinstance(self.select, int) else None

    @property
    def keyed_answer(self) -> list[str]:
        """The ids of all keyed options."""
        return sorted(self.key)

    def missing_in(self, value: Answer) -> str | None:
        """Say how many of a number to select are still to be chosen."""
        left = self.limit - len(value) if self.limit else 0
        return f"Select {self.limit}: choose {left} more." if left > 0 else None

    def canonical(self, value: object) -> object:
        """In which order options were chosen means nothing."""
        return sorted(value, key=str) if isinstance(value, list) else value

    def fault_of(self, value: object) -> str | None:
        """An answer is a list of different option ids, with at most N of them."""
        if not isinstance(value, list) or not value:
            return "Select at least one of the options shown."
        if any(one not in self.choice_ids for one in value) or len(set(value)) != len(value):
            return "Select among the options shown, each once."
        if isinstance(self.select, int) and len(value) > self.select:
            return f"Select {self.select}; you have selected {len(value)}."
        return None
