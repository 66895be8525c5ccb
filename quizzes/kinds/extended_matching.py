"""Extended matching: one long list of options serves several short vignettes."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal, Self

from pydantic import Field, model_validator

from quizzes.kinds.distinct import require_distinct
from quizzes.kinds.item import MOST_OPTIONS, Entry, Explained, ItemBase
from quizzes.kinds.public import PublicItem, PublicOption
from quizzes.text import Line, OptionId, Prose

if TYPE_CHECKING:
    from collections.abc import Mapping


class Stem(Explained):
    """One vignette that is matched with one option."""

    text: Prose = Field(description="The vignette, in Markdown.")
    correct: OptionId = Field(description="Id of the option that fits.")


class ExtendedMatching(ItemBase):
    """A theme, a list of options that may be used more than once or never, and stems."""

    methods: ClassVar[tuple[str, ...]] = ("per_stem",)

    type: Literal["extended_matching"] = Field(description="The item's type.")
    theme: Line | None = Field(default=None, description="What the options have in common.")
    options: tuple[Entry, ...] = Field(
        min_length=2, max_length=MOST_OPTIONS, description="The options; they stay in this order."
    )
    stems: tuple[Stem, ...] = Field(min_length=1, description="What is matched with an option.")

    @model_validator(mode="after")
    def _key_fits(self) -> Self:
        require_distinct("options", self.options)
        require_distinct("stems", self.stems)
        for one in self.stems:
            if one.correct not in self.choice_ids:
                message = f"stem {one.id} is keyed {one.correct}, which is no option; write one of "
                raise ValueError(message + ", ".join(self.choice_ids))
        return self

    @property
    def instruction(self) -> str:
        """How to answer."""
        return (
            "Choose one option for each. An option may be used once, more than once, or not at all."
        )

    @property
    def key(self) -> Mapping[str, str]:
        """The option of each stem."""
        return self.keyed_answer

    @property
    def keyed_answer(self) -> dict[str, str]:
        """The option of each stem."""
        return {one.id: one.correct for one in self.stems}

    @property
    def lists(self) -> Mapping[str, tuple[Entry, ...]]:
        """The options and the stems."""
        return {"options": self.options, "stems": self.stems}

    @property
    def choice_ids(self) -> tuple[str, ...]:
        """The option ids as the author wrote them."""
        return tuple(one.id for one in self.options)

    @property
    def parts(self) -> tuple[Stem, ...]:
        """The stems."""
        return self.stems

    def fault_of(self, value: object) -> str | None:
        """An answer gives an option id to at least one stem."""
        if not isinstance(value, dict) or not value:
            return "Choose an option for at least one line."
        stems = {one.id for one in self.stems}
        if any(
            stem not in stems or option not in self.choice_ids for stem, option in value.items()
        ):
            return "Choose among the options shown, for the lines shown."
        return None

    def public(self, order: tuple[str, ...]) -> PublicItem:
        """Return what may be sent before the answer."""
        # A stem and an option may share an id: the options' own texts count.
        face = super().public(())
        text = {one.id: one.text for one in self.options}
        return face.model_copy(
            update={
                "theme": self.theme,
                "options": tuple(PublicOption(id=one, text=text[one]) for one in order),
            }
        )
