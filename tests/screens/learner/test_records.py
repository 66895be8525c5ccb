"""The records as their owner meets them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from storage import pars
from storage.connect import writing
from storage.tables import pars_record
from tests.amending import withdraw
from tests.editions import publish
from tests.learning import OPINION, attempted, completed
from tests.people import signed_in
from tests.reading import words
from tests.reporting import consent
from workflows.content.registration import ACCME, enter
from workflows.credit.claim import BoardClaim, make
from workflows.credit.elsewhere import see as elsewhere
from workflows.credit.evaluate import give
from workflows.people.profile import see

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

    from tests.clock import Clock
    from tests.reading import Drawn
    from workflows.service import Service

PART_2 = "Lifelong Learning & Self-Assessment"
ABIM = {"ABIM:Medical Knowledge": BoardClaim("123456", consent=True)}


def shown(at: AppTest) -> str:
    """Return the words on the page as they are read, without the signs that keep them plain."""
    return words(at).replace("\\", "")


def headings(at: AppTest) -> list[str]:
    """Return the headings in their order."""
    return [str(one.value) for one in at.subheader]


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
    assert links(at) == [
        "/transcript.pdf?",
        "/transcript.csv?",
        f"/certificate/{made}.pdf",
    ]


def test_each_completion_leads_to_its_result(screen: Drawn, sqlite_service: Service) -> None:
    """To the attempt that passed, whatever was tried before or practised after."""
    ada, key = signed_in(sqlite_service, "ada"), publish(sqlite_service)
    attempted(ada, key, right=1)
    passed = attempted(ada, key)
    give(ada, passed, OPINION)
    attempted(ada, key, right=2)
    link, *_others = screen("ada", "records").get("page_link")
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
    completion = completed(signed_in(sqlite_service, "ada"), publish(sqlite_service))
    clock.move(days=500)
    at = screen("ada", "records")
    assert "not claimed" in words(at)
    assert f"{completion}-claim" not in [one.key for one in at.button]
    assert not at.warning


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
    assert [one.label for one in at.button] == ["Browse self-assessments", "Add"]


def test_each_report_shows_how_far_it_is(screen: Drawn, sqlite_service: Service) -> None:
    """To the state boards and to the board: the steps, the 30 days, the year."""
    ada = signed_in(sqlite_service, "ada")
    make(ada, completed(ada, publish(sqlite_service)), quarters=3, boards=ABIM, attested=True)
    said = shown(screen("ada", "records"))
    assert "**0.75 ABIM points (Medical Knowledge)**" in said
    assert (
        said.count(
            "Due by 31 Dec 2026, 30 days left. It counts for 2026, which ends on 31 Dec 2026."
        )
        == 1
    )


def test_what_waits_for_the_office_asks_nothing_of_its_owner(
    screen: Drawn, sqlite_service: Service
) -> None:
    """The activity's ACCME ID is the office's to enter; state boards are nobody's duty."""
    ada = signed_in(sqlite_service, "ada")
    make(ada, completed(ada, publish(sqlite_service)), quarters=3, boards=ABIM, attested=True)
    at = screen("ada", "records")
    assert "no ACCME activity ID yet.  \nThe office puts this right, not you." in words(at)
    assert not [one.key for one in at.button if one.label == "Put it right in Profile"]


def test_who_has_not_agreed_to_state_boards_reads_that_and_no_clock(
    screen: Drawn, sqlite_service: Service
) -> None:
    """Grey, and with nothing to put right."""
    ada = signed_in(sqlite_service, "ada")
    make(ada, completed(ada, publish(sqlite_service)), quarters=3, boards={}, attested=True)
    said = shown(screen("ada", "records"))
    assert ":gray-badge[Not reported]" in said
    assert "Not reported to state boards (you have not agreed)." in said
    assert "Due by" not in said


