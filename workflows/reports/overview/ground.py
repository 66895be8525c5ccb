"""What every section of the overview reads: time, people and activities."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from credit.calendar import end_of
from storage.overview import Span, Wanted
from workflows.act import Act

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo


DAY = timedelta(days=1)


@dataclass(frozen=True)
class Asked:
    """What is asked for, and what names it."""

    a: Act
    span: Span
    wanted: Wanted
    titles: dict[int, str]  # of activities, each once, by inner id
    newest: dict[int, int]  # edition, by inner id


def begin(day: date, zone: ZoneInfo) -> datetime:
    """Return the instant at which a day begins."""
    return end_of(day - DAY, zone)
