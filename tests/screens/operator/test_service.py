"""What an operator sees of the service, and of the log."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from screens import door
from settings import Keeping
from tests.reading import html, press, words
from tests.taking import lines

if TYPE_CHECKING:
    from pathlib import Path

    from tests.reading import Drawn
    from workflows.service import Service


def test_the_service_shows_how_it_stands(screen: Drawn) -> None:
    """Parts, versions and settings; that nothing works in the background is said."""
    at = screen("olga", "service")
    said = words(at) + html(at).replace("<wbr>", "")
    for word in (
        "Database",
        "Background work",
        "start `manage.py work`",
        "SQLAlchemy",
        "PUBLIC_URL",
    ):
        assert word in said
    assert "Last backup" in said
    assert "None waits for a batch." in said
    assert "A demonstration needs none." in said


def test_a_service_without_a_backup_is_not_well(
    screen: Drawn, sqlite_service: Service, tmp_path: Path
) -> None:
    """Whoever set a folder for them reads that there is none, and what to do."""
    settings = replace(sqlite_service.settings, keeping=Keeping(backups=tmp_path))
    door.open_with(replace(sqlite_service, settings=settings))
    said = html(screen("olga", "service"))
    assert "There never was a backup. Run `python manage.py backup`" in said


def test_nobody_else_sees_it(screen: Drawn) -> None:
    """Neither page, by address."""
    for page in ("service", "audit"):
        assert "does not include this" in words(screen("cora", page))


def test_the_log_is_searched(screen: Drawn, sqlite_service: Service) -> None:
    """The page shows the newest lines; a search by person is logged once, and drawing again not."""
    at = screen("olga", "audit")
    assert "Session opened" in html(at)
    at.text_input[0].set_value("ada@example.edu")
    at = press(at, "Search")
    assert "Person enrolled" in html(at)
    searched = len(lines(sqlite_service, "audit.search"))
    at.run()
    assert len(lines(sqlite_service, "audit.search")) == searched


def test_an_address_of_nobody_is_said(screen: Drawn) -> None:
    """And nothing is shown as if it were found."""
    at = screen("olga", "audit")
    at.text_input[0].set_value("nobody@example.edu")
    assert "No single person" in words(press(at, "Search"))
