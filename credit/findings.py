"""What an activity's plan comes to at each board, and under which rule."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from credit.amounts import as_text, in_quarters
from credit.board_rule import Feature
from credit.boards import NoRule
from credit.calendar import written
from credit.points import by_type, most
from quizzes.kinds.item import BoardCode
from quizzes.models import BoardPlan
from quizzes.problem import Fault, Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from credit.board_rule import BoardRule
    from credit.boards import Board, Boards
    from quizzes.edition import Terms
    from quizzes.models import Activity, Planning


class Lack(NamedTuple):
    """That an activity lacks something, in words, and what to do about it."""

    said: str
    fix: str
    place: Place


LACKS: dict[Feature, Lack] = {
    "assessment": Lack("nothing is assessed", "Let an attempt draw questions.", ("blueprint",)),
    "pass": Lack(
        "no passing standard is set", "Set passing_percent.", ("rules", "passing_percent")
    ),
    "feedback": Lack("no feedback is given", "Say when it is given.", ("rules", "feedback")),
}


@dataclass(frozen=True, slots=True)
class Planned:
    """What boards look at in an activity, wherever it is held; credits in quarters."""

    credits: int
    has: frozenset[Feature]
    released: date
    expires: date
    plans: tuple[BoardPlan, ...]
    outline: tuple[BoardCode, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """What the plan gives at one board, or why it gives nothing.

    `faults` keep the activity from being published; `missing` is what the board will ask for;
    `notes` is what changes while the activity is open; `rule_from` is None where no rule decides.
    """

    board: str
    sentence: str
    most: tuple[tuple[str, int], ...]
    faults: tuple[Fault, ...]
    missing: tuple[str, ...]
    notes: tuple[str, ...]
    rule_from: date | None
    source: str
    from_memory: tuple[str, ...]

    @property
    def eligible(self) -> bool:
        """Whether the board gives points as planned."""
        return not self.faults

    @property
    def rests_on(self) -> tuple[str, ...]:
        """The rule's day and source, and what of it nobody has confirmed, in sentences."""
        since = f" from {written(self.rule_from)} on" if self.rule_from is not None else ""
        said = (f"Rule{since}: {self.source}.",)
        if not self.from_memory:
            return said
        return (*said, f"Not confirmed yet, ask the board: {', '.join(self.from_memory)}.")


def planned(terms: Activity | Terms, planning: Planning) -> Planned:
    """Return what boards look at in an activity of ours: an assessment, with feedback always."""
    has: set[Feature] = {"assessment", "feedback"}
    if terms.rules.passing_percent.strip("0."):
        has.add("pass")
    return Planned(
        credits=in_quarters(terms.accreditation.credits),
        has=frozenset(has),
        released=terms.accreditation.release_date,
        expires=terms.accreditation.expiration_date,
        plans=terms.boards,
        outline=planning.content_outline,
    )


def findings(activity: Planned, boards: Boards) -> tuple[Finding, ...]:
    """Return one finding for each board of the plan, under the rule of the release day."""
    acronyms = dict.fromkeys(plan.board for plan in activity.plans)
    return tuple(_finding(activity, boards.board(one)) for one in acronyms)


def _finding(activity: Planned, board: Board) -> Finding:
    try:
        rule = board.takes(activity.released)
    except NoRule as none:
        return _without_rule(activity, board, none)
    faults = tuple(_faults(activity, board, rule))
    plans = [one for one in activity.plans if one.board == board.board]
    given = tuple(by_type(rule, plans, activity.credits).items())
    return Finding(
        board=board.board,
        sentence=_refused(board, faults) if faults else _gives(board, given),
        most=() if faults else given,
        faults=faults,
        missing=tuple(_missing(activity, board, rule)),
        notes=tuple(_notes(activity, board)),
        rule_from=rule.effective_from,
        source=rule.source,
        from_memory=rule.unconfirmed([one.credit_type for one in plans]),
    )


