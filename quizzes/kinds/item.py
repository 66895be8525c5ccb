"""An item: the parts every question type shares, and the public face that holds no key."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar, Literal

from pydantic import Field

from quizzes.text import Closed, Day, DecimalText, Line, OptionId, Prose, Reference, Slug

Status = Literal["draft", "in_review", "approved", "retired"]

# What a physician sees and how it is marked; everything else in the file is about the work on it.
BODY = (
    "id", "version", "revision", "type", "objectives", "stem", "media", "lead_in", "options",
    "select", "shuffle", "scoring", "explanation", "key_point", "references",
)  # fmt: skip


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


class Media(Closed):
    """A figure of an item, with the words that stand in for it."""

    id: Slug = Field(description="Short id, unique in the item.")
    file: Line = Field(description="Path inside the bank folder, for example media/x-ecg.png.")
    alt: Prose | None = Field(
        default=None, description="The findings in words, never the diagnosis."
    )
    alt_reviewed: bool = Field(default=False, description="A second person has read the alt text.")
    caption: Line | None = Field(default=None, description="A line under the figure.")
    source: Line | None = Field(default=None, description="Where the figure comes from.")
    permission: Line | None = Field(default=None, description="Why it may be shown here.")
    digest: str | None = Field(
        default=None, description="SHA-256 of the file; written at publication, never by hand."
    )


class Option(Closed):
    """One answer a physician may choose; its id stays, its letter on screen does not."""

    id: OptionId = Field(description="Stable id (a, b, c …); never reused for another text.")
    text: Line = Field(description="What the physician reads.")
    correct: bool = Field(default=False, description="Whether the option is (part of) the key.")
    rationale: Prose | None = Field(
        default=None, description="Why it is right or wrong; never names a letter."
    )


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


class Origin(Closed):
    """Where an imported item comes from, so that the same question is known again."""

    format: Slug = Field(description="The foreign format's name.")
    id: Line | None = Field(default=None, description="The id the source gives it, if any.")
    digest: Line = Field(description="SHA-256 of the question as the source had it.")


class PublicOption(Closed):
    """An option as it may be sent before the answer: it has no key and no rationale."""

    id: str
    text: str


class PublicFigure(Closed):
    """A figure as it may be sent before the answer."""

    digest: str
    alt: str
    caption: str | None


class PublicItem(Closed):
    """All that may leave the server before an item is answered: no field here can hold a key."""

    type: str
    stem: str | None
    figures: tuple[PublicFigure, ...]
    lead_in: str
    options: tuple[PublicOption, ...]
    limit: int | None  # how many options may be chosen; None: as many as apply
    instruction: str


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
    lead_in: Line = Field(description="The question itself.")
    scoring: Scoring = Field(default=Scoring(), description="Marking rule and points.")
    explanation: Prose | None = Field(default=None, description="The teaching text, in Markdown.")
    key_point: Line | None = Field(default=None, description="The one sentence to remember.")
    references: tuple[Reference, ...] = Field(default=(), description="Sources for further study.")
    reviews: tuple[Review, ...] = Field(default=(), description="Reviewers' verdicts.")
    review_due: Day | None = Field(default=None, description="Look at the item again by this day.")
    history: tuple[Change, ...] = Field(default=(), description="What changed, when, and why.")
    waivers: tuple[Waiver, ...] = Field(default=(), description="Findings kept with a reason.")
    origin: Origin | None = Field(
        default=None, description="Where it was imported from; written by the import."
    )

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
    def key(self) -> frozenset[str]:
        """The option ids that are keyed as correct."""

    @property
    @abstractmethod
    def choice_ids(self) -> tuple[str, ...]:
        """The ids that are put in order on screen, as the author wrote them."""

    @property
    @abstractmethod
    def fixed_order(self) -> bool:
        """Whether the author's order is kept on screen (numbers, stages)."""

    @abstractmethod
    def fault_of(self, value: object) -> str | None:
        """Say in one sentence why `value` is no answer to this item, or None when it is one."""

    @abstractmethod
    def public(self, order: tuple[str, ...]) -> PublicItem:
        """Return what may be sent before the answer, with the options in `order`."""

    def figures(self) -> tuple[PublicFigure, ...]:
        """Return the figures without the paths they were published from."""
        return tuple(
            PublicFigure(digest=one.digest, alt=one.alt or "", caption=one.caption)
            for one in self.media
            if one.digest
        )
