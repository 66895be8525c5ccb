"""High and low scorers: groups of an exact share, people with the same total counted in part."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

SHARE = 0.27  # Kelley (1939): the share at which the two groups tell most
FIFTHS = 5  # points of a curve: fewer hide its bend, more hold too few people each


def weights(people: NDArray[np.int64], share: float = SHARE) -> tuple[Weights, Weights]:
    """Return how much of the people at each total, lowest first, is in the low and the high group.

    Each group holds `share` of all people exactly: those at the total where it is cut belong to it
    in part, so that nothing depends on the order of people with the same total.
    """
    return _filled(people, share), _filled(people[::-1], share)[::-1]


def quantiles(people: NDArray[np.int64], groups: int = FIFTHS) -> Parts:
    """Return how much of the people at each total is in each of `groups` groups, lowest first.

    A row a group, a column a total. Each group holds the same number of people exactly; a total
    that is cut belongs to both sides in part, as in `weights`.
    """
    ends = np.cumsum(people)
    edges = np.linspace(0, int(people.sum()), groups + 1)
    upper = np.minimum(ends, edges[1:, None])
    inside: Parts = upper - np.maximum(ends - people, edges[:-1, None])
    return np.clip(inside, 0, None) / np.maximum(people, 1)


def _filled(people: NDArray[np.int64], share: float) -> Weights:
    size = share * people.sum()
    before = np.concatenate(([0], np.cumsum(people)[:-1]))
    part: Weights = np.clip((size - before) / np.maximum(people, 1), 0, 1)
    return part


Weights = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
Parts = np.ndarray[tuple[int, int], np.dtype[np.float64]]
