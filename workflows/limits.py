"""How long a session lives: people on a device of their own rest longer than staff at a desk."""

from __future__ import annotations

from datetime import timedelta
from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from settings import Settings
    from storage.people import LiveSession

WARN = timedelta(minutes=5)
DESK = frozenset({"staff", "operator"})


def is_idle(live: LiveSession, now: datetime, settings: Settings) -> bool:
    """Whether the session rested longer than its idle limit."""
    return now - live.seen_at > idle_limit(live.roles, settings)


def idle_limit(roles: frozenset[str], settings: Settings) -> timedelta:
    """Return how long a session may rest."""
    if roles & DESK:
        return timedelta(minutes=settings.staff_idle_minutes)
    return timedelta(hours=settings.learner_idle_hours)


def seconds_left(live: LiveSession, now: datetime, settings: Settings) -> int:
    """Return for how many more seconds the session may rest; 0: it rested too long."""
    left = live.seen_at + idle_limit(live.roles, settings) - now
    return max(0, ceil(left.total_seconds()))


def warning(roles: frozenset[str], settings: Settings) -> int:
    """Return how many seconds before that the page says so: five minutes, or a third of it."""
    return int(min(WARN, idle_limit(roles, settings) / 3).total_seconds())


def expiry(roles: frozenset[str], now: datetime, settings: Settings) -> datetime:
    """Return when a session opened now ends, whatever is done in it."""
    if roles & DESK:
        return now + timedelta(hours=settings.staff_hours)
    return now + timedelta(days=settings.learner_days)
