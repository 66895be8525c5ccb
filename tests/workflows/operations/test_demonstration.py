"""What the demonstration lets one see."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from settings import ROOT, Settings
from storage import log
from storage.connect import connect, reading
from storage.migrate import migrate
from tests.contents import Start
from tests.people import begin_at, signed_in
from workflows.content.editions import editions
from workflows.content.front import front
from workflows.content.publish import NotPublished, publish
from workflows.credit.records import records
from workflows.desk.answer import queue
from workflows.desk.ask import own
from workflows.messages.desk import messages
from workflows.messages.remind import remind
from workflows.operations.demonstration import fill, office
from workflows.operations.doctor import doctor
from workflows.pars.batch import batches, make, send
from workflows.pars.by_hand import retry
from workflows.pars.preview import preview
from workflows.pars.rejected import rejected
from workflows.people.session import system
from workflows.reports.overview.look import Period, overview_of
from workflows.reports.statistics import statistics
from workflows.service import Service

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.clock import Clock
    from tests.people import Begun

PUBLISHED: Begun[None] = Start()
BANKS = ("hospital-medicine-essentials", "pediatric-foundations", "perioperative-safety")


@pytest.fixture
def published(sqlite_service: Service) -> Service:
    """The service with the demonstration's banks."""

    def reach() -> None:
        staff = office(sqlite_service)
        for slug in BANKS:
            assert not isinstance(publish(staff, ROOT / "quizzes" / "banks" / slug), NotPublished)

    begin_at(sqlite_service, PUBLISHED, reach)
    return sqlite_service


def test_ben_wrote_one_bank_and_is_named_in_it(published: Service) -> None:
    """He earns no credit where the faculty list says that he wrote it, and only there."""
    ben = signed_in(published, "ben")
    pages = [front(ben, one.key) for one in editions(office(published))]
    own = [one for one in pages if one.in_control]
    assert len(pages) == len(BANKS)
    assert [one.front.title for one in own] == ["Perioperative safety: a self-assessment"]
    named = {one.name: one.roles for one in own[0].front.faculty}
    assert named["Ben Adeyemi-Larsen, MD"] == ("author",)


@pytest.mark.parametrize("who", ["ada", "dan"])
def test_the_others_wrote_nothing(published: Service, who: str) -> None:
    """Whoever only learns may earn credit everywhere."""
    learner = signed_in(published, who)
    assert not any(front(learner, one.key).in_control for one in editions(office(published)))


NOW = datetime(2026, 12, 1, 15, 0, tzinfo=UTC)


def service_in(folder: Path, now: datetime = NOW) -> Service:
    """Return a service on an empty database in a folder."""
    url = f"sqlite:///{folder / 'service.sqlite'}"
    engine = connect(url)
    migrate(engine)
    return Service(engine, Settings(database_url=url), lambda: now)


@pytest.fixture(scope="module")
def filled_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of a demonstration as `make run` shows it."""
    folder = tmp_path_factory.mktemp("filled")
    made = service_in(folder)
    list(fill(made))
    made.engine.dispose()
    return folder / "service.sqlite"


@pytest.fixture(scope="module")
def filled(filled_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """The demonstration for tests that only look at it."""
    made = service_in(Path(shutil.copy(filled_file, tmp_path_factory.mktemp("looked"))).parent)
    yield made
    made.engine.dispose()


@pytest.fixture
def own_filled(filled_file: Path, tmp_path: Path) -> Iterator[Service]:
    """A demonstration of a test's own."""
    shutil.copy(filled_file, tmp_path)
    made = service_in(tmp_path)
    yield made
    made.engine.dispose()


def test_ada_sees_one_report_accepted_and_one_rejected(filled: Service) -> None:
    """With the reason and what she can do about it."""
    (one,) = records(signed_in(filled, "ada")).records
    states, abim = one.reports
    assert (abim.to, abim.stage) == ("ABIM", "accepted")
    assert (states.to, states.stage) == ("State boards", "rejected")
    assert "no license with this number" in str(states.reason)
    assert states.fix is not None
    assert states.fix.where == "profile"


def test_ben_is_warned_of_credit_that_he_did_not_claim(filled: Service) -> None:
    """It was completed ten days ago."""
    (one,) = records(signed_in(filled, "ben")).records
    assert one.state == "due"
    assert "10 days ago and not claimed" in str(one.warning)


def test_the_office_has_reports_to_send_to_answer_for_and_to_explain(filled: Service) -> None:
    """One record can go, one waits for a consent, one was rejected; a batch was answered."""
    cora = signed_in(filled, "cora")
    seen = preview(cora)
    assert seen.goes == 1
    assert [(one.title, one.count) for one in seen.reasons] == [("No consent to report", 1)]
    assert [one.name for one in rejected(cora).rows] == ["Ada Whitfield, MD"]
    (batch,) = batches(cora).rows
    assert (batch.stage, batch.demonstration) == ("answered", True)


