"""Answers that cross a correction: in every order PARS ends with what is claimed, once.

PARS is played by a few lines that do what a file says, record by record: once as it would with our
CreditIDs, once as it would with none, where a person, a board and a day are all it goes by.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from documents.pars.record import unpack
from storage import pars_batch, things
from storage.connect import reading
from tests import reporting
from tests.amending import amend, withdraw
from tests.contents import Start
from tests.people import begin_at, signed_in
from tests.reporting import MK, claimed, identified, registered
from workflows.operations.doctor import doctor
from workflows.pars.answers import take
from workflows.pars.batch import cancel_batch, make, send
from workflows.pars.by_hand import enter, keep
from workflows.pars.preview import preview
from workflows.pars.refusals import ReplacementInBatch
from workflows.pars.rejected import contradictions, rejected
from workflows.people.session import system

if TYPE_CHECKING:
    from sqlalchemy import Engine, Row

    from documents.pars.record import LearnerRecord
    from tests.people import Begun
    from workflows.act import Actor
    from workflows.service import Service

CLAIMED, AMENDED = 3, 2  # quarters


@pytest.fixture
def engine(sqlite: Engine) -> Engine:
    """What crosses here are people and files, not transactions: one database tells as much."""
    return sqlite


class Pars:
    """PARS: what it holds of Ada's points, and what it says to a record."""

    def __init__(self, service: Service, cora: Actor, *, names: bool) -> None:
        self.service, self.cora, self.names = service, cora, names
        self.held: dict[str, int] = {}

    def upload(self, batch: str, *, refuse: bool = False) -> dict[str, str]:
        """Take a batch's file; return for each CreditID and action what the answer will be."""
        with reading(self.service.engine) as connection:
            row = things.find(connection, "pars_batch", batch, None)
            assert row is not None
            packed = pars_batch.packed(connection, row.id, 0, 100)
        records = [unpack(one.body) for one in packed]
        return {f"{one.action} {one.credit_id}": self._take(one, refuse) for one in records}

    def _take(self, one: LearnerRecord, refuse: bool) -> str:
        name = one.credit_id if self.names else "ABIM"
        if one.action == "delete":
            return "rejected_pars" if self.held.pop(name, None) is None else "accepted"
        if refuse:
            return "rejected_board"
        self.held[name] = one.board_total or 0
        return "accepted"

    def arrive(self, row: Row[object]) -> None:
        """Hold an addition that was rejected at first."""
        self.held[str(row.credit_id) if self.names else "ABIM"] = CLAIMED

    def made(self) -> str:
        """Make a batch of all that can go."""
        with reading(self.service.engine) as connection:
            newest = pars_batch.newest(connection)
        return make(self.cora, "json" if self.names else "excel", after=newest).batch

    def answer(self, completion: str, said: dict[str, str]) -> None:
        """Enter what PARS said to the records that wait for it."""
        for row in points(self.service, completion):
            outcome = said.get(f"{row.action} {row.credit_id}")
            if outcome and row.state in {"batched", "sent"}:
                enter(self.cora, row.public_id, outcome, "Read in PARS.", seen=row.state)

    def settle(self, completion: str) -> None:
        """Send what waits and enter the answers, until nothing waits."""
        while preview(self.cora).goes:
            batch = self.made()
            said = self.upload(batch)
            send(self.cora, batch)
            self.answer(completion, said)


SENT: dict[bool, Begun[str]] = {True: Start(), False: Start()}
"""With our CreditIDs, and without."""


@pytest.fixture(params=["by CreditID", "by person, board and day"])
def names(request: pytest.FixtureRequest) -> bool:
    """Whether PARS is told our CreditIDs."""
    return bool(request.param == "by CreditID")


@pytest.fixture
def begun(service: Service, names: bool) -> str:
    """Ada's points, sent to ABIM and not answered; reports to states she did not agree to."""

    def reach() -> str:
        ada = signed_in(service, "ada")
        identified(ada)
        completion = claimed(ada, registered(service), 4, MK)
        pars = Pars(service, signed_in(service, "cora"), names=names)
        batch = pars.made()
        pars.upload(batch, refuse=True)
        send(pars.cora, batch)
        return completion

    return begin_at(service, SENT[names], reach)


@pytest.fixture
def done(begun: str) -> str:
    """Return Ada's completion."""
    return begun


@pytest.fixture
def ours(service: Service, cora: Actor, names: bool) -> Pars:
    """PARS, which rejected that addition and holds nothing."""
    return Pars(service, cora, names=names)


