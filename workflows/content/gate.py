"""The gate before publication: one tick for each thing that has to be true, and who can make it so.

The ticks say what publication itself looks at; nothing is published because a tick is green.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from sqlalchemy.exc import IntegrityError

from credit.calendar import local_day, written
from quizzes.bank import folders
from quizzes.drawing import pools_of
from quizzes.problem import Problem
from scoring.standard import Standard
from storage import ticks
from workflows.act import act, view
from workflows.content import compose
from workflows.content.approving import approval_of
from workflows.content.problems import checked
from workflows.content.publish import NotPublished
from workflows.content.rating import proposed
from workflows.content.refusing import (
    is_approved,
    line_digest,
    outdated,
    period_of,
    recorded,
    texts_are_approved,
    unapproved,
    unsigned,
)
from workflows.content.reviewing import name_of
from workflows.content.shelf import read
from workflows.refusals import Faulty, NotFound, Stale

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from quizzes.bank import Bank
    from quizzes.models import Activity
    from workflows.act import Act, Actor
    from workflows.content.problems import Checked
    from workflows.content.shelf import Read

State = Literal["done", "look", "stops"]
AUTHORS, REVIEWERS, OFFICE, OWNERS = "Authors", "Reviewers", "The office", "Owners of the texts"
DIRECTOR = "The course director"
# Which rules belong to which tick; an error of any other rule belongs to the first.
RULES: dict[str, frozenset[str]] = {
    "Clinical review": frozenset(
        "review-missing changes-requested sign-off-missing sign-off-own".split()  # noqa: SIM905
    ),
    "Disclosures": frozenset(
        {
            "disclosure-missing", "disclosure-incomplete", "disclosure-outdated", "disclosure-old",
            "disclosure-expired", "disclosure-undecided", "disclosure-excluded",
        }
    ),
    "References": frozenset(
        {"reference-missing", "reference-link", "reference-link-missing", "reference-superseded"}
    ),
    "Figures": frozenset(
        {
            "alt-missing", "alt-not-reviewed", "source-missing", "permission-missing",
            "consent-missing",
        }
    ),
    "Pools": frozenset(
        {
            "pool-unknown", "pool-drawn-twice", "pool-unused", "pool-empty", "pool-too-small",
            "item-in-two-pools", "item-undrawn", "topic-unknown", "item-unknown", "group-split",
            "draw-splits-group",
        }
    ),
    "Passing standard": frozenset({"passing-percent"}),
    "Boards": frozenset(
        {
            "board-rule", "board-credit-type", "board-requires", "board-points", "board-step",
            "points", "board-twice",
        }
    ),
    "Dates": frozenset({"expiration-date", "claim-by", "designated-on", "expired"}),
    "Statements": frozenset({"text-not-approved"}),
    "Course director": frozenset({"activity-approved", "activity-sign-off"}),
}  # fmt: skip
OF_QUESTIONS = frozenset({"Clinical review", "References", "Figures", "Pools"})
CHECK, LINES = "Check", "The office's own"
WHO = {
    CHECK: (AUTHORS, "problems"),
    "Clinical review": (REVIEWERS, "review"),
    "Disclosures": (OFFICE, "disclosures"),
    "References": (AUTHORS, "problems"),
    "Figures": (AUTHORS, "problems"),
    "Pools": (AUTHORS, "problems"),
    "Passing standard": (AUTHORS, "review"),
    "Boards": (OFFICE, "problems"),
    "Dates": (OFFICE, "problems"),
    "Statements": (OWNERS, "problems"),
    "Course director": (DIRECTOR, "approve"),
    LINES: (OFFICE, "publish"),
}


@dataclass(frozen=True)
class Tick:
    """One thing that has to be true: whether it is, and if not, whose turn it is and where."""

    name: str
    state: State
    said: str
    problems: tuple[Problem, ...]
    who: str
    place: str  # the screen on which it is put right


@dataclass(frozen=True)
class OwnLine:
    """One line of the office's own; its seq is 0 while nobody ticked it."""

    text: str
    done: bool
    seq: int


@dataclass(frozen=True)
class Gate:
    """Everything that publication of one bank waits for."""

    slug: str
    ticks: tuple[Tick, ...]
    lines: tuple[OwnLine, ...]
    period: int  # that the ticks of the office's own lines are for
    standard: Standard | None  # what judges' ratings propose

    @property
    def done(self) -> int:
        """How many ticks are green."""
        return sum(one.state == "done" for one in self.ticks)


class NoSuchLine(Faulty):
    """A line that provider.yaml does not have (any more)."""

    def __init__(self) -> None:
        """Say where lines come from."""
        super().__init__("The office's lines changed meanwhile; what they are now is shown.")


