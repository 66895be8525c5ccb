"""Committing to a change: own words, changed and taken back until it is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.amending import account, merged
from tests.committing import CHECK, ON_SQLITE, PLAN, committed, later, rows
from tests.editions import OBJECTIVES, publish
from tests.learning import OPINION, attempted, completed, unsealed
from tests.taking import lines
from tests.together import together
from workflows.commitments.commit import AskedAlready, commit, take_back
from workflows.commitments.meant import MOST, TooManyCommitments
from workflows.commitments.page import page
from workflows.credit.claim import make
from workflows.credit.evaluate import give
from workflows.credit.records import records
from workflows.refusals import Faulty, NotFound, Stale

if TYPE_CHECKING:
    from tests.clock import Clock
    from workflows.act import Actor
    from workflows.service import Service

TABLES = ("commitment", "follow_up")


def test_it_is_kept_in_own_words(service: Service, ada: Actor, system: Actor) -> None:
    """One paragraph, sealed; the log names it by number, and says none of it."""
    completion = completed(ada, publish(service))
    commit(ada, completion, number=1, seen=0, text="  Check the albumin\nwith each anion gap. ")
    assert [one.text for one in page(ada, completion).held] == [CHECK]
    (line,) = lines(service, "commitment.write")
    assert "albumin" not in str(line)
    assert unsealed(system, TABLES) == []


@ON_SQLITE
def test_the_words_of_an_objective_are_known_for_it(service: Service, ada: Actor) -> None:
    """So that the office can count what is taken up from which objective."""
    completion = completed(ada, publish(service))
    commit(ada, completion, number=1, seen=0, text=f"Do {OBJECTIVES[0]}.")
    commit(ada, completion, number=2, seen=0, text=PLAN)
    found = [row.objective for row in rows(service, "commitment", completion)]
    assert found == [OBJECTIVES[0], None]


@ON_SQLITE
def test_what_was_missed_first_is_offered(service: Service, ada: Actor) -> None:
    """The objectives of the first attempt, the weakest first, but for those taken already."""
    key = publish(service)
    attempted(ada, key, right=2)
    completion = give(ada, attempted(ada, key), OPINION)
    first, *_ = offered = page(ada, completion).offered
    assert set(offered) <= {f"Do {one}." for one in OBJECTIVES}
    commit(ada, completion, number=1, seen=0, text=first)
    assert first not in page(ada, completion).offered


@ON_SQLITE
def test_whoever_missed_nothing_is_offered_nothing(service: Service, ada: Actor) -> None:
    """Own words can be written all the same."""
    found = page(ada, completed(ada, publish(service)))
    assert (found.offered, found.may_add) == ((), True)


def test_it_is_changed_and_taken_back(service: Service, ada: Actor) -> None:
    """Each time by a row of its own; what is taken back is not shown any more."""
    completion = committed(ada, publish(service))
    commit(ada, completion, number=1, seen=1, text=PLAN)
    assert page(ada, completion).held[0].text == PLAN
    take_back(ada, completion, number=1, seen=2)
    assert page(ada, completion).held == ()
    assert [row.kept for row in rows(service, "commitment", completion)] == [True, True, False]


def test_a_double_click_is_one_commitment(service: Service, ada: Actor) -> None:
    """Also when both come at once."""
    completion = completed(ada, publish(service))
    together(*[lambda: commit(ada, completion, number=1, seen=0, text=CHECK)] * 3)
    take = [lambda: take_back(ada, completion, number=1, seen=1)] * 2
    assert len(rows(service, "commitment", completion)) == 1
    together(*take)
    assert len(rows(service, "commitment", completion)) == 2


@ON_SQLITE
def test_credit_is_the_same_without_and_with_it(service: Service, ada: Actor) -> None:
    """Claims ask for none and see none."""
    without, with_one = completed(ada, publish(service)), committed(ada, publish(service, slug="b"))
    for one in (without, with_one):
        make(ada, one, quarters=4, boards={}, attested=True)
    first, second = records(ada).records
    assert (first.claims, first.state) == (second.claims, second.state)


def test_another_account_of_the_person_goes_on_with_it(service: Service, cora: Actor) -> None:
    """After a merge."""
    old, kept = (account(service, f"{one}@x.org", "Eve Ng") for one in ("old", "kept"))
    completion = committed(old, publish(service))
    merged(cora, old, kept)
    kept = account(service, "kept@x.org", "Eve Ng")
    commit(kept, completion, number=1, seen=1, text=PLAN)
    assert page(kept, completion).held[0].text == PLAN


@ON_SQLITE
def test_what_another_window_changed_is_not_overwritten(service: Service, ada: Actor) -> None:
    """The page shows what is in force."""
    completion = committed(ada, publish(service))
    commit(ada, completion, number=1, seen=1, text=PLAN)
    with pytest.raises(Stale):
        commit(ada, completion, number=1, seen=1, text="Something else.")
    for number in (0, 7):
        with pytest.raises(Stale):
            commit(ada, completion, number=number, seen=0, text="Nobody counts so.")


@ON_SQLITE
def test_more_than_five_are_wishes(service: Service, ada: Actor) -> None:
    """One taken back makes room for another."""
    texts = [f"Change number {at}." for at in range(MOST)]
    completion = committed(ada, publish(service), *texts)
    with pytest.raises(TooManyCommitments):
        commit(ada, completion, number=6, seen=0, text=CHECK)
    take_back(ada, completion, number=2, seen=1)
    assert commit(ada, completion, number=6, seen=0, text=CHECK).number == 6


@ON_SQLITE
@pytest.mark.parametrize("text", ["", " \n\x00", "x" * 501])
def test_no_words_and_too_many_are_refused(service: Service, ada: Actor, text: str) -> None:
    """500 characters are enough."""
    completion = completed(ada, publish(service))
    with pytest.raises(Faulty):
        commit(ada, completion, number=1, seen=0, text=text)


@ON_SQLITE
def test_once_it_is_asked_it_stays_as_it_was(service: Service, ada: Actor, clock: Clock) -> None:
    """Whoever answers must not change what they answer for."""
    completion = committed(ada, publish(service))
    ada = later(service, clock)
    with pytest.raises(AskedAlready, match="30 Jan 2027"):
        commit(ada, completion, number=1, seen=1, text=PLAN)
    with pytest.raises(AskedAlready):
        take_back(ada, completion, number=1, seen=1)


@ON_SQLITE
def test_nothing_is_taken_back_that_was_not_there(service: Service, ada: Actor) -> None:
    """A number that came from nowhere."""
    completion = committed(ada, publish(service))
    with pytest.raises(NotFound):
        take_back(ada, completion, number=2, seen=0)


@ON_SQLITE
def test_someone_elses_completion_is_unknown(service: Service, ada: Actor, dan: Actor) -> None:
    """To read, to write and to take back."""
    completion = committed(ada, publish(service))
    for refused in (
        lambda: page(dan, completion),
        lambda: commit(dan, completion, number=2, seen=0, text=PLAN),
        lambda: take_back(dan, completion, number=1, seen=1),
    ):
        with pytest.raises(NotFound):
            refused()
