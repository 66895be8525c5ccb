"""Forgetting a person: what may go goes, and records of credit stay six years (pitfall 19)."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from credit.part4.plan import Plan
from quizzes.models import HeldElsewhere
from storage import attempts, people, tables
from storage.connect import reading, writing
from tests import reporting
from tests.amending import ISSUER, account, colleague, proposed, withdraw
from tests.editions import publish
from tests.learning import attempted, completed, unsealed
from tests.people import signed_in
from tests.projects import ALONE, PLAN, approved, verified
from tests.taking import chain_faults, count, lines, start_at
from tests.together import overtaken
from tests.workflows.desk.test_request import course
from tests.workflows.matrix import GRAND_ROUNDS
from workflows.attempts.margin import comment, margin
from workflows.corrections.appeals import answer as reply
from workflows.corrections.appeals import waiting
from workflows.credit.admission import admit
from workflows.credit.admission import roster as admitted
from workflows.credit.claim import make
from workflows.credit.elsewhere import keep, new_name
from workflows.credit.feed import renew, subscribed
from workflows.credit.verify import verify
from workflows.desk.answer import queue
from workflows.desk.ask import ask
from workflows.desk.decision import NoReason
from workflows.operations.doctor import doctor
from workflows.pars.batch import make as make_batch
from workflows.pars.batch import send
from workflows.pars.export import export
from workflows.pars.preview import preview as preview_batch
from workflows.part4.batch import make as notify
from workflows.part4.batch import waiting as waiting_notices
from workflows.part4.decide import approve, begin
from workflows.part4.own import own
from workflows.part4.propose import invite, propose
from workflows.people import merge
from workflows.people.enrol import LastOperator, grant_role
from workflows.people.forget import NobodyThere, OwnAccount, find, forget, preview
from workflows.people.profile import latest
from workflows.people.roles import holders
from workflows.people.session import digest_of, enter, sign_in, system
from workflows.refusals import NotAllowed, NotFound, SignedOut
from workflows.reports.person import open_person
from workflows.reports.roster import roster

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.clock import Clock
    from workflows.act import Actor
    from workflows.service import Service

REASON = "Asked by letter of 1 December 2026."
HELD = HeldElsewhere(title="Grand Rounds 2026", provider="Example Hospital")
SEVEN_YEARS = 7 * 365 + 2
OWN = "eve@example.edu"


@pytest.fixture
def eve(service: Service) -> Actor:
    """A learner with identifiers in her profile, a comment and a private note."""
    actor = account(service, OWN, "Eve Ng")
    reporting.identified(actor)
    attempt = attempted(actor, publish(service, slug="noted", year=service.now().year), right=0)
    comment(actor, attempt, position=1, text="I am Eve and I disagree.")
    return actor


@pytest.fixture
def past(service: Service, clock: Clock) -> None:
    """Begin so long ago that six years are over by the database's own clock, which no test moves.

    The office is enrolled before: in 2016 there was no rule yet for the IDs in its profiles.
    """
    for one in ("olga", "cora"):
        signed_in(service, one)
    clock.at = clock.at.replace(year=2016)


def credited(eve: Actor) -> str:
    """Let her complete and claim, and return the completion."""
    done = completed(eve, publish(eve.service))
    make(eve, done, quarters=4, boards={}, attested=True)
    return done


def held(service: Service) -> str:
    """Return everything that the database holds in words, but the log."""
    with reading(service.engine) as connection:
        return "\n".join(
            str(tuple(row))
            for name, table in tables.metadata.tables.items()
            if name != "log"
            for row in connection.execute(select(table))
        )


def faults(service: Service) -> Mapping[str, list[str]]:
    """Return what the doctor found, but about what tests write without an act."""
    about = {"records", "reports", "erasures", "triggers", "anchors", "answers", "log"}
    found = {
        one.about: [str(each) for each in one.findings if "not written by any act" not in each.what]
        for one in doctor(system(service))
    }
    return {name: each for name, each in found.items() if name in about and each}


def test_whoever_holds_no_credit_is_forgotten_whole(
    service: Service, eve: Actor, olga: Actor
) -> None:
    """No profile, address or comment says who it was; the attempts stay, nameless."""
    done = forget(olga, eve.public_id, REASON)
    assert dict(done.erased) == {
        "comment to authors": 1,
        "proposal, request or comment to answer": 1,
        "sign-in address": 1,
        "profile": 2,
    }
    assert (done.kept, done.keeps_name) == ((), False)
    assert "eve" not in held(service).replace(REASON, "").lower().replace("never", "")
    assert count(service, "attempt") == 1
    assert faults(service) == {}


def test_credit_stays_six_years_with_the_name_on_it(
    service: Service, eve: Actor, olga: Actor, cora: Actor
) -> None:
    """Identifiers and address go; name, degree, claims and papers stay, and it says how long."""
    done = credited(eve)
    told = forget(olga, eve.public_id, REASON)
    assert [(one.completed_on, one.until) for one in told.kept] == [
        (date(2026, 12, 1), date(2032, 12, 1))
    ]
    assert told.kept[0].said == (
        "A small self-assessment, completed 1 Dec 2026: completion, evaluation, claims,"
        " certificates and reports stay until 1 Dec 2032."
    )
    with reading(service.engine) as connection:
        profile, _seq = latest(connection, eve.person_id or 0)
        code = connection.execute(select(tables.certificate.c.code)).scalar_one()
    assert (profile.shown, profile.npi, profile.birthday) == ("Eve Ng, MD", "", "")
    assert "1245319599" not in held(service)
    verified = verify(service, code)
    assert verified is not None
    assert verified.state == "valid"
    assert [one.claims for one in open_person(cora, eve.public_id).records if one.claims]
    assert done
    assert faults(service) == {}


@pytest.mark.usefixtures("past")
def test_after_six_years_the_rest_goes(service: Service, eve: Actor, clock: Clock) -> None:
    """A second erasure takes claims, certificates and the name; the completion stays, nameless."""
    key = publish(service, year=service.now().year)
    make(eve, completed(eve, key), quarters=4, boards={}, attested=True)
    forget(signed_in(service, "olga"), eve.public_id, REASON)
    clock.move(days=SEVEN_YEARS)
    told = forget(signed_in(service, "olga"), eve.public_id, REASON)
    assert told.kept == ()
    for table in ("claim", "certificate", "evaluation", "pars_record", "pars_event"):
        assert count(service, table) == 0
    assert count(service, "completion") == 1
    assert "eve" not in held(service).lower().replace("never", "")
    assert faults(service) == {}
    assert roster(signed_in(service, "cora"), key).completed == 1


def test_the_day_decides(service: Service, eve: Actor, clock: Clock) -> None:
    """On the anniversary it stays, on the day after it may go."""
    credited(eve)
    clock.move(days=6 * 365 + 2 - 1)  # 30 November 2032
    for until in (1, 0):
        clock.move(days=1)
        told = preview(signed_in(service, "olga"), eve.public_id)
        assert len(told.kept) == until


def test_nobody_signs_in_as_whoever_was_forgotten(
    service: Service, eve: Actor, olga: Actor
) -> None:
    """Their sessions end, and the address is nobody's."""
    forget(olga, eve.public_id, REASON)
    with pytest.raises(SignedOut):
        enter(service, eve.session or "")
    with pytest.raises(NotFound):
        sign_in(service, ISSUER, OWN)
    with pytest.raises(NobodyThere):
        find(olga, OWN)


