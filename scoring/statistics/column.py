"""One item's column: what each person answered, as numbers, and what each answer is worth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """The answers of n people to one item.

    `codes` holds n whole numbers; an answer with code c is worth `worth[c]` of `most`, in whole
    parts of a mark that are the same for all columns of a table.
    """

    name: str
    codes: NDArray[np.integer[Any]]
    worth: NDArray[np.int64]
    most: int
    labels: tuple[str, ...] = ()  # of options by code; none where marks were given
    key: frozenset[int] = frozenset()  # codes of the keyed options
    omitted: int | None = None  # the code of no answer
