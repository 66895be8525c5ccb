"""Asking a list of people, or an affiliation, to take part in an initiative."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from storage.connect import reading
from storage.tables import log
from tests.amending import account, merged
from tests.editions import publish
from tests.leading import DUE, asked, led
from tests.learning import completed
from tests.people import signed_in
from tests.taking import chain_faults, lines
from workflows.content.home import home
from workflows.initiatives.dashboard import dashboard
from workflows.initiatives.invite import (
    DayRefused,
    ListFull,
    ListRefused,
    Receipt,
    invite,
    invite_affiliation,
)
from workflows.initiatives.listing import institutions
from workflows.initiatives.take_off import take_off
from workflows.people import profile
from workflows.people.forget import forget
from workflows.refusals import Faulty, NotFound

if TYPE_CHECKING:
    from workflows.act import Actor
    from workflows.service import Service


def shown(who: Actor, initiative: str) -> list[tuple[str, str]]:
    """Return who is on the list and how they stand."""
    return [(one.shown, one.state) for one in dashboard(who, initiative).lines]


def test_people_are_asked_by_any_address_of_theirs(service: Service, cora: Actor) -> None:
    """In any case, once, with what else a mail program pastes; the others wait for an account."""
    made = led(service, publish(service))
    signed_in(service, "dan")
    text = 'Dan Reyes <DAN@example.com>; new@example.org\n"Dan" <dan@example.com>'
    assert invite(cora, made, text.encode(), DUE) == Receipt(asked=2, before=0, unknown=1)
    assert invite(cora, made, text.encode(), DUE) == Receipt(asked=0, before=2, unknown=0)
    assert shown(cora, made) == [("Dan Reyes, PA", "open"), ("new@example.org", "waiting")]
    assert len(lines(service, "initiative.invite")) == 1


def test_a_table_is_read_by_its_column(sqlite_service: Service) -> None:
    """What else stands in it is left alone."""
    made = led(sqlite_service, publish(sqlite_service))
    ada = signed_in(sqlite_service, "ada")
    table = b"name,email\nDan,dan@example.com\nBen,ben@example.edu\n"
    assert invite(ada, made, table, DUE).asked == 2


def test_an_address_is_taken_up_with_the_account(sqlite_service: Service) -> None:
    """Whoever makes an account is asked then; what they complete counts, and once."""
    key = publish(sqlite_service)
    made = led(sqlite_service, key, ask="new@example.org")
    cora = signed_in(sqlite_service, "cora")
    new = account(sqlite_service, "new@example.org", "New Person")
    assert [one.title for one in home(new).wanted] == ["Fewer falls"]
    asked(cora, made, "new@example.org")
    assert shown(cora, made) == [("New Person, MD", "open")]
    completed(new, key)
    assert home(new).wanted == ()
    assert shown(cora, made) == [("New Person, MD", "done")]


def test_two_accounts_of_one_person_are_one_line(sqlite_service: Service) -> None:
    """Asked by both addresses, done by either, the first day by which it was asked holds."""
    key = publish(sqlite_service)
    made = led(sqlite_service, key)
    cora = signed_in(sqlite_service, "cora")
    eve = account(sqlite_service, "eve@example.edu", "Eve Ng")
    asked(cora, made, "eve@example.edu")
    asked(cora, made, "eve@example.org", due=date(2027, 2, 1))
    completed(eve, key)
    merged(cora, eve, account(sqlite_service, "eve@example.org", "Eve Ng"))
    (line,) = dashboard(cora, made).lines
    assert (line.state, line.due, len(line.who)) == ("done", DUE, 2)
    take_off(cora, made, line.who)
    assert dashboard(cora, made).lines == ()


def test_an_affiliation_is_asked_by_what_profiles_say(service: Service, cora: Actor) -> None:
    """Learners alone, each once; asking again asks who came since."""
    made = led(service, publish(service))
    ada, ben = signed_in(service, "ada"), signed_in(service, "ben")
    for one, kind, place in ((ada, "partner", "Example Clinic"), (ben, "partner", "Other Clinic")):
        _says(one, kind, place)
    _says(cora, "partner", "Example Clinic")  # she is no learner
    assert {"Example Clinic", "Other Clinic"} <= set(institutions(ada, made))
    done = invite_affiliation(ada, made, "", DUE, institution="Example Clinic")
    assert done == Receipt(asked=1, before=0, unknown=0)
    assert invite_affiliation(ada, made, "partner", DUE) == Receipt(1, 1, 0)
    assert [name for name, _ in shown(cora, made)] == ["Ada Whitfield, MD", ben_name(service)]


def ben_name(service: Service) -> str:
    """Return Ben's name as it is shown."""
    return profile.see(signed_in(service, "ben")).profile.shown


