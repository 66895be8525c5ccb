"""A clock that stands still until a test moves it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class Clock:
    """The service's clock in tests: call it for the time, move it by hand."""

    def __init__(self) -> None:
        self.at = datetime(2026, 12, 1, 15, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Return the moment it stands at."""
        return self.at

    def move(self, **by: float) -> None:
        """Move on by days, hours, minutes or seconds."""
        self.at += timedelta(**by)
