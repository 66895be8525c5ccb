"""True–false cluster: several statements on one subject, each true or false."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal, Self

from pydantic import Field, model_validator

from quizzes.kinds.distinct import require_distinct
from quizzes.kinds.item import Entry, Explained, ItemBase

if TYPE_CHECKING:
    from collections.abc import Mapping

TRUTH = ("true", "false")


class Statement(Explained):
    """One statement that is true or false."""

    correct: Literal["true", "false"] = Field(description='"true" or "false", in quotes.')


class TrueFalseCluster(ItemBase):
    """A vignette, a lead-in, and statements to judge."""

    methods: ClassVar[tuple[str, ...]] = ("per_statement",)

    type: Literal["true_false_cluster"] = Field(description="The item's type.")
    statements: tuple[Statement, ...] = Field(
        min_length=2, description="The statements; they stay in this order."
    )

    @model_validator(mode="after")
    def _ids_are_unique(self) -> Self:
        require_distinct("statements", self.statements)
        return self

    @property
    def instruction(self) -> str:
        """How to answer."""
        return "Mark each statement true or false."

    @property
    def key(self) -> Mapping[str, str]:
        """Whether each statement is true."""
        return self.keyed_answer

    @property
    def keyed_answer(self) -> dict[str, str]:
        """Whether each statement is true."""
        return {one.id: one.correct for one in self.statements}

    @property
    def lists(self) -> Mapping[str, tuple[Entry, ...]]:
        """The statements."""
        return {"statements": self.statements}

    @property
    def parts(self) -> tuple[Statement, ...]:
        """The statements."""
        return self.statements

    def fault_of(self, value: object) -> str | None:
        """An answer says "true" or "false" of at least one statement."""
        if not isinstance(value, dict) or not value:
            return "Mark at least one statement true or false."
        known = {one.id for one in self.statements}
        if any(one not in known or said not in TRUTH for one, said in value.items()):
            return "Mark the statements shown, each true or false."
        return None
