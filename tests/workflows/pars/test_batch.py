"""Batches: what goes, what stays and why, sent, cancelled, and the file that is always the same."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import func, insert, select

from credit.completion import CME
from documents.pars.record import unpack
from storage import consents, pars, pars_batch, tables
from storage.connect import reading, writing
from tests.amending import proposed, withdraw
from tests.contents import Start
from tests.people import begin_at, signed_in
from tests.reporting import (
    LL,
    MK,
    claimed,
    consent,
    enter,
    identified,
    put,
    records,
    registered,
)
from tests.taking import lines
from tests.together import overtaken, together
from workflows.act import act
from workflows.credit.amend import confirm
from workflows.operations.doctor import doctor
from workflows.pars import batch as batches
from workflows.pars.batch import cancel_batch, make, send
from workflows.pars.export import export
from workflows.pars.fitness import Activity, Moment, at_all
from workflows.pars.preview import preview
from workflows.pars.refusals import (
    BadLimit,
    Cancelled,
    MadeMeanwhile,
    NothingGoes,
    SentAlready,
    UnknownForm,
)
from workflows.people.consent import withdraw as take_back
from workflows.people.profile import License
from workflows.people.session import system
from workflows.refusals import NotFound

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType

    from tests.clock import Clock
    from tests.people import Begun
    from workflows.act import Actor
    from workflows.service import Service


DONE: Begun[str] = Start()


@pytest.fixture
def begun(service: Service) -> str:
    """Ada's completion of 1 December 2026, with ABIM points, and all that PARS asks for."""

    def reach() -> str:
        ada = signed_in(service, "ada")
        identified(ada)
        consent(ada, "states")
        return claimed(ada, registered(service, in_control=()), 4, MK)

    return begin_at(service, DONE, reach)


@pytest.fixture
def done(begun: str) -> str:
    """Return Ada's completion."""
    return begun


def states(service: Service, completion: str) -> list[str]:
    """Return the states of a completion's records by subject."""
    return [state for *_, state in records(service, completion)]


def bytes_of(actor: Actor, batch: str) -> bytes:
    """Return the file of a batch."""
    return b"".join(export(actor, batch).parts)


def why_not(actor: Actor) -> dict[str, str]:
    """Return by subject's destination why a record is left out."""
    return {
        one.to: f"{reason.code}: {one.why}"
        for reason in preview(actor).reasons
        for one in reason.first
    }


def test_what_can_go_goes_with_the_identity_of_that_moment(
    service: Service, ada: Actor, cora: Actor, done: str
) -> None:
    """The packed record keeps what was sent, whatever the profile says later."""
    made = make(cora, "excel", after="")
    assert made.records == 2
    assert states(service, done) == ["batched", "batched"]
    identified(ada, family_name="Whitfield-Ruiz")
    with reading(service.engine) as connection:
        row = pars_batch.page(connection, 1)[0]
        found = [unpack(row.body) for row in pars_batch.packed(connection, row.id, 0, 10)]
    assert [(one.board, one.family, one.birthday) for one in found] == [
        ("ABIM", "Whitfield", "02/29"),
        (None, "Whitfield", "02/29"),
    ]
    assert (found[0].board_id, found[0].identifier) == ("123456", "")
    assert (found[1].state, found[1].identifier, found[1].cme) == ("MI", "0430112345", 4)


@pytest.mark.parametrize("form", batches.FORMS)
def test_the_same_batch_is_the_same_file_each_time(
    ada: Actor, cora: Actor, clock: Clock, done: str, form: str
) -> None:
    """Byte by byte, a day later and after the profile changed; the name says demonstration."""
    batch = make(cora, form, after="").batch
    first = bytes_of(cora, batch)
    clock.move(hours=5)
    identified(signed_in(ada.service, "ada"), given_name="Adeline")
    again = signed_in(cora.service, "cora")
    assert bytes_of(again, batch) == first
    assert "demonstration" in export(again, batch).name
    assert done not in first.decode("latin-1") or form in {"xml", "json"}


