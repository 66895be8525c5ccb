"""PARS' answers: matched, refused by row, taken once; and what goes once more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from quizzes.models import HeldElsewhere
from storage import pars, pars_batch, tables
from storage.connect import reading
from tests import reporting
from tests.amending import amend, withdraw
from tests.contents import Start
from tests.learning import completed
from tests.people import begin_at, signed_in
from tests.reporting import LL, MK, claimed, consent, identified, put, records, registered
from tests.together import overtaken
from workflows.credit.admission import admit
from workflows.credit.claim import BoardClaim
from workflows.credit.points_only import claim_points
from workflows.operations.doctor import doctor
from workflows.pars import grounds
from workflows.pars.answers import take
from workflows.pars.batch import make, send
from workflows.pars.by_hand import enter, keep, retry
from workflows.pars.preview import preview
from workflows.pars.refusals import (
    NoOutcome,
    NotRejected,
    NotWithPars,
    ReasonMissing,
    Undecided,
    UnreadableAnswers,
)
from workflows.pars.rejected import contradictions, rejected, retry_changed
from workflows.people.session import system

if TYPE_CHECKING:
    from tests.people import Begun
    from workflows.act import Actor
    from workflows.service import Service

HEAD = (
    "ACCME Activity ID,Completion Date,Certifying Board,Certifying Board ID,"
    "Licensing ID or NPI,Status,Reason\n"
)
ABIM = "202612345,12/01/2026,ABIM,123456,,{},{}\n"
CME = "202612345,12/01/2026,,,430112345,{},{}\n"  # a spreadsheet dropped the leading zero


def csv(*lines: str) -> bytes:
    """Return an answer file."""
    return (HEAD + "".join(lines)).encode()


SENT: Begun[str] = Start()


@pytest.fixture
def begun(service: Service) -> str:
    """Ada's completion, reported to ABIM and the states in a batch that was sent."""

    def reach() -> str:
        ada, cora = signed_in(service, "ada"), signed_in(service, "cora")
        identified(ada)
        consent(ada, "states")
        done = claimed(ada, registered(service), 4, MK)
        send(cora, make(cora, "excel", after="").batch)
        return done

    return begin_at(service, SENT, reach)


@pytest.fixture
def sent(begun: str) -> str:
    """Return Ada's completion of the sent batch."""
    return begun


def states(service: Service, completion: str) -> dict[str, str]:
    """Return the state of the newest record of each subject."""
    return {subject: state for subject, _, _, state in records(service, completion)}


def record_of(service: Service, completion: str, subject: str) -> str:
    """Return the public id of the newest record of a subject."""
    found = [one for one in reporting.rows(service, completion) if one.subject == subject]
    return str(found[-1].public_id)


def outbox(service: Service) -> list[tuple[str, str]]:
    """Return the messages that wait: subject and kind."""
    with reading(service.engine) as connection:
        rows = connection.execute(select(tables.outbox).order_by(tables.outbox.c.id))
        return [(row.subject, row.kind) for row in rows]


def test_answers_find_their_records_by_what_was_sent(
    service: Service, cora: Actor, sent: str
) -> None:
    """Rows of Excel carry no CreditID: activity, board, number and day find the record."""
    taken = take(cora, csv(ABIM.format("Accepted", ""), CME.format("Pending", "")))
    assert (taken.accepted, taken.pending, taken.refused) == (1, 1, [])
    assert states(service, sent) == {"ABIM": "accepted", "cme": "pending_board"}


