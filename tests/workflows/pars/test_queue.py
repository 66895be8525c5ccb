"""What is queued for PARS when claims come, change and go (pitfalls 4, 9 and 12)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import insert

from credit.completion import CME
from storage import credit, tables
from storage.connect import writing
from tests import reporting
from tests.amending import withdraw
from tests.databases import drop_triggers
from tests.people import signed_in
from tests.reporting import LL, MK, claimed, put, records, registered
from workflows.act import act
from workflows.credit.claim import make
from workflows.operations.doctor import doctor
from workflows.pars.clock import clock
from workflows.pars.queue import reconcile, repair
from workflows.people.session import system

if TYPE_CHECKING:
    from workflows.act import Actor
    from workflows.service import Service


def claim_again(service: Service, completion: str, **amounts: int) -> None:
    """Put other amounts in force, as an amendment would, and reconcile in the same transaction.

    `ABA_Patient_Safety=1` is one quarter of ABA's patient safety; 0 takes the kind back.
    """
    kinds = {kind.replace("_", ":", 1).replace("_", " "): many for kind, many in amounts.items()}
    with act(system(service), "report.queue", on=("completion", completion)) as a:
        now = credit.claims(a.connection, a.on.id)
        for kind, many in kinds.items():
            seq = now[kind].seq if kind in now else 0
            a.connection.execute(
                insert(tables.claim).values(
                    completion_id=a.on.id, kind=kind, seq=seq + 1, quarters=many, allowed=4,
                    snapshot=now[CME].snapshot, reason="Amended.", by=a.on.person_id, at=a.at,
                )
            )  # fmt: skip
        reconcile(a, a.on)


def test_each_subject_has_a_record_of_its_own(service: Service, ada: Actor) -> None:
    """CME goes to the states and points to each board: three records, each with its CreditID."""
    done = claimed(ada, registered(service), 3, MK, LL)
    assert records(service, done) == [
        ("ABA", 1, "add", "ready"),
        ("ABIM", 1, "add", "ready"),
        ("cme", 1, "add", "ready"),
    ]
    ids = [one.credit_id for one in reporting.rows(service, done)]
    assert ids == [f"ccid:127.0.0.1:{done}-{one}-1" for one in ("ABA", "ABIM", "cme")]


def test_others_than_physicians_are_not_reported(service: Service, dan: Actor) -> None:
    """A physician assistant's hours are participation, and no record is written."""
    assert records(service, claimed(dan, registered(service))) == []


def test_the_same_claim_again_queues_nothing(service: Service, ada: Actor) -> None:
    """A double click on Claim leaves one record."""
    done = claimed(ada, registered(service))
    make(ada, done, quarters=4, boards={}, attested=True)
    assert records(service, done) == [("cme", 1, "add", "ready")]


def test_points_added_later_are_queued_beside_what_was_sent(service: Service, ada: Actor) -> None:
    """Another board's points are another record; what was sent stays as it is (8, number 4)."""
    done = claimed(ada, registered(service))
    put(service, done, "cme", "accepted")
    claim_again(service, done, **{"ABIM_Medical Knowledge": 3})
    assert records(service, done) == [("ABIM", 1, "add", "ready"), ("cme", 1, "add", "accepted")]


def test_a_change_before_the_report_cancels_and_adds(service: Service, ada: Actor) -> None:
    """What was never sent needs no deletion."""
    done = claimed(ada, registered(service))
    claim_again(service, done, cme=2)
    assert records(service, done) == [("cme", 1, "add", "cancelled"), ("cme", 2, "add", "ready")]


@pytest.mark.parametrize("state", ["batched", "sent", "pending_board", "accepted"])
def test_a_change_after_the_report_deletes_and_adds(
    service: Service, ada: Actor, state: str
) -> None:
    """A correction is delete and add, and the delete names the CreditID it deletes (8, number 9).

    A batch that may be on its way already counts as sent.
    """
    done = claimed(ada, registered(service))
    put(service, done, "cme", state)
    claim_again(service, done, cme=2)
    assert records(service, done) == [
        ("cme", 1, "add", state),
        ("cme", 2, "delete", "ready"),
        ("cme", 3, "add", "ready"),
    ]
    first, second, third = (one.credit_id for one in reporting.rows(service, done))
    assert first == second != third


