"""One's own disclosure: told where it is due, and given by a link of one's own."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.people import signed_in
from tests.taking import lines
from workflows.content.disclose import asked, give
from workflows.content.disclosures import invite
from workflows.content.own_disclosure import Due, NothingDue, due, own_link

if TYPE_CHECKING:
    from tests.clock import Clock
    from tests.quizzes.folder import BankFolder
    from workflows.act import Actor

BANK, TITLE = "small-bank", "Small bank: a self-assessment"
IN_FILE = "\n    disclosure: {has_relationships: false, collected_on: 2026-09-01}"
BEN = "email: ben@example.edu"


def given(actor: Actor) -> None:
    """Disclose that there is nothing, by a link of one's own."""
    token = own_link(actor).link.rpartition("/")[2]
    give(actor.service, token, has=False, relationships=())


def again(actor: Actor, who: str) -> Actor:
    """Sign somebody in again, whose session ran out meanwhile."""
    return signed_in(actor.service, who)


def test_nothing_is_due_while_a_disclosure_holds(author: Actor, staff: Actor) -> None:
    """Neither of whoever gave one, nor of whoever is on no list; no link is made then."""
    for one in (author, staff):
        assert due(one) is None
        with pytest.raises(NothingDue):
            own_link(one)


def test_whoever_gave_none_is_told_and_gives_it(author: Actor, reviewed_bank: BankFolder) -> None:
    """The link is theirs: it opens the form under their name, and then nothing is due."""
    reviewed_bank.change("activity.yaml", f"{BEN}\n    roles: [author, planner]{IN_FILE}",
                         f"{BEN}\n    roles: [author, planner]")  # fmt: skip
    assert due(author) == Due("missing", TITLE, None)
    made = own_link(author)
    form = asked(author.service, made.link.rpartition("/")[2])
    assert form is not None
    assert form.name == "Ada Author, MD"
    (line,) = lines(author.service, "disclosure.own")
    assert line.on == f"bank:{BANK}"
    given(author)
    assert due(author) is None


def test_what_the_office_asked_for_is_due(author: Actor, staff: Actor, clock: Clock) -> None:
    """Until it is given; the role begins on the day that the office named."""
    clock.move(days=1)
    staff, author = again(staff, "cora"), again(author, "ben")
    begins = date(2027, 2, 1)
    invite(staff, BANK, "fac-ada", begins)
    found = due(author)
    assert found is not None
    assert found.why == "asked"
    form = asked(author.service, own_link(author).link.rpartition("/")[2])
    assert form is not None
    assert form.role_from == begins
    given(author)
    assert due(author) is None


def test_a_disclosure_is_due_before_it_runs_out(author: Actor, staff: Actor, clock: Clock) -> None:
    """From thirty days before its last day on, and after it."""
    invite(staff, BANK, "fac-ada", date(2027, 2, 1))
    given(author)
    assert due(author) is None
    clock.move(days=340)
    author = again(author, "ben")
    soon = due(author)
    assert soon is not None
    assert (soon.why, soon.title) == ("soon", TITLE)
    clock.move(days=30)
    author = again(author, "ben")
    expired = due(author)
    assert expired is not None
    assert expired.why == "expired"
    assert expired.good_until == soon.good_until
