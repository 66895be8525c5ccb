"""Points: what a board's rule makes of the credits that somebody claims, in whole quarters."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from credit.amounts import in_quarters

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from credit.board_rule import BoardRule
    from quizzes.models import BoardPlan, Rounding


def points(rule: BoardRule, claimed: int, planned: int) -> int:
    """Return the points, in quarters, for `claimed` quarter-credits of an activity.

    Whole steps, never more than planned for the activity and never more than the credits claimed.
    Where the board knows no lesser amounts, all that was planned, or nothing.
    """
    rate = Fraction(rule.points.per_credit)
    earned = stepped(rule, claimed * rate, min(claimed, planned))
    if rule.points.variable or earned == stepped(rule, Fraction(planned), planned):
        return earned
    return 0


def by_type(rule: BoardRule, plans: Iterable[BoardPlan], claimed: int) -> Mapping[str, int]:
    """Return the points, in quarters, of each type that one board's `plans` name.

    Together they are at most the credits claimed. Who claims less than everything is given the
    ordinary types first and the one that splits off last: patient safety is reported only for
    credit that cannot have been anything else.
    """
    ordered = sorted(plans, key=lambda plan: _splits_off(rule, plan))
    planned = {plan.credit_type: most(rule, plan) for plan in ordered}
    left = points(rule, claimed, sum(planned.values()))
    given = {}
    for name, whole in planned.items():
        given[name] = min(whole, left)
        left -= given[name]
    return given


def stepped(rule: BoardRule, amount: Fraction, most: int) -> int:
    """Return an amount of quarters in whole steps of a rule, rounded its way, up to `most`."""
    step = in_quarters(rule.points.step)
    return min(_rounded(amount / step, rule.points.rounding), most // step) * step


def most(rule: BoardRule, plan: BoardPlan) -> int:
    """Return what of a plan a rule can give, in quarters: its whole steps."""
    planned = in_quarters(plan.points)
    return stepped(rule, Fraction(planned), planned)


def _splits_off(rule: BoardRule, plan: BoardPlan) -> bool:
    found = rule.credit_type(plan.credit_type)
    return found is not None and found.splits_off


def _rounded(steps: Fraction, rounding: Rounding) -> int:
    """Round a number of steps down, or to the nearest with halves up."""
    shifted = steps + Fraction(1, 2) if rounding == "nearest" else steps
    return shifted.numerator // shifted.denominator