@pytest.mark.parametrize("state", ["rejected_pars", "rejected_board"])
def test_a_change_after_a_rejection_cancels_and_adds(
    service: Service, ada: Actor, state: str
) -> None:
    """PARS holds nothing of what it rejected, so that nothing has to be deleted."""
    done = claimed(ada, registered(service))
    put(service, done, "cme", state)
    claim_again(service, done, cme=2)
    assert records(service, done) == [("cme", 1, "add", "cancelled"), ("cme", 2, "add", "ready")]


def test_a_withdrawal_takes_everything_back(service: Service, ada: Actor, cora: Actor) -> None:
    """Sent is deleted, unsent is cancelled, in the transaction of the withdrawal."""
    done = claimed(ada, registered(service), 4, MK)
    put(service, done, "ABIM", "accepted")
    withdraw(cora, done, "Claimed in error.")
    assert records(service, done) == [
        ("ABIM", 1, "add", "accepted"),
        ("ABIM", 2, "delete", "ready"),
        ("cme", 1, "add", "cancelled"),
    ]


def test_a_withdrawal_after_an_amendment_deletes_once(
    service: Service, ada: Actor, cora: Actor
) -> None:
    """The deletion that waits already is not written again."""
    done = claimed(ada, registered(service))
    put(service, done, "cme", "accepted")
    claim_again(service, done, cme=2)
    withdraw(cora, done, "Claimed in error.")
    assert [(number, action, state) for _, number, action, state in records(service, done)] == [
        (1, "add", "accepted"),
        (2, "delete", "ready"),
        (3, "add", "cancelled"),
    ]


def test_patient_safety_of_the_aba_is_a_second_record(service: Service, ada: Actor) -> None:
    """Only the part that qualifies is a record of its own, and the parts sum (8, number 12)."""
    done = claimed(ada, registered(service))
    claim_again(service, done, **{"ABA_Lifelong Learning": 3, "ABA_Patient Safety": 1})
    found = {one.subject: one.body for one in reporting.rows(service, done)}
    assert '"types":[["Lifelong Learning",3]]' in found["ABA"]
    assert '"types":[["Patient Safety",1]]' in found["ABA:Patient Safety"]


def test_a_database_from_before_is_repaired_once(service: Service, ada: Actor, dan: Actor) -> None:
    """Claims without records get theirs, and the doctor finds every row told of in the log."""
    key = registered(service)
    done, hours = claimed(ada, key, 4, MK), claimed(dan, key)
    forget_records(service)
    assert repair(system(service)) == 1
    assert repair(system(service)) == 0
    assert [one[:3] for one in records(service, done)] == [("ABIM", 1, "add"), ("cme", 1, "add")]
    assert records(service, hours) == []


def forget_records(service: Service) -> None:
    """Leave the database as one that never had records."""
    with writing(service.engine) as connection:
        for table in (tables.pars_event, tables.pars_record):
            drop_triggers(connection, table.name)
            connection.execute(table.delete())


def test_every_record_is_sealed(service: Service, ada: Actor, cora: Actor) -> None:
    """The log tells of each record and event, so that the doctor has nothing to say."""
    done = claimed(ada, registered(service), 4, MK)
    withdraw(cora, done, "Claimed in error.")
    examined = {one.about: one.findings for one in doctor(system(service))}
    about = [str(one) for one in examined["records"] if one.where.startswith("pars_")]
    assert about == []


def test_the_domain_of_a_credit_id_can_be_set(service: Service) -> None:
    """Else it is the host of the service's address."""
    chosen = replace(service, settings=replace(service.settings, pars_domain="example.edu"))
    done = claimed(signed_in(chosen, "ada"), registered(chosen))
    assert reporting.rows(chosen, done)[0].credit_id == f"ccid:example.edu:{done}-cme-1"


def test_an_addition_without_an_answer_is_done_with_once_its_deletion_is_accepted(
    service: Service, ada: Actor, cora: Actor
) -> None:
    """PARS cannot delete what it does not hold: nobody waits for the older answer any more."""
    done = claimed(ada, registered(service), 3, MK)
    put(service, done, "ABIM", "sent")
    claim_again(service, done, ABIM_Medical_Knowledge=0)
    assert (clock(cora).unanswered, clock(cora).due_in_30) == (1, 2)
    put(service, done, "ABIM", "accepted")
    assert records(service, done)[:2] == [
        ("ABIM", 1, "add", "sent"),
        ("ABIM", 2, "delete", "accepted"),
    ]
    assert (clock(cora).unanswered, clock(cora).due_in_30) == (0, 0)
