"""A pilot: testers by link, of whom only their time and comment are kept."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from storage.connect import reading
from storage.tables import metadata, pilot, pilot_time
from tests.people import signed_in
from tests.quizzes.folder import PNG
from tests.taking import lines
from workflows.attempts.save import Given
from workflows.content.figure import figure
from workflows.content.publish import NotPublished, publish
from workflows.operations.doctor import doctor
from workflows.people.session import system
from workflows.refusals import NotFound, Stale
from workflows.trying.pilot import (
    LONGEST,
    MOST_TIMES,
    NoName,
    NoTime,
    TooMuchSaid,
    ask,
    editions_of,
    minutes_of,
    open_link,
    tell,
    times,
)
from workflows.trying.trial import give, outcome_of, submit

if TYPE_CHECKING:
    from tests.clock import Clock
    from tests.quizzes.folder import BankFolder
    from workflows.act import Actor
    from workflows.service import Service

BANK = "small-bank"


@pytest.fixture
def dan(here: Service) -> Actor:
    """A tester, who has an account and no role at the desk."""
    return signed_in(here, "dan")


def link(actor: Actor, name: str = "Dan Tester", source: str = "") -> str:
    """Ask a tester and return the token of the link."""
    return ask(actor, BANK, name, source).link.partition("?link=")[2]


def counts(service: Service) -> dict[str, int]:
    """Return how many rows each table has."""
    with reading(service.engine) as connection:
        return {
            name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for name, table in metadata.tables.items()
        }


def test_a_tester_takes_it_and_only_the_time_is_kept(here: Service, ben: Actor, dan: Actor) -> None:
    """One row more in one table, and one line in the log; no attempt, no answer."""
    token = link(ben)
    before = counts(here)
    opened = open_link(dan, token)
    give(opened.trial, Given(1, 0, None, None, 0), opened.trial.begun_at)
    submit(opened.trial, opened.trial.begun_at)
    assert outcome_of(opened.trial).score.points == 0
    tell(dan, token, minutes=31, seconds=1_900, comment="Clear.", seen=opened.seq)
    after = counts(here)
    assert {name: after[name] - before[name] for name in after if after[name] != before[name]} == {
        "pilot_time": 1,
        "log": 1,
    }
    (told,) = times(ben, BANK)
    assert (told.name, told.minutes, told.comment) == ("Dan Tester", 31, "Clear.")


def test_the_log_names_nobody(here: Service, ben: Actor, dan: Actor) -> None:
    """Neither the tester nor what they said: ids, minutes and digests."""
    token = link(ben)
    tell(dan, token, minutes=31, seconds=1_900, comment="Question 3 is odd.", seen=0)
    said = str([one.data for verb in ("pilot.ask", "pilot.give") for one in lines(here, verb)])
    assert "Dan Tester" not in said
    assert "odd" not in said
    assert token not in said
    with reading(here.engine) as connection:
        row = connection.execute(select(pilot)).one()
    assert token not in str(row)


def test_the_doctor_finds_both_rows_told(here: Service, ben: Actor, dan: Actor) -> None:
    """Whatever was written is sealed."""
    tell(dan, link(ben), minutes=31, seconds=1_900, comment="", seen=0)
    assert [one for one in doctor(system(here)) if "pilot" in str(one)] == []
    with reading(here.engine) as connection:
        assert connection.execute(select(func.count()).select_from(pilot_time)).scalar_one() == 1


def test_minutes_are_what_credit_can_rest_on(ben: Actor, dan: Actor) -> None:
    """Of those who told any, in the order asked; a correction counts in the place of the first."""
    first, second = link(ben, "First"), link(ben, "Second")
    link(ben, "Third")
    tell(dan, second, minutes=40, seconds=0, comment="", seen=0)
    assert tell(dan, first, minutes=90, seconds=0, comment="", seen=0) == 1
    tell(dan, first, minutes=50, seconds=0, comment="", seen=1)
    assert minutes_of(times(ben, BANK)) == (50, 40)


def test_an_edition_is_taken_as_it_was_published(
    ben: Actor, cora: Actor, dan: Actor, folder: BankFolder
) -> None:
    """Whatever the files say since."""
    assert not isinstance(publish(cora, folder.path), NotPublished)
    (key,) = editions_of(ben, BANK)
    token = link(ben, source=key)
    folder.change("items/one.yaml", "What is done first?", "What comes first?")
    trial = open_link(dan, token).trial
    assert "What is done first?" in {one.lead_in for one in trial.items.values()}


def test_a_draft_is_taken_with_its_questions_in_review(
    ben: Actor, dan: Actor, folder: BankFolder
) -> None:
    """A pilot comes before approval."""
    folder.change("items/two.yaml", "status: approved", "status: in_review")
    trial = open_link(dan, link(ben)).trial
    assert {one.item_id for one in trial.form.items} == {"one", "two"}


def test_a_tester_is_shown_figures_that_are_not_published(ben: Actor, dan: Actor) -> None:
    """While the bank's files are in a pilot: before, they are there for the desk alone."""
    digest = hashlib.sha256(PNG).hexdigest()
    with pytest.raises(NotFound):
        figure(dan, digest)
    opened = open_link(dan, link(ben))
    shown = {one.digest for item in opened.trial.items.values() for one in item.figures()}
    assert shown == {digest}
    assert figure(dan, digest).content == PNG
    with pytest.raises(NotFound):
        figure(dan, "0" * 64)


