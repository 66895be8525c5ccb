"""Terms: dates, credit, points and rules that an accreditor would accept together."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from quizzes.models import METHODS
from quizzes.problem import Fault

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date

    from quizzes.models import Activity

MAX_YEARS = 3
"""An enduring material is reviewed at least once in three years (ACCME)."""


def dates_are_in_order(activity: Activity) -> Iterator[Fault]:
    """Designated, released, expired, claimed: in this order, and expired within three years."""
    terms = activity.accreditation
    if terms.expiration_date < terms.release_date:
        yield _date("expiration_date", "The activity expires before its release.", "a later day")
    elif _later_by_years(terms.release_date, terms.expiration_date):
        message = f"The activity expires more than {MAX_YEARS} years after its release."
        yield _date("expiration_date", message, "an earlier day")
    if terms.claim_by < terms.expiration_date:
        message = "Claims end before the activity does: whoever passes late could not claim."
        yield _date("claim_by", message, "a day on or after expiration_date")
    if terms.designated_on and terms.designated_on > terms.release_date:
        message = "The activity is released before it is designated for credit."
        yield _date("designated_on", message, "a day on or before release_date")


def is_designated(activity: Activity) -> Iterator[Fault]:
    """An approved activity says since when it is designated, unless the credit is another's."""
    terms = activity.accreditation
    if terms.designated_on is None and terms.held_elsewhere is None:
        yield _date("designated_on", "The activity is not designated for credit.", "a day")


def has_not_expired(activity: Activity, today: date) -> Iterator[Fault]:
    """An activity that is kept as approved can still be started."""
    last = activity.accreditation.expiration_date
    if activity.status == "approved" and last < today:
        message = f"The activity expired on {last}."
        fix = "Review it and give it new terms, or set status: retired."
        yield Fault(
            "expired", message, fix, ("accreditation", "expiration_date"), severity="warning"
        )


def points_are_within_credits(activity: Activity) -> Iterator[Fault]:
    """No board gives more points than the activity has credits, and each is planned once."""
    most = Decimal(activity.accreditation.credits)
    seen: set[tuple[str, str]] = set()
    for number, one in enumerate(activity.boards):
        if most and Decimal(one.points) > most:
            message = f"{one.board} gives {one.points} points for {most} credits."
            yield Fault("points", message, f"Write {most} or less.", ("boards", number, "points"))
        if (one.board, one.credit_type) in seen:
            message = f"{one.board} {one.credit_type} stands twice."
            yield Fault("board-twice", message, "Keep one of the two.", ("boards", number))
        seen.add((one.board, one.credit_type))


def credit_is_offered(activity: Activity) -> Iterator[Fault]:
    """The maximum is at least a quarter of a credit."""
    if not Decimal(activity.accreditation.credits):
        place = ("accreditation", "credits")
        yield Fault("credits", "The activity gives no credit.", 'Write at least "0.25".', place)


def points_are_planned(activity: Activity) -> Iterator[Fault]:
    """What belongs to an activity held elsewhere gives points, or it gives nothing."""
    if activity.accreditation.held_elsewhere is not None and not activity.boards:
        message = "The activity is held elsewhere and no board is planned: it would give nothing."
        fix = "Plan the points under boards, or remove held_elsewhere to give credit here."
        yield Fault("held-elsewhere", message, fix, ("accreditation", "held_elsewhere"))


def standard_can_be_met(activity: Activity) -> Iterator[Fault]:
    """The passing standard is 1 to 100 percent."""
    percent = activity.rules.passing_percent
    if not 1 <= Decimal(percent) <= 100:  # noqa: PLR2004 - percent
        message = f"{percent} percent can be no passing standard."
        place = ("rules", "passing_percent")
        fix = 'Write "1" to "100": "75" for 75 percent.'
        yield Fault("passing-percent", message, fix, place)


def time_limit_is_consistent(activity: Activity) -> Iterator[Fault]:
    """A rule for overdue attempts needs a limit, a grace period needs its length."""
    rules = activity.rules
    if rules.time_limit_minutes is None and (rules.overdue != "submit" or rules.grace_minutes):
        message = "There is a rule for overdue attempts, but no time limit."
        yield _rule("overdue", message, "Set time_limit_minutes, or drop overdue and grace.")
    elif rules.overdue == "grace" and not rules.grace_minutes:
        yield _rule("grace_minutes", "overdue is grace, but it has no length.", "Set it.")
    elif rules.overdue != "grace" and rules.grace_minutes:
        message = f"A grace period is set, but overdue is {rules.overdue}."
        yield _rule("grace_minutes", message, "Write overdue: grace, or drop grace_minutes.")


def evaluation_exists(activity: Activity, forms: Collection[str]) -> Iterator[Fault]:
    """The evaluation form that follows is one of the forms."""
    if activity.rules.evaluation_form not in forms:
        message = f"There is no evaluation form {activity.rules.evaluation_form}."
        fix = f"Write one of: {', '.join(sorted(forms)) or 'none yet; add one to quizzes/forms'}."
        place = ("rules", "evaluation_form")
        yield Fault("evaluation-unknown", message, fix, place)


def default_scoring_is_known(activity: Activity) -> Iterator[Fault]:
    """The default marking rule of a type is one that the type has."""
    for name, method in activity.rules.default_scoring.items():
        if method not in METHODS[name]:
            message = f'"{method}" is no marking rule of {name}.'
            fix = f"Write one of: {', '.join(METHODS[name])}."
            yield Fault("scoring-unknown", message, fix, ("rules", "default_scoring", name))


def _later_by_years(first: date, last: date) -> bool:
    return (last.year - MAX_YEARS, last.month, last.day) > (first.year, first.month, first.day)


def _date(name: str, message: str, wanted: str) -> Fault:
    return Fault(name.replace("_", "-"), message, f"Write {wanted}.", ("accreditation", name))


def _rule(name: str, message: str, fix: str) -> Fault:
    return Fault("overdue", message, fix, ("rules", name))