def test_what_waits_for_its_owner_leads_to_the_profile(
    screen: Drawn, sqlite_service: Service
) -> None:
    """The reason in plain words, and a button to where it is put right."""
    ada = signed_in(sqlite_service, "ada")
    enter(signed_in(sqlite_service, "cora"), key := publish(sqlite_service), ACCME, "202612345", 0)
    completion = completed(ada, key)
    make(ada, completion, quarters=3, boards=ABIM, attested=True)
    consent(ada, "ABIM", given=False)
    at = screen("ada", "records")
    assert "There is no consent to report to ABIM." in words(at)
    assert at.button(key=f"{completion}-fix").label == "Put it right in Profile"


@pytest.mark.parametrize(
    ("state", "said"),
    [("sent", "Earned → In batch → "), ("accepted", ":green-badge[Accepted]")],
)
def test_what_is_on_its_way_says_so(
    screen: Drawn, sqlite_service: Service, state: str, said: str
) -> None:
    """Sent, and accepted, as the events of its record say."""
    ada = signed_in(sqlite_service, "ada")
    make(ada, completed(ada, publish(sqlite_service)), quarters=3, boards=ABIM, attested=True)
    event(sqlite_service, "ABIM", state)
    assert said in words(screen("ada", "records"))


def test_a_rejected_report_says_why_and_what_to_do(screen: Drawn, sqlite_service: Service) -> None:
    """The board's own words, then ours, then the button."""
    ada = signed_in(sqlite_service, "ada")
    completion = completed(ada, publish(sqlite_service))
    make(ada, completion, quarters=3, boards=ABIM, attested=True)
    event(sqlite_service, "ABIM", "rejected_board", "Name does not match the ID.")
    at = screen("ada", "records")
    assert ":red-badge[Rejected]" in words(at)
    assert "Name does not match the ID." in words(at)
    assert at.button(key=f"{completion}-fix").label == "Put it right in Profile"


def test_what_was_rejected_comes_first(screen: Drawn, sqlite_service: Service) -> None:
    """Home leads here for it: above the totals, and not a second time below."""
    ada = signed_in(sqlite_service, "ada")
    make(ada, completed(ada, publish(sqlite_service)), quarters=3, boards=ABIM, attested=True)
    assert headings(screen("ada", "records"))[-2:] == ["Completed", "Earned elsewhere"]
    event(sqlite_service, "ABIM", "rejected_board", "Name does not match the ID.")
    now = headings(screen("ada", "records"))
    assert now[0] == "To put right"
    assert "Completed" not in now


def test_every_amount_says_why(screen: Drawn, sqlite_service: Service) -> None:
    """What was claimed, the board's limit and the rule's source."""
    ada = signed_in(sqlite_service, "ada")
    make(ada, completed(ada, publish(sqlite_service)), quarters=4, boards=ABIM, attested=True)
    said = shown(screen("ada", "records"))
    assert "1.00 was claimed, and no more than that is certified." in said
    assert "The activity gives at most 0.75 points at this board." in said
    assert "Source: " in said


@pytest.mark.parametrize(("days", "warned"), [(6, 0), (7, 1), (16, 1), (21, 1), (40, 1)])
def test_an_unclaimed_completion_warns(
    screen: Drawn, sqlite_service: Service, clock: Clock, days: int, warned: int
) -> None:
    """From the seventh day on; completed on 1 December, so the year's end comes soon."""
    completed(signed_in(sqlite_service, "ada"), publish(sqlite_service))
    clock.move(days=days)
    at = screen("ada", "records")
    assert len(at.warning) == warned
    assert all("A small self-assessment" in one.value for one in at.warning)


def test_a_board_that_gives_them_nothing_is_no_reason_to_hurry(
    screen: Drawn, sqlite_service: Service, clock: Clock
) -> None:
    """Ada is certified by ABIM alone: of an activity for ABP she hears no board's day."""
    ada = signed_in(sqlite_service, "ada")
    completed(ada, publish(sqlite_service, plans=(("ABP", PART_2, "1.00"),)))
    clock.move(days=7)
    for page in ("", "records"):
        (told,) = (one.value for one in screen("ada", page).warning)
        assert "Completed 7 days ago and not claimed yet." in told
        assert "board" not in told