def test_a_link_runs_out_like_one_that_never_was(ben: Actor, dan: Actor, clock: Clock) -> None:
    """The same words for both."""
    token = link(ben)
    said = []
    for one in ("unknown", "", "ü", "x" * 200):
        with pytest.raises(NotFound) as refused:
            open_link(dan, one)
        said.append(str(refused.value))
    clock.at += timedelta(days=61)
    late = signed_in(dan.service, "dan")
    with pytest.raises(NotFound) as refused:
        open_link(late, token)
    with pytest.raises(NotFound):
        tell(late, token, minutes=31, seconds=0, comment="", seen=0)
    assert {str(refused.value)} == set(said)


@pytest.mark.parametrize("minutes", [0, -5, 2_001])
def test_no_such_time_can_be_told(ben: Actor, dan: Actor, minutes: int) -> None:
    """From one minute to the most that credit is made of."""
    with pytest.raises(NoTime):
        tell(dan, link(ben), minutes=minutes, seconds=0, comment="", seen=0)


def test_what_is_too_much_is_refused(ben: Actor, dan: Actor) -> None:
    """A comment that nobody reads, and corrections without end."""
    token = link(ben)
    with pytest.raises(TooMuchSaid):
        tell(dan, token, minutes=9, seconds=0, comment="x" * (LONGEST + 1), seen=0)
    with pytest.raises(TooMuchSaid):
        tell(dan, token, minutes=9, seconds=0, comment="", seen=MOST_TIMES)


def test_two_windows_do_not_overwrite_each_other(ben: Actor, dan: Actor) -> None:
    """The second is told."""
    token = link(ben)
    tell(dan, token, minutes=31, seconds=0, comment="", seen=0)
    with pytest.raises(Stale):
        tell(dan, token, minutes=99, seconds=0, comment="", seen=0)
    assert minutes_of(times(ben, BANK)) == (31,)


def test_a_link_is_for_somebody_and_something(ben: Actor, cora: Actor, folder: BankFolder) -> None:
    """A name, a bank, and an activity of that bank."""
    assert not isinstance(publish(cora, folder.path), NotPublished)
    with pytest.raises(NoName):
        ask(ben, BANK, "  ")
    with pytest.raises(NotFound):
        ask(ben, "no-bank", "Dan")
    with pytest.raises(NotFound):
        ask(ben, BANK, "Dan", "no-bank.1")