def test_more_than_one_statement_takes_are_answered(
    service: Service, cora: Actor, sent: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Databases take so many values at once; a file may have more rows."""
    monkeypatch.setattr(pars, "AT_ONCE", 1)
    names = [one.credit_id for one in reporting.rows(service, sent)]
    file = "CreditID,Status\n" + "".join(f"{one},Accepted\n" for one in names)
    assert take(cora, file.encode()).accepted == 2
    assert states(service, sent) == {"ABIM": "accepted", "cme": "accepted"}


def test_a_file_may_be_about_more_activities_than_a_statement_takes(
    service: Service, sent: str
) -> None:
    """Seventy thousand numbers of ACCME's are looked up, and only the last is ours."""
    numbers = [f"{300_000_000 + one}" for one in range(70_000)]
    with reading(service.engine) as connection:
        found = grounds.numbered(connection, [*numbers, reporting.ACCME_ID])
    assert [number for number, _activity in found] == [reporting.ACCME_ID]
    assert sent


def test_a_credit_id_is_enough(service: Service, cora: Actor, sent: str) -> None:
    """XML and JSON carry it, with a number behind where a record holds several credits."""
    name = reporting.rows(service, sent)[0].credit_id
    take(cora, f"CreditID,Status,Reason\n{name}.1,Accepted,\n".encode())
    assert states(service, sent)["ABIM"] == "accepted"


def test_a_rejection_keeps_the_reason_and_tells_the_physician(
    service: Service, cora: Actor, sent: str
) -> None:
    """The reason is PARS' own words; one message waits in the outbox."""
    take(cora, csv(ABIM.format("Rejected by Board", "Name does not match"), ""))
    row = reporting.rows(service, sent)[0]
    assert (row.state, row.reason) == ("rejected_board", "Name does not match")
    assert outbox(service) == [(f"pars_record:{row.public_id}:{row.seq}", "pars-rejected")]


def test_the_same_file_twice_changes_nothing(service: Service, cora: Actor, sent: str) -> None:
    """No event, no message, no line of the log."""
    file = csv(ABIM.format("Rejected", "Name"), CME.format("Accepted", ""))
    take(cora, file)
    before = (lines(service), outbox(service))
    again = take(cora, file)
    assert (again.accepted, again.rejected, again.unchanged) == (0, 0, 2)
    assert (lines(service), outbox(service)) == before
    assert sent


def lines(service: Service) -> int:
    """Count the lines of the log."""
    with reading(service.engine) as connection:
        return len(connection.execute(select(tables.log.c.seq)).all())


def test_an_unmatched_row_is_refused_and_stops_no_other(
    service: Service, cora: Actor, sent: str
) -> None:
    """By its number, in plain words."""
    stranger = "202612345,12/01/2026,ABIM,999999,,Accepted,\n"
    taken = take(cora, csv(stranger, ABIM.format("Accepted", "")))
    assert [(one.row, one.said.partition(".")[0]) for one in taken.refused] == [
        (2, "No record that was sent fits this row")
    ]
    assert states(service, sent)["ABIM"] == "accepted"


def test_an_ambiguous_row_is_refused(service: Service, ben: Actor, cora: Actor) -> None:
    """A deletion and its addition have the same key: one answer is never guessed (8, number 9)."""
    identified(ben)
    consent(ben, "states")
    done = claimed(ben, registered(service, in_control=()), 4, LL)
    send(cora, make(cora, "excel", after="").batch)
    withdraw(cora, done, "Claimed in error.")
    batch = make(cora, "excel", after=newest(service)).batch
    send(cora, batch)
    row = "202612345,12/01/2026,ABA,1234-5678,,{},\n"
    taken = take(cora, csv(row.format("Accepted")))
    assert taken.refused[0].said.startswith("2 records fit this row")
    both = take(cora, csv(row.format("Accepted"), row.format("Accepted")))
    assert (both.accepted, both.refused) == (2, [])


def test_the_record_action_tells_a_deletion_from_what_replaces_it(
    service: Service, cora: Actor, sent: str
) -> None:
    """An amendment is a deletion and an addition of one person and day: each has its answer."""
    take(cora, csv(ABIM.format("Accepted", "")))
    amend(cora, sent, {MK: 2}, "Took part in half of it.")
    send(cora, make(cora, "excel", after=newest(service)).batch)
    head, row = f"Record Action,{HEAD}", ABIM.format("{}", "{}")
    rows = (
        f"Delete,{row.format('Accepted', '')}",
        f"Add,{row.format('Rejected', 'Name')}",
    )
    taken = take(cora, (head + "".join(rows)).encode())
    assert (taken.accepted, taken.rejected, taken.refused) == (1, 1, [])
    assert [each[2:] for each in records(service, sent) if each[0] == "ABIM"] == [
        ("add", "accepted"),
        ("delete", "accepted"),
        ("add", "rejected_board"),
    ]


def newest(service: Service) -> str:
    """Return the newest batch."""
    with reading(service.engine) as connection:
        return pars_batch.newest(connection)


def test_rows_that_contradict_each_other_are_refused(
    service: Service, cora: Actor, sent: str
) -> None:
    """Two outcomes for one record: neither is taken."""
    taken = take(cora, csv(ABIM.format("Accepted", ""), ABIM.format("Rejected", "Name")))
    assert [one.row for one in taken.refused] == [2, 3]
    assert states(service, sent)["ABIM"] == "sent"


def test_a_file_of_something_else_is_refused(cora: Actor, sent: str) -> None:
    """With what to do."""
    with pytest.raises(UnreadableAnswers, match="names the columns"):
        take(cora, b"Dear colleague,\nplease find attached\n")
    assert sent


def test_a_late_contradictory_answer_waits_for_staff(
    service: Service, cora: Actor, sent: str
) -> None:
    """What is in force stays until somebody decides, once."""
    take(cora, csv(ABIM.format("Accepted", "")))
    late = csv(ABIM.format("Rejected by Board", "Lapsed"))
    assert len(take(cora, late).contradictory) == 1
    assert take(cora, late).contradictory == []
    assert states(service, sent)["ABIM"] == "accepted"
    (one,) = contradictions(cora)
    assert (one.said, one.now_said, one.reason) == ("accepted", "rejected by the board", "Lapsed")
    enter(cora, one.record, one.now, one.reason, seen=one.state)
    assert states(service, sent)["ABIM"] == "rejected_board"
    assert contradictions(cora) == ()


def test_staff_may_keep_what_is_in_force(service: Service, cora: Actor, sent: str) -> None:
    """The late answer is settled and does not come back with the same file."""
    take(cora, csv(ABIM.format("Accepted", "")))
    late = csv(ABIM.format("Rejected by Board", "Lapsed"))
    take(cora, late)
    keep(cora, contradictions(cora)[0].record)
    keep(cora, record_of(service, sent, "ABIM"))
    take(cora, late)
    assert contradictions(cora) == ()
    assert states(service, sent)["ABIM"] == "accepted"


def test_what_may_be_there_goes_a_second_time_only_after_a_decision(
    service: Service, ada: Actor, cora: Actor, sent: str
) -> None:
    """Rejected, corrected, and accepted after all: neither all nor one is sent again."""
    take(cora, csv(ABIM.format("Rejected", "Name")))
    identified(ada, family_name="Whitfield-Ruiz")
    take(cora, csv(ABIM.format("Accepted", "")))
    assert retry_changed(cora) == 0
    with pytest.raises(Undecided):
        retry(cora, record_of(service, sent, "ABIM"))
    (one,) = contradictions(cora)
    keep(cora, one.record)
    assert retry_changed(cora) == 1


def test_what_is_queued_again_waits_for_the_decision(
    service: Service, cora: Actor, sent: str
) -> None:
    """The late answer comes while the record waits for its second batch."""
    take(cora, csv(ABIM.format("Rejected", "Name")))
    retry(cora, record_of(service, sent, "ABIM"))
    assert len(take(cora, csv(ABIM.format("Accepted", ""))).contradictory) == 1
    seen = preview(cora)
    assert (seen.goes, [one.code for one in seen.reasons]) == (0, ["waiting"])
    (one,) = contradictions(cora)
    enter(cora, one.record, one.now, "PARS shows it.", seen=one.state)
    assert states(service, sent)["ABIM"] == "accepted"
    assert preview(cora).goes == 0


def test_an_old_record_accepted_after_its_amendment_is_deleted(
    service: Service, cora: Actor, sent: str
) -> None:
    """What stands in its place waits, and goes behind the deletion."""
    take(cora, csv(ABIM.format("Rejected", "Name")))
    amend(cora, sent, {MK: 2}, "Took part in half of it.")
    take(cora, csv(ABIM.format("Accepted", "")))
    assert preview(cora).goes == 0
    (one,) = contradictions(cora)
    assert one.said == "taken back"
    enter(cora, one.record, one.now, "PARS shows it.", seen=one.state)
    assert [each[2:] for each in records(service, sent) if each[0] == "ABIM"] == [
        ("add", "accepted"),
        ("add", "cancelled"),
        ("delete", "ready"),
        ("add", "ready"),
    ]
    seen = preview(cora)
    assert (seen.additions, seen.deletions) == (1, 1)
    found = [str(one) for each in doctor(system(service)) for one in each.findings]
    assert [one for one in found if "pars_" in one or "task" in one or "report" in one] == []


def test_an_old_record_accepted_after_all_stays_where_the_claim_is_the_same_again(
    service: Service, cora: Actor, sent: str
) -> None:
    """Amended and amended back: what PARS holds is right, and the one that waits is cancelled."""
    take(cora, csv(ABIM.format("Rejected", "Name")))
    amend(cora, sent, {MK: 2}, "Took part in half of it.")
    amend(cora, sent, {MK: 3}, "In all of it, after all.")
    take(cora, csv(ABIM.format("Accepted", "")))
    (one,) = contradictions(cora)
    enter(cora, one.record, one.now, "PARS shows it.", seen=one.state)
    found = [each[2:] for each in records(service, sent) if each[0] == "ABIM"]
    assert found == [("add", "accepted"), ("add", "cancelled"), ("add", "cancelled")]


def test_an_old_record_accepted_after_a_withdrawal_is_deleted(
    service: Service, cora: Actor, sent: str
) -> None:
    """Nothing is claimed any more, and PARS must not hold it."""
    take(cora, csv(ABIM.format("Rejected", "Name")))
    withdraw(cora, sent, "Claimed in error.")
    take(cora, csv(ABIM.format("Accepted", "")))
    (one,) = contradictions(cora)
    enter(cora, one.record, one.now, "PARS shows it.", seen=one.state)
    found = [each[2:] for each in records(service, sent) if each[0] == "ABIM"]
    assert found == [("add", "accepted"), ("delete", "ready")]


def test_only_what_was_corrected_goes_once_more(
    service: Service, ada: Actor, cora: Actor, sent: str
) -> None:
    """A rejected record goes again when its identity differs from what was sent, with its ID."""
    take(cora, csv(ABIM.format("Rejected", "Name"), CME.format("Invalid", "License")))
    assert retry_changed(cora) == 0
    assert [one.changed for one in rejected(cora).rows] == [False, False]
    identified(ada, family_name="Whitfield-Ruiz")
    consent(ada, "states", given=False)
    assert [one.changed for one in rejected(cora).rows] == [True, False]
    assert (retry_changed(cora), retry_changed(cora)) == (1, 0)
    assert states(service, sent) == {"ABIM": "ready", "cme": "rejected_pars"}
    before = reporting.rows(service, sent)[0].credit_id
    send(cora, make(cora, "excel", after=newest(service)).batch)
    take(cora, csv(ABIM.format("Accepted", "")))
    after = reporting.rows(service, sent)[0]
    assert (after.state, after.credit_id) == ("accepted", before)


def test_an_old_rejection_does_not_reject_what_went_once_more(
    service: Service, cora: Actor, sent: str
) -> None:
    """The file of the first batch again, after the second was sent: staff decide."""
    first = csv(ABIM.format("Rejected", "Name"))
    take(cora, first)
    retry(cora, record_of(service, sent, "ABIM"))
    send(cora, make(cora, "excel", after=newest(service)).batch)
    assert len(take(cora, first).contradictory) == 1
    assert states(service, sent)["ABIM"] == "sent"


def test_staff_may_send_once_more_as_it_is(service: Service, cora: Actor, sent: str) -> None:
    """When the board corrected its own books; a repeat changes nothing."""
    record = record_of(service, sent, "ABIM")
    with pytest.raises(NotRejected):
        retry(cora, record)
    put(service, sent, "ABIM", "rejected_board", "Unknown diplomate.")
    retry(cora, record)
    retry(cora, record)
    assert states(service, sent)["ABIM"] == "ready"
    assert preview(cora).goes == 1


def test_two_of_the_office_take_one_file_at_one_moment(
    service: Service, cora: Actor, emil: Actor, sent: str
) -> None:
    """Each record is answered once, and a contradiction is kept once."""
    for file in (
        csv(ABIM.format("Rejected", "Name differs"), CME.format("Accepted", "")),
        csv(ABIM.format("Accepted", ""), CME.format("Rejected", "Name differs")),
    ):
        first, second = overtaken(
            lambda file=file: take(cora, file),  # type: ignore[misc]
            lambda file=file: take(emil, file),  # type: ignore[misc]
            before=(pars, "add_events"),
        )
        assert (second.accepted, second.rejected, second.contradictory) == (0, 0, [])
        assert second.unchanged == 2
    assert len(first.contradictory) == len(contradictions(cora)) == 2
    assert states(service, sent) == {"ABIM": "rejected_board", "cme": "accepted"}


def test_an_answer_is_entered_by_hand(service: Service, cora: Actor, sent: str) -> None:
    """With a reason, against the state that the page showed."""
    record = record_of(service, sent, "ABIM")
    with pytest.raises(ReasonMissing):
        enter(cora, record, "accepted", " ", seen="sent")
    with pytest.raises(NoOutcome):
        enter(cora, record, "lost", "Read in PARS.", seen="sent")
    with pytest.raises(NotWithPars):
        enter(cora, record, "accepted", "Read in PARS.", seen="rejected_pars")
    for _ in range(2):
        enter(cora, record, "accepted", "Read in PARS.", seen="sent")
    assert states(service, sent)["ABIM"] == "accepted"


def test_a_deletion_of_what_was_rejected_is_cancelled(
    service: Service, cora: Actor, sent: str
) -> None:
    """PARS does not hold it: nothing to delete, to fix or to send again; a repeat says the same."""
    withdraw(cora, sent, "Claimed in error.")
    file = csv(ABIM.format("Rejected", "Name"))
    assert take(cora, file).rejected == 1
    assert abim(service, sent) == ["cancelled", "cancelled"]
    assert outbox(service) == []
    assert take(cora, file).unchanged == 1
    assert rejected(cora).found == 0


def abim(service: Service, completion: str) -> list[str]:
    """Return the states of a completion's records for ABIM."""
    return [state for subject, _, _, state in records(service, completion) if subject == "ABIM"]


@pytest.mark.parametrize("deletion", ["ready", "sent"])
def test_what_was_withdrawn_and_then_rejected_never_goes_again(
    service: Service, ada: Actor, cora: Actor, sent: str, deletion: str
) -> None:
    """Not with what was corrected, and not by hand: the credit is claimed no more."""
    withdraw(cora, sent, "Claimed in error.")
    if deletion == "sent":
        send(cora, make(cora, "excel", after=newest(service)).batch)
    record = next(one for one in reporting.rows(service, sent) if one.subject == "ABIM")
    enter(cora, record.public_id, "rejected_board", "Read in PARS.", seen="sent")
    identified(ada, family_name="Whitfield-Ruiz")
    assert (rejected(cora).found, retry_changed(cora)) == (0, 0)
    with pytest.raises(NotRejected):
        retry(cora, record.public_id)
    assert abim(service, sent)[0] == "cancelled"


@pytest.mark.parametrize("step", ["events", "outbox"])
def test_a_crash_while_answers_are_taken_loses_and_doubles_nothing(
    service: Service, cora: Actor, sent: str, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """Run again, each answer and each message is there once."""
    file = csv(ABIM.format("Rejected", "Name"), CME.format("Accepted", ""))
    where: Any = {"events": ("storage.pars.add_events"), "outbox": ("storage.outbox.put")}[step]

    def crash(*_given: Any, **_named: Any) -> None:
        message = "The power failed."
        raise RuntimeError(message)

    with monkeypatch.context() as patched:
        patched.setattr(where, crash)
        with pytest.raises(RuntimeError):
            take(cora, file)
    assert states(service, sent) == {"ABIM": "sent", "cme": "sent"}
    assert outbox(service) == []
    take(cora, file)
    take(cora, file)
    assert states(service, sent) == {"ABIM": "rejected_board", "cme": "accepted"}
    assert len(outbox(service)) == 1


def test_every_answer_is_sealed(service: Service, ada: Actor, cora: Actor, sent: str) -> None:
    """The doctor finds each row told of in the log: answers, decisions, retries."""
    take(cora, csv(ABIM.format("Accepted", ""), CME.format("Invalid", "License")))
    take(cora, csv(ABIM.format("Rejected", "Lapsed")))
    keep(cora, contradictions(cora)[0].record)
    identified(ada, family_name="Whitfield-Ruiz")
    retry_changed(cora)
    examined = {one.about: one.findings for one in doctor(system(service))}
    about = [str(one) for one in examined["records"] if one.where.startswith(("pars_", "task"))]
    assert about == []
    assert sent


def test_points_alone_go_under_the_number_of_their_credit(
    service: Service, ada: Actor, cora: Actor
) -> None:
    """The office's activity held elsewhere has the number; its answer finds the points."""
    held = HeldElsewhere(title="Grand Rounds 2026", accme_id="202612345")
    key = registered(service, accme=None, held=held)
    identified(ada)
    admit(cora, key, b"email,credits\nada@example.edu,1.00\n")
    points = {MK: BoardClaim("123456", consent=True)}
    done = completed(ada, key)
    claim_points(ada, done, boards=points, attested=True)
    send(cora, make(cora, "excel", after="").batch)
    assert take(cora, csv(ABIM.format("Accepted", ""))).accepted == 1
    assert states(service, done) == {"ABIM": "accepted"}