def test_leading_zeros_and_the_birthday_stay_text(cora: Actor, done: str) -> None:
    """What Excel holds is text, in the row below guidance and header (pitfall 8)."""
    sheet = load_workbook(BytesIO(bytes_of(cora, make(cora, "excel", after="").batch)))["Sheet1"]
    cme = [one.value for one in sheet[4]]
    assert (sheet["A1"].value or "").startswith("DEMONSTRATION, NOT FOR SUBMISSION")
    assert cme[:2] == ["Add", "202612345"]
    assert (cme[5], cme[7], cme[8]) == ("02/29", "0430112345", 1)
    assert done


def test_each_download_is_logged_with_a_digest(service: Service, cora: Actor, done: str) -> None:
    """Who took which batch stands in the log; nothing personal does."""
    batch = make(cora, "tab", after="").batch
    bytes_of(cora, batch)
    with reading(service.engine) as connection:
        line = connection.execute(select(tables.log).where(tables.log.c.act == "batch.print")).one()
    assert line.object == f"pars_batch:{batch}"
    assert '"digest":' in line.data
    assert "Whitfield" not in line.data
    assert done


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda ada: consent(ada, "ABIM", given=False), "consent: There is no consent"),
        (lambda ada: identified(ada, birthday=""), "identity: Missing: month and day of birth"),
        (lambda ada: identified(ada, family_name=""), "identity: Missing: family name"),
        (lambda ada: enter(ada.service, "small.1", "reporter", "elsewhere"), "elsewhere: Another"),
    ],
    ids=["consent", "birthday", "name", "elsewhere"],
)
def test_what_is_left_out_says_why(
    ada: Actor, cora: Actor, done: str, change: Callable[[Actor], object], code: str
) -> None:
    """Consent and identity are those of this moment, not of the claim (8, number 10)."""
    change(ada)
    assert why_not(cora)["ABIM"].startswith(code)
    assert done


def test_an_activity_without_its_number_stays(service: Service, ada: Actor, cora: Actor) -> None:
    """Staff enter ACCME's number when PARS gave it; each renewal has its own (8, number 11)."""
    identified(ada)
    consent(ada, "states")
    claimed(ada, registered(service, accme=None))
    assert why_not(cora)["State boards"].startswith("accme: The activity has no ACCME")
    with pytest.raises(NothingGoes):
        make(cora, "excel", after="")
    enter(service, "small.1", "ACCME", "202612345")
    assert make(cora, "excel", after="").records == 1


def test_a_year_that_pars_takes_no_more_stays(
    service: Service, cora: Actor, clock: Clock, done: str
) -> None:
    """PARS takes a year until the March after the next one (pitfall 11)."""
    clock.move(days=365)
    cora = signed_in(service, "cora")
    assert preview(cora).goes == 2
    clock.move(days=121)  # until 31 March 2028
    cora = signed_in(service, "cora")
    assert preview(cora).goes == 2
    clock.move(days=1)
    cora = signed_in(service, "cora")
    assert "takes 2026 until 31 Mar 2028" in why_not(cora)["ABIM"]
    assert done


def test_the_clock_counts_what_is_late(service: Service, clock: Clock, done: str) -> None:
    """Oldest first, due within 7 and 30 days, overdue; for what was rejected it runs as well."""
    clock.move(days=25)
    put(service, done, "ABIM", "rejected_board", "Name.")
    found = preview(signed_in(service, "cora")).clock
    assert found.oldest is not None
    assert (found.overdue, found.due_in_7, found.due_in_30, found.rejected) == (0, 1, 1, 1)
    clock.move(days=10)
    assert preview(signed_in(service, "cora")).clock.overdue == 1


@pytest.mark.parametrize("state", ["batched", "sent", "pending_board", "rejected_pars"])
def test_the_clock_runs_until_pars_accepts(
    service: Service, clock: Clock, done: str, state: str
) -> None:
    """In a batch, sent or rejected a record is as late as in the queue; accepted it is not."""
    for subject in ("ABIM", "cme"):
        put(service, done, subject, state)
    clock.move(days=40)
    cora = signed_in(service, "cora")
    assert preview(cora).clock.overdue == 1  # the states' boards set no day
    for subject in ("ABIM", "cme"):
        put(service, done, subject, "accepted")
    found = preview(cora).clock
    assert (found.oldest, found.overdue, found.presses) == (None, 0, False)


