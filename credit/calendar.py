"""Days and deadlines: what was open when, decided in the provider's zone."""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo


class NaiveInstant(ValueError):
    """An instant without a zone has no local day."""

    def __init__(self, instant: datetime) -> None:
        super().__init__(f"{instant.isoformat()} has no time zone, so it has no local day")


def written(day: date) -> str:
    """Return a day as "14 Dec 2026", which reads the same on both sides of an ocean."""
    return f"{day.day} {day:%b %Y}"


RETENTION_YEARS = 6
"""Participation is kept so long after the completion (ACCME and AMA; docs/credit.md)."""


def kept_until(completed: date) -> date:
    """Return the last day on which the record of a completion must be kept."""
    return years_on(completed, RETENTION_YEARS)


def credit_before(today: date) -> date:
    """Return the day before which a completion must lie, so that its record may go today."""
    return years_on(today, -RETENTION_YEARS)


def years_on(day: date, years: int) -> date:
    """Return the same day of another year; of a 29 February the day before it, where it lacks."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def months_after(day: date, months: int) -> date:
    """Return the same day some months later or, below 0, earlier; the last one of a shorter month.

    31 January and one month is 28 or 29 February.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def local_day(instant: datetime, zone: ZoneInfo) -> date:
    """Return the calendar day on which `instant` falls in the provider's zone."""
    return _aware(instant).astimezone(zone).date()


def end_of(day: date, zone: ZoneInfo) -> datetime:
    """Return the first instant after `day`, in UTC: what ends with that day ends here."""
    midnight = datetime.combine(day + timedelta(days=1), datetime.min.time(), zone)
    return midnight.astimezone(UTC)


def is_open(released: date, expires: date, instant: datetime, zone: ZoneInfo) -> bool:
    """Whether an activity may be started: from its release to its expiration day, both included."""
    return released <= local_day(instant, zone) <= expires


def designated_in_time(designated_on: date | None, started: datetime, zone: ZoneInfo) -> bool:
    """Whether credit had been designated by the day the attempt was started; never in hindsight."""
    return designated_on is not None and designated_on <= local_day(started, zone)


def may_claim(claim_by: date, instant: datetime, zone: ZoneInfo) -> bool:
    """Whether credit may still be claimed: until the end of the claim deadline's day."""
    return local_day(instant, zone) <= claim_by


def due_at(started: datetime, limit_minutes: int | None, extra_minutes: int = 0) -> datetime | None:
    """Return when an attempt's time is up, or None where time is not limited.

    The arithmetic is in UTC: minutes are minutes also in the night the clocks change.
    """
    if limit_minutes is None:
        return None
    return _aware(started).astimezone(UTC) + timedelta(minutes=limit_minutes + extra_minutes)


def _aware(instant: datetime) -> datetime:
    if instant.utcoffset() is None:
        raise NaiveInstant(instant)
    return instant
