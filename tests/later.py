"""The front door for tests in which hours pass: its clocks run ahead by what a file says.

python -m tests.later FILE run streamlit_app.py …: the file holds a number of seconds.
"""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from settings import Settings

_monotonic, _now = time.monotonic, Settings.now


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

    def now(self, settings: Settings) -> datetime:
        """Return the service's clock."""
        return _now(settings) + timedelta(seconds=self.seconds)


if __name__ == "__main__":
    clock = Ahead(Path(sys.argv.pop(1)))
    time.monotonic = clock.monotonic  # before Streamlit takes it

    def _later(self: Settings) -> datetime:
        return clock.now(self)

    Settings.now = _later  # type: ignore[method-assign]
    from streamlit.web import cli

    cli.main()