def gate(actor: Actor, slug: str) -> Gate:
    """Return the ticks of a bank.

    Raises:
        NotFound: there is no such bank.
    """
    with view(actor, "gate.see") as a:
        folder = _folder(a, slug)
        found = read(a, folder)
        state = checked(a, folder, found)
        period, lines = _lines(a, found, state)
        standard = proposed(a.connection, found)
        return Gate(
            slug=slug,
            ticks=(*_ticks(a, found, state, standard), *_own(found, lines)),
            lines=lines,
            period=period,
            standard=standard,
        )


def tick(actor: Actor, slug: str, text: str, *, done: bool, seen: int) -> OwnLine:
    """Tick one of the office's own lines, or open it again; `seen` is the seq on the page.

    Raises:
        NotFound, NoSuchLine, Stale: nothing was written.
    """
    try:
        with act(actor, "line.tick") as a:
            folder = _folder(a, slug)
            found = read(a, folder)
            period, lines = _lines(a, found, checked(a, folder, found))
            line = next((one for one in lines if one.text == text), None)
            if line is None:
                raise NoSuchLine
            if line.done == done:
                a.receipt = line
                return line
            if line.seq != seen:
                raise Stale(line.done, line.seq)
            made = ticks.add(
                a.connection,
                slug=slug,
                period=period,
                line=line_digest(text),
                seq=seen + 1,
                done=done,
                by=a.person_id,
                now=a.at,
            )
            a.seal("tick", id=made)
            a.object = f"bank:{slug}"
            a.data.update(period=period, line=line_digest(text), done=done)
            return OwnLine(text, done, seen + 1)
    except IntegrityError:  # two ticked in the same moment
        raise Stale(done, seen) from None


def _folder(a: Act, slug: str) -> Path:
    for folder in folders(a.actor.service.settings.banks):
        if folder.name == slug:
            return folder
    raise NotFound("bank")


def _lines(a: Act, found: Read, state: Checked) -> tuple[int, tuple[OwnLine, ...]]:
    """Return the office's lines with their ticks, and the period that those are for."""
    period = state.period or 1
    if not isinstance(found.ready, NotPublished):
        period = period_of(a.connection, found.ready[1])
    known = ticks.ticks(a.connection, state.slug, period)
    texts = found.provider.before_publication if found.provider is not None else ()
    made = []
    for text in texts:
        row = known.get(line_digest(text))
        made.append(OwnLine(text, row is not None and row.done, row.seq if row is not None else 0))
    return period, tuple(made)


def _ticks(a: Act, found: Read, state: Checked, standard: Standard | None) -> Iterator[Tick]:
    everything = _everything(a, found, state)
    known = frozenset().union(*RULES.values())
    rest = [one for one in everything if one.rule not in known and one.rule != "line-open"]
    yield _tick(found, CHECK, rest, _checked_said(found))
    for name, rules in RULES.items():
        own = [one for one in everything if one.rule in rules]
        made = _tick(found, name, own, _said(a, name, found, state, standard))
        if made.state == "done" and (nothing := _nothing(found, name)):
            yield replace(made, state="stops", said=nothing)
            continue
        asks = name == "Boards" and any(one.missing for one in state.findings)
        yield (
            replace(made, state="look", place="publish") if asks and made.state == "done" else made
        )


def _nothing(found: Read, name: str) -> str:
    """Say that there is nothing yet of which a tick could be true; "" where there is."""
    if found.bank is None:
        return "The bank's files cannot be read."
    if name == "Disclosures" and not found.bank.activity.faculty:
        return "Nobody is named yet."
    if name not in OF_QUESTIONS or _drawn(found.bank):
        return ""
    if not found.bank.items:
        return "There are no questions yet."
    approved = any(one.status == "approved" for one in found.bank.items.values())
    return "No pool draws a question yet." if approved else "No question is approved yet."


def _everything(a: Act, found: Read, state: Checked) -> tuple[Problem, ...]:
    """Return every problem, also what publication would say once the files are in order."""
    problems = dict.fromkeys((*found.problems, *state.refusals))
    if found.bank is not None and isinstance(found.ready, NotPublished):
        told = {one.rule for one in problems if one.severity == "error"}
        still = [one for one in _still(a, found, found.bank) if one.rule not in told]
        # What the check only advises as long as nobody approves is said once: as what stops.
        stops = {(one.rule, one.item) for one in still}
        problems = dict.fromkeys(
            one for one in problems if one.severity == "error" or (one.rule, one.item) not in stops
        )
        problems |= dict.fromkeys(still)
    return tuple(problems)


def _still(a: Act, found: Read, bank: Bank) -> Iterator[Problem]:
    drawn = _drawn(bank)
    items = {one.digest: one.frozen for name, one in found.items.items() if name in drawn}
    yield from unsigned(a.connection, bank, items)
    yield from outdated(a.connection, bank, sorted(drawn))
    yield from map(bank.problem, is_approved(bank))
    yield from unapproved(a.connection, bank)
    if found.provider is not None:
        front = compose.front_matter(bank.activity, found.provider, 0, ())
        yield from map(bank.problem, texts_are_approved(front))
    for one in found.stands:
        yield from (recorded(bank, fault) for fault in one.needs)


