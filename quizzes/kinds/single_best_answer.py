"""Single best answer: one option is keyed, one option is chosen."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from quizzes.kinds.choice import ChoiceItem


class SingleBestAnswer(ChoiceItem):
    """A vignette, a lead-in, and one best option."""

    type: Literal["single_best_answer"] = Field(description="The item's type.")

    @model_validator(mode="after")
    def _one_key(self) -> Self:
        if len(self.key) != 1:
            message = f"{len(self.key)} options are marked correct: true; mark the one that is best"
            raise ValueError(message)
        return self

    @property
    def instruction(self) -> str:
        """How to answer."""
        return "Choose the one best answer."

    @property
    def keyed_answer(self) -> str:
        """The id of the key."""
        return next(iter(self.key))

    def fault_of(self, value: object) -> str | None:
        """An answer is one option id."""
        if isinstance(value, str) and value in self.choice_ids:
            return None
        return "Choose one of the options shown."