def test_the_preview_is_what_happens(service: Service, eve: Actor, olga: Actor) -> None:
    """It writes nothing, and tells the same rows and days."""
    credited(eve)
    before = held(service)
    told = preview(olga, eve.public_id)
    assert find(olga, OWN) == told
    assert held(service) == before
    assert forget(olga, eve.public_id, REASON) == told


def test_the_log_names_rows_and_no_words(service: Service, eve: Actor, olga: Actor) -> None:
    """Keys of what it had sealed, numbers of the rest; the chain stays whole."""
    forget(olga, eve.public_id, REASON)
    line = lines(service, "person.forget")[0]
    assert line.on == f"person:{eve.public_id}"
    assert line.data["erased"]["identity"] == 1
    assert line.data["erased"]["profile"] == [[eve.person_id, 1], [eve.person_id, 2]]
    assert "eve" not in json.dumps(line.data).lower()
    assert not chain_faults(service)


def test_the_doctor_says_what_is_gone_on_request(service: Service, eve: Actor, olga: Actor) -> None:
    """It is no fault, and it is not hidden either."""
    forget(olga, eve.public_id, REASON)
    told = {one.about: one.said for one in doctor(system(service))}
    assert told["erasures"] == "4 sealed rows of 1 person erased on request"


def test_a_repeat_changes_nothing(service: Service, eve: Actor, olga: Actor) -> None:
    """The second click finds nothing left to erase."""
    credited(eve)
    forget(olga, eve.public_id, REASON)
    again = forget(olga, eve.public_id, REASON)
    assert again.erased == ()
    assert len(again.kept) == 1
    assert (count(service, "erasure"), len(lines(service, "person.forget"))) == (1, 1)


