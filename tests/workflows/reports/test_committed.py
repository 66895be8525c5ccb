"""From the intent to change to what became of it: people are counted, once each, as they say."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from storage import tables
from storage.connect import reading
from tests.amending import merged
from tests.committing import ON_SQLITE, PLAN, later
from tests.editions import CHANGE, publish
from tests.learning import attempted
from tests.people import signed_in
from tests.workflows.reports.test_overview import CLINIC, coordinator, learner
from tests.workflows.reports.test_responses import frame, opened
from workflows.commitments.commit import take_back
from workflows.commitments.follow_up import tell
from workflows.credit.evaluate import give
from workflows.people.forget import forget
from workflows.people.session import digest_of, enter, sign_in
from workflows.reports.binder.make import binder_of
from workflows.reports.overview.look import Period, export, overview_of
from workflows.reports.program import export as program_file
from workflows.reports.program import program

if TYPE_CHECKING:
    from tests.clock import Clock
    from workflows.act import Actor
    from workflows.commitments.meant import State
    from workflows.reports.overview.table import Cell
    from workflows.service import Service

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
TITLE = "A small self-assessment"
Told = tuple[str, tuple[str, ...]]


def meant(service: Service, key: str, name: str, *texts: str, clinic: str = "") -> str:
    """Let somebody new complete an activity and commit to something; return the completion."""
    who = learner(service, name, affiliation=clinic)
    said = {"bias": "Yes", "change": "Yes" if texts else "No", "change-what": list(texts)}
    return give(who, attempted(who, key), said)


def said(
    service: Service, name: str, completion: str, number: int, state: State, *barriers: str
) -> None:
    """Let somebody say what became of a commitment."""
    who = enter(service, digest_of(sign_in(service, "test", f"{name}@example.edu")))
    tell(
        who, completion, number=number, seen=0, state=state, barriers=barriers,
        obstacle="The order set." if barriers else "",
        effect="" if barriers else "Fewer falls.",
    )  # fmt: skip


def figures(who: Actor, name: str) -> list[tuple[Cell, ...]]:
    """Return the rows of a table of outcomes."""
    return list(overview_of(who, "change", YEAR).table(name).rows)


@pytest.fixture
def told(service: Service, clock: Clock) -> Service:
    """Five who evaluated: four meant something, one took it back, two answered of three."""
    key = publish(service, form=CHANGE)
    one = meant(service, key, "one", "Ask first.", PLAN)
    two = meant(service, key, "two", "Do OBJ-1.")
    meant(service, key, "three", "Read more.")
    four = meant(service, key, "four", "Nothing.")
    take_back(learner(service, "four"), four, number=1, seen=1)
    meant(service, key, "five")
    clock.move(days=60)
    said(service, "one", one, 1, "done")
    said(service, "one", one, 2, "dropped")
    said(service, "two", two, 1, "not_yet", "time", "team")
    return service


def test_each_table_says_n_first(told: Service) -> None:
    """Who of those who evaluated wrote something down, who answered, what became of it, and why."""
    cora = signed_in(told, "cora")
    assert figures(cora, "intent") == [(TITLE, "Yes", 4, 80.0), (TITLE, "No", 1, 20.0)]
    assert figures(cora, "commitments") == [(TITLE, 5, 60.0)]
    (row,) = figures(cora, "follow-up-answered")
    assert row[:2] == (TITLE, 3)
    assert row[2] == pytest.approx(66.67, abs=0.01)
    assert figures(cora, "follow-up") == [
        (TITLE, "All of it is done", 1, 50.0),
        (TITLE, "Some of it is done", 0, 0.0),
        (TITLE, "Not done yet", 1, 50.0),
        (TITLE, "No longer relevant", 0, 0.0),
    ]
    assert figures(cora, "barriers") == [
        (TITLE, "Time", 2, 50.0),
        (TITLE, "Colleagues or team", 2, 50.0),
    ]
    titles = [one.title for one in overview_of(cora, "change", YEAR).tables]
    assert sum("(self-reports)" in one for one in titles) == 4
    assert export(cora, "change", "follow-up", YEAR).count("\n") == 5


@ON_SQLITE
def test_the_words_stand_with_the_evaluations_of_an_activity(told: Service) -> None:
    """For staff, each once with how often, without a name; what was taken back is not there."""
    page = overview_of(signed_in(told, "cora"), "evaluations", YEAR, "small.1")
    words = {one.question: one.texts for one in page.remarks}
    assert set(words["What people meant to change"]) == {
        "Ask first.", PLAN, "Do OBJ-1.", "Read more.",
    }  # fmt: skip
    assert words["What stood in the way, after 60 days"] == ("The order set.",)
    assert words["What changed for patients, after 60 days"] == ("Fewer falls. (2 times)",)


@ON_SQLITE
def test_before_sixty_days_nobody_is_counted_as_asked(service: Service, clock: Clock) -> None:
    """A low share of answers would be no one's fault."""
    meant(service, publish(service, form=CHANGE), "one", "Ask first.")
    clock.move(days=59)
    assert figures(signed_in(service, "cora"), "follow-up-answered") == []
    clock.move(days=1)
    assert figures(signed_in(service, "cora"), "follow-up-answered") == [(TITLE, 1, 0.0)]


