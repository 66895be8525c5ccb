"""A completion: its day, and what may be claimed for it by whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from credit.amounts import quarters
from credit.calendar import local_day
from credit.points import by_type
from credit.professions import is_physician

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime
    from zoneinfo import ZoneInfo

    from credit.boards import Boards
    from quizzes.models import BoardPlan

CME = "cme"


@dataclass(frozen=True, slots=True)
class ClaimOption:
    """Something that may be claimed for a completion, up to `maximum` quarters."""

    kind: str
    label: str
    maximum: int
    board: str | None = None
    credit_type: str | None = None


def completed_on(passed_at: datetime, evaluated_at: datetime, zone: ZoneInfo) -> date:
    """Return the local day of the later of passing and evaluating."""
    return local_day(max(passed_at, evaluated_at), zone)


def may_earn(email: str, in_control: Iterable[str]) -> bool:
    """Whether a person may earn credit: authors, reviewers and planners may not in their own."""
    own = email.strip().casefold()
    return all(own != one.strip().casefold() for one in in_control)


def claim_options(
    degree: str, designated: str, plans: Iterable[BoardPlan], boards: Boards, on: date
) -> tuple[ClaimOption, ...]:
    """Return what the holder of a degree may claim for a completion on a day.

    Physicians: AMA credit, and points at each board in `plans` (those the activity is registered
    with). Everyone else: the hours of their participation, which are never AMA credit.
    """
    maximum = quarters(designated)
    if not is_physician(degree):
        return (ClaimOption(CME, "Hours of participation", maximum),)
    credit = ClaimOption(CME, "AMA PRA Category 1 Credit(s)™", maximum)
    planned = tuple(plans)
    return credit, *(_points(plan, planned, maximum, boards, on) for plan in planned)


def most_points(
    plan: BoardPlan, plans: Iterable[BoardPlan], claimed: int, boards: Boards, on: date
) -> int:
    """Return the most points, in quarters, of one plan that go with `claimed` quarter-credits.

    `plans` are all of the activity: types of one board share the credit that is claimed.
    """
    own = [one for one in plans if one.board == plan.board]
    return by_type(boards.rule(plan.board, on), own, claimed)[plan.credit_type]


def _points(
    plan: BoardPlan, plans: tuple[BoardPlan, ...], maximum: int, boards: Boards, on: date
) -> ClaimOption:
    return ClaimOption(
        kind=f"{plan.board}:{plan.credit_type}",
        label=f"{plan.board} {plan.credit_type} points",
        maximum=most_points(plan, plans, maximum, boards, on),
        board=plan.board,
        credit_type=plan.credit_type,
    )