def test_points_by_board_and_the_end_of_the_cycle(screen: Drawn, sqlite_service: Service) -> None:
    """Asked where it is used, kept in the profile, and then the line is drawn by it."""
    ada = signed_in(sqlite_service, "ada")
    make(ada, completed(ada, publish(sqlite_service)), quarters=4, boards=ABIM, attested=True)
    at = screen("ada", "records")
    assert "**ABIM (demonstration)** · all years on record · 0.75 of 100 points" in shown(at)
    key = f"{ada.public_id}-ABIM-cycle"
    at.selectbox(key=f"{key}-year").set_value(2028)
    at.button(key=f"{key}-keep").click().run()
    assert see(ada).profile.cycle_ends == {"ABIM": 2028}
    assert "**ABIM (demonstration)** · cycle 2024–2028 · 0.75 of 100 points" in shown(at)
    assert "what counts is for the board to decide" in words(at)


def test_others_see_no_boards(screen: Drawn) -> None:
    """A physician assistant is shown neither points nor cycles, and may add hours."""
    at = screen("dan", "records")
    assert "MOC" not in words(at)
    assert not at.multiselect


def added(at: AppTest, amount: str) -> AppTest:
    """Fill the form for credit earned elsewhere and press Add."""
    key = next(str(one.key) for one in at.button if one.label == "Add").removesuffix("-keep")
    at.date_input(key=f"{key}-on").set_value(date(2026, 3, 8))
    at.text_input(key=f"{key}-title").set_value("Grand rounds on *sepsis*")
    at.text_input(key=f"{key}-amount").set_value(amount)
    return at.button(key=f"{key}-keep").click().run()


def test_credit_earned_elsewhere_is_added_and_marked(screen: Drawn) -> None:
    """Self-reported, with totals of its own, whatever was claimed here."""
    at = added(screen("ada", "records"), "1.5")
    assert ":gray-badge[self-reported]" in words(at)
    assert "Self-reported, not verified by" in words(at)
    assert "**2026** · 1.50 *AMA PRA Category 1 Credits*™" in words(at)
    assert "Credit by year" not in [one.value for one in at.subheader]


def test_a_faulty_amount_keeps_nothing(screen: Drawn, sqlite_service: Service) -> None:
    """The sentence says which field, and what was typed stays."""
    at = added(screen("ada", "records"), "1.3")
    assert at.error[0].value.startswith("Credit or hours: 1.3 is not a whole number")
    assert elsewhere(signed_in(sqlite_service, "ada")) == ()
    assert "1.3" in [one.value for one in at.text_input]


def test_an_entry_is_changed_and_taken_out_and_put_back(
    screen: Drawn, sqlite_service: Service
) -> None:
    """Nothing is lost by a slip of the finger."""
    at = added(screen("ada", "records"), "1.5")
    ada = signed_in(sqlite_service, "ada")
    (held,) = elsewhere(ada)
    at.button(key=f"{held.name}-1-change").click().run()
    at.text_input(key=f"{held.name}-1-amount").set_value("2")
    at.button(key=f"{held.name}-1-keep").click().run()
    assert [one.body.quarters for one in elsewhere(ada)] == [8]
    at.button(key=f"{held.name}-2-out").click().run()
    assert elsewhere(ada) == ()
    at.button(key=f"{held.name}-3-back").click().run()
    assert [one.body.quarters for one in elsewhere(ada)] == [8]


def event(service: Service, subject: str, state: str, reason: str | None = None) -> None:
    """Write the next event of a record, as the office's import of an answer does."""
    with writing(service.engine) as connection:
        record = connection.execute(
            select(pars_record.c.id).where(pars_record.c.subject == subject)
        ).scalar_one()
        pars.add_event(connection, record, 2, state, service.now(), None, reason=reason)
