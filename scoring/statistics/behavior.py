"""How people answered: how long they took, and how sure they were when they were right or wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scoring.packed import Scored

RAPID = 5  # seconds: too short to have read a vignette
SURE, FAIRLY, GUESS = 3, 2, 1


@dataclass(frozen=True, slots=True)
class Behavior:
    """One item among those who answered it."""

    median_seconds: float | None
    rapid: int  # how many took less than five seconds
    timed: int  # of how many the time is known
    right: dict[str, tuple[int, int]]  # by confidence: fully right, and all


def behavior(one: Scored, seconds: NDArray[np.uint16], confidence: NDArray[np.uint8]) -> Behavior:
    """Return how an item was answered; `seconds` and `confidence` are its columns, 0 not known."""
    took = seconds[one.drawn]
    took = took[took > 0]
    full = np.array([score == 1 for score in one.scores], dtype=np.bool_)
    fully = full[one.which] if len(one.which) else np.zeros(0, dtype=np.bool_)
    sure = confidence[one.drawn]
    names = {"sure": SURE, "fairly": FAIRLY, "guess": GUESS}
    counts = {
        name: (int((fully & (sure == code)).sum()), int((sure == code).sum()))
        for name, code in names.items()
    }
    return Behavior(
        median_seconds=float(np.median(took)) if len(took) else None,
        rapid=int((took < RAPID).sum()),
        timed=len(took),
        right={name: both for name, both in counts.items() if both[1]},
    )
