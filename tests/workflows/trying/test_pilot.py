"""A pilot: testers by link, of whom only their time and comment are kept."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, insert, select

from storage.connect import reading, writing
from storage.tables import media, metadata, pilot, pilot_time
from tests.people import signed_in
from tests.quizzes.folder import PNG, BankFolder
from tests.taking import lines
from workflows.attempts.save import Given
from workflows.content.figure import figure
from workflows.content.publish import NotPublished, publish
from workflows.operations.doctor import doctor
from workflows.people.forget import NobodyThere, find, forget
from workflows.people.session import system
from workflows.refusals import NotFound, SignedOut, Stale
from workflows.trying.pilot import (
    LONGEST,
    MOST_TIMES,
    NoName,
    NoTime,
    TooMuchSaid,
    ask,
    editions_of,
    end,
    minutes_of,
    opened,
    tell,
    times,
)
from workflows.trying.trial import give, outcome_of, submit

if TYPE_CHECKING:
    from tests.clock import Clock
    from workflows.act import Actor
    from workflows.service import Service

BANK = "small-bank"


def asked(actor: Actor, name: str = "Dan Tester", source: str = "") -> Actor:
    """Ask a tester and return them, come in by their link."""
    return signed_in(actor.service, ask(actor, BANK, name, source).link)


def counts(service: Service) -> dict[str, int]:
    """Return how many rows each table has."""
    with reading(service.engine) as connection:
        return {
            name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for name, table in metadata.tables.items()
        }


def test_a_tester_takes_it_and_only_the_time_is_kept(here: Service, ben: Actor) -> None:
    """One row more in one table, and one line in the log; no attempt, no answer."""
    dan = asked(ben)
    before = counts(here)
    one = opened(dan)
    give(one.trial, Given(1, 0, None, None, 0), one.trial.begun_at)
    submit(one.trial, one.trial.begun_at)
    assert outcome_of(one.trial).score.points == 0
    tell(dan, minutes=31, seconds=1_900, comment="Clear.", seen=one.seq)
    after = counts(here)
    assert {name: after[name] - before[name] for name in after if after[name] != before[name]} == {
        "pilot_time": 1,
        "log": 1,
    }
    (told,) = times(ben, BANK)
    assert (told.name, told.minutes, told.comment) == ("Dan Tester", 31, "Clear.")


def test_the_log_names_nobody(here: Service, ben: Actor) -> None:
    """Neither the tester nor what they said: ids, minutes and digests."""
    made = ask(ben, BANK, "Dan Tester").link
    token = made.rpartition("/")[2]
    tell(signed_in(here, made), minutes=31, seconds=1_900, comment="Question 3 is odd.", seen=0)
    said = str(
        [
            one.data
            for verb in ("pilot.ask", "session.open", "pilot.give")
            for one in lines(here, verb)
        ]
    )
    assert "Dan Tester" not in said
    assert "odd" not in said
    assert token not in said
    with reading(here.engine) as connection:
        row = connection.execute(select(pilot)).one()
    assert token not in str(row)


def test_the_doctor_finds_both_rows_told(here: Service, ben: Actor) -> None:
    """Whatever was written is sealed, their account and its end included."""
    tell(asked(ben), minutes=31, seconds=1_900, comment="", seen=0)
    end(ben, times(ben, BANK)[0].id)
    examined = [one for one in doctor(system(here)) if one.about != "settings"]
    assert [each for one in examined for each in one.findings] == []
    with reading(here.engine) as connection:
        assert connection.execute(select(func.count()).select_from(pilot_time)).scalar_one() == 1


def test_minutes_are_what_credit_can_rest_on(ben: Actor) -> None:
    """Of those who told any, in the order asked; a correction counts in the place of the first."""
    first, second = asked(ben, "First"), asked(ben, "Second")
    ask(ben, BANK, "Third")
    tell(second, minutes=40, seconds=0, comment="", seen=0)
    assert tell(first, minutes=90, seconds=0, comment="", seen=0) == 1
    tell(first, minutes=50, seconds=0, comment="", seen=1)
    assert minutes_of(times(ben, BANK)) == (50, 40)


def test_an_edition_is_taken_as_it_was_published(
    ben: Actor, cora: Actor, folder: BankFolder
) -> None:
    """Whatever the files say since."""
    assert not isinstance(publish(cora, folder.path), NotPublished)
    (key,) = editions_of(ben, BANK)
    folder.change("items/one.yaml", "What is done first?", "What comes first?")
    trial = opened(asked(ben, source=key)).trial
    assert "What is done first?" in {one.lead_in for one in trial.items.values()}


def test_a_draft_is_taken_with_its_questions_in_review(ben: Actor, folder: BankFolder) -> None:
    """A pilot comes before approval."""
    folder.change("items/two.yaml", "status: approved", "status: in_review")
    trial = opened(asked(ben)).trial
    assert {one.item_id for one in trial.form.items} == {"one", "two"}


def test_a_tester_is_shown_the_figures_of_the_bank_alone(
    here: Service, ben: Actor, folder: BankFolder
) -> None:
    """Before they are published they are there for the desk and the testers of that bank."""
    digest = hashlib.sha256(PNG).hexdigest()
    other = BankFolder(folder.path.parent / "other-bank")
    dan = asked(ben)
    shown = {one.digest for item in opened(dan).trial.items.values() for one in item.figures()}
    assert shown == {digest}
    assert figure(dan, digest).content == PNG
    for path in (folder.path / "media").iterdir():
        path.unlink()  # the other bank holds it still
    assert (other.path / "media").is_dir()
    for who in (dan, signed_in(here, "dan")):
        with pytest.raises(NotFound):
            figure(who, digest)


def test_a_tester_of_an_edition_is_shown_its_figures_alone(
    ben: Actor, cora: Actor, folder: BankFolder
) -> None:
    """Not those of another one, though both are published."""
    assert not isinstance(publish(cora, folder.path), NotPublished)
    dan = asked(ben, source=editions_of(ben, BANK)[0])
    assert figure(dan, hashlib.sha256(PNG).hexdigest()).content == PNG
    with writing(ben.service.engine) as connection:
        connection.execute(insert(media).values(digest="f" * 64, type="image/png", bytes=PNG))
    assert figure(ben, "f" * 64).content == PNG
    with pytest.raises(NotFound):
        figure(dan, "f" * 64)


def test_the_time_told_counts_after_the_link_is_over(
    here: Service, ben: Actor, clock: Clock
) -> None:
    """A link that ran out, and one that was ended, open nothing more and are told nothing more."""
    late, ended = asked(ben, "Late"), asked(ben, "Ended")
    tell(ended, minutes=31, seconds=0, comment="", seen=0)
    one = times(ben, BANK)[1].id
    end(ben, one)
    end(ben, one)  # a second click
    assert len(lines(here, "pilot.end")) == 1
    clock.at += timedelta(days=61)
    for gone in (late, ended):
        with pytest.raises(NotFound):
            opened(gone)
        with pytest.raises(SignedOut):
            tell(gone, minutes=31, seconds=0, comment="", seen=0)
    assert [(told.ended, told.minutes) for told in times(signed_in(here, "ben"), BANK)] == [
        (False, None),
        (True, 31),
    ]


@pytest.mark.parametrize("minutes", [0, -5, 2_001])
def test_no_such_time_can_be_told(ben: Actor, minutes: int) -> None:
    """From one minute to the most that credit is made of."""
    with pytest.raises(NoTime):
        tell(asked(ben), minutes=minutes, seconds=0, comment="", seen=0)


def test_what_is_too_much_is_refused(ben: Actor) -> None:
    """A comment that nobody reads, and corrections without end."""
    dan = asked(ben)
    with pytest.raises(TooMuchSaid):
        tell(dan, minutes=9, seconds=0, comment="x" * (LONGEST + 1), seen=0)
    with pytest.raises(TooMuchSaid):
        tell(dan, minutes=9, seconds=0, comment="", seen=MOST_TIMES)


def test_two_windows_do_not_overwrite_each_other(ben: Actor) -> None:
    """The second is told."""
    dan = asked(ben)
    tell(dan, minutes=31, seconds=0, comment="", seen=0)
    with pytest.raises(Stale):
        tell(dan, minutes=99, seconds=0, comment="", seen=0)
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


def test_a_tester_is_forgotten_by_name(here: Service, cora: Actor) -> None:
    """Name, link, time and comment go; each pilot of theirs is found in turn, and others stay."""
    olga = signed_in(here, "olga")
    first = asked(cora)
    tell(first, minutes=40, seconds=2_400, comment="I am Dan.", seen=0)
    second, other = asked(cora), asked(cora, "Eve Tester")
    for one in (first, second):
        found = find(olga, "dan TESTER")
        assert (found.person, found.shown) == (one.public_id, "Dan Tester")
        assert dict(found.erased)["name and link as a tester"] == 1
        forget(olga, found.person, "Asked by mail.")
        with pytest.raises(NotFound):
            opened(one)
    with pytest.raises(NobodyThere):
        find(olga, "Dan Tester")
    assert [one.name for one in times(cora, BANK)] == ["Eve Tester"]
    assert opened(other).name == "Eve Tester"
    with reading(here.engine) as connection:
        assert connection.execute(select(pilot_time)).all() == []
    found_wrong = {
        one.about: [each.what for each in one.findings]
        for one in doctor(system(here))
        if one.about in {"records", "entrances"}
    }
    assert found_wrong == {"records": [], "entrances": []}
