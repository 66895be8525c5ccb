"""Wishing that what was missed returns, stopping it, and letting everything rest."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.amending import account, merged
from tests.committing import ON_SQLITE, later
from tests.correcting import DROP, put_right
from tests.editions import publish
from tests.learning import unsealed
from tests.people import signed_in
from tests.recalling import dealt, missed, rows, wished
from tests.taking import count, lines
from tests.together import together
from workflows.credit.claim import make
from workflows.credit.records import records
from workflows.people.forget import forget, preview
from workflows.recall.choose import choose, offer, rest
from workflows.recall.week import week
from workflows.refusals import Faulty, NotFound

if TYPE_CHECKING:
    from tests.clock import Clock
    from workflows.act import Actor
    from workflows.service import Service


def test_what_was_missed_or_guessed_returns_after_a_week(service: Service, ada: Actor) -> None:
    """Sealed, with the answer it was given; what was right and sure does not return."""
    key = publish(service, confidence="required")
    completion = missed(ada, key, "item-2", guessed="item-3", rated=True)
    assert offer(ada, completion).questions == 2
    assert choose(ada, completion, "on") == 2
    joined = rows(service)
    assert [(row.item_id, row.state, row.due_on) for row in joined] == [
        ("item-2", "joined", date(2026, 12, 8)),
        ("item-3", "joined", date(2026, 12, 8)),
    ]
    assert [(row.correct, row.confidence, row.value) for row in joined] == [
        (False, "sure", '"b"'),
        (True, "guess", '"a"'),
    ]


@ON_SQLITE
def test_it_is_sealed_and_logged(service: Service, ada: Actor, system: Actor) -> None:
    """The log names no answer."""
    wished(ada, publish(service), "item-2")
    assert unsealed(system, ("recall", "recall_choice")) == []
    (line,) = lines(service, "recall.choose")
    assert line.data == {"wish": "on", "questions": 1}


def test_a_double_click_wishes_once(service: Service, ada: Actor) -> None:
    """Also when both come at once; nothing is joined twice."""
    completion = missed(ada, publish(service), "item-1", "item-2")
    assert together(*[lambda: choose(ada, completion, "on")] * 3) == [2, 2, 2]
    assert (count(service, "recall_choice"), count(service, "recall")) == (1, 2)


@ON_SQLITE
def test_who_stops_and_begins_again_goes_on(service: Service, ada: Actor, clock: Clock) -> None:
    """No question is asked while it is stopped, and none joins twice."""
    completion = wished(ada, publish(service), "item-2")
    choose(ada, completion, "off")
    ada = later(service, clock, days=10)
    assert dealt(ada).asked == ()
    assert week(ada).following[0].wish == "off"
    choose(ada, completion, "on")
    assert len(dealt(ada).asked) == 1
    assert count(service, "recall") == 2


@ON_SQLITE
def test_who_declined_can_begin_later(service: Service, ada: Actor) -> None:
    """Nothing joins by a no."""
    completion = missed(ada, publish(service), "item-2")
    assert choose(ada, completion, "off") == 0
    assert offer(ada, completion).wish == "off"
    assert choose(ada, completion, "on") == 1


@ON_SQLITE
def test_everything_rests_and_goes_on(service: Service, ada: Actor, clock: Clock) -> None:
    """After two months there are five questions at most, and no more next week's because of it."""
    for slug in ("one", "two"):
        wished(ada, publish(service, slug=slug, passing_percent="0"), *ITEMS)
    assert rest(ada, resting=True) == 2
    assert rest(ada, resting=True) == 0
    ada = later(service, clock)
    assert (dealt(ada).asked, week(ada).paused) == ((), True)
    assert rest(ada, resting=False) == 2
    assert len(dealt(ada).asked) == 4  # each item once, whatever activity it was missed in


@ON_SQLITE
def test_credit_and_records_know_nothing_of_it(service: Service, ada: Actor) -> None:
    """The same claim is made, and the same stands on record."""
    first = wished(ada, publish(service), "item-2")
    second = missed(ada, publish(service, slug="b"), "item-2")
    for one in (first, second):
        make(ada, one, quarters=4, boards={}, attested=True)
    newer, older = records(ada).records
    assert (newer.claims, newer.state) == (older.claims, older.state)


@ON_SQLITE
def test_what_is_marked_no_more_does_not_return(service: Service, ada: Actor, cora: Actor) -> None:
    """A correction took it out."""
    completion = missed(ada, publish(service), "item-1", "item-2")
    put_right(cora, DROP)
    assert offer(ada, completion).questions == 1
    assert choose(ada, completion, "on") == 1


@ON_SQLITE
def test_another_account_of_the_person_goes_on_with_it(
    service: Service, clock: Clock, cora: Actor
) -> None:
    """After a merge."""
    old, kept = (account(service, f"{one}@x.org", "Eve Ng") for one in ("old", "kept"))
    wished(old, publish(service), "item-2")
    clock.move(days=8)
    cora = signed_in(service, "cora")
    merged(cora, old, kept)
    assert len(dealt(account(service, "kept@x.org", "Eve Ng")).asked) == 1


def test_it_is_forgotten_with_its_person(service: Service, ada: Actor) -> None:
    """However young the completion is; the log still holds together."""
    wished(ada, publish(service), "item-2")
    olga = signed_in(service, "olga")
    said = dict(preview(olga, ada.public_id).erased)
    assert (said["question that returns"], said["wish that questions return"]) == (1, 1)
    forget(olga, ada.public_id, reason="She asked for it.")
    assert (count(service, "recall"), count(service, "recall_choice")) == (0, 0)


@ON_SQLITE
def test_someone_elses_completion_is_unknown(service: Service, ada: Actor, dan: Actor) -> None:
    """To look at and to wish for."""
    completion = missed(ada, publish(service), "item-2")
    with pytest.raises(NotFound):
        offer(dan, completion)
    with pytest.raises(NotFound):
        choose(dan, completion, "on")


@ON_SQLITE
def test_what_nobody_offers_is_refused(service: Service, ada: Actor) -> None:
    """A wish of another word."""
    completion = missed(ada, publish(service), "item-2")
    with pytest.raises(Faulty):
        choose(ada, completion, "daily")  # type: ignore[arg-type]  # what a client may send


ITEMS = ("item-1", "item-2", "item-3", "item-4")
