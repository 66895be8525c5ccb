"""Why a number of credits or points is what it is, in sentences with their sources."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from credit.amounts import as_text, in_quarters
from credit.calendar import written
from credit.points import by_type, points, stepped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from credit.board_rule import BoardRule
    from credit.boards import Boards
    from quizzes.models import BoardPlan

QUARTER = "AMA: credit is claimed in quarters of an hour, commensurate with participation"


@dataclass(frozen=True, slots=True)
class Reason:
    """One step of an explanation; a source that is not `confirmed` is shown to staff as such."""

    sentence: str
    source: str | None = None
    confirmed: bool = True


def why_credit(claimed: int, maximum: int) -> tuple[Reason, ...]:
    """Say why so many quarters of credit: the amount that was claimed, whatever was possible."""
    return (
        Reason(f"The activity is designated for at most {as_text(maximum)}."),
        Reason(f"{as_text(claimed)} was claimed, and no more than that is certified.", QUARTER),
    )


def why_points(
    plan: BoardPlan, plans: Iterable[BoardPlan], claimed: int, boards: Boards, on: date
) -> tuple[Reason, ...]:
    """Say why one plan gives so many points for `claimed` quarters completed on a day.

    `plans` are all of the activity: types of one board share the credit that is claimed.

    Raises:
        UnknownBoard, NoRule: no rule decides about that day.
    """
    rule = boards.rule(plan.board, on)
    return (
        Reason(f"Credits claimed: {as_text(claimed)}."),
        *_steps(rule, plan, plans, claimed),
        _dated(rule, plan.board, f"the day of completion is {written(on)}"),
    )


def why_maximum(maximum: int, minutes: int) -> tuple[Reason, ...]:
    """Say why at most so many quarters of credit can be claimed, before anything is."""
    return (
        Reason(
            f"The activity is designated for at most {as_text(maximum)}: a credit is an hour, and"
            f" it is estimated to take {minutes} minutes."
        ),
        Reason("You claim what matches your participation, in steps of 0.25.", QUARTER),
    )


def why_planned(
    plan: BoardPlan, plans: Iterable[BoardPlan], maximum: int, boards: Boards, on: date
) -> tuple[Reason, ...]:
    """Say why one plan gives so many points at most, by the rule of who completes it on a day.

    Raises:
        UnknownBoard, NoRule: no rule decides about that day.
    """
    rule = boards.rule(plan.board, on)
    return (
        Reason(f"If all {as_text(maximum)} credits are claimed:"),
        *_steps(rule, plan, plans, maximum),
        _less(rule),
        _dated(rule, plan.board, f"the day of completion decides, here {written(on)}"),
    )


def _steps(
    rule: BoardRule, plan: BoardPlan, plans: Iterable[BoardPlan], claimed: int
) -> Iterator[Reason]:
    own = [one for one in plans if one.board == plan.board]
    yield from _rate(rule, plan.board, claimed)
    yield from _limits(rule, own, claimed)
    yield from _shared(rule, plan, own, claimed)


def _less(rule: BoardRule) -> Reason:
    gives = "fewer points" if rule.points.variable else "no points: all that is planned, or none"
    source, confirmed = rule.points.source, rule.points.confirmed
    return Reason(f"Fewer credits claimed give {gives}.", source, confirmed)


def _rate(rule: BoardRule, board: str, claimed: int) -> Iterator[Reason]:
    per = Fraction(rule.points.per_credit)
    earned = claimed * per
    amount = as_text(int(earned)) if earned.denominator == 1 else _decimal(earned / 4)
    point = "point" if per == 1 else "points"
    said = f"{board} gives {_decimal(per)} {point} for each credit: {amount}."
    yield Reason(said, rule.points.source, rule.points.confirmed)


def _limits(rule: BoardRule, own: list[BoardPlan], claimed: int) -> Iterator[Reason]:
    earned = claimed * Fraction(rule.points.per_credit)
    planned = sum(in_quarters(one.points) for one in own)
    if earned > claimed:
        yield Reason(f"Points are never more than the credits claimed: {as_text(claimed)}.")
    if min(earned, Fraction(claimed)) > planned:
        yield Reason(f"The activity gives at most {as_text(planned)} points at this board.")
    most = min(claimed, planned)
    exact, amount = min(earned, Fraction(most)), stepped(rule, earned, most)
    if amount != exact:
        way = "down" if amount < exact else "to the nearest"
        said = f"Points count in steps of {rule.points.step}, rounded {way}: {as_text(amount)}."
        yield Reason(said, rule.points.source, rule.points.confirmed)
    if points(rule, claimed, planned) != amount:
        said = f"The board gives all {as_text(planned)} points that were planned, or none: none."
        yield Reason(said, rule.points.source, rule.points.confirmed)


def _shared(
    rule: BoardRule, plan: BoardPlan, own: list[BoardPlan], claimed: int
) -> Iterator[Reason]:
    given = by_type(rule, own, claimed)
    amount = as_text(given[plan.credit_type])
    if len(own) > 1:
        parts = " and ".join(f"{as_text(count)} {name}" for name, count in given.items())
        said = f"The types share them, in this order: {parts}."
        last = next((one for one in rule.credit_types if one.splits_off), None)
        if last is not None and last.name in given:
            said += (
                f" {last.name} comes last: it is given only for credit that can be nothing else."
            )
        yield Reason(said)
    yield Reason(f"So {amount} {plan.credit_type} points.")


def _dated(rule: BoardRule, board: str, day: str) -> Reason:
    since = written(rule.effective_from)
    said = f"This is {board}'s rule for completions from {since} on; {day}."
    return Reason(said, rule.source, rule.confirmed)


def _decimal(amount: Fraction) -> str:
    """Return an amount with at most four decimals, and no zeros for nothing."""
    scaled = amount * 10_000
    whole, rest = divmod(scaled.numerator // scaled.denominator, 10_000)
    return f"{whole}.{rest:04d}".rstrip("0").rstrip(".")