def test_both_accounts_of_a_person_are_forgotten(
    service: Service, eve: Actor, olga: Actor, cora: Actor
) -> None:
    """Whichever of them is named."""
    other = account(service, "eve@other.example.edu", "Eve Ng")
    made = merge.propose(cora, other.public_id, eve.public_id, "One person.")
    merge.confirm(colleague(service), other.public_id, made)
    told = forget(olga, other.public_id, REASON)
    assert dict(told.erased)["sign-in address"] == 2
    assert count(service, "erasure") == 2
    assert "eve@" not in held(service)
    assert faults(service) == {}


def test_what_was_said_about_credit_that_stays_stays_too(
    service: Service, eve: Actor, olga: Actor, cora: Actor
) -> None:
    """An amendment's reason is part of the record."""
    proposed(cora, credited(eve), {"cme": 2}, "Half of it.")
    told = forget(olga, eve.public_id, REASON)
    assert dict(told.erased)["proposal, request or comment to answer"] == 1  # her comment
    with reading(service.engine) as connection:
        assert connection.execute(select(tables.task.c.kind)).scalars().all() == ["amendment"]


def test_the_answer_to_a_comment_goes_with_it(
    service: Service, eve: Actor, olga: Actor, cora: Actor
) -> None:
    """Also where credit stays: it is about a question, and may repeat what was said."""
    credited(eve)
    reply(cora, waiting(cora)[0].id, "Dear Eve, the key stands.", upheld=False)
    forget(olga, eve.public_id, REASON)
    assert "Dear Eve" not in held(service)
    assert waiting(cora) == ()
    assert faults(service) == {}


def test_addresses_on_rosters_go(service: Service, eve: Actor, olga: Actor, cora: Actor) -> None:
    """Every row of hers in whatever case, and nobody else's; the office reads the roster on."""
    key = publish(service, slug="held", held=HELD)
    admit(cora, key, b"email,credits\nEve@example.edu,1.00\nada@example.edu,1.00\n")
    admit(cora, key, b"email,credits\neve@example.edu,0.50\n")
    told = forget(olga, eve.public_id, REASON)
    assert dict(told.erased)["address on a roster"] == 2
    assert [one.address for one in admitted(cora, key)[1]] == ["ada@example.edu"]
    assert faults(service) == {}


def test_requests_go_although_credit_stays(
    service: Service, eve: Actor, olga: Actor, cora: Actor
) -> None:
    """A request for points holds a contact and a note, and is no part of anybody's credit."""
    credited(eve)
    ask(eve, course(contact="Eve Ng, 734-555-0100", note="I was ill in spring."))
    told = forget(olga, eve.public_id, REASON)
    found = dict(told.erased)
    assert found["proposal, request or comment to answer"] >= 1
    assert found["decision about one"] >= 1
    assert "734-555-0100" not in held(service)
    assert queue(cora) == ()
    assert faults(service) == {}


