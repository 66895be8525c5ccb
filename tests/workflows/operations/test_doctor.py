"""The examination of the whole database: whoever owns it can change it, and not unseen."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import delete, func, insert, select, update

from storage import log, tables
from storage.connect import writing
from tests.amending import colleague, withdraw
from tests.contents import Start
from tests.databases import drop_triggers
from tests.people import signed_in
from tests.quizzes.folder import BankFolder
from tests.taking import start_at
from tests.workflows.matrix import GRAND_ROUNDS
from workflows.attempts.grant import grant
from workflows.attempts.margin import comment
from workflows.attempts.settle import submit
from workflows.content.publish import publish
from workflows.content.registration import enter
from workflows.credit import elsewhere
from workflows.messages.choice import set_choice
from workflows.operations import demonstration
from workflows.operations.doctor import MOST, doctor, verify_log
from workflows.people import merge
from workflows.people.enrol import grant_role
from workflows.people.profile import see, write
from workflows.people.session import system
from workflows.reports.attachments import add

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection
    from sqlalchemy.sql.expression import Executable

    from workflows.service import Service

KEY = "small-bank.1"
WARNINGS = {"settings"}  # whether this machine's SQLite is new enough is no matter here
KEPT: Start[None] = Start()


@pytest.fixture
def kept(service: Service, tmp_path: Path) -> Service:
    """A service in which everything that is sealed happened at least once."""
    KEPT.reach(service.engine, lambda: everything(service, tmp_path / "small-bank"))
    return service


def everything(service: Service, bank: Path) -> None:
    """Let happen all that is sealed."""
    ada, ben, cora = (signed_in(service, one) for one in ("ada", "ben", "cora"))
    folder = BankFolder(bank)
    folder.change(
        "activity.yaml", "  retake: same_items", "  attempts_max: 5\n  retake: same_items"
    )
    publish(cora, folder.path)
    enter(cora, KEY, "ABA", "registered", 0)
    add(cora, KEY, b"%PDF-1.7", "Agreement", date(2026, 9, 14))
    grant(cora, ada.public_id, KEY, further=1, minutes=0, reason="Power cut.", seen=0)
    held = see(ben)  # without a birthday no board would know him, and he could claim no points
    write(ben, held.seq, held.profile.model_copy(update={"birthday": "02-29"}))
    for who in (ben, ada):
        list(demonstration._complete(who, KEY))
    practice = start_at(ada, KEY)
    comment(ada, practice, position=1, text="Good.")
    submit(ada, practice)
    book = elsewhere.keep(ada, elsewhere.new_name(), 0, GRAND_ROUNDS)
    elsewhere.remove(ada, book.name, book.seq)
    grant_role(system(service), ada.public_id, "reviewer")


def found(service: Service) -> dict[str, str]:
    """Examine, and return in words what each check found that found something."""
    examined = doctor(system(service))
    return {
        one.about: " ".join(map(str, one.findings))
        for one in examined
        if one.findings and one.about not in WARNINGS
    }


def tamper(service: Service, *statements: Executable) -> None:
    """Change what is written as whoever owns the database could."""
    with writing(service.engine) as connection:
        _silence(connection)
        for statement in statements:
            connection.execute(statement)


def _silence(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        _TRIGGERS[:] = connection.exec_driver_sql(
            "SELECT sql FROM sqlite_master WHERE type = 'trigger'"
        ).scalars()
    for table in tables.metadata.tables:
        drop_triggers(connection, table)


_TRIGGERS: list[str] = []


def relaid(service: Service) -> None:
    """Lay the triggers as they were, so that nothing but the records tells."""
    if service.engine.dialect.name == "sqlite":
        with writing(service.engine) as connection:
            for statement in _TRIGGERS:
                connection.exec_driver_sql(statement)


def test_what_only_the_service_wrote_is_in_order(kept: Service) -> None:
    """No act leaves a row unsealed."""
    assert found(kept) == {}


def test_a_withdrawal_is_sealed_too(kept: Service) -> None:
    """A claim and its withdrawal are two rows of two acts."""
    with writing(kept.engine) as connection:
        completion = connection.execute(select(tables.completion.c.public_id)).scalars().first()
    withdraw(signed_in(kept, "cora"), str(completion), "Claimed for somebody else.")
    assert found(kept) == {}


def test_a_merge_and_its_undoing_are_sealed_too(kept: Service) -> None:
    """Two proposals, two confirmations, two rows; nothing was moved."""
    cora, ada = signed_in(kept, "cora"), signed_in(kept, "ada")
    for into in (signed_in(kept, "dan").public_id, None):
        made = merge.propose(cora, ada.public_id, into, "One person, or not.")
        merge.confirm(colleague(kept), ada.public_id, made)
    assert found(kept) == {}


def test_a_line_that_speaks_of_answers_closes_no_attempt(kept: Service) -> None:
    """The choice of a topic called "answers" is neither a finding nor hides one behind it."""
    ada = signed_in(kept, "ada")
    for wanted in [False, True] * MOST:
        set_choice(ada, "answers", wanted=wanted)
    assert found(kept) == {}
    tamper(kept, update(tables.answer).values(value='"b"'))
    assert "not those that were submitted" in found(kept)["answers"]


def test_it_says_what_it_does(kept: Service) -> None:
    """Each check is named before it is made."""
    heard: list[str] = []
    examined = doctor(system(kept), heard.append)
    assert heard == [one.about for one in examined]
    assert {"settings", "triggers", "log", "records", "answers", "content"} <= set(heard)


t = tables
FIRST = select(func.min(t.answer.c.attempt_id)).scalar_subquery()
TAMPERING = {
    "an answer changed": (update(t.answer).values(value='"b"', at=t.answer.c.at), "answers"),
    "an answer deleted": (delete(t.answer).where(t.answer.c.position == 1), "answers"),
    "an answer added": (
        insert(t.answer).values(
            attempt_id=FIRST, position=1, seq=2, value='"a"', seconds=1,
            at=select(func.min(t.answer.c.at)).scalar_subquery(),
        ),
        "answers",
    ),
    "the moment of submission": (
        update(t.attempt).values(submitted_at=datetime(2020, 1, 1, tzinfo=UTC)),
        "answers",
    ),
    "an attempt opened again": (update(t.attempt).values(number=t.attempt.c.number + 5), "records"),
    "an attempt's form": (update(t.attempt).values(form='{"items":[]}'), "records"),
    "a result made to pass": (
        update(t.result).where(t.result.c.num == 0).values(num=t.result.c.den, passed=True),
        "records",
    ),
    "a better result added": (
        insert(t.result).from_select(
            ["attempt_id", "seq", "num", "den", "passed", "counted", "body", "at"],
            select(
                t.result.c.attempt_id, t.result.c.seq + 1, t.result.c.den, t.result.c.den,
                t.result.c.counted, t.result.c.counted, t.result.c.body, t.result.c.at,
            ).where(t.result.c.num == 0),
        ),
        "records",
    ),
    "a claim raised": (update(t.claim).values(allowed=99, quarters=9), "records"),
    "a claim deleted": (delete(t.claim).where(t.claim.c.kind != "cme"), "records"),
    "a name on a certificate": (
        update(t.certificate).values(payload=func.replace(t.certificate.c.payload, "Ada", "Eve")),
        "records",
    ),
    "a completion's day": (
        update(t.completion).values(completed_on=date(2020, 1, 1)),
        "records",
    ),
    "an evaluation": (
        update(t.evaluation).values(body='{"schema_version":1,"answers":{}}'),
        "records",
    ),
    "a key": (
        update(t.item).values(body=func.replace(t.item.c.body, "true", "false")),
        "content",
    ),
    "a figure": (update(t.media).values(bytes=b"\x00"), "content"),
    "an attachment": (update(t.attachment_file).values(bytes=b"%PDF-1.7 other"), "content"),
    "an attachment's title": (update(t.attachment).values(title="Another"), "records"),
    "an attachment deleted": (delete(t.attachment), "records"),
    "a text": (update(t.text_).values(body="x"), "content"),
    "an edition's manifest": (
        update(t.edition).values(manifest=func.replace(t.edition.c.manifest, "75", "10")),
        "editions",
    ),
    "an edition's items": (
        delete(t.edition_item).where(t.edition_item.c.position == 1),
        "editions",
    ),
    "a claim deadline": (update(t.activity).values(claim_by=date(2099, 1, 1)), "editions"),
    "a registration": (update(t.registration).values(value="other"), "records"),
    "a grant": (update(t.grant).values(attempts=9), "records"),
    "a role taken on": (
        insert(t.role).from_select(
            ["person_id", "role", "scope", "seq", "granted", "at"],
            select(t.role.c.person_id, func.lower("STAFF"), t.role.c.scope, t.role.c.seq,
                   t.role.c.granted, t.role.c.at).where(t.role.c.role == "reviewer"),
        ),
        "records",
    ),
    "a role given back": (update(t.role).values(granted=False), "records"),
    "an identity of somebody else": (
        insert(t.identity).from_select(
            ["issuer", "subject", "person_id", "at"],
            select(t.identity.c.issuer, t.identity.c.subject + ".evil", t.identity.c.person_id,
                   t.identity.c.at),
        ),
        "entrances",
    ),
    "a session of somebody else": (
        update(t.session).values(person_id=select(func.min(t.person.c.id)).scalar_subquery()),
        "entrances",
    ),
    "a line of the log changed": (update(t.log).where(t.log.c.seq == 5).values(data="{}"), "log"),
    "a line of the log deleted": (delete(t.log).where(t.log.c.seq == 5), "log"),
    "the log's last three lines": (
        delete(t.log).where(t.log.c.seq > select(func.max(t.log.c.seq) - 3).scalar_subquery()),
        "records",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", TAMPERING)
def test_what_was_tampered_with_is_found(kept: Service, what: str) -> None:
    """With the triggers silenced for the moment of it, and laid again as they were."""
    statement, check = TAMPERING[what]
    tamper(kept, statement)
    relaid(kept)
    seen = found(kept)
    assert check in seen
    assert "triggers" not in seen


@pytest.mark.parametrize(
    "what", ["an answer changed", "a claim raised", "a line of the log changed"]
)
def test_the_log_proves_its_seals_by_itself(kept: Service, what: str) -> None:
    """`verify_log` covers the chain and every record sealed in it."""
    head, before = verify_log(system(kept))
    assert not any(one.findings for one in before)
    statement, check = TAMPERING[what]
    tamper(kept, statement)
    after = {one.about for one in verify_log(system(kept))[1] if one.findings}
    assert check in after
    assert len(head) == 64


def test_a_finding_names_the_row_and_the_line(kept: Service) -> None:
    """Whoever reads it knows where to look, and what to do."""
    tamper(kept, update(t.claim).where(t.claim.c.kind == "cme").values(quarters=1))
    said = found(kept)["records"]
    assert "claim, completion_id " in said
    assert "kind cme, seq 1" in said
    assert "claim.make on completion:" in said
    assert "backup" in said


def test_a_log_written_anew_is_found_by_the_certificates(kept: Service) -> None:
    """A forger can compute a whole new chain, but not what papers that are out already carry."""
    with writing(kept.engine) as connection:
        _silence(connection)
        prev = log.START
        for row in connection.execute(select(t.log).order_by(t.log.c.seq)).all():
            actor = "nobody" if row.seq == 2 else row.actor
            made = log.line_hash(row.seq, row.at, actor, row.act, row.object, row.data, prev)
            connection.execute(
                update(t.log)
                .where(t.log.c.seq == row.seq)
                .values(actor=actor, prev=prev, hash=made)
            )
            prev = made
    relaid(kept)
    assert "anchors" in found(kept)
    assert "log" not in found(kept)


def test_a_cut_end_is_found_by_the_certificates(kept: Service) -> None:
    """Of what was cut off, the head on the last certificate is missing in the log."""
    with writing(kept.engine) as connection:
        payloads = connection.execute(select(t.certificate.c.payload)).scalars()
        heads = [str(json.loads(one)["log_head"]) for one in payloads]
    line = select(t.log.c.seq).where(t.log.c.hash.startswith(heads[-1])).scalar_subquery()
    tamper(kept, delete(t.log).where(t.log.c.seq >= line))
    relaid(kept)
    assert heads[-1] in found(kept)["anchors"]


def test_what_cannot_be_read_is_a_finding(kept: Service) -> None:
    """Not a trace: the other checks go on."""
    tamper(kept, update(t.item).values(body="{}"), update(t.certificate).values(payload="[]"))
    seen = found(kept)
    assert "cannot be read" in seen["anchors"]
    assert "content" in seen


def test_findings_end_somewhere(kept: Service) -> None:
    """Of a database that was changed all over, the first hundred findings are enough."""
    with writing(kept.engine) as connection:
        rows = [{"digest": f"{number:064d}", "body": "x"} for number in range(MOST + 50)]
        connection.execute(insert(t.text_), rows)
    content = next(one for one in doctor(system(kept)) if one.about == "content")
    assert len(content.findings) == MOST