def _drawn(bank: Bank) -> frozenset[str]:
    return frozenset(one for _, _, ids in pools_of(bank.activity, bank.items) for one in ids)


def _tick(found: Read, name: str, problems: list[Problem], said: str) -> Tick:
    gives_credit = found.bank is not None and not found.bank.activity.demonstration
    stopping = [
        one
        for one in problems
        if one.severity == "error"
        or (gives_credit and one.severity == "warning" and one.item is not None)
    ]
    looked = [one for one in problems if one.severity == "warning" and one not in stopping]
    state: State = "stops" if stopping else "look" if looked else "done"
    who, place = WHO[name]
    return Tick(name, state, said, (*stopping, *looked), who, place)


def _own(found: Read, lines: tuple[OwnLine, ...]) -> Iterator[Tick]:
    if not lines:
        return
    left = sum(not one.done for one in lines)
    gives_credit = found.bank is not None and not found.bank.activity.demonstration
    state: State = "done" if not left else "stops" if gives_credit else "look"
    said = f"{len(lines) - left} of {len(lines)} lines are ticked."
    yield Tick(LINES, state, said, (), *WHO[LINES])


def _checked_said(found: Read) -> str:
    if found.bank is None:
        return "The bank's files cannot be read."
    waived = sum(len(one.waivers) for one in found.bank.items.values())
    kept = f", {waived} kept with a reason" if waived else ""
    return f"Every finding of the checker is seen to{kept}."


def _said(a: Act, name: str, found: Read, state: Checked, standard: Standard | None) -> str:
    """Return what a tick says where nothing is wrong."""
    if found.bank is None:
        return ""
    bank, activity = found.bank, found.bank.activity
    drawn = len(_drawn(bank))
    return {
        "Clinical review": _reviewed(activity.demonstration, drawn),
        "Disclosures": f"{len(activity.faculty)} people, each with a disclosure in force.",
        "References": f"Each of {drawn} questions cites a source that can be followed.",
        "Figures": f"{_figures(bank)} with words that a second person read.",
        "Pools": f"{sum(one.draw for one in activity.blueprint)} questions drawn from {drawn}.",
        "Passing standard": _standard(activity.rules.passing_percent, standard),
        "Boards": _boards(state),
        "Dates": _dates(activity),
        "Statements": "Approved by their owners."
        if not activity.demonstration
        else "A demonstration may show placeholders, marked as such.",
        "Course director": _approved(a, found),
    }[name]


def _approved(a: Act, found: Read) -> str:
    """Say who approved the self-assessment as a whole."""
    row = approval_of(a, found)
    if row is None:
        return "A demonstration may rest on what its file says: approved."
    day = written(local_day(row.at, a.actor.service.settings.zone))
    return f"{name_of(a.connection, row.by)} approved the self-assessment as a whole on {day}."


def _dates(activity: Activity) -> str:
    terms = activity.accreditation
    released, expires, claims = map(
        written, (terms.release_date, terms.expiration_date, terms.claim_by)
    )
    return f"{released} to {expires}, claims until {claims}."


def _reviewed(demonstration: bool, drawn: int) -> str:  # noqa: FBT001  (a fact of the bank)
    if demonstration:
        return f"{drawn} questions; a demonstration may rest on the reviews in its files."
    return f"{drawn} questions, each signed off by somebody who did not write it."


def _figures(bank: Bank) -> str:
    count = sum(len(one.media) for one in (*bank.items.values(), *bank.stimuli.values()))
    return "1 figure" if count == 1 else f"{count} figures"


def _standard(percent: str, found: Standard | None) -> str:
    said = f"{percent}% of all points, with its reason."
    if found is None:
        return f"{said} Nobody has rated questions of every pool (Angoff)."
    judges = "1 judge" if found.judges == 1 else f"{found.judges} judges"
    return (
        f"{said} Angoff ratings by {judges} of {found.rated} of {found.items} questions propose"
        f" {as_percent(found.percent)}%."
    )


def as_percent(share: Fraction) -> str:
    """Return a percentage with one decimal, rounded half up."""
    tenths = (share * 10 + Fraction(1, 2)) // 1
    whole, rest = divmod(int(tenths), 10)
    return f"{whole}.{rest}"


def _boards(state: Checked) -> str:
    named = ", ".join(one.board for one in state.findings)
    asking = ", ".join(one.board for one in state.findings if one.missing)
    asks = f" What {asking} will ask for besides stands above." if asking else ""
    return f"{named}: points as planned.{asks}" if named else "No points are planned."
