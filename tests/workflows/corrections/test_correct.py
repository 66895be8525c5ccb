"""Proposing, confirming and refusing a correction of a published question."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from storage.connect import writing
from storage.tables import correction
from tests.amending import account
from tests.correcting import ALSO, ITEM, REASON, REKEY, a_correction, put_right, undo
from tests.editions import an_item, publish
from tests.taking import RIGHT, count, lines, take
from tests.together import together
from workflows.corrections.correct import confirm, propose, refuse
from workflows.corrections.desk import choices, made, page, waiting
from workflows.corrections.preview import preview
from workflows.corrections.proposed import BadCorrection, CorrectedMeanwhile, StillMarking
from workflows.desk.decision import Decided, NoReason, OwnProposal, WaitingAlready
from workflows.refusals import NotAllowed, NotFound, Refused

if TYPE_CHECKING:
    from quizzes.correction import Correction
    from workflows.act import Actor
    from workflows.service import Service


@pytest.fixture
def key(service: Service) -> str:
    """An activity of four questions."""
    return publish(service)


@pytest.fixture
def proposal(cora: Actor, key: str) -> str:
    """Another key for the first question, proposed by Cora."""
    del key
    return propose(cora, ITEM, REKEY, seen=0, reason=REASON)


def test_two_people_correct_a_question(
    service: Service, cora: Actor, emil: Actor, proposal: str
) -> None:
    """It counts when the second one says so; the log tells who, what and not why."""
    assert made(cora) == ()
    assert waiting(emil)[0].preview is not None
    confirm(emil, ITEM, proposal)
    (one,) = made(cora)
    assert (one.kind, one.before, one.after) == ("rekey", "Text a of 1", "Text b of 1")
    assert (one.by, one.confirmed_by) == ("Cora Lindqvist", "Emil Santos")
    assert page(cora, ITEM).right == "Text b of 1"
    first, second = lines(service, "correction.propose") + lines(service, "correction.confirm")
    assert (first.actor, second.actor) == (cora.public_id, emil.public_id)
    assert second.data["seq"] == 1
    assert "misread" not in json.dumps([first.data, second.data])


def test_nobody_confirms_their_own(cora: Actor, proposal: str) -> None:
    """The page says that somebody else does."""
    assert waiting(cora)[0].own
    with pytest.raises(OwnProposal):
        confirm(cora, ITEM, proposal)


def test_a_second_press_is_one(service: Service, emil: Actor, proposal: str) -> None:
    """Of the proposal and of the confirmation."""
    confirm(emil, ITEM, proposal)
    confirm(emil, ITEM, proposal)
    assert count(service, "correction") == 1


def test_the_same_proposal_is_one_and_another_waits(cora: Actor, proposal: str) -> None:
    """Two cannot be in force at once, so one is decided first."""
    assert propose(cora, ITEM, REKEY, seen=0, reason=REASON) == proposal
    with pytest.raises(WaitingAlready):
        propose(cora, ITEM, ALSO, seen=0, reason=REASON)


def test_two_colleagues_at_once_write_one(service: Service, proposal: str) -> None:
    """Whoever comes second changes nothing."""
    two = [account(service, f"{one}@example.edu", one, "staff") for one in ("third", "fourth")]
    together(*(lambda one=one: confirm(one, ITEM, proposal) for one in two))
    assert count(service, "correction") == 1


def test_a_refused_one_is_not_confirmed(cora: Actor, emil: Actor, proposal: str) -> None:
    """And a reason is asked for; whoever proposed may take it back."""
    with pytest.raises(NoReason):
        refuse(emil, ITEM, proposal, " ")
    refuse(cora, ITEM, proposal, "My mistake.")
    refuse(cora, ITEM, proposal, "My mistake.")
    with pytest.raises(Decided):
        confirm(emil, ITEM, proposal)
    assert waiting(emil) == ()


def test_what_was_corrected_meanwhile_is_not_corrected_blindly(
    service: Service, cora: Actor, emil: Actor, key: str
) -> None:
    """A page from before, or a proposal that waited, names another state of the question."""
    del key
    put_right(cora, REKEY)
    with pytest.raises(CorrectedMeanwhile):
        propose(cora, ITEM, ALSO, seen=0, reason=REASON)
    with pytest.raises(CorrectedMeanwhile):
        preview(emil, ITEM, ALSO, seen=0)
    assert count(service, "correction") == 1


def test_the_next_one_waits_until_all_are_marked(
    service: Service, ada: Actor, cora: Actor, emil: Actor, key: str, proposal: str
) -> None:
    """So that each dry run starts from what is."""
    take(ada, key, {1: RIGHT})
    confirm(emil, ITEM, proposal)
    with pytest.raises(StillMarking):
        propose(cora, "item-2.1", REKEY, seen=0, reason=REASON)
    assert count(service, "result") == 1


@pytest.mark.parametrize(
    "new", [a_correction("rekey", key="z"), undo(1), a_correction("rationale")]
)
def test_what_does_not_fit_is_refused(cora: Actor, key: str, new: Correction) -> None:
    """By the sentence of the rule."""
    del key
    with pytest.raises(BadCorrection):
        propose(cora, ITEM, new, seen=0, reason=REASON)


@pytest.mark.usefixtures("key")
def test_nobody_else_can_be_chosen_to_lose_a_pass(
    service: Service, ada: Actor, cora: Actor
) -> None:
    """Neither an attempt at another activity, nor one that there is not."""
    other = take(ada, publish(service, slug="other", items=(an_item(9),)), {1: RIGHT})
    for lower in ([other], ["0" * 32]):
        with pytest.raises(BadCorrection):
            propose(cora, ITEM, REKEY, seen=0, reason=REASON, lower=lower)


@pytest.mark.parametrize("item", ["item-9.1", "item-1.2", "item-1", "", "item-1.x", "é.1"])
def test_an_unpublished_question_is_not_found(cora: Actor, key: str, item: str) -> None:
    """Neither is a version that there never was."""
    del key
    with pytest.raises(NotFound):
        propose(cora, item, REKEY, seen=0, reason=REASON)


def test_only_the_office_corrects(ada: Actor, key: str) -> None:
    """A learner comments."""
    del key
    with pytest.raises(NotAllowed):
        propose(ada, ITEM, REKEY, seen=0, reason=REASON)


def test_every_published_question_can_be_chosen(cora: Actor, key: str) -> None:
    """By the activity, with words of it."""
    (group,) = choices(cora)
    assert group.key == key
    assert group.items[0].item == ITEM
    assert "Vignette 1." in group.items[0].said


def test_an_undo_shows_what_it_undid(service: Service, cora: Actor, key: str) -> None:
    """Both stay in the list; the question is right as it was published."""
    del key, service
    put_right(cora, REKEY)
    put_right(cora, undo(1), seen=1)
    undone, first = made(cora)
    assert (undone.kind, undone.after, first.undone) == ("undo", "Text a of 1", True)
    assert page(cora, ITEM).held == ()


def test_a_proposal_by_a_stranger_is_refused_as_unknown(emil: Actor, key: str) -> None:
    """An id of nothing confirms nothing."""
    del key
    with pytest.raises(Refused):
        confirm(emil, ITEM, "0" * 32)


def test_the_database_refuses_one_person_for_two(
    service: Service, cora: Actor, emil: Actor, proposal: str
) -> None:
    """Whatever a program does: proposer and confirmer differ."""
    confirm(emil, ITEM, proposal)
    with writing(service.engine) as connection:
        row = connection.execute(select(correction)).one()._asdict()
        del row["id"]
        alone = row | {"seq": 2, "confirmed_by": row["by"]}
        with pytest.raises(IntegrityError):
            connection.execute(insert(correction).values(alone))
    assert [one.seq for one in made(cora)] == [1]
