"""Doing several things at the same moment, each in a thread of its own."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


def together(*things: Callable[[], Any]) -> list[Any]:
    """Run all of them at once and return what each returned, or the exception it raised."""
    gate = Barrier(len(things))

    def run(one: Callable[[], Any]) -> Any:
        gate.wait()
        try:
            return one()
        except Exception as error:  # noqa: BLE001  (the caller looks at it)
            return error

    with ThreadPoolExecutor(len(things)) as pool:
        return list(pool.map(run, things))
