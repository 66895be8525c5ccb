"""An item: the fields every question type shares, and what each type has to say of itself."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from quizzes.kinds.media import Media, public_figures
from quizzes.kinds.public import PublicFigure, PublicItem, PublicOption, PublicPart
from quizzes.kinds.stimulus import Stimulus
from quizzes.text import Closed, Day, DecimalText, Line, OptionId, Prose, Reference, Slug

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from quizzes.answer import Answer
    from quizzes.problem import Place

Status = Literal["draft", "in_review", "approved", "retired"]

# What a physician sees and how it is marked; everything else in the file is about the work on it.
BODY = (
    "id", "version", "revision", "type", "objectives", "stimulus", "part", "shared", "theme",
    "stem", "media", "lead_in", "options", "stems", "items_in_order", "statements", "answer",
    "select", "shuffle", "scoring", "explanation", "key_point", "references",
)  # fmt: skip

MOST_OPTIONS = 26
"""As many as there are letters to show them by."""


class Blueprint(Closed):
    """Where the item stands in the plan of the bank; pools select by topic."""

    topic: Line = Field(description="Dotted topic, for example renal.electrolytes.")
    cognitive_level: Literal["recall", "application", "analysis"] | None = Field(
        default=None, description="What the item asks of the mind."
    )
    setting: Line | None = Field(default=None, description="Where the patient is seen.")


class BoardCode(Closed):
    """A line of a board's content outline that the item belongs to."""

    board: Line = Field(description="The board's acronym: ABA, ABIM, ABP …")
    code: Line = Field(description="The line of the board's content outline.")


class Difficulty(Closed):
    """How hard the authors expect the item to be."""

    intended: Literal["easy", "medium", "hard"] | None = Field(
        default=None, description="The authors' intention."
    )
    angoff: DecimalText | None = Field(
        default=None, description="Mean Angoff rating, quoted: the share of barely competent right."
    )


class Entry(Closed):
    """A line of a list that answers point at; its id stays, its place on screen does not."""

    id: OptionId = Field(description="Stable id (a, b, c …); never reused for another text.")
    text: Line = Field(description="What the physician reads.")


class Explained(Entry):
    """An entry that is right or wrong by itself, with the reason."""

    rationale: Prose | None = Field(
        default=None, description="Why it is right or wrong; never names a letter."
    )


class Option(Explained):
    """One answer a physician may choose."""

    correct: bool = Field(default=False, description="Whether the option is (part of) the key.")


class Origin(Closed):
    """Where an imported item comes from, so that the same file brings it in only once."""

    format: Line = Field(description="The foreign format.")
    id: Line | None = Field(default=None, description="The id it has there; null: it has none.")
    digest: Line = Field(description="Fingerprint of its text as it was imported.")


class Scoring(Closed):
    """How an answer becomes points; frozen with the edition."""

    method: Line | None = Field(
        default=None, description="The marking rule; left out: the activity's default for the type."
    )
    points: DecimalText = Field(default="1", description='Points at full mark, quoted: "1".')


class Review(Closed):
    """One reviewer's verdict on the item."""

    by: Slug = Field(description="Faculty id of the reviewer.")
    date: Day = Field(description="The day of the verdict.")
    verdict: Literal["approve", "changes_requested"] = Field(description="The verdict.")
    note: Prose | None = Field(default=None, description="What was checked or must change.")


class Change(Closed):
    """One line of the item's history."""

    version: int = Field(ge=1, description="The version this change made.")
    revision: int = Field(ge=1, description="The revision this change made.")
    date: Day = Field(description="The day of the change.")
    by: Slug = Field(description="Faculty id of who made it.")
    change: Prose = Field(description="What changed and why.")


class Waiver(Closed):
    """A finding of the checker that the authors looked at and keep, with the reason."""

    rule: Slug = Field(description="The rule's id, as `check` prints it.")
    by: Slug = Field(description="Faculty id of who decided.")
    date: Day = Field(description="The day of the decision.")
    reason: Prose = Field(description="Why the finding does not apply.")


