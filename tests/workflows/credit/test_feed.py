"""The private address under which a calendar asks for somebody's deadlines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from storage.connect import reading
from storage.tables import feed
from tests.amending import account, merged
from tests.documents.test_calendar import read
from tests.editions import publish
from tests.learning import completed, unsealed
from tests.taking import chain_faults, lines
from workflows.credit.feed import end, renew, see, subscribed
from workflows.people.enrol import grant_role

if TYPE_CHECKING:
    from tests.clock import Clock
    from workflows.act import Actor
    from workflows.service import Service


def token(address: str) -> str:
    """Return the secret of an address."""
    return address.rpartition("/")[2].removesuffix(".ics")


def events(service: Service, address: str) -> list[dict[str, str]]:
    """Return what a calendar that subscribed is told."""
    content = subscribed(service, token(address))
    assert content is not None
    return [dict(one) for one in read(content)[1]]


def test_an_address_shows_titles_and_days(
    service: Service, system: Actor, ada: Actor, clock: Clock
) -> None:
    """And nothing else: no text, no link. Only its digest is kept, and the log has neither."""
    completion = completed(ada, publish(service))
    address = renew(ada)
    assert address.startswith("http://127.0.0.1:8501/feed/")
    [*_, claim] = events(service, address)
    assert claim == {
        "VEVENT.UID": f"claim-{completion}@127.0.0.1:8501",
        "VEVENT.DTSTAMP": "20261201T000000Z",
        "VEVENT.DTSTART;VALUE=DATE": "20271231",
        "VEVENT.DTEND;VALUE=DATE": "20280101",
        "VEVENT.SUMMARY": "Last day to claim: A small self-assessment",
        "VEVENT.TRANSP": "TRANSPARENT",
    }
    with reading(service.engine) as connection:
        [row] = connection.execute(select(feed)).all()
    assert token(address) not in str(row)
    assert see(ada) == row.at == clock()
    assert token(address) not in str(lines(service))
    assert not chain_faults(service)
    assert unsealed(system, ("feed",)) == []


def test_it_is_the_same_until_something_changes(service: Service, ada: Actor, clock: Clock) -> None:
    """So that its digest tells a calendar whether to read it again."""
    secret = token(renew(ada))
    before = subscribed(service, secret)
    clock.move(hours=3)
    assert subscribed(service, secret) == before
    completed(ada, publish(service))
    assert subscribed(service, secret) != before


def test_it_is_asked_without_a_session(service: Service, ada: Actor, clock: Clock) -> None:
    """For as long as it is not ended."""
    address = renew(ada)
    completed(ada, publish(service))
    clock.move(days=100)
    assert [one["VEVENT.SUMMARY"] for one in events(service, address)] == [
        "Last day to claim: A small self-assessment"
    ]


def test_a_new_address_ends_the_one_before(service: Service, ada: Actor) -> None:
    """Whoever has the old one is told nothing more."""
    old = renew(ada)
    new = renew(ada)
    assert subscribed(service, token(old)) is None
    assert subscribed(service, token(new)) is not None


def test_it_is_ended(service: Service, ada: Actor) -> None:
    """Once: a second press has nothing to end, and writes nothing."""
    address = renew(ada)
    end(ada)
    end(ada)
    assert subscribed(service, token(address)) is None
    assert see(ada) is None
    assert len(lines(service, "feed.end")) == 1


@pytest.mark.parametrize("wrong", ["", "x", "A" * 43, "A" * 5000, "é" * 43, "\x00" * 43])
def test_what_is_no_address_shows_nothing(service: Service, ada: Actor, wrong: str) -> None:
    """Guessed or garbled."""
    renew(ada)
    assert subscribed(service, wrong) is None


def test_each_sees_their_own(service: Service, ada: Actor, ben: Actor) -> None:
    """Ben's calendar knows nothing of Ada's deadlines."""
    completed(ada, publish(service))
    assert events(service, renew(ben)) == []
    assert see(ada) is None


def test_two_accounts_have_one_address(service: Service, cora: Actor) -> None:
    """It goes on after a merge, with what both have to do; a new one ends it."""
    old, kept = (account(service, f"{one}@x.org", "Eve Ng") for one in ("old", "kept"))
    address = renew(old)
    completed(kept, publish(service))
    whole = merged(cora, old, kept)
    assert len(events(service, address)) == 3
    assert see(whole) is not None
    renew(whole)
    assert subscribed(service, token(address)) is None
    end(whole)
    assert see(whole) is None


def test_who_lost_every_role_is_told_nothing(service: Service, ada: Actor, olga: Actor) -> None:
    """As on every page."""
    address = renew(ada)
    grant_role(olga, ada.public_id, "learner", granted=False, reason="Left the school.")
    assert subscribed(service, token(address)) is None