def _says(who: Actor, kind: str, place: str) -> None:
    held = profile.see(who)
    profile.write(who, held.seq, profile.filled(held.profile, affiliated=kind, affiliation=place))


def test_whoever_is_taken_off_can_be_asked_again(sqlite_service: Service) -> None:
    """Off the list nobody is asked or counted; taking off twice is once."""
    made = led(sqlite_service, publish(sqlite_service), ask="dan@example.com")
    cora, dan = signed_in(sqlite_service, "cora"), signed_in(sqlite_service, "dan")
    who = dashboard(cora, made).lines[0].who
    assert take_off(cora, made, who) == 1
    assert take_off(cora, made, who) == 0
    assert home(dan).wanted == ()
    asked(cora, made, "dan@example.com", due=date(2027, 2, 1))
    assert [one.due for one in home(dan).wanted] == [date(2027, 2, 1)]
    with pytest.raises(NotFound):
        take_off(cora, made, ["nobody@example.org"])


@pytest.mark.parametrize(
    ("text", "line"),
    [("", 1), ("nobody", 1), ("ada@example.edu\nada@", 2), ("email\nada@example.edu\nAda", 3)],
)
def test_what_is_no_address_is_named_by_its_line(
    sqlite_service: Service, text: str, line: int
) -> None:
    """Nobody is asked as long as a line cannot be read."""
    made = led(sqlite_service, publish(sqlite_service))
    cora = signed_in(sqlite_service, "cora")
    with pytest.raises(ListRefused) as refused:
        invite(cora, made, text.encode(), DUE)
    assert [one.line for one in refused.value.faults] == [line]
    assert dashboard(cora, made).lines == ()


@pytest.mark.parametrize("due", [date(2026, 11, 30), date(2027, 4, 1)])
def test_the_day_lies_ahead_and_within_it(sqlite_service: Service, due: date) -> None:
    """A day that is over, or after the last one, is none by which anybody could be done."""
    made = led(sqlite_service, publish(sqlite_service))
    with pytest.raises(DayRefused):
        asked(signed_in(sqlite_service, "ada"), made, "dan@example.com", due=due)


def test_the_day_is_one_on_which_everything_can_be_completed(sqlite_service: Service) -> None:
    """A self-assessment that ends before is named."""
    made = led(sqlite_service, publish(sqlite_service, year=2025))
    with pytest.raises(DayRefused, match="31 Oct 2026"):
        asked(signed_in(sqlite_service, "ada"), made, "dan@example.com")


def test_an_affiliation_has_to_be_one(sqlite_service: Service) -> None:
    """Neither a kind nor an institution: nobody is asked."""
    made = led(sqlite_service, publish(sqlite_service))
    with pytest.raises(Faulty):
        invite_affiliation(signed_in(sqlite_service, "ada"), made, "all", DUE)


def test_a_list_is_full_one_day(sqlite_service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody fills the database with addresses, not even of those who are taken off again."""
    monkeypatch.setattr("workflows.initiatives.invite.MOST", 2)
    made = led(sqlite_service, publish(sqlite_service), ask="a@example.org")
    ada = signed_in(sqlite_service, "ada")
    asked(ada, made, "b@example.org")
    take_off(ada, made, ["a@example.org"])
    with pytest.raises(ListFull):
        asked(ada, made, "c@example.org")
    asked(ada, made, "a@example.org")
    assert len(dashboard(ada, made).lines) == 2


def test_no_address_stands_in_the_log(sqlite_service: Service) -> None:
    """Neither of who is asked or taken off, nor of who is forgotten: nothing goes from the log."""
    made = led(sqlite_service, publish(sqlite_service), ask="eve@example.org")
    cora = signed_in(sqlite_service, "cora")
    eve = account(sqlite_service, "eve@example.org", "Eve Ng")
    asked(cora, made, "nobody.yet@example.org")
    take_off(cora, made, ["nobody.yet@example.org"])
    told = forget(signed_in(sqlite_service, "olga"), eve.public_id, "Asked by phone")
    assert dict(told.erased)["invitation to an initiative"] == 1
    with reading(sqlite_service.engine) as connection:
        said = connection.execute(select(log.c.data)).scalars().all()
    assert [one for one in said if "@" in one] == []
    assert not chain_faults(sqlite_service)
