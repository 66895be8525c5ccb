"""What the journal hears of pages that failed: each fault whole once a minute, and else a line."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING

from workflows import reference
from workflows.counted import failed

if TYPE_CHECKING:
    from collections.abc import Callable

journal = logging.getLogger("service")
AGAIN = 60.0  # seconds
MOST = 1_000  # kinds of fault that are remembered


class Faults:
    """Tells apart faults by their kind and the line of code they come from.

    A browser can send a message that no widget understands as fast as it likes; a trace of each
    would bury every other line of the journal.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Start with nothing told."""
        self._clock = clock
        self._told: dict[tuple[str, str, int], float] = {}

    def tell(self, error: Exception) -> str:
        """Write a fault into the journal, and return the number that it stands there under."""
        number = reference.current()
        failed("page", error)
        self._write(error, number)
        return number

    def _write(self, error: Exception, number: str) -> None:
        place = _place(error)
        last, now = self._told.get(place), self._clock()
        if last is not None and now - last < AGAIN:
            journal.error("%s: a page failed again: %s in %s, line %d.", number, *place)
            return
        if len(self._told) >= MOST:
            self._told.clear()
        self._told[place] = now
        journal.error("%s: a page failed.", number, exc_info=error)


def _place(error: Exception) -> tuple[str, str, int]:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    kind = type(error).__name__
    if trace is None:
        return kind, "no code", 0
    return kind, trace.tb_frame.f_code.co_filename, trace.tb_lineno
