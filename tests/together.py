"""Doing several things at the same moment, each in a thread of its own."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, wait
from threading import Barrier
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

MOMENT = 0.4  # seconds: nothing here takes so long unless it waits


def together(*things: Callable[[], Any]) -> list[Any]:
    """Run all of them at once and return what each returned, or the exception it raised."""
    gate = Barrier(len(things))

    def run(one: Callable[[], Any]) -> Any:
        gate.wait()
        return _outcome(one)

    with ThreadPoolExecutor(len(things)) as pool:
        return list(pool.map(run, things))


def overtaken(
    first: Callable[[], Any],
    second: Callable[[], Any],
    *,
    before: tuple[object, str],
) -> tuple[Any, Any]:
    """Begin `second` while `first` is about to call something, and return what became of each.

    `before` is what is called: a module and the name in it. The second has a moment to overtake
    the first, which goes on when the second ended, or has to wait for it.
    """
    module, name = before
    called = getattr(module, name)
    begun: list[Future[Any]] = []
    with ThreadPoolExecutor(1) as pool, pytest.MonkeyPatch.context() as patch:

        def call(*given: Any, **named: Any) -> Any:
            patch.undo()
            begun.append(pool.submit(_outcome, second))
            wait(begun, timeout=MOMENT)
            return called(*given, **named)

        patch.setattr(module, name, call)
        done = _outcome(first)
        return done, begun[0].result()


def _outcome(one: Callable[[], Any]) -> Any:
    """Return what something returns, or the exception it raises."""
    try:
        return one()
    except Exception as error:  # noqa: BLE001  (the caller looks at it)
        return error
