"""What is left in a database, held against what was acknowledged."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from storage.connect import reading
from storage.tables import metadata
from workflows.operations.doctor import doctor
from workflows.people.session import system

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Engine, Row

    from tests.faults.deeds import Deed
    from workflows.service import Service

    Table = list[Row[Any]]


@dataclass(frozen=True)
class Left:
    """The rows of what writers write."""

    rows: Mapping[str, Table]

    def lost(self, acknowledged: Iterable[tuple[Deed, Any]]) -> list[str]:
        """Return what was acknowledged and is not there as it was."""
        attempts = {row.public_id: row for row in self.rows["attempt"]}
        answers = {(row.attempt_id, row.position): row for row in self.rows["answer"]}
        results = {row.attempt_id for row in self.rows["result"]}
        completions = {row.public_id: row.id for row in self.rows["completion"]}
        certificates = {row.public_id for row in self.rows["certificate"]}
        claimed = {row.completion_id: row.quarters for row in self.rows["claim"]}

        def there(deed: Deed, receipt: Any) -> bool:
            first = deed.on[0] if deed.on else None
            if deed.act == "start":
                return receipt in attempts
            if deed.act == "save":
                row = answers.get((attempts[first].id, deed.on[1])) if first in attempts else None
                return row is not None and json.loads(row.value) == "a" and row.seq == receipt
            if deed.act == "submit":
                row = attempts.get(first)
                return row is not None and row.submitted_at is not None and row.id in results
            if deed.act == "give":
                return receipt in completions
            done = completions.get(first)
            return receipt in certificates and claimed.get(done) == deed.on[1]

        return [f"{deed} {receipt}" for deed, receipt in acknowledged if not there(deed, receipt)]

    def doubled(self) -> list[str]:
        """Return what stands there twice, although it was done once."""
        what = {
            "attempt": ("person_id", "activity_id"),
            "answer": ("attempt_id", "position"),
            "result": ("attempt_id",),
            "completion": ("person_id", "activity_id"),
            "evaluation": ("completion_id",),
            "claim": ("completion_id", "kind"),
        }
        counts = {
            table: Counter(tuple(getattr(row, name) for name in names) for row in self.rows[table])
            for table, names in what.items()
        }
        return [f"{table} {key}" for table, own in counts.items() for key in own if own[key] > 1]


def left(service: Service) -> Left:
    """Read what is left."""
    names = ("attempt", "answer", "result", "completion", "evaluation", "claim", "certificate")
    with reading(service.engine) as connection:
        return Left({one: list(connection.execute(select(metadata.tables[one]))) for one in names})


def findings(service: Service) -> list[str]:
    """Return all that the examination finds: chain, seals, packed copies, settings."""
    return [
        f"{check.about}: {one.where}: {one.what}"
        for check in doctor(system(service))
        for one in check.findings
    ]


def is_whole(engine: Engine) -> bool:
    """Whether SQLite finds its file whole; PostgreSQL checks each page when it reads it."""
    if engine.dialect.name != "sqlite":
        return True
    with reading(engine) as connection:
        return bool(connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok")
