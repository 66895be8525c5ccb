"""A claim around the nights that decide about a year, and around those in which clocks change."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from storage.connect import reading
from storage.tables import completion as completions
from storage.tables import pars_record
from tests.editions import publish
from tests.learning import OPINION, attempted
from tests.people import signed_in
from workflows.credit.claim import BoardClaim, make
from workflows.credit.evaluate import give
from workflows.credit.offer import offer
from workflows.credit.records import records

if TYPE_CHECKING:
    from tests.clock import Clock
    from workflows.service import Service

DETROIT = ZoneInfo("America/Detroit")
ABIM = {"ABIM:Medical Knowledge": BoardClaim("123456", consent=True)}


def at(clock: Clock, wall: str) -> None:
    """Set the clock to a time on Detroit's wall."""
    clock.at = datetime.fromisoformat(wall).replace(tzinfo=DETROIT).astimezone(UTC)


@pytest.mark.parametrize(
    ("passed", "evaluated", "on", "report_by"),
    [
        ("2026-12-31T23:58", "2026-12-31T23:59", date(2026, 12, 31), date(2027, 1, 30)),
        ("2026-12-31T23:59", "2027-01-01T00:01", date(2027, 1, 1), date(2027, 1, 31)),
        ("2027-03-13T23:59", "2027-03-14T03:01", date(2027, 3, 14), date(2027, 4, 13)),
        ("2026-11-01T00:30", "2026-11-01T23:59", date(2026, 11, 1), date(2026, 12, 1)),
    ],
)
def test_the_day_the_year_and_the_thirty_days(
    service: Service, clock: Clock, passed: str, evaluated: str, on: date, report_by: date
) -> None:
    """Completion, certificate, record and clock show one local day (pitfalls 7 and 18)."""
    at(clock, passed)
    ada = signed_in(service, "ada")
    attempt = attempted(ada, publish(service))
    at(clock, evaluated)
    ada = signed_in(service, "ada")
    completion = give(ada, attempt, OPINION)
    make(ada, completion, quarters=4, boards=ABIM, attested=True)
    assert offer(ada, completion).completed_on == on
    (record,) = records(ada).records
    assert {one.report_by for one in record.reports if one.subject != "cme"} == {report_by}
    assert {one.year_ends for one in record.reports} == {date(on.year, 12, 31)}
    with reading(service.engine) as connection:
        kept = set(connection.execute(select(pars_record.c.completed_on)).scalars())
        kept |= set(connection.execute(select(completions.c.completed_on)).scalars())
    assert kept == {on}
