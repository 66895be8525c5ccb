"""Faults of pages in the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.faults import AGAIN, Faults

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
