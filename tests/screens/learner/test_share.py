from __future__ import annotations

from typing import TYPE_CHECKING

from tests.editions import publish
from tests.people import signed_in
from tests.reading import labels, links, words
from workflows.content.arrivals import arrive
from workflows.content.halt import halt
from workflows.content.sharing import sharing

if TYPE_CHECKING:
    from tests.reading import Drawn
    from workflows.service import Service


def test_a_physician_finds_what_to_share(screen: Drawn, sqlite_service: Service) -> None:
    """The sheet, the link, the text for the record system in both kinds of letters, the topics."""
    key = publish(sqlite_service)
    shared = sharing(signed_in(sqlite_service, "ada"), key)
    at = screen("ada", "share", id=key)
    assert links(at) == {"QR sheet (PDF)": f"/qr-sheet/{key}.pdf"}
    home = sqlite_service.settings.public_url
    assert [one.value for one in at.code] == [
        shared.link,
        shared.text,
        shared.ascii,
        f"{home}/five?topic=internal-medicine",
    ]
    assert "Arrivals" not in words(at)


def test_what_has_a_time_limit_has_no_link_for_five(screen: Drawn, sqlite_service: Service) -> None:
    """It would open nothing."""
    key = publish(sqlite_service, time_limit_minutes=60)
    assert "Five now, by topic" not in [
        one.value for one in screen("ada", "share", id=key).subheader
    ]


def test_staff_see_how_many_came(screen: Drawn, sqlite_service: Service) -> None:
    """By way, with n; before anybody came, what to do."""
    key = publish(sqlite_service)
    ada = signed_in(sqlite_service, "ada")
    assert "Nobody has come by a short link yet." in words(screen("cora", "share", id=key))
    arrive(ada, sharing(ada, key).code, "qr")
    said = words(screen("cora", "share", id=key))
    assert "| QR sheet | 1 | 1 | 1 Dec 2026 |" in said
    assert "n = 1." in said


def test_what_is_over_shows_counts_alone(screen: Drawn, sqlite_service: Service) -> None:
    """To staff; nobody is given a link to it."""
    key = publish(sqlite_service)
    halt(signed_in(sqlite_service, "cora"), key, "withdrawn", "A dose was wrong.", 0)
    at = screen("cora", "share", id=key)
    assert not at.code
    assert "was withdrawn by the office, so there is no link to it any more." in words(at)
    assert "Arrivals" in " ".join(one.value for one in at.subheader)


def test_the_desk_leads_there(screen: Drawn, sqlite_service: Service) -> None:
    """From each activity."""
    publish(sqlite_service)
    assert "Links and arrivals" in labels(screen("cora", "desk"))


def test_an_unknown_activity_is_said_calmly(screen: Drawn) -> None:
    """A sentence, no trace."""
    assert "There is no such activity" in words(screen("ada", "share", id="nowhere"))
