"""What the owner of an initiative sees: who is done and when, and how many over time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from tests.amending import account
from tests.editions import publish
from tests.leading import asked, led, wished
from tests.learning import attempted, completed
from tests.people import signed_in
from tests.taking import lines
from workflows.initiatives.dashboard import dashboard, export, export_progress
from workflows.initiatives.write import make
from workflows.people.forget import forget
from workflows.reports.overview.look import Period, overview_of
from workflows.today.today import today

if TYPE_CHECKING:
    from pathlib import Path

    from tests.clock import Clock
    from workflows.act import Actor
    from workflows.service import Service


def test_done_is_each_of_them_completed(service: Service, clock: Clock) -> None:
    """Passing is not enough; what was completed before being asked counts and is shown so."""
    one, two = publish(service), publish(service, slug="other")
    completed(signed_in(service, "dan"), one)
    clock.move(days=2)
    made = led(service, one, two, ask="dan@example.com")
    asked(
        signed_in(service, "cora"), made, "ben@example.edu", "ada@example.edu", "late@example.org"
    )
    attempted(signed_in(service, "ben"), one)
    completed(signed_in(service, "ada"), one)
    clock.move(days=1)
    completed(signed_in(service, "ada"), two)
    cora = signed_in(service, "cora")
    page = dashboard(cora, made)
    assert [(line.shown.split(",")[0].split()[0], line.completed) for line in page.lines] == [
        ("Ben", 0), ("Dan", 1), ("late@example.org", 0), ("Ada", 2),
    ]  # fmt: skip
    assert [(share.key, share.done) for share in page.shares] == [("small.1", 2), ("other.1", 1)]
    assert (page.lines[-1].done_on, page.lines[-1].earlier) == (date(2026, 12, 4), False)
    completed(signed_in(service, "dan"), two)
    assert not next(line for line in dashboard(cora, made).lines if line.shown[0] == "D").earlier


def test_nobody_is_looked_up_before_the_first_day(sqlite_service: Service, clock: Clock) -> None:
    """Until then nobody was told that the owner sees whether they are done."""
    key = publish(sqlite_service)
    completed(signed_in(sqlite_service, "dan"), key)
    cora = signed_in(sqlite_service, "cora")
    made = make(cora, replace(wished(key), begins=date(2026, 12, 5)))
    ada = signed_in(sqlite_service, "ada")
    asked(ada, made, "dan@example.com")
    (line,) = dashboard(ada, made).lines
    assert (line.state, line.completed, line.done_on) == ("open", 0, None)
    clock.move(days=4)
    (line,) = dashboard(signed_in(sqlite_service, "ada"), made).lines
    assert (line.state, line.completed) == ("done", 1)


def test_what_was_done_before_counts_from_the_day_of_asking(
    sqlite_service: Service, clock: Clock
) -> None:
    """Days add up to today; a longer time is shown by weeks."""
    key = publish(sqlite_service)
    completed(signed_in(sqlite_service, "dan"), key)
    clock.move(days=1)
    made = led(sqlite_service, key, ask="dan@example.com")
    asked(signed_in(sqlite_service, "cora"), made, "ada@example.edu")
    clock.move(days=8)
    completed(signed_in(sqlite_service, "ada"), key)
    clock.move(days=1)
    page = dashboard(signed_in(sqlite_service, "cora"), made)
    counts = [(one.day.day, one.asked, one.done) for one in page.progress]
    assert (counts[0], counts[7:]) == ((2, 2, 1), [(9, 2, 1), (10, 2, 2), (11, 2, 2)])
    assert [one.earlier for one in page.lines] == [False, True]
    cora = signed_in(sqlite_service, "cora")
    assert export_progress(cora, made).splitlines()[-1] == "2026-12-11,2,2"
    clock.move(days=60)
    days = [one.day for one in dashboard(signed_in(sqlite_service, "cora"), made).progress]
    assert (days[1], days[-1]) == (date(2026, 12, 9), date(2027, 2, 9))


def test_the_file_has_no_formula_and_no_score(sqlite_service: Service) -> None:
    """A name that a spreadsheet would run is neutralized; who took the file is logged."""
    key = publish(sqlite_service)
    eve = account(sqlite_service, "eve@example.edu", "=SUM(A1) Ng")
    made = led(sqlite_service, key, ask="eve@example.edu")
    completed(eve, key)
    text = export(signed_in(sqlite_service, "ada"), made)
    head, row = text.splitlines()
    assert not {"score", "attempt", "answer"} & set(head.lower().replace(",", " ").split())
    assert row == '"\'=SUM(A1) Ng, MD",Done,2026-12-01,,1,1,2026-12-01,2027-01-15'
    assert len(lines(sqlite_service, "initiative.print")) == 1


def test_who_is_forgotten_stands_on_no_list(service: Service, olga: Actor, cora: Actor) -> None:
    """Neither as a person nor by the address; the list of the others stays."""
    made = led(service, publish(service), ask="eve@example.edu")
    asked(cora, made, "dan@example.com")
    eve = account(service, "eve@example.edu", "Eve Ng")
    other = led(service, publish(service, slug="other"), ask="eve@example.edu")
    assert dict(forget(olga, eve.public_id, "Asked.").erased)["invitation to an initiative"] == 2
    assert [one.shown.split()[0] for one in dashboard(cora, made).lines] == ["Dan"]
    assert dashboard(cora, other).lines == ()


def test_the_overview_counts_by_initiative(sqlite_service: Service) -> None:
    """A self-assessment counts in each initiative that asks for it, as in those of its tags."""
    key = publish(sqlite_service)
    led(sqlite_service, key)
    completed(signed_in(sqlite_service, "dan"), key)
    period = Period(date(2026, 1, 1), date(2026, 12, 31))
    page = overview_of(signed_in(sqlite_service, "cora"), "uptake", period)
    assert page.table("initiative").rows == (("Fewer falls", 1, 1),)


def test_today_says_what_is_nearly_due(
    sqlite_service: Service, clock: Clock, tmp_path: Path
) -> None:
    """To staff and to the owner, from two weeks before on; not once everybody is done."""
    settings = replace(sqlite_service.settings, banks=tmp_path)  # none that would be read each time
    service = replace(sqlite_service, settings=settings)
    key = publish(service)
    led(service, key, ask="dan@example.com", owner="ben@example.edu")
    assert _said(signed_in(service, "ben")) == []
    clock.move(days=31)
    said = "The initiative “Fewer falls” is due on 15 Jan 2027: 0 of 1 are done."
    assert _said(signed_in(service, "ben")) == [said]
    assert _said(signed_in(service, "cora")) == [said]
    completed(signed_in(service, "dan"), key)
    assert _said(signed_in(service, "cora")) == []


def _said(who: Actor) -> list[str]:
    return [one.said for one in today(who) if one.to == "initiative"]
