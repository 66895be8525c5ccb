"""Everything that review and release write is sealed in the log, and told of by the doctor."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from storage.connect import writing
from storage.tables import metadata
from tests.examined import findings
from tests.workflows.content.test_signing import agreed, signed
from workflows.content.disclose import give
from workflows.content.disclosed import Decision
from workflows.content.disclosures import invite, rule
from workflows.content.due import calendar
from workflows.content.gate import tick
from workflows.content.rating import rate
from workflows.content.remarks import answer, remark
from workflows.content.reviewing import item
from workflows.content.superseding import mark, newer_source

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from tests.quizzes.folder import BankFolder
    from workflows.act import Actor
    from workflows.service import Service

TABLES = (
    "signoff",
    "approval",
    "remark",
    "judgement",
    "tick",
    "superseded",
    "discloser",
    "invitation",
    "disclosure",
    "ruling",
)


def everything(reviewer: Actor, staff: Actor, folder: BankFolder) -> None:
    """Write a row into each table."""
    provider = folder.path.parent / "provider.yaml"
    with provider.open("a", encoding="utf-8") as file:
        file.write("before_publication: [Agreed.]\n")
    digest = item(reviewer, "small-bank", "one").digest
    thread = remark(reviewer, "small-bank", "one", "Key", "Why?")
    answer(staff, thread, "Settled by phone.", settled=True, seen=1)
    rate(reviewer, "small-bank", "one", digest=digest, percent=70, seen=0)
    signed(reviewer)
    agreed(staff)
    tick(staff, "small-bank", "Agreed.", done=True, seen=0)
    source = calendar(staff).sources[0].source
    mark(staff, source, newer_source("A newer guideline. 2026."), "", seen=0)
    token = invite(staff, "small-bank", "fac-ben", date(2026, 12, 10)).link.rpartition("/")[2]
    given = ("Fernleaf Devices, Inc.", "Speaker", "")
    give(staff.service, token, has=True, relationships=[given])
    decided = Decision(company=given[0], nature=given[1], relevant=False)
    rule(staff, "small-bank", "fac-ben", (decided,), seen=0)


def test_the_doctor_finds_every_row_told(
    desk_service: Service, reviewer: Actor, staff: Actor, reviewed_bank: BankFolder
) -> None:
    """No row was written by no act."""
    everything(reviewer, staff, reviewed_bank)
    assert findings(desk_service) == []


def test_the_doctor_finds_a_row_that_nobody_wrote(
    desk_service: Service, reviewer: Actor, staff: Actor, reviewed_bank: BankFolder
) -> None:
    """A copied row of each table is named."""
    everything(reviewer, staff, reviewed_bank)
    with writing(desk_service.engine) as connection:
        for table in TABLES:
            _copy(connection, table)
    found = findings(desk_service)
    assert {one.where.partition(",")[0] for one in found} == set(TABLES)


def _copy(connection: Connection, name: str) -> None:
    """Insert the first row of a table once more, under keys of its own."""
    table = metadata.tables[name]
    row = dict(connection.execute(select(table).limit(1)).mappings().one())
    own = {"id": 1_000, "seq": 99, "address": "somebody@example.edu", "token_digest": "0" * 64}
    changed = {key: value for key, value in own.items() if key in row}
    connection.execute(insert(table).values({**row, **changed}))
