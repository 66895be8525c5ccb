"""What the journal hears of pages that failed: each fault whole once a minute, and else a line."""

from __future__ import annotations

import logging
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from workflows import reference
from workflows.counted import failed

if TYPE_CHECKING:
    from collections.abc import Callable

journal = logging.getLogger("service")
STREAMLIT = "streamlit"
# Where Streamlit reads what a browser sent for its widgets.
READS = {
    "deserialize", "handle_deserialize", "deserialize_trigger_list", "unpack_widget_state_value",
    "on_script_will_rerun", "get_serialized", "filtered_state",
}  # fmt: skip
TELLS = (
    "streamlit.error_util",
    "streamlit.web.server.starlette.starlette_websocket",
    "streamlit.components.v2.bidi_component.serialization",
)
AGAIN = 60.0  # seconds
MOST = 1_000  # kinds of fault that are remembered


def tell_once() -> None:
    """Let Streamlit tell no fault a second time, and of a damaged message no more than a line.

    It writes a trace for each, however many come; `Faults` tells those of pages.
    """
    for name in TELLS:
        logging.getLogger(name).addFilter(_is_news)


def _is_news(record: logging.LogRecord) -> bool:
    record.exc_info = record.exc_text = None
    return "Uncaught app execution" not in record.getMessage()


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
        """Write a fault into the journal, and return the number that it stands there under.

        Of a message that no widget takes it has a line alone, and nothing of ours failed.
        """
        number = reference.current()
        if _is_message(error):
            said = "%s: a browser sent what no widget takes: %s in %s, line %d."
            journal.warning(said, number, *_place(error))
            return number
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


def _is_message(error: Exception) -> bool:
    """Whether Streamlit could not read what a browser sent for a widget: no fault of ours."""
    return any(
        frame.f_code.co_name in READS and STREAMLIT in Path(frame.f_code.co_filename).parts
        for frame, _line in traceback.walk_tb(error.__traceback__)
    )


def _place(error: Exception) -> tuple[str, str, int]:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    kind = type(error).__name__
    if trace is None:
        return kind, "no code", 0
    return kind, trace.tb_frame.f_code.co_filename, trace.tb_lineno
