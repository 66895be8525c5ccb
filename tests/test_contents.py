"""A copied start is as good as one that was reached by acts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.contents import Start, copy, is_empty, rows
from workflows.operations.doctor import doctor
from workflows.people import session
from workflows.people.demo import enrol_all
from workflows.people.enrol import enrol
from workflows.people.profile import Profile

if TYPE_CHECKING:
    from workflows.service import Service

EVE = Profile(legal_name="Eve Adebayo", degree="DO")


@pytest.fixture(params=["sqlite to postgresql", "postgresql to sqlite"])
def pair(request: pytest.FixtureRequest, sqlite_service: Service) -> tuple[Service, Service]:
    """A service on each kind of database: one where acts are done, and one that is empty."""
    first, second = map(request.getfixturevalue, request.param.split(" to "))
    return replace(sqlite_service, engine=first), replace(sqlite_service, engine=second)


@pytest.mark.postgres
def test_a_copy_has_every_row(pair: tuple[Service, Service]) -> None:
    """As it was written, instants and booleans included."""
    done, empty = (one.engine for one in pair)
    enrol_all(session.system(pair[0]))
    copy(empty, rows(done))
    assert rows(empty) == rows(done)
    assert not is_empty(empty)


@pytest.mark.postgres
def test_what_follows_a_copy_is_whole(pair: tuple[Service, Service]) -> None:
    """Ids, seals and the log's chain go on where the copy ends."""
    done, copied = pair
    enrol_all(session.system(done))
    copy(copied.engine, rows(done.engine))
    for one in pair:
        enrol(session.system(one), "test", "eve@example.edu", EVE, ["learner"])
    counts = [{table: len(every) for table, every in rows(one.engine).items()} for one in pair]
    assert counts[0] == counts[1]
    found = [one for one in doctor(session.system(copied)) if one.findings]
    assert {one.about for one in found} <= {"settings"}  # of this machine's SQLite


def test_a_start_is_made_once_and_copied(sqlite_service: Service) -> None:
    """The second test of a kind finds what the first one made; another moment is made anew."""
    start: Start[str] = Start()
    engine, made = sqlite_service.engine, []

    def make() -> str:
        made.append("made")
        return f"made {len(made)}"

    assert is_empty(engine)
    assert [start.reach(engine, make, when=at) for at in (1, 1, 2)] == [
        "made 1",
        "made 1",
        "made 2",
    ]