def reported(eve: Actor, cora: Actor) -> tuple[str, str]:
    """Put her credit and points into a batch; return completion and batch."""
    key = reporting.registered(eve.service)
    done = reporting.claimed(eve, key, 4, reporting.MK)
    reporting.consent(eve, "states")
    return done, make_batch(cora, "tab", after="").batch


def test_of_reports_goes_what_pars_does_not_hold(
    service: Service, eve: Actor, olga: Actor, cora: Actor
) -> None:
    """What was accepted stays as it was sent, to be taken back one day; what was rejected goes."""
    done, batch = reported(eve, cora)
    send(cora, batch)
    reporting.put(service, done, "ABIM", "rejected_board", "Name.")
    reporting.put(service, done, "cme", "accepted")
    told = forget(olga, eve.public_id, REASON)
    assert dict(told.erased)["record as it stood in a file"] == 1
    text = b"".join(export(cora, batch).parts).decode()
    assert ("0430112345" in text, "123456" in text.replace("1234567", "")) == (True, False)
    assert faults(service) == {}
    withdraw(cora, done, "Claimed in error.")
    assert preview_batch(cora).deletions == 1


def test_of_reports_that_were_never_sent_nothing_stays(
    service: Service, eve: Actor, olga: Actor, cora: Actor
) -> None:
    """Not even in the batch that they were taken out of."""
    reported(eve, cora)
    told = forget(olga, eve.public_id, REASON)
    assert dict(told.erased)["record as it stood in a file"] == 2
    assert "0430112345" not in held(service)
    assert faults(service) == {}


def test_the_database_keeps_what_pars_holds(
    service: Service, eve: Actor, olga: Actor, cora: Actor
) -> None:
    """Whoever holds the connection, and although the person was forgotten."""
    _done, batch = reported(eve, cora)
    send(cora, batch)
    forget(olga, eve.public_id, REASON)
    with pytest.raises(DBAPIError, match="never"), writing(service.engine) as connection:
        connection.execute(tables.pars_packed.delete())


def test_notes_beside_questions_go(service: Service, eve: Actor, olga: Actor) -> None:
    """What the person wrote for themselves is nobody else's record."""
    attempt = start_at(eve, publish(service, slug="open"))
    margin(eve, attempt, position=1, flag=True, struck=(), note="Remember Mrs. N.")
    told = forget(olga, eve.public_id, REASON)
    assert dict(told.erased)["note or mark beside a question"] == 1
    assert "Mrs. N." not in held(service)


def test_the_address_for_a_calendar_goes(service: Service, eve: Actor, olga: Actor) -> None:
    """Whoever has it is told nothing more."""
    secret = renew(eve).rpartition("/")[2].removesuffix(".ics")
    assert subscribed(service, secret) is not None
    told = forget(olga, eve.public_id, REASON)
    assert dict(told.erased)["address for a calendar"] == 1
    assert subscribed(service, secret) is None
    assert faults(service) == {}


def test_what_somebody_writes_while_being_forgotten_is_refused(
    service: Service, eve: Actor, olga: Actor
) -> None:
    """Nothing of theirs is left that came in between."""
    _done, told = overtaken(
        lambda: forget(olga, eve.public_id, REASON),
        lambda: keep(eve, new_name(), 0, GRAND_ROUNDS),
        before=(people, "end_sessions_of"),
    )
    assert isinstance(told, SignedOut)
    assert count(service, "elsewhere") == 0


def test_what_somebody_was_writing_is_forgotten_with_the_rest(
    service: Service, eve: Actor, olga: Actor
) -> None:
    """The erasure waits for it."""
    attempt = attempted(eve, publish(service, slug="other"), right=0)
    _sent, done = overtaken(
        lambda: comment(eve, attempt, position=1, text="I am Eve, and disagree again."),
        lambda: forget(olga, eve.public_id, REASON),
        before=(attempts, "add_comment"),
    )
    assert ("comment to authors", 2) in done.erased
    assert "I am Eve" not in held(service)


