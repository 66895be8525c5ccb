"""Who waits for an answer or for a second person."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.amending import colleague, proposed
from tests.correcting import ALSO, ITEM, REASON
from tests.editions import publish
from tests.learning import completed
from tests.people import signed_in
from tests.projects import ALONE, IDEA, approved, attested
from tests.reporting import claimed, registered
from tests.taking import RIGHT, take
from tests.workflows.matrix import REQUEST
from workflows.attempts.margin import comment
from workflows.corrections import correct
from workflows.corrections.appeals import answer as answer_comment
from workflows.corrections.appeals import waiting
from workflows.desk.ask import ask, withdraw
from workflows.part4.decide import begin
from workflows.part4.propose import propose
from workflows.part4.verify import verify
from workflows.people import merge
from workflows.today.today import today

if TYPE_CHECKING:
    from tests.clock import Clock
    from workflows.act import Actor
    from workflows.service import Service
    from workflows.today.due import Due


def lines(actor: Actor, to: str) -> list[Due]:
    """Return what waits on one screen."""
    return [one for one in today(actor) if one.to == to]


def test_a_comment_waits_with_its_clock(
    quiet: Service, ada: Actor, office: Actor, clock: Clock
) -> None:
    """One leads to itself; it is late once its day is over, and gone with the answer."""
    attempt = take(ada, publish(quiet), dict.fromkeys(range(1, 5), RIGHT))
    comment(ada, attempt, position=1, text="The key is wrong.")
    (held,) = waiting(office)
    (one,) = lines(office, "correct")
    assert one.said == "1 comment on a question waits for an answer; it is due on 15 Dec 2026."
    assert (one.level, one.query) == ("now", {"appeal": held.id})
    clock.move(days=15)
    later = signed_in(quiet, "cora")
    assert [each.level for each in lines(later, "correct")] == ["late"]
    answer_comment(later, held.id, "It is right.", upheld=False)
    assert lines(later, "correct") == []


def test_several_comments_are_one_line(quiet: Service, ada: Actor, office: Actor) -> None:
    """The first of them has the day; the list has them all."""
    attempt = take(ada, publish(quiet), dict.fromkeys(range(1, 5), RIGHT))
    for position in (1, 2):
        comment(ada, attempt, position=position, text="Why?")
    (one,) = lines(office, "correct")
    assert one.said.startswith("2 comments on questions wait for an answer; the first is due")
    assert one.query == {}


def test_a_request_waits_until_it_is_answered(ada: Actor, office: Actor) -> None:
    """The oldest is one click away."""
    made = ask(ada, REQUEST)
    ask(ada, REQUEST.model_copy(update={"title": "Autumn course"}))
    (one,) = lines(office, "requests")
    assert one.said == "2 requests for MOC points wait for an answer, since 1 Dec 2026."
    assert one.query == {"id": made}
    withdraw(ada, made, 1)
    assert lines(office, "requests")[0].said.startswith("1 request for MOC points waits")


def test_a_proposal_waits_for_somebody_else(
    quiet: Service, ada: Actor, dan: Actor, office: Actor
) -> None:
    """Who proposed it reads so, and presses nothing; the colleague can confirm it."""
    done = claimed(ada, registered(quiet), 4)
    proposed(office, done, {"cme": 2}, "Asked for it.")
    (mine,) = lines(office, "confirm")
    assert mine.level == "later"
    assert mine.said == "1 amendment of a claim waits for somebody else than you to confirm."
    merge.propose(office, ada.public_id, dan.public_id, "One person.")
    second = lines(colleague(quiet), "confirm")
    assert [(one.level, one.said) for one in second] == [
        ("now", "1 amendment of a claim waits for a second person to confirm."),
        ("now", "1 merge of two accounts waits for a second person to confirm."),
    ]


def test_a_correction_waits_for_a_second_person(quiet: Service, ada: Actor, office: Actor) -> None:
    """On the screen where its dry run stands; confirmed it waits no more."""
    completed(ada, publish(quiet))
    made = correct.propose(office, ITEM, ALSO, seen=0, reason=REASON, lower=())
    other = colleague(quiet)
    (one,) = lines(other, "correct")
    assert one.said == "1 correction of a question waits for a second person to confirm."
    correct.confirm(other, ITEM, made)
    assert lines(other, "correct") == []


@pytest.mark.usefixtures("quiet")
def test_a_proposed_project_waits_until_it_begins(ada: Actor, office: Actor) -> None:
    """For whoever of the office decides about it."""
    project = propose(ada, IDEA)
    (one,) = lines(office, "part4")
    assert one.said == "1 proposed quality project waits for a decision."
    begin(office, project, 1)
    assert lines(office, "part4") == []


def test_a_leads_own_attestation_waits_for_the_office(
    quiet: Service, ada: Actor, office: Actor
) -> None:
    """Where nobody else was named for it; what participants attest is for the lead."""
    found = approved(quiet, "ada", "ben")
    attested(ada, found.links["ada"])
    attested(signed_in(quiet, "ben"), found.links["ben"], ALONE)
    (one,) = lines(office, "part4")
    assert one.said == "1 attestation of a project's lead waits for the office to verify."
    verify(office, found.links["ada"], 1)
    assert lines(office, "part4") == []