class ItemBase(Closed):
    """The fields of every item, whatever its type; a draft may leave most of them out."""

    methods: ClassVar[tuple[str, ...]] = ("all_or_nothing",)
    """The marking rules this type knows; the first is used where nothing names another."""

    id: Slug = Field(description="Unique in the bank and never reused.")
    type: str = Field(description="The item's type; each type narrows it to its own word.")
    version: int = Field(
        default=1, ge=1, description="+1 when key, options, scoring, numbers or meaning change."
    )
    revision: int = Field(default=1, ge=1, description="+1 for a change of wording only.")
    status: Status = Field(default="draft", description="Only approved items are ever drawn.")
    objectives: tuple[Line, ...] = Field(default=(), description="Ids of activity objectives.")
    blueprint: Blueprint | None = Field(default=None, description="Topic and level.")
    boards: tuple[BoardCode, ...] = Field(default=(), description="Content outline lines.")
    difficulty: Difficulty = Field(default=Difficulty(), description="Expected difficulty.")
    authors: tuple[Slug, ...] = Field(default=(), description="Faculty ids of the authors.")
    stem: Prose | None = Field(default=None, description="The vignette, in Markdown.")
    media: tuple[Media, ...] = Field(default=(), description="Figures, shown after the stem.")
    stimulus: Slug | None = Field(
        default=None, description="Id of a stimulus that several items share, if it has one."
    )
    part: int | None = Field(
        default=None, ge=1, description="Place among the items that share the stimulus."
    )
    shared: Stimulus | None = Field(
        default=None, description="The stimulus itself; written at publication, never by hand."
    )
    lead_in: Line = Field(description="The question itself.")
    scoring: Scoring = Field(default=Scoring(), description="Marking rule and points.")
    explanation: Prose | None = Field(default=None, description="The teaching text, in Markdown.")
    key_point: Line | None = Field(default=None, description="The one sentence to remember.")
    references: tuple[Reference, ...] = Field(default=(), description="Sources for further study.")
    reviews: tuple[Review, ...] = Field(default=(), description="Reviewers' verdicts.")
    review_due: Day | None = Field(default=None, description="Look at the item again by this day.")
    history: tuple[Change, ...] = Field(default=(), description="What changed, when, and why.")
    waivers: tuple[Waiver, ...] = Field(default=(), description="Findings kept with a reason.")
    variant_of: Slug | None = Field(
        default=None, description="Id of the item that this one asks in another way."
    )
    origin: Origin | None = Field(default=None, description="Where an imported item comes from.")

    @property
    @abstractmethod
    def instruction(self) -> str:
        """How to answer, in one sentence for the physician."""

    @property
    def limit(self) -> int | None:
        """How many options may be chosen, where the question says so."""
        return None

    @property
    @abstractmethod
    def key(self) -> object:
        """What an answer is compared with; another key makes another version of the item."""

    @property
    @abstractmethod
    def keyed_answer(self) -> Answer:
        """An answer that earns the full mark, as it would be given."""

    @property
    @abstractmethod
    def lists(self) -> Mapping[str, tuple[Entry, ...]]:
        """The lists of entries that answers point at, by the name of their field."""

    @property
    def choice_ids(self) -> tuple[str, ...]:
        """The ids that are put in order on screen, as the author wrote them."""
        return ()

    @property
    def fixed_order(self) -> bool:
        """Whether the author's order is kept on screen (numbers, stages)."""
        return True

    @property
    def forbidden_order(self) -> tuple[str, ...] | None:
        """An order in which the entries are never shown, for it would be the answer."""
        return None

    @property
    def parts(self) -> tuple[Entry, ...]:
        """The stems or statements that are answered one by one, in their order."""
        return ()

    @abstractmethod
    def fault_of(self, value: object) -> str | None:
        """Say in one sentence why `value` is no answer to this item, or None when it is one."""

    def missing_in(self, value: Answer) -> str | None:
        """Say in one sentence which parts an answer leaves open, or None when it is whole."""
        left = sum(one.id not in value for one in self.parts)
        return f"Answer every line: {left} of {len(self.parts)} are open." if left else None

    def canonical(self, value: object) -> object:
        """Return a value in the form that equal answers share."""
        return value

    def public(self, order: tuple[str, ...]) -> PublicItem:
        """Return what may be sent before the answer, with the entries in `order`."""
        text = {one.id: one.text for ones in self.lists.values() for one in ones}
        return PublicItem(
            type=self.type,
            theme=None,
            stem=self.full_stem,
            figures=self.figures(),
            lead_in=self.lead_in,
            options=tuple(PublicOption(id=one, text=text[one]) for one in order),
            parts=tuple(PublicPart(id=one.id, text=one.text) for one in self.parts),
            unit=None,
            units=(),
            limit=self.limit,
            instruction=self.instruction,
            stimulus=self.stimulus,
        )

    @property
    def full_stem(self) -> str | None:
        """The shared stimulus, where there is one, followed by the item's own vignette."""
        texts = (self.shared.stem if self.shared else None, self.stem)
        return "\n\n".join(one for one in texts if one) or None

    def figures(self) -> tuple[PublicFigure, ...]:
        """Return the figures, those of the shared stimulus first."""
        shared = self.shared.media if self.shared else ()
        return public_figures((*shared, *self.media))

    def rationales(self) -> Iterator[tuple[Place, str | None]]:
        """Return the reason of each entry that is right or wrong by itself, with its place."""
        for name, entries in self.lists.items():
            for number, one in enumerate(entries):
                if isinstance(one, Explained):
                    yield (name, number, "rationale"), one.rationale