def test_nobody_signs_in_while_being_forgotten(service: Service, eve: Actor, olga: Actor) -> None:
    """The address is nobody's any more when its turn comes."""
    _done, told = overtaken(
        lambda: forget(olga, eve.public_id, REASON),
        lambda: sign_in(service, ISSUER, OWN),
        before=(people, "end_sessions_of"),
    )
    assert isinstance(told, NotFound)


def test_who_signs_in_before_being_forgotten_is_signed_out(
    service: Service, eve: Actor, olga: Actor
) -> None:
    """The session that was being opened ends with the others."""
    token, done = overtaken(
        lambda: sign_in(service, ISSUER, OWN),
        lambda: forget(olga, eve.public_id, REASON),
        before=(people, "open_session"),
    )
    assert done.erased
    with pytest.raises(SignedOut):
        enter(service, digest_of(token))


def test_a_reason_is_needed(service: Service, eve: Actor, olga: Actor) -> None:
    """It says who asked, and when."""
    with pytest.raises(NoReason):
        forget(olga, eve.public_id, "  ")
    assert count(service, "erasure") == 0


def test_nobody_forgets_themselves(olga: Actor) -> None:
    """Another operator does."""
    with pytest.raises(OwnAccount):
        forget(olga, olga.public_id, REASON)


def test_only_operators_forget(eve: Actor, cora: Actor) -> None:
    """Neither the office nor the person."""
    for actor in (eve, cora):
        with pytest.raises(NotAllowed):
            forget(actor, eve.public_id, REASON)


def test_an_unknown_person_is_refused(olga: Actor) -> None:
    """By id and by address."""
    with pytest.raises(NotFound):
        forget(olga, "0" * 32, REASON)
    with pytest.raises(NobodyThere):
        find(olga, "nobody@example.edu")


ERASED = "INSERT INTO erasure (person_id, seq, credit_before, reason, salt, by, at) SELECT {who},"
ERASED += " 1, '{before}', 'x', 'y', {who}, max(at) FROM person"


@pytest.mark.parametrize(
    "table",
    ["claim", "certificate", "evaluation", "completion", "attempt", "answer", "result", "log"],
)
def test_no_erasure_lets_credit_go_inside_six_years(
    service: Service, eve: Actor, table: str
) -> None:
    """The database refuses, whoever holds the connection (pitfall 19)."""
    credited(eve)
    with writing(service.engine) as connection:
        connection.execute(text(ERASED.format(who=eve.person_id, before="2020-11-30")))
    with pytest.raises(DBAPIError, match="never"), writing(service.engine) as connection:
        connection.execute(text(f"DELETE FROM {table}"))  # noqa: S608  (our own names)


AHEAD = "INSERT INTO erasure (person_id, seq, credit_before, reason, salt, by, at) VALUES"
AHEAD += " ({who}, 1, '2090-01-01', 'x', 'y', {who}, '2099-01-01 00:00:00')"


@pytest.mark.parametrize("table", ["certificate", "claim", "pars_event"])
def test_an_erasure_with_a_date_ahead_lets_no_credit_go(
    service: Service, eve: Actor, table: str
) -> None:
    """Whatever it says of itself, six years are counted by the database's own clock."""
    credited(eve)
    with writing(service.engine) as connection:
        connection.execute(text(AHEAD.format(who=eve.person_id)))
    with pytest.raises(DBAPIError, match="never"), writing(service.engine) as connection:
        connection.execute(text(f"DELETE FROM {table}"))  # noqa: S608  (our own names)


def test_no_erasure_reaches_into_the_six_years(service: Service, eve: Actor) -> None:
    """A row that would let younger credit go cannot be written."""
    with (
        pytest.raises(DBAPIError, match="retention"),
        writing(service.engine) as connection,
    ):
        connection.execute(text(ERASED.format(who=eve.person_id, before="2020-12-03")))


