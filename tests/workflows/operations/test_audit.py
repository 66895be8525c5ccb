"""Audit: lines are found by person, act, thing and day; pages follow each other; all is logged."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import insert

from storage import audit as statements
from storage import tables
from storage.connect import reading, writing
from tests.editions import publish
from tests.learning import completed
from tests.people import signed_in
from tests.taking import lines
from workflows.operations.audit import HEADER, PAGE, Wanted, export, said, search
from workflows.people.enrol import grant_role
from workflows.refusals import Faulty, NotFound

if TYPE_CHECKING:
    from tests.clock import Clock
    from workflows.act import Actor
    from workflows.service import Service


def acts(olga: Actor, **wanted: object) -> list[str]:
    """Return the acts of the lines that are found."""
    return [one.act for one in search(olga, Wanted(**wanted)).lines]  # type: ignore[arg-type]


def test_a_persons_lines_are_theirs_and_those_about_their_things(service: Service) -> None:
    """By address; the names of who acted stand beside, and not in the log."""
    done = completed(signed_in(service, "ada"), publish(service))
    olga = signed_in(service, "olga")
    found = search(olga, Wanted(address="ADA@example.edu"))
    assert [one.act for one in found.lines][:2] == ["evaluation.give", "attempt.submit"]
    assert {one.name for one in found.lines if one.act == "evaluation.give"} == {
        "Ada Whitfield, MD"
    }
    assert "person.enrol" in [one.act for one in found.lines]
    assert acts(olga, on=f"completion:{done}") == []
    [line] = lines(service, "audit.search")[:1]
    assert line.data["person"] == found.person
    assert "ada" not in str(line.data)


def test_what_a_line_holds_reads_as_words(sqlite_service: Service) -> None:
    """No sign of how a program writes it."""
    olga, dan = signed_in(sqlite_service, "olga"), signed_in(sqlite_service, "dan")
    grant_role(olga, dan.public_id, "author", reason="Asked.")
    found = search(olga, Wanted(act="role.grant"))
    assert "granted yes" in found.lines[0].data
    assert not set("[]'") & set("".join(one.data for one in found.lines))


def test_by_act_and_day(service: Service, clock: Clock) -> None:
    """By the provider's days, both included."""
    signed_in(service, "ben")
    clock.move(days=1)
    olga = signed_in(service, "olga")
    assert set(acts(olga, act="session.open")) == {"session.open"}
    second = date(2026, 12, 2)
    assert acts(olga, act="session.open", first=second, last=second) == ["session.open"]
    assert "session.open" not in acts(olga, first=date(2026, 12, 3))
    with pytest.raises(Faulty, match="Exchange"):
        search(olga, Wanted(first=second, last=date(2026, 12, 1)))


def test_pages_follow_each_other(service: Service) -> None:
    """No line twice and none left out, though the searches add lines of their own."""
    olga = signed_in(service, "olga")
    for _ in range(PAGE + 5):
        search(olga, Wanted(act="nothing"))
    wanted, after, seen = Wanted(act="audit.search"), None, []
    while True:
        found = search(olga, wanted, after)
        seen += [one.seq for one in found.lines]
        if (after := found.after) is None:
            break
    assert len(seen) == len(set(seen)) == PAGE + 5
    assert seen == sorted(seen, reverse=True)


def test_nobodys_address_is_said(service: Service) -> None:
    """And an unknown id is unknown; what no database keeps is looked for without it."""
    olga = signed_in(service, "olga")
    for address in ("nobody@example.edu", "nobody\x00@example.edu"):
        with pytest.raises(Faulty, match="No single person"):
            search(olga, Wanted(address=address))
    assert search(olga, Wanted(act="person.enrol\x00")).lines
    with pytest.raises(NotFound):
        export(olga, Wanted(person="0" * 32))
    for days in (Wanted(first=date.min), Wanted(last=date.max)):
        with pytest.raises(Faulty, match="days from"):
            export(olga, days)
    with pytest.raises(Faulty, match="too long"):
        search(olga, Wanted(act="a" * 161))


def test_a_file_holds_the_lines(sqlite_service: Service) -> None:
    """As a table; taking it is an act of its own."""
    olga = signed_in(sqlite_service, "olga")
    rows = export(olga, Wanted(act="person.enrol")).splitlines()
    assert rows[0] == ",".join(HEADER)
    assert len(rows) == 1 + len(lines(sqlite_service, "person.enrol"))
    assert lines(sqlite_service, "audit.export")[0].actor == olga.public_id


def test_acts_are_said_in_words() -> None:
    """Regular ones by themselves."""
    assert (said("claim.make"), said("item-task.close")) == ("Claim made", "Item task closed")
    assert said("session.open") == "Session opened"


@pytest.mark.parametrize(
    ("wanted", "index"),
    [
        ({}, "ix_log_at"),
        ({"act": "claim.make"}, "ix_log_act"),
        ({"on": "completion:1", "act": "claim.make"}, "ix_log_object"),
        ({"people": ["a"], "things": ["person:a"], "act": "claim.make"}, "ix_log_actor"),
    ],
)
def test_each_search_finds_an_index(
    sqlite_service: Service, wanted: dict[str, object], index: str
) -> None:
    """A log of ten million lines is never read through."""
    asked: list[str] = []
    with writing(sqlite_service.engine) as connection:
        plain = {"at": sqlite_service.now(), "object": "-", "data": "{}", "prev": "", "hash": ""}
        connection.execute(
            insert(tables.log),
            [{**plain, "seq": 10**6 + one, "actor": "b", "act": "x"} for one in range(20)],
        )
    with reading(sqlite_service.engine) as connection:

        class Asking:
            """A connection that explains what it is asked."""

            def execute(self, statement: object) -> object:
                words = statement.compile(  # type: ignore[attr-defined]
                    connection, compile_kwargs={"literal_binds": False, "render_postcompile": True}
                )
                values = tuple(words.construct_params()[name] for name in words.positiontup)
                values = tuple(str(one) if not isinstance(one, int) else one for one in values)
                plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {words}", values).all()
                asked.append(" ".join(row[3] for row in plan))
                return connection.execute(statement)  # type: ignore[call-overload]

        statements.page(Asking(), limit=5, **wanted)  # type: ignore[arg-type]
    assert index in asked[0]
    assert "SCAN log USING" in asked[0] if not wanted else "SCAN log" not in asked[0]
