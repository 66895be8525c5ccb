"""The records as their owner meets them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tests.amending import withdraw
from tests.editions import publish
from tests.learning import OPINION, attempted, completed
from tests.people import signed_in
from tests.reading import words
from workflows.credit.claim import BoardClaim, make
from workflows.credit.evaluate import give

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

    from tests.clock import Clock
    from tests.reading import Drawn
    from workflows.service import Service

ABIM = {"ABIM:Medical Knowledge": BoardClaim("123456", consent=True)}


def links(at: AppTest) -> list[str]:
    """Return where the link buttons lead."""
    return [one.proto.url for one in at.get("link_button")]


def test_what_was_claimed_stands_with_its_papers(screen: Drawn, sqlite_service: Service) -> None:
    """The amounts, the year's totals, the certificate and the transcripts."""
    ada = signed_in(sqlite_service, "ada")
    completion = completed(ada, publish(sqlite_service))
    made = make(ada, completion, quarters=3, boards=ABIM, attested=True).certificate
    at = screen("ada", "records")
    year = "**2026** · 1 activity · 0.75 *AMA PRA Category 1 Credits*™, 0.75 ABIM"
    assert year in words(at)
    assert links(at) == ["/transcript.pdf?", "/transcript.csv?", f"/certificate/{made}.pdf"]


def test_each_completion_leads_to_its_result(screen: Drawn, sqlite_service: Service) -> None:
    """To the attempt that passed, whatever was tried before or practised after."""
    ada, key = signed_in(sqlite_service, "ada"), publish(sqlite_service)
    attempted(ada, key, right=1)
    passed = attempted(ada, key)
    give(ada, passed, OPINION)
    attempted(ada, key, right=2)
    (link,) = screen("ada", "records").get("page_link")
    assert link.proto.label == "Result and review"
    assert (link.proto.page, link.proto.query_string) == ("result", f"attempt={passed}")


def test_what_is_due_shows_its_deadline(screen: Drawn, sqlite_service: Service) -> None:
    """An unclaimed completion leads to the claim."""
    completion = completed(signed_in(sqlite_service, "ada"), publish(sqlite_service))
    at = screen("ada", "records")
    assert "Claim until 31 Dec 2027." in words(at)
    assert at.button(key=f"{completion}-claim").label == "Claim credit"


def test_what_is_over_says_so(screen: Drawn, sqlite_service: Service, clock: Clock) -> None:
    """After the deadline there is nothing to press."""
    completed(signed_in(sqlite_service, "ada"), publish(sqlite_service))
    clock.move(days=500)
    at = screen("ada", "records")
    assert "not claimed" in words(at)
    assert not at.button


def test_a_period_narrows_list_and_papers(screen: Drawn, sqlite_service: Service) -> None:
    """The days chosen stand in the transcript's address."""
    ada = signed_in(sqlite_service, "ada")
    make(ada, completed(ada, publish(sqlite_service)), quarters=3, boards={}, attested=True)
    at = screen("ada", "records")
    at.date_input[0].set_value(date(2026, 12, 1)).run()
    assert links(at)[0] == "/transcript.pdf?from=2026-12-01"
    at.date_input[0].set_value(date(2026, 12, 2)).run()
    assert "Nothing is completed in this period" in words(at)


def test_a_period_that_ends_before_it_starts(screen: Drawn, sqlite_service: Service) -> None:
    """A sentence says so, and everything is shown."""
    completed(signed_in(sqlite_service, "ada"), publish(sqlite_service))
    at = screen("ada", "records")
    at.date_input[0].set_value(date(2026, 12, 2))
    at.date_input[1].set_value(date(2026, 12, 1)).run()
    assert "ends (1 Dec 2026) before it starts" in at.error[0].value
    assert "A small self-assessment" in words(at)


def test_a_withdrawn_claim_shows_no_paper(screen: Drawn, sqlite_service: Service) -> None:
    """It stays on record and counts no more."""
    ada = signed_in(sqlite_service, "ada")
    completion = completed(ada, publish(sqlite_service))
    make(ada, completion, quarters=3, boards={}, attested=True)
    withdraw(signed_in(sqlite_service, "cora"), completion, "Claimed in error.")
    at = screen("ada", "records")
    assert "withdrawn" in words(at)
    assert not any("/certificate/" in one for one in links(at))


def test_participation_bears_no_trademark(screen: Drawn, sqlite_service: Service) -> None:
    """Hours of participation, in the list and in the totals."""
    dan = signed_in(sqlite_service, "dan")
    make(dan, completed(dan, publish(sqlite_service)), quarters=4, boards={}, attested=True)
    at = screen("dan", "records")
    assert "1.00 hours of participation" in words(at)
    assert "AMA" not in words(at)


def test_nobody_sees_anybody_elses(screen: Drawn, sqlite_service: Service) -> None:
    """Dan's list is empty and leads to the catalogue."""
    completed(signed_in(sqlite_service, "ada"), publish(sqlite_service))
    at = screen("dan", "records")
    assert [one.label for one in at.button] == ["Browse self-assessments"]
