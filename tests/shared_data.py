"""The reference data beside the repository; what reads it is skipped where it is absent."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest

SHARED = Path(os.environ.get("SHARED_DATA") or Path(__file__).parents[2] / "shared")


def table(path: str) -> list[dict[str, str]]:
    """Return the rows of a table of the reference data, or skip the test that asks."""
    file = SHARED / path
    if not file.is_file():
        pytest.skip("the reference data is not beside this repository")
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
