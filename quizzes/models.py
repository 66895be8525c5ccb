"""The one schema of a bank: an activity and its items, frozen and closed."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field, StringConstraints, TypeAdapter, model_validator

from quizzes.kinds.extended_matching import ExtendedMatching
from quizzes.kinds.item import BoardCode, Status
from quizzes.kinds.multiple_response import MultipleResponse
from quizzes.kinds.numeric import Numeric
from quizzes.kinds.ordered import Ordered
from quizzes.kinds.single_best_answer import SingleBestAnswer
from quizzes.kinds.true_false_cluster import TrueFalseCluster
from quizzes.text import Closed, Day, DecimalText, Line, Prose, QuarterText, Reference, Slug

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self

AnyItem = (
    SingleBestAnswer | MultipleResponse | ExtendedMatching | Ordered | Numeric | TrueFalseCluster
)
Item = Annotated[AnyItem, Field(discriminator="type")]
ITEM: TypeAdapter[AnyItem] = TypeAdapter(Item)
Type = Literal[
    "single_best_answer", "multiple_response", "extended_matching", "ordered", "numeric",
    "true_false_cluster",
]  # fmt: skip
METHODS: Mapping[Type, tuple[str, ...]] = {
    "single_best_answer": SingleBestAnswer.methods,
    "multiple_response": MultipleResponse.methods,
    "extended_matching": ExtendedMatching.methods,
    "ordered": Ordered.methods,
    "numeric": Numeric.methods,
    "true_false_cluster": TrueFalseCluster.methods,
}
"""The marking rules of each type; the first is used where nothing names another."""


class Objective(Closed):
    """What a physician can do after the activity; items point at its id."""

    id: Line = Field(description="Never renumbered, only retired: OBJ-1, OBJ-2 …")
    text: Line = Field(description="One sentence that starts with a verb.")


class Relationship(Closed):
    """A financial relationship with an ineligible company in the 24 months before the role."""

    company: Line = Field(description="The company's name; no logo or trade name.")
    nature: Line = Field(description="What it is: research grant, consultant, speaker …")
    ended: Day | None = Field(default=None, description="The day it ended, if it has.")


class Disclosure(Closed):
    """What a person in control of content disclosed (ACCME Standard 3)."""

    has_relationships: bool = Field(description="Whether there is anything to disclose.")
    collected_on: Day = Field(description="The day the disclosure was given.")
    relationships: tuple[Relationship, ...] = Field(default=(), description="Each relationship.")
    mitigation: Line | None = Field(default=None, description="How it was mitigated.")


class Faculty(Closed):
    """A person in control of content: author, reviewer, planner, course director."""

    id: Slug = Field(description="Short id that items and reviews point at.")
    name: Line = Field(description="Name with degrees, as learners see it.")
    roles: tuple[Literal["author", "reviewer", "planner", "course_director"], ...] = Field(
        min_length=1, description="What the person did for this activity."
    )
    title: Line | None = Field(default=None, description="Position and institution.")
    biography: Prose | None = Field(default=None, description="A few sentences; folded on screen.")
    email: Line | None = Field(
        default=None, description="Links the person to an account; never shown to learners."
    )
    disclosure: Disclosure | None = Field(default=None, description="Missing blocks publication.")


class Support(Closed):
    """Commercial support from an ineligible company."""

    company: Line = Field(description="Who gave it.")
    kind: Literal["grant", "in_kind"] = Field(description="Money, or goods and services.")
    description: Line | None = Field(default=None, description="What was given in kind.")


Rounding = Literal["down", "nearest"]


class CreditBasis(Closed):
    """How the amount of credit was set: a formula, or the time that testers took."""

    method: Literal["mergener", "pilot_mean", "pilot_median"] = Field(
        description="Formula of Mergener, or mean or median of the testers' minutes."
    )
    difficulty: DecimalText | None = Field(
        default=None, description='An expert\'s rating, quoted: "1" very easy to "5" very hard.'
    )
    pilot_minutes: tuple[Annotated[int, Field(ge=1, le=2_000)], ...] = Field(
        default=(), description="What each tester took for one attempt."
    )
    rounding: Rounding = Field(default="down", description="To quarters of an hour.")

    @model_validator(mode="after")
    def _is_a_rating(self) -> Self:
        if self.difficulty is not None and not 1 <= Decimal(self.difficulty) <= 5:  # noqa: PLR2004 - the scale
            message = 'difficulty is a rating from "1" (very easy) to "5" (very hard)'
            raise ValueError(message)
        return self


class Planning(Closed):
    """What an accreditor asks of the planning of an activity."""

    practice_gap: Prose = Field(description="What is done, and what should be, in practice.")
    needs: tuple[Literal["knowledge", "competence", "performance"], ...] = Field(
        min_length=1, description="What underlies the gap."
    )
    need: Prose = Field(description="The educational need in words.")
    change: Prose = Field(description="What the activity is meant to change.")
    format_reason: Prose = Field(description="Why a self-assessment is the right format.")
    competencies: tuple[Line, ...] = Field(min_length=1, description="Desirable attributes.")
    planners: tuple[Slug, ...] = Field(min_length=1, description="Faculty ids of the planners.")
    joint_providers: tuple[Line, ...] = Field(default=(), description="Non-accredited partners.")
    initiatives: tuple[Line, ...] = Field(default=(), description="Initiative tags.")
    content_outline: tuple[BoardCode, ...] = Field(
        default=(),
        description="Lines of boards' content outlines the activity is registered under.",
    )
    credit_basis: CreditBasis | None = Field(
        default=None, description="How the amount of credit was set."
    )


class HeldElsewhere(Closed):
    """The CME activity that a self-assessment belongs to, where that is held somewhere else."""

    title: Line = Field(description="Title of that activity, as its certificates name it.")
    provider: Line | None = Field(default=None, description="Its provider; null: the own office.")
    accme_id: Annotated[str, StringConstraints(pattern=r"^[0-9]{9}$")] | None = Field(
        default=None, description='Its ACCME activity ID, quoted: "202612345".'
    )


class Accreditation(Closed):
    """The terms of credit: format, amount, dates, support."""

    format: Literal["enduring material"] = Field(
        default="enduring material", description="The AMA learning format, in the AMA's words."
    )
    activity_type: Line = Field(
        default="Internet Activity Enduring Material", description="PARS activity type."
    )
    credits: QuarterText = Field(description='Maximum AMA PRA credits, quoted: "1.25".')
    estimated_minutes: int = Field(ge=1, le=2_000, description="How long a typical learner takes.")
    designated_by: Line = Field(description="Who designated the activity for credit.")
    designated_on: Day | None = Field(default=None, description="Before release, or no credit.")
    release_date: Day = Field(description="First day it may be started.")
    expiration_date: Day = Field(description="Last day it may be started; at most 3 years later.")
    claim_by: Day = Field(description="Last day credit may be claimed.")
    commercial_support: tuple[Support, ...] = Field(default=(), description="Empty: none.")
    held_elsewhere: HeldElsewhere | None = Field(
        default=None, description="Points only: the credit is that of another activity."
    )


Board = Literal["ABA", "ABIM", "ABOHNS", "ABOS", "ABP", "ABPath", "ABPMR", "ABS", "ABTS"]


class BoardPlan(Closed):
    """Points the activity is planned to give at one board."""

    board: Board = Field(description="The board's acronym.")
    credit_type: Line = Field(description="The board's name of the credit type.")
    points: QuarterText = Field(description="Maximum points, never above the credits.")


class Rules(Closed):
    """How the self-assessment is taken, marked and passed."""

    passing_percent: DecimalText = Field(description='Of all points, quoted: "75"; 75.00 passes.')
    passing_rationale: Prose = Field(description="Why this standard.")
    attempts_max: int | None = Field(default=None, ge=1, description="null: unlimited.")
    retake: Literal["same_items", "missed_items", "new_draw"] = Field(
        description="What comes next."
    )
    feedback: Literal["after_each_item", "after_submission"] = Field(
        description="When it is given."
    )
    time_limit_minutes: int | None = Field(default=None, ge=1, description="null: none.")
    overdue: Literal["submit", "grace", "abandon"] = Field(
        default="submit",
        description="At the limit: submit what is answered; a grace period in which it may only be "
        "submitted; or not counted unless submitted in time.",
    )
    grace_minutes: int = Field(default=0, ge=0, description="Length of the grace period.")
    confidence: Literal["off", "optional", "required"] = Field(
        default="off", description="Sure / fairly / guess; never changes the score."
    )
    strike_out: bool = Field(default=True, description="Options may be struck out.")
    evaluation_form: Slug = Field(default="default", description="Which evaluation form follows.")
    default_scoring: dict[Type, Line] = Field(
        default={}, description="Marking rule of a type where the item names none."
    )


class Select(Closed):
    """Which items a pool holds: by topic, by id, or both."""

    topics: tuple[Line, ...] = Field(default=(), description="Items with one of these topics.")
    items: tuple[Slug, ...] = Field(default=(), description="Items by id.")


class Pool(Closed):
    """A set of items that an attempt draws from."""

    id: Slug = Field(description="Short id that the blueprint points at.")
    select: Select = Field(description="What the pool holds.")


class Draw(Closed):
    """How many items an attempt draws from a pool."""

    pool: Slug = Field(description="The pool's id.")
    draw: int = Field(ge=1, description="How many approved items.")


class Activity(Closed):
    """activity.yaml: front matter, planning facts, people, terms, rules, pools."""

    schema_version: Literal[1] = Field(description="Version of this format.")
    id: Slug = Field(description="The same as the folder's name; stands in links.")
    title: Line = Field(description="As printed on certificates.")
    status: Status = Field(default="draft", description="Only an approved activity is published.")
    demonstration: bool = Field(default=False, description='Marks all of it "not for credit".')
    summary: Prose = Field(description="Two or three sentences for the catalog.")
    audience: Prose = Field(description="Who it is for, in a sentence.")
    specialties: tuple[Line, ...] = Field(min_length=1, description="Catalogue filters.")
    language: Line = Field(default="en-US", description="Language tag.")
    objectives: tuple[Objective, ...] = Field(min_length=1, description="What it teaches.")
    planning: Planning = Field(description="What an accreditor asks.")
    accreditation: Accreditation = Field(description="Credit, dates, support.")
    boards: tuple[BoardPlan, ...] = Field(default=(), description="MOC points by board.")
    faculty: tuple[Faculty, ...] = Field(min_length=1, description="People in control of content.")
    signatory: Slug | None = Field(default=None, description="Id in provider.yaml; null: first.")
    rules: Rules = Field(description="How it is taken.")
    references: tuple[Reference, ...] = Field(default=(), description="Further study.")
    pools: tuple[Pool, ...] = Field(min_length=1, description="Sets of items.")
    blueprint: tuple[Draw, ...] = Field(min_length=1, description="What one attempt draws.")


ACTIVITY_FILE: TypeAdapter[Activity] = TypeAdapter(Activity)


class FixedText(Closed):
    """A text owned by others (AMA, ACCME, a board, counsel), with its source and approval."""

    text: Prose = Field(description="The words, with {placeholders}; printed as they stand.")
    source: Line = Field(description="Whose text it is and where it is found.")
    dated: Day = Field(description="The day it was taken from there.")
    approved: bool = Field(default=False, description="false: marked as a placeholder to staff.")


class Signatory(Closed):
    """Who signs certificates."""

    id: Slug = Field(description="Short id.")
    name: Line = Field(description="Name with degrees.")
    title: Line = Field(description="Position.")


class Contact(Closed):
    """Whom a physician asks."""

    name: Line = Field(description="Office.")
    email: Line = Field(description="Address.")
    phone: Line | None = Field(default=None, description="Telephone.")
    url: Line | None = Field(default=None, description="Web page.")


class PartFour(Closed):
    """Who runs Part IV (improvement of practice): the office only leads there."""

    name: Line = Field(description="The program or department that runs it.")
    url: Line | None = Field(default=None, description="Its page, https.")
    email: Line | None = Field(default=None, description="Whom to write to.")
    sentence: Prose = Field(description="What it is, in a sentence or two.")


class OfficePerson(Closed):
    """Somebody of the office, on the public page Contact."""

    name: Line = Field(description="Name with degrees.")
    role: Line = Field(description="Position.")
    asks: Line | None = Field(default=None, description="What to ask them about.")
    email: Line | None = Field(default=None, description="Address.")
    phone: Line | None = Field(default=None, description="Telephone.")


class Place(Closed):
    """Where the office sits, on the public page Contact."""

    lines: tuple[Line, ...] = Field(min_length=1, description="The postal address, line by line.")
    hours: Line | None = Field(default=None, description="When it is open.")
    directions: Line | None = Field(default=None, description="How to find it.")


class About(Closed):
    """What the office is for, on the public page About our program."""

    mission: Prose = Field(description="What it sets out to do, for whom, and how it knows.")
    offered: tuple[Line, ...] = Field(min_length=1, description="What it offers, line by line.")


class ChecklistLine(Closed):
    """One line of the office's own checklist for requests for MOC points."""

    id: Slug = Field(description="Stable id; ticks are kept under it.")
    text: Line = Field(description="What staff have seen to.")
    required: bool = Field(default=True, description="Before an activity is called eligible.")