def points(service: Service, completion: str) -> list[Row[object]]:
    """Return the records for ABIM, oldest first."""
    return [one for one in reporting.rows(service, completion) if one.subject == "ABIM"]


def said(ours: Pars, completion: str, state: str) -> None:
    """Enter PARS' answer to the first record."""
    row = points(ours.service, completion)[0]
    enter(ours.cora, row.public_id, state, "Read in PARS.", seen=row.state)


def late(ours: Pars, completion: str) -> None:
    """Let the first record arrive after all: PARS holds it, and its answer names it."""
    first = points(ours.service, completion)[0]
    ours.arrive(first)
    file = f"CreditID,Record Action,Status,Reason\n{first.credit_id},Add,Accepted,\n"
    assert len(take(ours.cora, file.encode()).contradictory) == 1
    assert take(ours.cora, file.encode()).contradictory == []


def decide(ours: Pars) -> None:
    """Take the late answer, as the page offers it."""
    (one,) = contradictions(ours.cora)
    enter(ours.cora, one.record, one.now, "PARS shows it.", seen=one.state)


def nothing_is_left(ours: Pars, completion: str) -> None:
    """Nobody has anything to do, and the log tells of every row."""
    assert {one.state for one in points(ours.service, completion)} <= {"accepted", "cancelled"}
    assert (contradictions(ours.cora), rejected(ours.cora).found) == ((), 0)
    found = [str(one) for each in doctor(system(ours.service)) for one in each.findings]
    assert [one for one in found if "pars_" in one or "task" in one or "report" in one] == []


def replaced(ours: Pars, completion: str, stage: str) -> str:
    """Have the first record rejected and replaced; let what replaces it come so far."""
    said(ours, completion, "rejected_board")
    amend(ours.cora, completion, {MK: AMENDED}, "Took part in half of it.")
    if stage == "ready":
        return ""
    batch = ours.made()
    if stage != "batched":
        answers = ours.upload(batch, refuse=stage == "rejected")
        send(ours.cora, batch)
        if stage != "sent":
            ours.answer(completion, answers)
    return batch


@pytest.mark.parametrize("stage", ["ready", "sent", "accepted", "rejected"])
def test_the_old_one_is_accepted_after_it_was_replaced(ours: Pars, done: str, stage: str) -> None:
    """However far what replaces it came: the old one is deleted, the new one is there, once."""
    replaced(ours, done, stage)
    late(ours, done)
    assert preview(ours.cora).goes == 0
    decide(ours)
    ours.settle(done)
    if stage == "sent":  # its own answer comes last
        row = next(one for one in points(ours.service, done) if one.state == "sent")
        enter(ours.cora, row.public_id, "accepted", "Read in PARS.", seen="sent")
    assert list(ours.held.values()) == [AMENDED]
    for row in points(ours.service, done):
        if row.state == "rejected_pars":  # told no names, PARS had one to delete where we knew two
            assert (ours.names, row.action) == (False, "delete")
            enter(ours.cora, row.public_id, "accepted", "It is not there.", seen=row.state)
    nothing_is_left(ours, done)


@pytest.mark.parametrize("then", ["sent", "cancelled"])
def test_what_lies_in_a_batch_is_settled_first(ours: Pars, done: str, then: str) -> None:
    """Whether it went is not known: staff say so, and then decide about the old one."""
    batch = replaced(ours, done, "batched")
    late(ours, done)
    with pytest.raises(ReplacementInBatch, match=r"Mark that batch as sent, or cancel it"):
        decide(ours)
    if then == "cancelled":
        cancel_batch(ours.cora, batch)
        decide(ours)
    else:
        answers = ours.upload(batch)
        send(ours.cora, batch)
        decide(ours)
        ours.answer(done, answers)
    ours.settle(done)
    assert list(ours.held.values()) == [AMENDED]


@pytest.mark.parametrize("stage", ["ready", "sent", "accepted", "rejected"])
def test_the_late_answer_is_not_believed(ours: Pars, done: str, stage: str) -> None:
    """PARS does not hold the old one: what replaces it goes its way, and nothing is deleted."""
    replaced(ours, done, stage)
    first = points(ours.service, done)[0]
    file = f"CreditID,Record Action,Status,Reason\n{first.credit_id},Add,Accepted,\n"
    take(ours.cora, file.encode())
    keep(ours.cora, contradictions(ours.cora)[0].record)
    ours.settle(done)
    assert [one.action for one in points(ours.service, done)] == ["add", "add"]
    assert list(ours.held.values()) == ([] if stage == "rejected" else [AMENDED])
    assert rejected(ours.cora).found == (stage == "rejected")