def test_accounts_of_one_person_are_one(service: Service, clock: Clock) -> None:
    """What was meant in both is one person's, and done in part."""
    key = publish(service, form=CHANGE)
    done = {name: meant(service, key, name, f"By {name}.") for name in ("old", "new")}
    clock.move(days=60)
    said(service, "old", done["old"], 1, "done")
    said(service, "new", done["new"], 1, "not_yet", "time")
    merged(signed_in(service, "cora"), learner(service, "old"), learner(service, "new"))
    cora = signed_in(service, "cora")
    assert figures(cora, "follow-up-answered") == [(TITLE, 1, 100.0)]
    assert figures(cora, "follow-up")[1] == (TITLE, "Some of it is done", 1, 100.0)


def test_a_coordinator_sees_no_few(service: Service, clock: Clock) -> None:
    """One who did it, of six who answered, is nobody's to know: nor by the sum."""
    key = publish(service, form=CHANGE)
    done = {
        f"own-{at}": meant(service, key, f"own-{at}", "Ask first.", clinic=CLINIC)
        for at in range(6)
    }
    clock.move(days=60)
    for name, one in done.items():
        early = name == "own-0"
        said(service, name, one, 1, "done" if early else "not_yet", *(() if early else ("time",)))
    coordinator(service)
    clock.at = clock.at.replace(year=2026, month=12, day=31)  # the year they may look at
    dan = signed_in(service, "dan")
    found = overview_of(dan, "change", YEAR)
    assert found.table("commitments").rows == ((TITLE, 6, 100.0),)
    assert [row[2] for row in found.table("follow-up").rows] == [None, 0, None, 0]
    assert [row[2:] for row in found.table("barriers").rows] == [(6, None)]


def test_whoever_is_forgotten_counts_no_more(told: Service) -> None:
    """Their words are gone from the database, and so are they from the figures."""
    olga = signed_in(told, "olga")
    done = forget(olga, learner(told, "one").public_id, "Asked by letter.")
    assert dict(done.erased)["commitment to change"] == 2
    assert dict(done.erased)["answer about a commitment"] == 2
    with reading(told.engine) as connection:
        rows = connection.execute(tables.commitment.select()).all()
    assert PLAN not in str(rows)
    assert figures(signed_in(told, "cora"), "follow-up-answered") == [(TITLE, 2, 50.0)]


@ON_SQLITE
def test_binder_program_and_export_say_the_same(told: Service) -> None:
    """With the sentence that they are self-reports; the export names nobody."""
    cora = signed_in(told, "cora")
    pages = PdfReader(BytesIO(b"".join(binder_of(cora, "small.1", "pdf").parts))).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert "Asked after 60 days 3 Answered 2 All of it is done 1" in text
    assert "self-reports: what people say of themselves" in text
    (line,) = program(cora, 2026).lines
    assert (line.committed.people, line.committed.asked, line.committed.answered) == (3, 3, 2)
    assert b"Asked about it" in b"".join(program_file(cora, 2026, "csv").parts)
    held = frame(opened(cora), "commitments.csv")
    assert list(held.state.dropna().sort_values()) == ["done", "dropped", "not_yet"]
    assert list(held.barriers.dropna()) == ["time; team"]
    assert list(held.objective.dropna()) == ["OBJ-1"]
    words = frame(opened(cora), "commitment_texts.csv")
    assert "person" not in words.columns
    assert list(words.what).count("commitment") == 4


@ON_SQLITE
def test_nothing_meant_leaves_out_its_tables(service: Service, clock: Clock) -> None:
    """No empty headings; the binder says it in a sentence."""
    meant(service, publish(service, form=CHANGE), "one")
    cora = later(service, clock, "cora")
    assert figures(cora, "follow-up") == []
    pages = PdfReader(BytesIO(b"".join(binder_of(cora, "small.1", "pdf").parts))).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert "Nobody has written down a change yet." in text