def test_an_erasure_lets_nobody_elses_rows_go(
    service: Service, eve: Actor, ada: Actor, olga: Actor
) -> None:
    """And nothing of theirs is changed instead of erased."""
    forget(olga, eve.public_id, REASON)
    for statement in (
        f"DELETE FROM profile WHERE person_id = {ada.person_id}",  # noqa: S608  (a number)
        "DELETE FROM identity",
        "UPDATE profile SET body = '{}'",
        "UPDATE erasure SET reason = ''",
        "DELETE FROM erasure",
    ):
        with pytest.raises(DBAPIError, match="never"), writing(service.engine) as connection:
            connection.execute(text(statement))


def test_a_row_gone_without_the_logs_word_is_found(
    service: Service, eve: Actor, olga: Actor
) -> None:
    """An erasure that lets rows go does not make the doctor believe any that are missing."""
    forget(olga, eve.public_id, REASON)
    back = account(service, OWN, "Eve Ng")
    with writing(service.engine) as connection:
        connection.execute(text(ERASED.format(who=back.person_id, before="2020-11-30")))
        connection.execute(
            text(f"DELETE FROM profile WHERE person_id = {back.person_id}")  # noqa: S608
        )
    assert "is gone" in faults(service)["records"][0]
    told = next(one for one in doctor(system(service)) if one.about == "records")
    assert any("erasure" in one.where for one in told.findings)


def test_whoever_is_forgotten_holds_no_role(service: Service) -> None:
    """They are on no list of who may do more, and count as no operator beside the last one."""
    olga, ben = signed_in(service, "olga"), signed_in(service, "ben")
    grant_role(olga, ben.public_id, "operator", reason="For the holidays.")
    grant_role(olga, ben.public_id, "coordinator", scope="Umich", reason="For the holidays.")
    forget(olga, ben.public_id, REASON)
    assert ben.public_id not in {one.person for one in holders(olga)}
    with pytest.raises(LastOperator):
        grant_role(system(service), olga.public_id, "operator", granted=False)
    assert not [one for one in doctor(system(service)) if one.findings and one.about != "settings"]


def test_reflections_go_and_what_was_attested_stays(sqlite_service: Service) -> None:
    """Own words at once; what was attested stays, and no more of it is sent."""
    ada, ben, olga = (signed_in(sqlite_service, one) for one in ("ada", "ben", "olga"))
    verified(ada, approved(sqlite_service, "ben", "ada").links["ada"], ben)
    cora = signed_in(sqlite_service, "cora")
    assert len(waiting_notices(cora)) == 1
    done = forget(olga, ada.public_id, REASON)
    assert ("reflection on a project", 1) in done.erased
    assert any("attestation, verification" in one.said for one in done.kept)
    assert waiting_notices(cora) == ()
    assert (count(sqlite_service, "reflection"), count(sqlite_service, "attestation")) == (0, 2)
    assert unsealed(system(sqlite_service), ("attestation", "reflection")) == []


@pytest.mark.usefixtures("past")
def test_after_six_years_what_was_attested_goes(service: Service, eve: Actor, clock: Clock) -> None:
    """With its verification and the notices to boards, by the day the project was completed."""
    lead = account(service, "lead@example.edu", "Lee Lead")
    project = propose(lead, in_year(PLAN, 2016))
    begin(signed_in(service, "cora"), project, 1)
    invite(lead, project, [OWN])
    approve(signed_in(service, "cora"), project, 2, date(2016, 11, 30))
    link = own(eve).parts[0].participation
    given = replace(ALONE, completed_on=date(2016, 11, 20), boards={"ABEM": "0123"})
    verified(eve, link, lead, given)
    notify(signed_in(service, "cora"))
    forget(signed_in(service, "olga"), eve.public_id, REASON)
    assert (count(service, "attestation"), count(service, "submission")) == (2, 1)
    clock.move(days=SEVEN_YEARS)
    told = forget(signed_in(service, "olga"), eve.public_id, REASON)
    assert told.kept == ()
    for table in ("attestation", "submission", "reflection"):
        assert count(service, table) == 0
    assert faults(service) == {}


def in_year(plan: Plan, year: int) -> Plan:
    """Return a plan with all its days in another year."""
    moved = plan.model_dump_json().replace("2026-", f"{year}-")
    return Plan.model_validate_json(moved)