@pytest.mark.parametrize("old", ["accepted", "rejected_board"])
@pytest.mark.parametrize("stage", ["ready", "batched", "sent", "answered"])
def test_the_old_one_is_answered_after_its_correction(
    ours: Pars, done: str, old: str, stage: str
) -> None:
    """Amended unanswered: deletion and addition are on their way when the old answer comes."""
    if old == "accepted":
        ours.arrive(points(ours.service, done)[0])
    amend(ours.cora, done, {MK: AMENDED}, "Took part in half of it.")
    answers: dict[str, str] = {}
    batch = "" if stage == "ready" else ours.made()
    if stage in {"sent", "answered"}:
        answers = ours.upload(batch)
        send(ours.cora, batch)
    if stage == "answered":
        ours.answer(done, answers)
    said(ours, done, old)
    if stage == "batched":
        answers = ours.upload(batch)
        send(ours.cora, batch)
    if stage != "answered":
        ours.answer(done, answers)
    ours.settle(done)
    assert list(ours.held.values()) == [AMENDED]
    nothing_is_left(ours, done)


@pytest.mark.parametrize("first", ["deletion", "addition"])
def test_a_deletion_of_what_never_arrived_ends_with_it(ours: Pars, done: str, first: str) -> None:
    """Both are rejected, in either order or in one file: there is nothing to delete or to send."""
    withdraw(ours.cora, done, "Claimed in error.")
    send(ours.cora, ours.made())
    name = points(ours.service, done)[0].credit_id
    rows = {
        "addition": f"{name},Add,Rejected,Name\n",
        "deletion": f"{name},Delete,Rejected,Not found\n",
    }
    head = "CreditID,Record Action,Status,Reason\n"
    second = next(one for one in rows if one != first)
    take(ours.cora, f"{head}{rows[first]}".encode())
    take(ours.cora, f"{head}{rows[first]}{rows[second]}".encode())
    assert [one.state for one in points(ours.service, done)] == ["cancelled", "cancelled"]
    nothing_is_left(ours, done)


def test_both_rejections_in_one_file_end_both(ours: Pars, done: str) -> None:
    """Neither is judged before the other is known."""
    withdraw(ours.cora, done, "Claimed in error.")
    send(ours.cora, ours.made())
    name = points(ours.service, done)[0].credit_id
    rows = f"{name},Delete,Rejected,Not found\n{name},Add,Rejected,Name\n"
    take(ours.cora, f"CreditID,Record Action,Status,Reason\n{rows}".encode())
    nothing_is_left(ours, done)


ROW = "202612345,12/01/2026,ABIM,123456,Add,Accepted,\n"
HEAD = (
    "ACCME Activity ID,Completion Date,Certifying Board,Certifying Board ID,"
    "Record Action,Status,Reason\n"
)


def test_an_answer_that_names_nobody_waits_for_the_batch(ours: Pars, done: str) -> None:
    """It fits the old one as well as what lies in a batch; cancelled, that cannot be meant."""
    batch = replaced(ours, done, "batched")
    taken = take(ours.cora, f"{HEAD}{ROW}".encode())
    assert (taken.accepted, len(taken.refused)) == (0, 1)
    assert "in a batch that is not marked as sent" in taken.refused[0].said
    cancel_batch(ours.cora, batch)
    ours.arrive(points(ours.service, done)[0])
    assert len(take(ours.cora, f"{HEAD}{ROW}".encode()).contradictory) == 1
    decide(ours)
    ours.settle(done)
    assert list(ours.held.values()) == [AMENDED]
    nothing_is_left(ours, done)


def test_yesterday_s_file_again_does_not_answer_what_lies_in_a_batch(ours: Pars, done: str) -> None:
    """It told of the first record, and what replaces that was not even sent."""
    ours.arrive(points(ours.service, done)[0])
    assert take(ours.cora, f"{HEAD}{ROW}".encode()).accepted == 1
    amend(ours.cora, done, {MK: AMENDED}, "Took part in half of it.")
    ours.made()
    assert len(take(ours.cora, f"{HEAD}{ROW}".encode()).refused) == 1
    states = [one.state for one in points(ours.service, done)]
    assert states == ["accepted", "batched", "batched"]
