"""The barest script that computes the figures of `manage.py statistics`: numpy and nothing else.

It trusts its table: no messages, no marks above one, no maximum, no omitted answers, no flags.
"""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

SHARE = 0.27
NORMAL = NormalDist()


def group(totals: NDArray[np.int64], share: float) -> NDArray[np.float64]:
    """Return each person's part in the low group, with people of the same total in equal parts."""
    _, place, people = np.unique(totals, return_inverse=True, return_counts=True)
    before = np.concatenate(([0], np.cumsum(people)[:-1]))
    part = np.clip((share * len(totals) - before) / people, 0, 1)
    return np.asarray(part[place] / (share * len(totals)))


def main() -> None:
    """Print the figures as JSON."""
    rows = list(csv.reader(Path(sys.argv[1]).read_text().splitlines()))
    key = dict(csv.reader(Path(sys.argv[2]).read_text().splitlines()[1:]))
    table = np.array(rows[1:])
    names = rows[0]
    right = table == np.array([key[one] for one in names])
    totals = right.sum(axis=1)
    n, k = right.shape
    mean, sd = totals.mean(), totals.std(ddof=1)
    alpha = k / (k - 1) * (1 - right.var(axis=0, ddof=1).sum() / sd**2)
    low, high = group(totals, SHARE), group(-totals, SHARE)
    bottom, top = group(totals, 1 / 3), group(-totals, 1 / 3)
    items = []
    for at, name in enumerate(names):
        x = right[:, at]
        rest = totals - x
        p, r = x.mean(), np.corrcoef(x, rest)[0, 1]
        options = {}
        for one in np.unique(table[:, at]):
            chose = table[:, at] == one
            options[one] = {
                "n": int(chose.sum()),
                "r_rest": np.corrcoef(chose, rest)[0, 1],
                "groups": [float(chose @ part) for part in (high, low, top, bottom)],
            }
        covered = np.cov(np.sort(x), np.sort(rest))[0, 1]
        items.append(
            {
                "item": name,
                "facility": p,
                "r_item_rest": r,
                "point_biserial": np.corrcoef(x, totals)[0, 1],
                "biserial": r * (p * (1 - p)) ** 0.5 / NORMAL.pdf(NORMAL.inv_cdf(p)),
                "discrimination_27": float(x @ high - x @ low),
                "discriminative_efficiency": 100 * np.cov(x, rest)[0, 1] / covered,
                "options": options,
            }
        )
    kr21 = k / (k - 1) * (1 - mean * (k - mean) / (k * totals.var()))
    found = {"n": n, "k": k, "mean": mean, "sd": sd, "alpha": alpha, "kr21": kr21}
    print(json.dumps({**found, "sem": sd * (1 - alpha) ** 0.5, "items": items}))


main()