def _without_rule(activity: Planned, board: Board, none: NoRule) -> Finding:
    number = next(n for n, one in enumerate(activity.plans) if one.board == board.board)
    fix = "Leave the board out, or enter its rule of that time in credit/boards."
    fault = Fault("board-rule", str(none), fix, ("boards", number, "credit_type"))
    said = f"{board.board}: not eligible because it {none.why}."
    source = board.registered.source
    return Finding(board.board, said, (), (fault,), (), (), None, source, ())


def _gives(board: Board, given: tuple[tuple[str, int], ...]) -> str:
    named = " and ".join(f"{as_text(count)} {name}" for name, count in given)
    return f"This edition gives up to {named} points at {board.board}."


def _refused(board: Board, faults: tuple[Fault, ...]) -> str:
    reasons = (one.message.removeprefix(f"{board.board}: ").rstrip(".") for one in faults)
    return f"{board.board}: not eligible because {', and '.join(reasons)}."


def _faults(activity: Planned, board: Board, rule: BoardRule) -> Iterator[Fault]:
    yield from _unknown_types(activity, board, rule)
    yield from _lacking(activity, board, rule)
    yield from _too_much(activity, board)
    yield from _worth_nothing(activity, board, rule)


def _own(activity: Planned, board: Board) -> Iterator[tuple[int, BoardPlan]]:
    return ((n, one) for n, one in enumerate(activity.plans) if one.board == board.board)


def _unknown_types(activity: Planned, board: Board, rule: BoardRule) -> Iterator[Fault]:
    for number, plan in _own(activity, board):
        if plan.credit_type not in rule.type_names:
            message = f'{board.board}: it records no points called "{plan.credit_type}".'
            fix = f"Write one of: {', '.join(rule.type_names)}."
            yield Fault("board-credit-type", message, fix, ("boards", number, "credit_type"))


def _lacking(activity: Planned, board: Board, rule: BoardRule) -> Iterator[Fault]:
    for feature in rule.features:
        if feature not in activity.has:
            lack = LACKS[feature]
            yield Fault("board-requires", f"{board.board}: {lack.said}.", lack.fix, lack.place)


def _too_much(activity: Planned, board: Board) -> Iterator[Fault]:
    """Types of one board share the credit: together they cannot be more than it."""
    own = tuple(_own(activity, board))
    together = sum(in_quarters(plan.points) for _, plan in own)
    if together > activity.credits:
        most = as_text(activity.credits)
        message = f"{board.board}: {as_text(together)} points are planned for {most} credits."
        fix = f"Plan {most} or less at {board.board}, all types together."
        yield Fault("board-points", message, fix, ("boards", own[0][0], "points"))


def _worth_nothing(activity: Planned, board: Board, rule: BoardRule) -> Iterator[Fault]:
    for number, plan in _own(activity, board):
        if not most(rule, plan):
            step = rule.points.step
            message = (
                f"{board.board}: {plan.points} {plan.credit_type} points are less than {step}."
            )
            fix = f"Plan {step} or more, or leave them out."
            yield Fault("board-step", message, fix, ("boards", number, "points"))


def _missing(activity: Planned, board: Board, rule: BoardRule) -> Iterator[str]:
    asked = rule.outline
    if asked is None:
        return
    count = sum(one.board == board.board for one in activity.outline)
    if not asked.least <= count <= asked.most:
        wanted = f"{asked.least} or {asked.most}" if asked.most > asked.least else asked.most
        yield (
            f"{board.board} asks for {wanted} codes of its {asked.label} when the activity is"
            f" registered; {count or 'none'} stand in planning.content_outline."
        )


def _notes(activity: Planned, board: Board) -> Iterator[str]:
    until = board.registered.until
    if until is not None and until < activity.expires:
        yield f"Completions after {written(until)} get no points at {board.board}."
    for rule in board.rules:
        if activity.released < rule.effective_from <= activity.expires:
            change = f" {rule.change}" if rule.change else ""
            yield f"From {written(rule.effective_from)} on another rule decides.{change}"
