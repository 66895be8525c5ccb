"""What the journal hears of acts and views: what was done, and who was turned away from what.

Names of acts and ids of the log, never what was typed: an id that is asked for may be anything.
"""

from __future__ import annotations

import logging
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from workflows.counted import turned_away
from workflows.refusals import NotAllowed, NotFound

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

journal = logging.getLogger("acts")


def done(verb: str, actor: str, on: str, started: float) -> None:
    """Tell of an act that is committed, with how long it took since `started`."""
    took = round((time.perf_counter() - started) * 1000, 1)
    told = {"act": verb, "actor": actor, "object": on, "milliseconds": took}
    journal.info("act", extra=told)


@contextmanager
def turning_away(verb: str, actor: Callable[[], str], kind: str = "-") -> Iterator[None]:
    """Tell once of somebody who asked for what is not theirs to do, or to reach.

    `actor` is asked at the end, when it is known whose session it was. An act within a view turns
    away both, and one line is told.
    """
    try:
        yield
    except (NotAllowed, NotFound) as refused:
        if not refused.told:
            refused.told = True
            turned_away(refused)
            outcome = type(refused).__name__
            told = {"act": verb, "outcome": outcome, "actor": actor() or "-", "kind": kind}
            journal.warning("refused", extra=told)
        raise
