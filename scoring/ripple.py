"""What a correction changes: every attempt at an edition marked before and after it, exactly."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from scoring.packed import FITS, Totals

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from quizzes.correction import Correction
    from scoring.packed import Sheet

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Standings:
    """Where the attempts stand that rows belong to: by their results in force."""

    passed: Flags
    counted: Flags  # submitted in time; what was not never passes
    lower: Flags  # somebody decided that these may lose their pass
    standard: str  # in percent


@dataclass(frozen=True, slots=True)
class Ripple:
    """What becomes of each row: whom it touches, the totals, who passes now and who did."""

    drawn: Flags
    before: Totals
    after: Totals
    passed: Flags  # in force from now on
    gains: Flags  # passes now and did not
    loses: Flags  # reached the standard before and does not reach it now; it keeps its pass or not

    def share(self, row: int) -> Fraction:
        """Return the exact score of a row after the correction."""
        return share(self.after, row)

    @property
    def up(self) -> Flags:
        """Whose score rises."""
        return _compared(self.after, self.before)

    @property
    def down(self) -> Flags:
        """Whose score falls."""
        return _compared(self.before, self.after)


def ripple(
    sheet: Sheet,
    rows: Sequence[bytes],
    item_id: str,
    new: Mapping[str, Sequence[Correction]],
    standing: Standings,
) -> Ripple:
    """Mark every row as `sheet` does, and with the corrections `new` of the one item.

    A pass is kept, whatever the score is now, unless it is said of the attempt that it may go.
    """
    table = sheet.table(rows)
    other = sheet.under(new)
    before = sheet.totals_of(table)
    after = before.replaced(sheet.totals_of(table, item_id), other.totals_of(table, item_id))
    reached, reaches = before.passed(standing.standard), after.passed(standing.standard)
    loses = standing.passed & reached & ~reaches
    passed = standing.counted & (reaches | (standing.passed & ~(loses & standing.lower)))
    return Ripple(
        drawn=sheet.drawn(table, item_id),
        before=before,
        after=after,
        passed=passed,
        gains=passed & ~standing.passed,
        loses=loses,
    )


def share(totals: Totals, row: int) -> Fraction:
    """Return a row's exact share of what it could have got; of nothing it is nothing."""
    most = int(totals.most[row])
    return Fraction(int(totals.got[row]), most) if most else Fraction(0)


def _compared(more: Totals, less: Totals) -> Flags:
    """Return where one share is above another, by crosswise multiplication in whole numbers."""
    highest = int(more.most.max(initial=1)) * int(less.most.max(initial=1))
    kind = np.int64 if highest < FITS else object
    above = more.got.astype(kind) * np.maximum(less.most, 1).astype(kind)
    below = less.got.astype(kind) * np.maximum(more.most, 1).astype(kind)
    return np.asarray(above > below, dtype=np.bool_)
