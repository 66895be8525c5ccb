"""The first page of staff, authors and reviewers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, get_args

import pytest

from screens import door
from screens.staff.today import FIX
from tests.editions import publish
from tests.people import signed_in
from tests.projects import IDEA
from tests.reading import words
from tests.reporting import MK, claimed, identified, put, registered
from tests.workflows.matrix import REQUEST
from workflows.content.halt import halt
from workflows.desk.ask import ask
from workflows.part4.propose import propose
from workflows.today.due import Where

if TYPE_CHECKING:
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

    from tests.clock import Clock
    from tests.reading import Drawn
    from workflows.service import Service


@pytest.fixture
def quiet(screen: Drawn, sqlite_service: Service, tmp_path: Path) -> Drawn:
    """Screens of a service without banks, where nothing waits."""
    chosen = replace(sqlite_service.settings, banks=tmp_path / "none")
    door.open_with(replace(sqlite_service, settings=chosen))
    return screen


def ways(at: AppTest) -> list[tuple[str, str]]:
    """Return each link with what its address says, from top to bottom."""
    return [(one.proto.label, one.proto.query_string) for one in at.get("page_link")]


@pytest.mark.parametrize("who", ["cora", "ben"])
def test_where_nothing_waits_the_page_says_so(quiet: Drawn, who: str) -> None:
    """In a friendly sentence."""
    at = quiet(who, "today")
    assert [one.value for one in at.success] == ["Nothing waits. Enjoy the quiet."]


def test_each_line_leads_to_its_fix_the_most_urgent_first(
    quiet: Drawn, sqlite_service: Service, clock: Clock
) -> None:
    """An overdue report before a request before what has a day ahead."""
    ada = signed_in(sqlite_service, "ada")
    identified(ada)
    done = claimed(ada, registered(sqlite_service), 4, MK)
    put(sqlite_service, done, "ABIM", "rejected_board", "Name.")
    request = ask(ada, REQUEST)
    clock.move(days=31)  # it is January: PARS wants the counts of the year before
    at = quiet("cora", "today")
    assert [one.value for one in at.subheader] == [":red[Late]", "Now", "Soon"]
    assert "3 things to see to today, 1 ahead." in words(at)
    assert ways(at) == [
        ("Reporting", ""),
        ("Reporting", ""),
        ("Requests", f"id={request}"),
        ("Reporting", ""),
    ]


def test_a_paused_activity_leads_to_its_own_page(quiet: Drawn, sqlite_service: Service) -> None:
    """Its key stands in the address."""
    publish(sqlite_service)
    halt(signed_in(sqlite_service, "cora"), "small", "paused", "A dose is being checked.", 0)
    at = quiet("cora", "today")
    assert "is paused: open it again, or withdraw it." in words(at)
    assert ways(at) == [("Decide", "id=small.1")]


def test_an_author_sees_nothing_of_the_office(quiet: Drawn, sqlite_service: Service) -> None:
    """Neither a request nor a paused activity."""
    ask(signed_in(sqlite_service, "ada"), REQUEST)
    publish(sqlite_service)
    halt(signed_in(sqlite_service, "cora"), "small", "paused", "A dose is being checked.", 0)
    assert ways(quiet("ben", "today")) == []


def test_a_proposed_project_leads_to_part_four(quiet: Drawn, sqlite_service: Service) -> None:
    """The office decides about it there."""
    propose(signed_in(sqlite_service, "ada"), IDEA)
    at = quiet("cora", "today")
    assert "1 proposed quality project waits for a decision." in words(at)
    assert ways(at) == [("Part IV", "")]


def test_every_place_of_a_fix_has_a_name() -> None:
    """So that no line of Today is without its link."""
    assert set(FIX) == set(get_args(Where))
