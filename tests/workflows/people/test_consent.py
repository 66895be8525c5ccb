from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from storage.connect import reading
from tests.editions import publish, publish_again
from tests.learning import completed
from tests.taking import count, lines
from workflows.credit.claim import BoardClaim, make
from workflows.credit.texts import STATES, digest
from workflows.people.consent import (
    ConsentTextChanged,
    NothingToAgreeTo,
    NothingToWithdraw,
    OnlyPhysicians,
    give,
    is_live,
    see,
    withdraw,
)
from workflows.people.profile import filled, write
from workflows.refusals import NotFound

if TYPE_CHECKING:
    from tests.clock import Clock
    from workflows.act import Actor
    from workflows.service import Service

ABIM = "I agree that my completion is reported to ABIM."
EVERY_STATE = "I agree that every state board can see it."


@pytest.fixture
def key(service: Service) -> str:
    """A published activity, with a text on the states."""
    return publish(service, state_consent=EVERY_STATE)


def live(actor: Actor, scope: str) -> bool:
    """Whether an exporter would find a consent."""
    assert actor.person_id is not None
    with reading(actor.service.engine) as connection:
        return is_live(connection, actor.person_id, scope)


def test_a_consent_is_given_and_can_be_shown_later(ada: Actor, key: str, clock: Clock) -> None:
    """Pitfall 10: who agreed to which words, and when."""
    receipt = give(ada, "ABIM", digest(ABIM), key)
    assert (receipt.given, receipt.at) == (True, clock())
    held = next(one for one in see(ada) if one.scope == "ABIM")
    assert (held.given, held.name) == (True, "American Board of Internal Medicine")
    assert [(one.given, one.at, one.text) for one in held.history] == [(True, clock(), ABIM)]
    assert live(ada, "ABIM")
    assert not live(ada, STATES)


def test_a_consent_for_the_states_says_so(ada: Actor, key: str) -> None:
    """One consent for all of them, in the provider's words."""
    give(ada, STATES, digest(EVERY_STATE), key)
    held = see(ada)[-1]
    assert (held.scope, held.name) == (STATES, "State medical boards")
    assert (held.given, held.offered) == (True, EVERY_STATE)
    assert not live(ada, "ABIM")


def test_giving_twice_is_giving_once(ada: Actor, key: str, clock: Clock) -> None:
    """A double click, or a second tab, writes nothing."""
    first = give(ada, "ABIM", digest(ABIM), key)
    clock.move(minutes=1)
    assert give(ada, "ABIM", digest(ABIM), key) == first
    assert count(ada.service, "consent") == 1
    assert len(lines(ada.service, "consent.give")) == 1


def test_withdrawn_is_withdrawn_with_its_time(ada: Actor, key: str, clock: Clock) -> None:
    """Both rows stay, and nothing is exported any more."""
    given = give(ada, "ABIM", digest(ABIM), key)
    clock.move(minutes=30)
    receipt = withdraw(ada, "ABIM")
    assert withdraw(ada, "ABIM") == receipt
    assert not live(ada, "ABIM")
    held = next(one for one in see(ada) if one.scope == "ABIM")
    assert [(one.given, one.at) for one in held.history] == [(True, given.at), (False, clock())]


def test_it_can_be_given_again(ada: Actor, key: str) -> None:
    """Changing one's mind is possible as often as one likes."""
    give(ada, "ABIM", digest(ABIM), key)
    withdraw(ada, "ABIM")
    give(ada, "ABIM", digest(ABIM), key)
    assert live(ada, "ABIM")
    assert count(ada.service, "consent") == 3


def test_the_log_tells_scope_and_text_by_digest(ada: Actor, key: str) -> None:
    """What can be proven without the person's name."""
    give(ada, "ABIM", digest(ABIM), key)
    assert lines(ada.service, "consent.give")[0].data == {"scope": "ABIM", "text": digest(ABIM)}


def test_a_text_that_changed_is_not_agreed_to(ada: Actor, key: str) -> None:
    """What was on screen is what is agreed to, or nothing is."""
    with pytest.raises(ConsentTextChanged):
        give(ada, "ABIM", digest("Some older text."), key)
    assert count(ada.service, "consent") == 0


def test_a_new_text_leaves_the_given_consent_alive(ada: Actor, key: str) -> None:
    """Nothing but the person withdraws it; the words agreed to stay the old ones."""
    give(ada, STATES, digest(EVERY_STATE), key)
    publish_again(ada.service, key, state_consent="Other words.")
    assert live(ada, STATES)
    held = see(ada)[-1]
    assert (held.history[-1].text, held.offered) == (EVERY_STATE, "Other words.")
    with pytest.raises(ConsentTextChanged):
        give(ada, STATES, digest("Third words."), key)


def test_without_an_activity_the_text_is_the_last_published(ada: Actor, key: str) -> None:
    """As the profile offers it."""
    publish_again(ada.service, key, state_consent="Newer words.")
    give(ada, STATES, digest("Newer words."))
    assert live(ada, STATES)


@pytest.mark.parametrize("scope", ["ABX", "", "cme", "x" * 300])
def test_an_unknown_scope_is_refused(ada: Actor, key: str, scope: str) -> None:
    """There is nothing to agree to."""
    with pytest.raises(NothingToAgreeTo):
        give(ada, scope, digest(ABIM), key)


def test_where_no_text_on_states_is_there_none_is_asked_for(ada: Actor, service: Service) -> None:
    """A provider who does not report to states, and editions of before, ask nobody."""
    with pytest.raises(NothingToAgreeTo):
        give(ada, STATES, digest(""), publish(service))
    assert see(ada)[-1].offered == ""


def test_who_is_no_physician_is_not_reported(dan: Actor, key: str) -> None:
    """No scope stands on the page, and an act behind its back is refused."""
    assert see(dan) == ()
    with pytest.raises(OnlyPhysicians):
        give(dan, "ABIM", digest(ABIM), key)


def test_what_was_given_stays_to_be_withdrawn(ada: Actor, key: str) -> None:
    """Also when the degree on file is no physician's any more."""
    give(ada, "ABIM", digest(ABIM), key)
    write(ada, 1, filled(legal_name="Ada Whitfield", degree="RN"))
    assert [one.scope for one in see(ada)] == ["ABIM"]
    withdraw(ada, "ABIM")
    assert not live(ada, "ABIM")


def test_what_was_never_given_cannot_be_withdrawn(ada: Actor) -> None:
    """The message says that nothing is reported."""
    with pytest.raises(NothingToWithdraw, match="nothing is reported"):
        withdraw(ada, "ABIM")


def test_an_unknown_activity_is_no_place_to_agree(ada: Actor, key: str) -> None:
    """In the same words as anywhere."""
    assert key
    with pytest.raises(NotFound):
        give(ada, "ABIM", digest(ABIM), "nothing")


def test_before_anything_is_published_nothing_is_offered(ada: Actor) -> None:
    """There are no words to agree to."""
    assert [(one.scope, one.offered) for one in see(ada)] == [("ABIM", ""), (STATES, "")]
    with pytest.raises(NothingToAgreeTo):
        give(ada, "ABIM", digest(ABIM))


def test_a_claim_gives_the_same_consent(ada: Actor, key: str) -> None:
    """One table for both: a consent of a claim is withdrawn like any other."""
    points = {"ABIM:Medical Knowledge": BoardClaim("123456", consent=True)}
    make(ada, completed(ada, key), quarters=4, boards=points, attested=True)
    assert next(one for one in see(ada) if one.scope == "ABIM").given
    withdraw(ada, "ABIM")
    assert not live(ada, "ABIM")
