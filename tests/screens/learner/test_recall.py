"""Questions that return, as a physician meets them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.committing import later
from tests.editions import publish
from tests.people import signed_in
from tests.reading import labels, press, words
from tests.recalling import answered, dealt, missed, wished
from workflows.credit.claim import make
from workflows.messages.choice import WEEKLY, choices
from workflows.recall.choose import choose, offer
from workflows.recall.week import week

if TYPE_CHECKING:
    from tests.clock import Clock
    from tests.reading import Drawn
    from workflows.service import Service

OFFER = "Shall what you missed return?"


def test_home_offers_it_once(screen: Drawn, sqlite_service: Service) -> None:
    """A yes leads there, and nothing is offered any more."""
    ada = signed_in(sqlite_service, "ada")
    missed(ada, publish(sqlite_service), "item-2")
    at = screen("ada", "")
    assert OFFER in words(at)
    press(at, "Yes, ask me again")
    assert [one.wish for one in week(ada).following] == ["on"]
    assert OFFER not in words(screen("ada", ""))


def test_no_is_an_answer(screen: Drawn, sqlite_service: Service) -> None:
    """It says where that can be changed."""
    ada = signed_in(sqlite_service, "ada")
    completion = missed(ada, publish(sqlite_service), "item-2")
    at = press(screen("ada", ""), "No, thanks")
    assert "It does not return." in words(at)
    assert offer(ada, completion).wish == "off"
    assert OFFER not in words(screen("ada", ""))


def test_the_result_and_the_receipt_offer_it_too(
    screen: Drawn, sqlite_service: Service, clock: Clock
) -> None:
    """Also later; who missed nothing is offered nothing."""
    ada = signed_in(sqlite_service, "ada")
    completion = missed(ada, publish(sqlite_service), "item-2")
    make(ada, completion, quarters=4, boards={}, attested=True)
    nothing = missed(ada, publish(sqlite_service, slug="b"))
    later(sqlite_service, clock, days=30)
    assert OFFER not in words(screen("ada", ""))
    said = words(screen("ada", "claim", completion=completion))
    assert OFFER in said
    assert "You missed or guessed 1 question." in said
    assert OFFER not in words(screen("ada", "claim", completion=nothing))


def test_the_week_is_opened_and_leads_to_its_question(
    screen: Drawn, sqlite_service: Service, clock: Clock
) -> None:
    """Home says how many; before the answer no key is on the page."""
    wished(signed_in(sqlite_service, "ada"), publish(sqlite_service), "item-2")
    later(sqlite_service, clock, days=7)
    assert "1 question to go over this week." in words(screen("ada", ""))
    at = screen("ada", "recall")
    assert "1 question to answer" in words(at)
    said = words(press(at, "Answer now"))
    assert "Vignette 2." in said
    assert "missed on 1 Dec 2026" in said
    assert "CANARY" not in said


def test_an_answered_question_shows_why_and_when(
    screen: Drawn, sqlite_service: Service, clock: Clock
) -> None:
    """Its review, and the day from which it returns."""
    wished(signed_in(sqlite_service, "ada"), publish(sqlite_service), "item-2")
    ada = later(sqlite_service, clock, days=7)
    dealt(ada)
    answered(ada, value="b", confidence="fairly")
    said = words(screen("ada", "recall", q="1"))
    assert "CANARY-explanation-2" in said
    assert "It returns on 15 Dec 2026 or later." in said
    assert "That is all for this week." in words(screen("ada", "recall"))


def test_one_question_stays_away(screen: Drawn, sqlite_service: Service, clock: Clock) -> None:
    """By a tap below it."""
    wished(signed_in(sqlite_service, "ada"), publish(sqlite_service), "item-2")
    ada = later(sqlite_service, clock, days=7)
    at = press(screen("ada", "recall"), "Answer now")
    press(at, "Do not ask me this again")
    assert week(ada).asked[0].left


def test_it_is_stopped_paused_and_mailed_from_one_page(
    screen: Drawn, sqlite_service: Service
) -> None:
    """Each at a tap, and back again."""
    ada = signed_in(sqlite_service, "ada")
    wished(ada, publish(sqlite_service), "item-2")
    at = press(screen("ada", "recall"), "Pause everything")
    assert week(ada).paused
    at = press(at, "Go on with what rests")
    assert not week(ada).paused
    at.toggle[0].set_value(True).run()
    assert choices(ada)[WEEKLY]
    at = press(at, "Stop")
    assert "Begin again" in labels(at)
    assert [one.wish for one in week(ada).following] == ["off"]


def test_what_was_completed_before_can_return_too(screen: Drawn, sqlite_service: Service) -> None:
    """At a tap, what was declined as well; of what was all right it says so."""
    ada = signed_in(sqlite_service, "ada")
    choose(ada, missed(ada, publish(sqlite_service), "item-2"), "off")
    at = press(screen("ada", "recall"), "Let what I missed return")
    assert [(one.wish, one.questions) for one in week(ada).following] == [("on", 1)]
    missed(ada, publish(sqlite_service, slug="b"))
    at = press(screen("ada", "recall"), "Let what I missed return")
    assert "nothing returns" in words(at)


def test_the_empty_page_says_what_to_do(screen: Drawn, sqlite_service: Service) -> None:
    """And Records leads to it."""
    ada = signed_in(sqlite_service, "ada")
    assert "Nothing returns to you yet." in words(screen("ada", "recall"))
    missed(ada, publish(sqlite_service), "item-2")
    found = [one.proto.label for one in screen("ada", "records").get("page_link")]
    assert "Questions that return" in found
