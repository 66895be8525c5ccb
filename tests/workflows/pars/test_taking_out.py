"""Taking out: what may not go any more leaves a batch that is not sent, and nothing else does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from documents.pars.record import unpack
from storage import pars_batch
from storage.connect import reading
from tests import amending
from tests.amending import account, colleague
from tests.reporting import MK, claimed, consent, identified, records, registered
from tests.taking import lines
from tests.together import together
from workflows.operations.doctor import doctor
from workflows.pars.batch import batches, make, send
from workflows.pars.export import export
from workflows.pars.preview import preview
from workflows.pars.refusals import Cancelled
from workflows.people import merge
from workflows.people.consent import withdraw
from workflows.people.forget import forget
from workflows.people.session import system

if TYPE_CHECKING:
    from workflows.act import Actor
    from workflows.service import Service

REASON = "Asked by letter of 1 December 2026."


@pytest.fixture
def done(service: Service, ada: Actor) -> str:
    """Ada's completion of 1 December 2026, with ABIM points, and all that PARS asks for."""
    identified(ada)
    consent(ada, "states")
    return claimed(ada, registered(service, in_control=()), 4, MK)


def states(service: Service, completion: str) -> dict[str, str]:
    """Return the states of a completion's additions by subject."""
    return {
        subject: state for subject, _, action, state in records(service, completion)
        if action == "add"
    }  # fmt: skip


def boards(service: Service, batch: str) -> list[str | None]:
    """Return whom the records of a batch's file go to: a board, or None for the states."""
    with reading(service.engine) as connection:
        made = next(one for one in pars_batch.page(connection, 9) if one.public_id == batch)
        return [unpack(row.body).board for row in pars_batch.packed(connection, made.id, 0, 9)]


def text_of(actor: Actor, batch: str) -> str:
    """Return the file of a tab-delimited batch."""
    return b"".join(export(actor, batch).parts).decode()


def test_a_withdrawn_consent_takes_its_record_out_of_the_file(
    service: Service, ada: Actor, cora: Actor, done: str
) -> None:
    """Only what that consent covered; the batch says what is gone, and the log how many."""
    made = make(cora, "tab", after="")
    withdraw(ada, "ABIM")
    assert states(service, done) == {"cme": "batched", "ABIM": "ready"}
    assert boards(service, made.batch) == [None]
    assert "ABIM" not in text_of(cora, made.batch)
    seen = batches(cora).rows[0]
    assert (seen.stage, seen.records, len(seen.taken_out)) == ("made", 2, 1)
    assert done in seen.taken_out[0]
    assert lines(service, "consent.withdraw")[0].data["taken_out"] == 1
    printed = lines(service, "batch.print")[0].data
    assert (printed["records"], printed["taken_out"]) == (1, 1)


def test_only_the_rest_is_marked_as_sent(
    service: Service, ada: Actor, cora: Actor, done: str
) -> None:
    """What was taken out waits for a new consent, and says so."""
    made = make(cora, "tab", after="")
    withdraw(ada, "ABIM")
    assert send(cora, made.batch) == send(cora, made.batch) == 1
    assert states(service, done) == {"cme": "sent", "ABIM": "ready"}
    assert [(one.code, one.count) for one in preview(cora).reasons] == [("consent", 1)]


def test_a_batch_of_which_nothing_is_left_has_no_file(ada: Actor, cora: Actor, done: str) -> None:
    """It is neither handed out nor sent."""
    made = make(cora, "tab", after="")
    withdraw(ada, "ABIM")
    withdraw(ada, "states")
    for act in (export, send):
        with pytest.raises(Cancelled, match="taken out"):
            act(cora, made.batch)
    assert done


def test_whoever_is_forgotten_leaves_the_file(
    service: Service, ada: Actor, cora: Actor, olga: Actor, done: str
) -> None:
    """With and without consent: nobody is reported who asked to be forgotten."""
    made = make(cora, "tab", after="")
    forget(olga, ada.public_id, REASON)
    assert states(service, done) == {"cme": "ready", "ABIM": "ready"}
    with pytest.raises(Cancelled):
        export(cora, made.batch)


def test_what_was_sent_stays_sent(service: Service, ada: Actor, cora: Actor, done: str) -> None:
    """The file is the same as before: it is what PARS has."""
    made = make(cora, "tab", after="")
    before = text_of(cora, made.batch)
    send(cora, made.batch)
    withdraw(ada, "ABIM")
    assert states(service, done) == {"cme": "sent", "ABIM": "sent"}
    assert text_of(cora, made.batch) == before
    assert "taken_out" not in lines(service, "consent.withdraw")[0].data


def test_a_deletion_stays_in_its_batch(
    service: Service, ada: Actor, cora: Actor, olga: Actor, done: str
) -> None:
    """It takes back what PARS holds, which needs no consent and is in the person's interest."""
    first = make(cora, "tab", after="").batch
    send(cora, first)
    amending.withdraw(cora, done, "Claimed in error.")
    second = make(cora, "tab", after=first).batch
    withdraw(ada, "ABIM")
    forget(olga, ada.public_id, REASON)
    assert sorted(boards(service, second), key=str) == ["ABIM", None]


def test_a_consent_is_withdrawn_for_all_accounts(
    service: Service, ada: Actor, cora: Actor, done: str
) -> None:
    """The record of the account that was merged is taken out by a word of the one that is kept."""
    kept = account(service, "kept@example.edu", "Ada Whitfield")
    made = make(cora, "tab", after="")
    task = merge.propose(cora, ada.public_id, kept.public_id, "One person.")
    merge.confirm(colleague(service), ada.public_id, task)
    kept = account(service, "kept@example.edu", "Ada Whitfield")
    consent(kept, "ABIM")
    withdraw(kept, "ABIM")
    assert states(service, done)["ABIM"] == "ready"
    assert boards(service, made.batch) == [None]


def test_sent_and_withdrawn_at_once_is_one_or_the_other(
    service: Service, ada: Actor, cora: Actor, done: str
) -> None:
    """Either it is sent with the rest, or it is not in the batch any more."""
    made = make(cora, "tab", after="")
    many, _ = together(lambda: send(cora, made.batch), lambda: withdraw(ada, "ABIM"))
    state = states(service, done)["ABIM"]
    assert (many, state) in {(2, "sent"), (1, "ready")}


def test_the_states_and_seals_hold(service: Service, ada: Actor, cora: Actor, done: str) -> None:
    """The doctor finds the states in order, and each as it was sealed."""
    make(cora, "tab", after="")
    withdraw(ada, "ABIM")
    found = {one.about: one.findings for one in doctor(system(service))}
    assert found["reports"] == ()
    assert not any("changed" in one.what for one in found["records"])
    assert done