def test_the_clock_goes_on_for_what_was_rejected(service: Service, clock: Clock, done: str) -> None:
    """Rejected is not reported: it is the oldest although nothing waits, and of its activity."""
    for subject in ("ABIM", "cme"):
        put(service, done, subject, "rejected_board", "Name.")
    clock.move(days=40)
    other = registered(service, "other", accme="202654321")
    cora = signed_in(service, "cora")
    found = preview(cora).clock
    assert (str(found.oldest), found.overdue, found.rejected) == ("2026-12-01", 1, 2)
    found = preview(cora, other).clock
    assert (found.oldest, found.overdue, found.rejected) == (None, 0, 0)


def test_two_accounts_of_one_person_are_reported_once(
    service: Service, ada: Actor, ben: Actor, cora: Actor, done: str
) -> None:
    """The second record for a person, board, activity and day goes to staff (8, number 9)."""
    identified(ben)
    consent(ben, "states")
    claimed(ben, "small.1")
    with writing(service.engine) as connection:
        connection.execute(
            insert(tables.merge).values(
                person_id=ben.person_id, seq=1, into_id=ada.person_id, reason="Same person.",
                by=cora.person_id, at=service.now(),
            )
        )  # fmt: skip
    found = preview(cora)
    assert (found.goes, [one.code for one in found.reasons]) == (2, ["duplicate"])
    made = make(cora, "excel", after="")
    assert made.records == 2
    send(cora, made.batch)
    assert [one.code for one in preview(cora).reasons] == ["duplicate"]
    assert done


def test_the_limit_takes_the_oldest(service: Service, clock: Clock, done: str) -> None:
    """What is due first goes first, and the rest waits."""
    clock.move(days=1)
    later = claimed(signed_in(service, "ada"), registered(service, "other"), 4)
    made = make(signed_in(service, "cora"), "excel", after="", limit=2)
    assert made.records == 2
    assert states(service, done) == ["batched", "batched"]
    assert states(service, later) == ["ready"]


def test_one_activity_can_go_alone(service: Service, ada: Actor, cora: Actor, done: str) -> None:
    """The others wait."""
    other = claimed(ada, registered(service, "other"), 4)
    assert make(cora, "excel", after="", activity="other.1").records == 1
    assert states(service, done) == ["ready", "ready"]
    assert states(service, other) == ["batched"]
    with pytest.raises(NotFound):
        make(cora, "excel", after="", activity="nothing.1")


def test_the_second_of_two_clicks_makes_no_second_batch(cora: Actor, done: str) -> None:
    """A batch is made after the one that the page showed."""
    make(cora, "excel", after="", limit=1)
    with pytest.raises(MadeMeanwhile):
        make(cora, "excel", after="", limit=1)
    assert done


