"""Faults of pages in the journal."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from streamlit.elements.widgets.selectbox import SelectboxSerde

from screens.faults import AGAIN, TELLS, Faults, tell_once

if TYPE_CHECKING:
    import pytest


def failed(value: str) -> Exception:
    """Return an error as it is raised by a page."""
    try:
        int(value)
    except ValueError as error:
        return error
    raise AssertionError


def test_a_fault_is_told_whole_once_a_minute(caplog: pytest.LogCaptureFixture) -> None:
    """What is sent a thousand times leaves one trace and a line for each."""
    now = [0.0]
    faults = Faults(lambda: now[0])
    for _ in range(1_000):
        faults.tell(failed("x"))
    assert caplog.text.count("Traceback") == 1
    assert len(caplog.records) == 1_000
    now[0] = AGAIN
    faults.tell(failed("x"))
    assert caplog.text.count("Traceback") == 2


def test_another_fault_is_told_whole_too(caplog: pytest.LogCaptureFixture) -> None:
    """The noise of one hides no other."""
    faults = Faults(lambda: 0.0)
    faults.tell(failed("x"))
    faults.tell(KeyError("y"))
    assert [one.exc_info is not None for one in caplog.records] == [True, True]


def test_a_message_that_no_widget_takes_leaves_a_line(caplog: pytest.LogCaptureFixture) -> None:
    """Who sends a list for a choice is not told apart by a trace of our code."""
    faults = Faults(lambda: 0.0)
    faults.tell(misread())
    assert "a browser sent what no widget takes: TypeError" in caplog.text
    assert "Traceback" not in caplog.text


def test_streamlit_tells_nothing_twice(caplog: pytest.LogCaptureFixture) -> None:
    """Neither a page's fault, which is told here, nor where in the code a message broke."""
    tell_once()
    for name in TELLS:
        logger = logging.getLogger(name)
        logger.addHandler(caplog.handler)  # Streamlit's loggers keep what they hear to themselves
        logger.error("Uncaught app execution", exc_info=failed("x"))
        logger.warning("Error deserializing back message", exc_info=failed("x"))
        logger.removeHandler(caplog.handler)
    assert caplog.messages == ["Error deserializing back message"] * len(TELLS)
    assert "Traceback" not in caplog.text


def misread() -> Exception:
    """Return what Streamlit raises where a browser sends a list for a choice."""
    try:
        SelectboxSerde((), formatted_options=[], formatted_option_to_option_index={}).deserialize(
            ["a"]  # type: ignore[arg-type]  # what a hostile browser sends
        )
    except TypeError as error:
        return error
    raise AssertionError
