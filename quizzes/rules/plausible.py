"""Values that can be read and yet cannot be meant: worth nothing, of tomorrow, no address."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from quizzes.problem import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from quizzes.models import Activity, AnyItem, Faculty, Provider

OLDEST_MONTHS = 24
"""Standard 3 looks back 24 months: an older disclosure says nothing about the time before."""
CURRENT_MONTHS = 12
"""How often an office asks anew; the ACCME's own example is once a year."""
MINUTES_PER_CREDIT = 60
ROUNDING = Decimal("7.5")
"""Minutes that rounding to the nearest quarter-hour may add."""

_ADDRESS = re.compile(r"[^@\s,;<>]+@[^@\s,;<>.]+(?:\.[^@\s,;<>.]+)+")


def item_is_worth_points(item: AnyItem) -> Iterator[Fault]:
    """An item is worth something: a form of items worth nothing has no score."""
    if not Decimal(item.scoring.points):
        message, fix = "The question is worth 0 points.", 'Write at least "1", or leave points out.'
        yield Fault("points-zero", message, fix, ("scoring", "points"))


def angoff_is_a_share(item: AnyItem) -> Iterator[Fault]:
    """An Angoff rating is a share of physicians: 0 to 1."""
    rating = item.difficulty.angoff
    if rating is not None and Decimal(rating) > 1:
        message = f'"{rating}" is no share of physicians.'
        fix = 'Write a share from 0 to 1, like "0.65" for 65 percent.'
        yield Fault("angoff", message, fix, ("difficulty", "angoff"))


def item_is_of_the_past(item: AnyItem, today: date) -> Iterator[Fault]:
    """Nobody reviewed or changed an item on a day that is still to come."""
    for name in ("reviews", "history"):
        for number, one in enumerate(getattr(item, name)):
            if one.date > today:
                yield _future((name, number, "date"), one.date)


def disclosures_are_current(activity: Activity, today: date) -> Iterator[Fault]:
    """A disclosure was given before today, and not long before the release."""
    for number, person in enumerate(activity.faculty):
        place = ("faculty", number, "disclosure", "collected_on")
        given = person.disclosure.collected_on if person.disclosure else None
        if given is None:
            continue
        if given > today:
            yield _future(place, given)
        else:
            yield from _age(person, given, activity.accreditation.release_date, place)


def addresses_are_written_out(activity: Activity) -> Iterator[Fault]:
    """An address that no account can have would not keep its owner from earning own credit."""
    for number, one in enumerate(activity.faculty):
        if one.email is not None and not _ADDRESS.fullmatch(one.email):
            yield _no_address(one.email, ("faculty", number, "email"))


def contact_can_be_written_to(provider: Provider) -> Iterator[Fault]:
    """Physicians are told to write to the office."""
    if not _ADDRESS.fullmatch(provider.contact.email):
        yield _no_address(provider.contact.email, ("contact", "email"))


def credit_fits_the_time(activity: Activity) -> Iterator[Fault]:
    """An hour is a credit, to the nearest quarter: more than the time gives is claimed in vain."""
    terms = activity.accreditation
    needed = Decimal(terms.credits) * MINUTES_PER_CREDIT
    if needed > terms.estimated_minutes + ROUNDING:
        message = f"{terms.credits} credits stand for {needed:.0f} minutes, and it is estimated"
        fix = "Correct the one or the other: an hour is one credit."
        said = f"{message} to take {terms.estimated_minutes}."
        place = ("accreditation", "credits")
        yield Fault("credit-time", said, fix, place, severity="warning")


def time_limit_leaves_the_time(activity: Activity) -> Iterator[Fault]:
    """Whoever takes as long as is estimated is not cut off."""
    limit, needed = activity.rules.time_limit_minutes, activity.accreditation.estimated_minutes
    if limit is not None and limit < needed:
        message = f"The time limit of {limit} minutes is below the estimated {needed}."
        fix = f"Allow {needed} minutes or more, or correct estimated_minutes."
        place = ("rules", "time_limit_minutes")
        yield Fault("time-limit-short", message, fix, place, severity="warning")


def _age(
    person: Faculty, given: date, release: date, place: tuple[str | int, ...]
) -> Iterator[Fault]:
    if _months(given, release) >= OLDEST_MONTHS:
        message = f"{person.name} gave the disclosure on {given}, two years or more before release."
        fix = "Collect it anew: relationships of the last 24 months count."
        yield Fault("disclosure-outdated", message, fix, place)
    elif _months(given, release) >= CURRENT_MONTHS:
        message = f"{person.name} gave the disclosure on {given}, a year or more before release."
        fix = "Ask whether it still holds, and enter the day of the answer."
        yield Fault("disclosure-old", message, fix, place, severity="warning")


def _months(first: date, last: date) -> int:
    """Count the whole months from one day to another."""
    return (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)


def _future(place: tuple[str | int, ...], day: date) -> Fault:
    message = f"{day} is still to come."
    return Fault("date-in-future", message, "Write the day on which it was done.", place)


def _no_address(text: str, place: tuple[str | int, ...]) -> Fault:
    message = f'"{text}" is not an e-mail address.'
    return Fault("email", message, "Write it like ben@example.edu.", place)
