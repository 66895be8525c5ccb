"""A finding: something in the database that is not as the service left it."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass

from sqlalchemy import Connection

KEEP = (
    "Stop the service, keep the database as it is, and compare with the last sound backup;"
    " ask who else writes to it."
)


@dataclass(frozen=True)
class Finding:
    """What is wrong, where, and what to do about it."""

    what: str
    where: str
    repair: str = KEEP

    def __str__(self) -> str:
        return f"{self.what} ({self.where}) {self.repair}"


Findings = Generator[Finding, None, None]
Check = Callable[[Connection], Findings]