def test_what_changes_while_the_queue_is_walked_counts(
    ada: Actor, cora: Actor, done: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The queue is walked before anything is locked, and once more if anything happened since."""
    original = batches._gathered
    walked = []

    def meanwhile(a: Any, limit: int) -> Any:
        found = original(a, limit)
        walked.append(len(found.chosen))
        return found

    @contextmanager
    def late(*given: Any, **named: Any) -> Iterator[Any]:
        identified(ada, board_ids={})
        with act(*given, **named) as a:
            yield a

    monkeypatch.setattr(batches, "_gathered", meanwhile)
    monkeypatch.setattr(batches, "act", late)
    assert make(cora, "excel", after="").records == 1
    assert walked == [2, 1]
    assert done


def test_two_staff_at_once_put_each_record_into_one_batch(
    service: Service, cora: Actor, done: str
) -> None:
    """One of them makes the batch, the other is told."""
    other = signed_in(service, "cora")
    made = together(lambda: make(cora, "excel", after=""), lambda: make(other, "excel", after=""))
    assert sorted(type(one).__name__ for one in made) == ["Made", "MadeMeanwhile"]
    assert states(service, done) == ["batched", "batched"]


def test_sent_twice_is_sent_once(service: Service, cora: Actor, done: str) -> None:
    """A repeat returns the first receipt."""
    batch = make(cora, "excel", after="").batch
    assert send(cora, batch) == send(cora, batch) == 2
    assert states(service, done) == ["sent", "sent"]
    with pytest.raises(SentAlready):
        cancel_batch(cora, batch)


def test_a_cancelled_batch_gives_its_records_back(service: Service, cora: Actor, done: str) -> None:
    """They wait for the next batch; the cancelled one has no file any more."""
    batch = make(cora, "excel", after="").batch
    assert cancel_batch(cora, batch) == cancel_batch(cora, batch) == 2
    assert states(service, done) == ["ready", "ready"]
    with pytest.raises(Cancelled):
        export(cora, batch)
    with pytest.raises(Cancelled):
        send(cora, batch)
    assert make(cora, "excel", after=batch).records == 2


def test_what_was_withdrawn_from_a_cancelled_batch_never_goes(
    service: Service, cora: Actor, done: str
) -> None:
    """The record and its deletion are cancelled together."""
    batch = make(cora, "excel", after="").batch
    withdraw(cora, done, "Claimed in error.")
    assert [one.code for one in preview(cora).reasons] == ["waiting"]
    cancel_batch(cora, batch)
    assert states(service, done) == ["cancelled"] * 4
    assert preview(cora).left_out == 0


def test_what_is_withdrawn_while_its_batch_is_cancelled_never_goes(
    service: Service, cora: Actor, emil: Actor, done: str
) -> None:
    """The withdrawal finds the records where the cancelled batch left them."""
    batch = make(cora, "excel", after="").batch
    everything = proposed(cora, done, {CME: 0, MK: 0}, "Claimed for somebody else.")
    cancelled, amended = overtaken(
        lambda: cancel_batch(cora, batch),
        lambda: confirm(emil, done, everything),
        before=(pars, "add_events"),
    )
    assert cancelled == 2
    assert amended.claims == ()
    assert states(service, done) == ["cancelled", "cancelled"]
    with pytest.raises(NothingGoes):
        make(cora, "excel", after=batch)


def test_what_is_withdrawn_while_its_batch_is_made_is_taken_back(
    service: Service, cora: Actor, emil: Actor, done: str
) -> None:
    """The batch is first: what it takes to PARS is deleted there."""
    everything = proposed(cora, done, {CME: 0, MK: 0}, "Claimed for somebody else.")
    made, amended = overtaken(
        lambda: make(cora, "excel", after=""),
        lambda: confirm(emil, done, everything),
        before=(pars, "add_events"),
    )
    assert (made.records, amended.claims) == (2, ())
    assert [(action, state) for _, _, action, state in records(service, done)] == [
        ("add", "batched"), ("delete", "ready"), ("add", "batched"), ("delete", "ready"),
    ]  # fmt: skip


def test_a_consent_taken_back_while_a_batch_is_made_comes_after_it(
    service: Service, ada: Actor, cora: Actor, done: str
) -> None:
    """The log never says that something was put into a batch after its consent was withdrawn."""
    made, told = overtaken(
        lambda: make(cora, "excel", after=""),
        lambda: take_back(ada, "ABIM"),
        before=(pars_batch, "add"),
    )
    assert (made.records, told.given) == (2, False)
    assert [one.act for one in lines(service)][-2:] == ["batch.make", "consent.withdraw"]
    assert done


def test_a_consent_taken_back_before_keeps_the_record_out(
    service: Service, ada: Actor, cora: Actor, done: str
) -> None:
    """A batch that waited for the withdrawal looks again at what goes."""
    told, made = overtaken(
        lambda: take_back(ada, "ABIM"),
        lambda: make(cora, "excel", after=""),
        before=(consents, "write_consent"),
    )
    assert (told.given, made.records) == (False, 1)
    assert records(service, done)[0][::3] == ("ABIM", "ready")


def test_a_deletion_names_what_was_sent(
    service: Service, ada: Actor, cora: Actor, done: str
) -> None:
    """It needs no consent, has the identity as sent and the same CreditID (8, number 9)."""
    first = make(cora, "json", after="").batch
    send(cora, first)
    consent(ada, "states", given=False)
    consent(ada, "ABIM", given=False)
    identified(ada, family_name="Whitfield-Ruiz")
    withdraw(cora, done, "Claimed in error.")
    second = make(cora, "json", after=first).batch
    with reading(service.engine) as connection:
        newer, older = pars_batch.page(connection, 2)
        sent = [unpack(row.body) for row in pars_batch.packed(connection, older.id, 0, 10)]
        deleted = [unpack(row.body) for row in pars_batch.packed(connection, newer.id, 0, 10)]
    assert second == newer.public_id
    assert [one.action for one in deleted] == ["delete", "delete"]
    assert [(one.credit_id, one.family) for one in deleted] == [
        (one.credit_id, "Whitfield") for one in sent
    ]


@pytest.mark.parametrize(("where", "step"), [(pars_batch, "add"), (pars, "add_events")])
def test_a_crash_on_the_way_undoes_the_whole_batch(
    service: Service,
    cora: Actor,
    done: str,
    monkeypatch: pytest.MonkeyPatch,
    where: ModuleType,
    step: str,
) -> None:
    """Nothing is lost and nothing goes twice: run again, it is as if it had never begun."""
    original: Any = getattr(where, step)

    def crash(*given: Any, **named: Any) -> Any:
        original(*given, **named)
        message = "The power failed."
        raise RuntimeError(message)

    with monkeypatch.context() as patched:
        patched.setattr(where, step, crash)
        with pytest.raises(RuntimeError):
            make(cora, "excel", after="")
    assert states(service, done) == ["ready", "ready"]
    assert rows_of(service, tables.pars_batch) == 0
    assert make(cora, "excel", after="").records == 2


def test_a_crash_while_it_is_marked_as_sent_leaves_it_unsent(
    service: Service, cora: Actor, done: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All records of a batch are sent, or none."""
    batch = make(cora, "excel", after="").batch

    def crash(*_given: Any) -> None:
        message = "The power failed."
        raise RuntimeError(message)

    with monkeypatch.context() as patched:
        patched.setattr(pars, "add_events", crash)
        with pytest.raises(RuntimeError):
            send(cora, batch)
    assert states(service, done) == ["batched", "batched"]
    assert send(cora, batch) == 2


def rows_of(service: Service, table: Any) -> int:
    """Count the rows of a table."""
    with reading(service.engine) as connection:
        return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def test_a_demonstration_goes_nowhere_but_in_the_demonstration(service: Service) -> None:
    """Records of demonstration activities exist, and stay here in production."""
    moment = Moment(service.now().date(), demo=False, zone=service.settings.zone)
    activity = Activity(
        "small.1",
        "Small",
        demonstration=True,
        accme="202612345",
        registered=frozenset(),
        reporter="here",
    )
    found = at_all(service.now().date(), activity, moment)
    assert found is not None
    assert found.code == "demonstration"
    assert at_all(service.now().date(), activity, replace(moment, demo=True)) is None


def test_nonsense_is_refused(cora: Actor, done: str) -> None:
    """A form that is not written, and a batch of nothing."""
    with pytest.raises(UnknownForm):
        make(cora, "pdf", after="")
    with pytest.raises(BadLimit):
        make(cora, "excel", after="", limit=0)
    assert done


def test_every_batch_and_event_is_sealed(service: Service, cora: Actor, done: str) -> None:
    """The doctor finds each row told of in the log."""
    first = make(cora, "excel", after="").batch
    cancel_batch(cora, first)
    send(cora, make(cora, "excel", after=first).batch)
    examined = {one.about: one.findings for one in doctor(system(service))}
    assert [str(one) for one in examined["records"] if one.where.startswith("pars_")] == []
    assert done


def test_aba_and_cme_are_separate_rows(service: Service, ada: Actor, cora: Actor) -> None:
    """A physician with two boards has a record at each, and one for the states (8, number 4)."""
    identified(ada)
    consent(ada, "states")
    done = claimed(ada, registered(service), 3, MK, LL)
    assert make(cora, "excel", after="").records == 3
    assert [one[0] for one in records(service, done)] == ["ABA", "ABIM", CME]


def test_the_same_number_twice_goes_to_staff(
    service: Service, ada: Actor, ben: Actor, cora: Actor, done: str
) -> None:
    """Two accounts that nobody merged yet, with one license: the second stays (8, number 9)."""
    identified(ben)
    consent(ben, "states")
    claimed(ben, "small.1")
    assert preview(cora).goes == 2
    assert why_not(cora)["State boards"].startswith("duplicate: Somebody with the same number")
    identified(ben, licenses=(License(state="MI", number="0430154321"),))
    assert preview(cora).goes == 3
    assert ada.public_id != ben.public_id
    assert records(service, done)