class ParsAssumptions(Closed):
    """What PARS asks of each activity and no bank says: the office's answer for all of them."""

    public_list: bool | None = Field(
        default=None, description="Whether activities stand in the ACCME's public list."
    )
    fee: Literal["Yes", "No, it’s free", "Variable"] | None = Field(
        default=None, description="Whether taking part costs something, in the ACCME's words."
    )
    registration: Literal["Open to all", "Limited"] | None = Field(
        default=None, description="Who may register, in the ACCME's words."
    )
    measured: dict[
        Literal[
            "Learner Knowledge", "Learner Competence", "Learner Performance", "Patient Health",
            "Community Health",
        ],
        tuple[Literal["Objective", "Subjective"], ...],
    ] = Field(default_factory=dict, description="What the office analyses, and how.")  # fmt: skip


class Provider(Closed):
    """provider.yaml: the accredited provider's own texts, once for all banks."""

    name: Line = Field(description="The accredited provider.")
    office: Line = Field(description="The office that runs the activities.")
    accreditation: FixedText = Field(description="Accreditation statement.")
    joint_accreditation: FixedText = Field(description="Statement where {partners} provide too.")
    designation: FixedText = Field(description="Designation: {provider} {format} {credits}.")
    participation: FixedText = Field(description="For those who are not physicians.")
    mitigation: FixedText = Field(description="All relevant relationships have been mitigated.")
    no_relationships: FixedText = Field(description="Nobody has anything to disclose.")
    no_support: FixedText = Field(description="No commercial support.")
    privacy: FixedText = Field(description="What is kept, who sees it, what is reported.")
    attestation: FixedText = Field(description="What the physician attests when claiming.")
    report_consent: FixedText = Field(description="Consent to report completions to {board}.")
    state_consent: FixedText | None = Field(
        default=None, description="Consent to report claimed credit to state boards."
    )
    signatories: tuple[Signatory, ...] = Field(min_length=1, description="Who signs.")
    contact: Contact = Field(description="Whom to ask.")
    people: tuple[OfficePerson, ...] = Field(
        default=(), description="Who sits in the office; on the public page Contact."
    )
    place: Place | None = Field(default=None, description="Where the office sits.")
    about: About | None = Field(
        default=None, description="What the office is for; on the public page about the program."
    )
    part_iv: PartFour | None = Field(default=None, description="Who runs Part IV; null: nobody.")
    pars: ParsAssumptions = Field(
        default_factory=ParsAssumptions, description="What PARS is told of every activity."
    )
    checklist: tuple[ChecklistLine, ...] = Field(
        default=(), description="The office's own lines for requests for MOC points."
    )
    request_letter: FixedText | None = Field(
        default=None, description="Opening of the answer to such a request: {provider} {title}."
    )
    disclosure_months: int = Field(
        default=12, ge=1, le=24, description="How long a disclosure that was given by link holds."
    )
    before_publication: tuple[Line, ...] = Field(
        default=(), description="The office's own lines on the page Publish, ticked by hand."
    )


class AskIf(Closed):
    """The answer to an earlier question that makes a question appear."""

    question: Slug = Field(description="Id of the earlier question.")
    answer: Line = Field(description="The answer after which this question is asked.")


class Question(Closed):
    """One question of an evaluation form."""

    id: Slug = Field(description="Stable id; answers are kept under it.")
    text: Line = Field(description="The question.")
    kind: Literal["choice", "choices", "text", "commitments"] = Field(
        description="One, several, words, or what the physician means to change."
    )
    options: tuple[Line, ...] = Field(default=(), description="For choice and choices.")
    required: bool = Field(default=False, description="Whether it must be answered.")
    ask_if: AskIf | None = Field(default=None, description="Asked only after a certain answer.")


class EvaluationForm(Closed):
    """An evaluation form as data: what is asked of everyone who passes."""

    id: Slug = Field(description="Stable id that activities point at.")
    version: int = Field(ge=1, description="+1 with every change.")
    title: Line = Field(description="Heading.")
    questions: tuple[Question, ...] = Field(min_length=1, description="In order.")
