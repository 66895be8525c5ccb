from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from quizzes.models import HeldElsewhere
from tests.editions import publish
from tests.learning import completed
from workflows.content.catalogue import catalogue
from workflows.content.front import front
from workflows.content.reporter import choose
from workflows.credit.admission import admit
from workflows.credit.claim import BoardClaim, make
from workflows.credit.counting import will_it_count
from workflows.credit.texts import STATES, digest
from workflows.people.consent import give, withdraw
from workflows.people.profile import filled, see, write
from workflows.refusals import NotFound

if TYPE_CHECKING:
    from tests.clock import Clock
    from workflows.act import Actor
    from workflows.service import Service

ABIM = "I agree that my completion is reported to ABIM."
EVERY_STATE = "Every state can see it."


@pytest.fixture
def key(service: Service) -> str:
    """An activity with points of ABA and ABIM, registered with both."""
    return publish(service, state_consent=EVERY_STATE)


def states(actor: Actor, key: str) -> dict[str, str]:
    """Return each line's state by its subject."""
    return {one.subject: one.state for one in will_it_count(actor, key).lines}


def test_a_complete_profile_and_consent_count(ada: Actor, key: str) -> None:
    """Everything a board's report needs is there before question 1."""
    assert states(ada, key) == {"CME": "counts", "ABA": "optional", "ABIM": "lacks"}
    assert will_it_count(ada, key).consents == {"ABIM": ABIM}
    give(ada, "ABIM", digest(ABIM), key)
    assert states(ada, key) == {"CME": "counts", "ABA": "optional", "ABIM": "counts"}
    assert not will_it_count(ada, key).lacks


def test_a_withdrawn_consent_lacks_again(ada: Actor, key: str) -> None:
    """Pitfall 10: only a live one counts."""
    give(ada, "ABIM", digest(ABIM), key)
    withdraw(ada, "ABIM")
    assert states(ada, key)["ABIM"] == "lacks"


def test_an_unregistered_board_is_said_before_the_work(ada: Actor, service: Service) -> None:
    """Not after it."""
    assert states(ada, publish(service, registered=()))["ABIM"] == "never"


def test_the_platform_that_reports_is_named(ada: Actor, cora: Actor, key: str) -> None:
    """Where the office entered that it is not this one."""
    give(ada, "ABIM", digest(ABIM), key)
    choose(cora, key, "elsewhere", 0)
    said = {one.subject: one.said for one in will_it_count(ada, key).lines}
    assert "by the school's other platform" in said["ABIM"]


def test_who_made_it_earns_nothing(ben: Actor, key: str) -> None:
    """Ben wrote it."""
    assert states(ben, key) == {"CME": "never"}


def test_who_is_no_physician_hears_of_participation_alone(dan: Actor, key: str) -> None:
    """Pitfall 3: also the data behind the pages holds no board."""
    assert states(dan, key) == {"Participation": "counts"}
    page = front(dan, key)
    assert page.terms.boards == ()
    assert (page.front.report_consent, page.front.state_consent) == ("", "")
    assert all(one.boards == () for one in catalogue(dan))


def test_who_works_on_activities_sees_their_points(cora: Actor, key: str) -> None:
    """Whatever the own degree."""
    assert len(front(cora, key).terms.boards) == 2
    assert all(one.boards for one in catalogue(cora))


def test_what_is_acknowledged_is_the_whole_text(ada: Actor, dan: Actor, key: str) -> None:
    """One digest for everybody."""
    assert front(dan, key).digest == front(ada, key).digest


def test_state_boards_count_for_those_who_agreed(ada: Actor, key: str) -> None:
    """A license or NPI is asked for only then."""
    give(ada, STATES, digest(EVERY_STATE), key)
    assert states(ada, key)["State boards"] == "counts"
    held = see(ada)
    write(ada, held.seq, filled(held.profile, npi="", licenses=[]))
    assert states(ada, key)["State boards"] == "lacks"


def test_a_claim_is_on_record(ada: Actor, key: str, clock: Clock) -> None:
    """Credit and points apart: a second board can still be added (pitfall 4)."""
    completion = completed(ada, key)
    assert "Claim it by 31 Dec 2027" in will_it_count(ada, key).lines[0].said
    points = {"ABIM:Medical Knowledge": BoardClaim("123456", consent=True)}
    make(ada, completion, quarters=4, boards=points, attested=True)
    clock.move(minutes=1)
    assert states(ada, key) == {"CME": "done", "ABA": "optional", "ABIM": "done"}


def test_the_degree_of_the_claim_decides(ada: Actor, dan: Actor, key: str) -> None:
    """As it does for the claim itself: what was participation stays that, and credit credit."""
    for one, degree in ((ada, "RN"), (dan, "MD")):
        make(one, completed(one, key), quarters=4, boards={}, attested=True)
        held = see(one)
        write(one, held.seq, filled(held.profile, degree=degree))
    assert states(ada, key)["CME"] == "done"
    assert states(dan, key) == {"Participation": "done"}


def test_an_unknown_activity_is_none(ada: Actor) -> None:
    """In the same words as anywhere."""
    with pytest.raises(NotFound):
        will_it_count(ada, "nothing")


def test_where_the_credit_is_another_activitys_the_roster_decides(
    ada: Actor, dan: Actor, cora: Actor
) -> None:
    """Points alone, and only for those on it; others are sent to where it was held."""
    key = publish(ada.service, held=HeldElsewhere(title="Grand Rounds 2026"))
    give(ada, "ABIM", digest(ABIM), key)
    assert states(ada, key) == {"CME": "never", "ABA": "never", "ABIM": "never"}
    admit(cora, key, b"E-mail,Credits\nada@example.edu,1.00\n")
    assert states(ada, key) == {"CME": "never", "ABA": "optional", "ABIM": "counts"}
    assert states(dan, key) == {"Participation": "never"}
