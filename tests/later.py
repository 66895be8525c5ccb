"""The front door for tests in which hours pass: its clocks run ahead by what a file says.

python -m tests.later FILE run streamlit_app.py …: the file holds a number of seconds.
"""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

_monotonic = time.monotonic


@dataclass(frozen=True)
class Ahead:
    """By how many seconds it is later than the machine says."""

    file: Path

    @property
    def seconds(self) -> int:
        """What the file says now."""
        return int(self.file.read_text(encoding="ascii"))

    def rest(self, minutes: int) -> None:
        """Let minutes pass."""
        self.file.write_text(str(self.seconds + 60 * minutes), encoding="ascii")

    def monotonic(self) -> float:
        """Return the clock by which Streamlit forgets pages that left."""
        return _monotonic() + self.seconds

    def now(self) -> datetime:
        """Return the service's clock."""
        return datetime.now(UTC) + timedelta(seconds=self.seconds)


if __name__ == "__main__":
    clock = Ahead(Path(sys.argv.pop(1)))
    time.monotonic = clock.monotonic  # before Streamlit takes it
    from streamlit.web import cli

    from workflows import service

    service.Service = partial(service.Service, now=clock.now)  # type: ignore[assignment,misc]
    cli.main()