def test_one_request_is_answered_and_one_waits(filled: Service) -> None:
    """The answer follows the rules (ABA wants codes of its outline), with a letter that says so."""
    waiting, done = queue(signed_in(filled, "cora"))
    assert (waiting.state, done.state) == ("asked", "answered")
    assert done.answer is not None
    assert (done.answer.boards[0].verdict, done.answer.in_spite) == ("needs change", "")
    assert done.answer.letter.demonstration
    assert {one.id for one in own(signed_in(filled, "ben"))} == {waiting.id, done.id}


def test_credit_from_elsewhere_stands_apart(filled: Service) -> None:
    """It says that it is of a demonstration, like everything that is made up here."""
    (one,) = records(signed_in(filled, "ada")).elsewhere
    assert "(demonstration)" in one.body.title


def test_messages_wait_and_a_reminder_is_due(own_filled: Service) -> None:
    """Of report, initiative, answer, project to attest, and of the credit that is not claimed."""
    service = own_filled
    assert remind(system(service)) == 1
    found = messages(signed_in(service, "cora")).counts
    waiting = {one.kind: one.waiting for one in found if one.waiting}
    assert waiting == {
        "unclaimed-7": 1, "pars-rejected": 1, "initiative": 1, "office-answer": 1, "attest": 3,
        "verify": 1,
    }  # fmt: skip


def test_all_of_it_is_sealed_and_in_the_order_of_time(filled: Service) -> None:
    """Doctor finds nothing, and no line of the log is older than the one before."""
    assert [one for check in doctor(system(filled)) for one in check.findings] == []
    with reading(filled.engine) as connection:
        times = [row.at for row in log.lines(connection)]
    assert times == sorted(times)
    assert times[0] == NOW - timedelta(days=10)


def test_filled_again_nothing_is_done_twice(own_filled: Service) -> None:
    """The second start adds nothing."""
    service = own_filled
    cora = signed_in(service, "cora")
    before = (records(signed_in(service, "ada")), batches(cora), queue(cora), preview(cora))
    said = list(fill(service))
    assert [one for one in said if not one.startswith(("People:", "Published:"))] == []
    after = (records(signed_in(service, "ada")), batches(cora), queue(cora), preview(cora))
    assert after == before


def test_no_batch_that_a_visitor_sent_is_answered(own_filled: Service) -> None:
    """Filling it again does not speak for PARS a second time."""
    service = own_filled
    cora = signed_in(service, "cora")
    retry(cora, rejected(cora).rows[0].record)
    send(cora, make(cora, "excel", after=preview(cora).newest).batch)
    list(fill(service))
    assert batches(cora).rows[0].stage == "sent"
    assert rejected(cora).found == 0


def test_a_database_in_use_is_never_told_of_a_time_before(
    sqlite_service: Service, clock: Clock
) -> None:
    """Whatever is there already comes first: the story begins where the log ends."""
    signed_in(sqlite_service, "ada")
    clock.move(days=2)
    list(fill(sqlite_service))
    with reading(sqlite_service.engine) as connection:
        times = [row.at for row in log.lines(connection)]
    assert times == sorted(times)


def test_before_the_release_was_ten_days_ago_all_happens_today(tmp_path: Path) -> None:
    """Nobody completes what was not open yet."""
    service = service_in(tmp_path, datetime(2026, 11, 5, 15, 0, tzinfo=UTC))
    list(fill(service))
    (one,) = records(signed_in(service, "ada")).records
    assert f"{one.completed_on}" == "2026-11-05"


def test_a_class_gives_figures_a_shape(tmp_path: Path) -> None:
    """Some pass at once, some later, some not; filled again, nobody takes it twice.

    Half of them did long ago, where the banks were out by then, and say what became of it.
    """
    service = service_in(tmp_path, NOW + timedelta(days=60))
    said = list(fill(service, 8))
    assert said.count("Taken by a class of 4.") == 2
    assert any(one.startswith("Answered, what became of") for one in said)
    cora = signed_in(service, "cora")
    page = statistics(cora, "hospital-medicine-essentials.1")
    assert page.whole.n >= 8
    assert 0 < (page.passed or 0) < page.whole.n
    assert not any("class" in one for one in fill(service, 8))
    year = Period(NOW.date().replace(month=1, day=1), NOW.date())
    assert overview_of(cora, "change", year).table("follow-up").rows
    assert not any(check.findings for check in doctor(system(service)))
