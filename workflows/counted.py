"""What this process counts of its work, for a monitor: acts, saves, failures, sign-ins.

Counters only: nothing here is read from the database, and nothing says who.
"""

from __future__ import annotations

import time
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Histogram

from workflows.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

REGISTRY = CollectorRegistry()
SAVE = "answer.save"
ACTS = Counter(
    "assessment_acts", "Acts by name and outcome.", ("act", "outcome"), registry=REGISTRY
)
SAVED = Histogram(
    "assessment_save_seconds",
    "How long saving an answer took, from the act's beginning to the commit.",
    buckets=(0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
    registry=REGISTRY,
)
FAILURES = Counter(
    "assessment_failures",
    "Faults of the program, by where they were met and their kind.",
    ("where", "kind"),
    registry=REGISTRY,
)
SIGN_INS = Counter(
    "assessment_sign_in_failures", "Sign-ins that came to nothing.", ("why",), registry=REGISTRY
)
TURNED_AWAY = Counter(
    "assessment_turned_away",
    "Acts, views and pages that were not somebody's to do or to reach.",
    ("outcome",),
    registry=REGISTRY,
)
# A monitor sees that a number grew only if it was there before.
for _outcome in ("done", "failed"):
    ACTS.labels(SAVE, _outcome)


@contextmanager
def counting(verb: str) -> Iterator[None]:
    """Count an act, and how it ended: done, refused (by the refusal's name), or failed."""
    started = time.perf_counter()
    try:
        yield
    except Refused as refused:
        _act(verb, type(refused).__name__).inc()
        raise
    except Exception:
        _act(verb, "failed").inc()
        raise
    _act(verb, "done").inc()
    if verb == SAVE:
        SAVED.observe(time.perf_counter() - started)


def failed(where: str, error: BaseException) -> None:
    """Count a fault of the program that was met in a page, a request or a job."""
    FAILURES.labels(where, type(error).__name__).inc()


def turned_away(refused: Refused) -> None:
    """Count somebody who asked for what is not theirs, or not there."""
    TURNED_AWAY.labels(type(refused).__name__).inc()


def not_signed_in(why: type[Exception]) -> None:
    """Count a sign-in that came to nothing."""
    SIGN_INS.labels(why.__name__).inc()


@cache
def _act(verb: str, outcome: str) -> Counter:
    """Return one counter: looking it up by its labels costs more than counting."""
    return ACTS.labels(verb, outcome)
