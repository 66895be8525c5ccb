"""Activity records and who took part in a year (pitfall 14)."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import insert

from documents.pars.activity import Keyword
from quizzes.kinds.item import BoardCode
from quizzes.models import HeldElsewhere
from storage import tables
from storage.connect import writing
from tests.editions import publish
from tests.learning import attempted
from tests.people import signed_in
from tests.reporting import claimed, enter, registered
from tests.taking import start_at
from workflows.pars.refusals import NoSuchYear, UnknownForm
from workflows.pars.year import counted, export

if TYPE_CHECKING:
    from pathlib import Path

    from tests.clock import Clock
    from workflows.act import Actor
    from workflows.service import Service


def test_everybody_who_answered_counts_once(
    service: Service, ada: Actor, ben: Actor, dan: Actor, cora: Actor
) -> None:
    """Certificate or not; who only looked does not count (8, number 14)."""
    key = registered(service)
    claimed(ada, key)
    for _ in range(2):
        attempted(dan, key, right=0)
    start_at(ben, key)
    (one,) = counted(cora, 2026).activities
    assert one.record.counts.cumulative == (("physician", 1), ("physician assistant", 1))
    assert (one.people, one.physicians, one.in_year) == (2, 1, 2)


@pytest.mark.parametrize("into", ["ada", "dan"])
def test_a_physician_of_two_accounts_counts_as_one(
    service: Service, ada: Actor, dan: Actor, cora: Actor, into: str
) -> None:
    """Whichever account claimed last, and whichever is kept."""
    key = registered(service)
    claimed(ada, key)
    claimed(dan, key)
    kept, gone = (ada, dan) if into == "ada" else (dan, ada)
    with writing(service.engine) as connection:
        connection.execute(
            insert(tables.merge).values(
                person_id=gone.person_id, seq=1, into_id=kept.person_id, reason="Same person.",
                by=cora.person_id, at=service.now(),
            )
        )  # fmt: skip
    (one,) = counted(cora, 2026).activities
    assert one.record.counts.cumulative == (("physician", 1),)


def test_the_year_alone_and_the_sum_of_years(
    service: Service, ada: Actor, dan: Actor, clock: Clock
) -> None:
    """PARS takes the sum as of 31 December; the year of Detroit decides (8, number 7)."""
    key = registered(service)
    attempted(ada, key)
    clock.at = clock.at.replace(month=12, day=31, hour=23, minute=30)
    clock.move(hours=5)  # 23:30 in Detroit, 2027 in London
    attempted(signed_in(service, "dan"), key)
    clock.move(days=20)
    attempted(signed_in(service, "dan"), key)
    cora = signed_in(service, "cora")
    assert counted(cora, 2026).activities[0].people == 2
    next_year = counted(cora, 2027).activities[0]
    assert (next_year.people, next_year.in_year) == (2, 1)
    assert next_year.record.closed
    assert dan.public_id


def test_what_the_terms_know_stands_in_the_record(service: Service, cora: Actor) -> None:
    """Number, dates, credit, registrations with their claim date."""
    registered(service)
    (one,) = counted(cora, 2026).activities
    record = one.record
    assert (record.accme_id, record.credits, record.action) == ("202612345", 4, "Update")
    assert [(r.board, r.points, r.credit_types) for r in record.registrations] == [
        ("ABA", 4, ("Lifelong Learning",)),
        ("ABIM", 3, ("Medical Knowledge",)),
    ]
    assert one.faults == ()


def test_what_is_not_reported_from_here_is_left_out(service: Service, cora: Actor) -> None:
    """Points alone belong to the activity held elsewhere; another platform reports its own."""
    held = HeldElsewhere(title="Grand Rounds 2026", accme_id="202600001")
    registered(service, "points", accme=None, held=held)
    enter(service, registered(service, "theirs"), "reporter", "elsewhere")
    registered(service, "ours")
    found = counted(cora, 2026)
    assert [one.key for one in found.activities] == ["ours.1"]
    assert {one.key: one.why.partition(";")[0] for one in found.left_out} == {
        "points.1": "It gives points alone",
        "theirs.1": "Another platform reports it to PARS",
    }
    titles = json.loads(export(cora, 2026, "json").content)["ACCMEActivities"]
    assert len(titles["MedicalEducationMetrics"]) == 1


@pytest.mark.parametrize("form", ["excel", "xml", "json"])
def test_the_records_are_a_file(service: Service, cora: Actor, form: str) -> None:
    """In three forms, each called a demonstration where it is one."""
    registered(service)
    paper = export(cora, 2026, form)
    assert paper.name.startswith("demonstration-pars-activities")
    assert paper.content
    if form == "json":
        metrics = json.loads(paper.content)["ACCMEActivities"]["MedicalEducationMetrics"]
        assert metrics[0]["Lom"]["general"]["title"] == (
            "DEMONSTRATION, NOT FOR SUBMISSION: A small self-assessment"
        )


def test_what_nobody_said_is_left_out_and_told(
    service: Service, cora: Actor, tmp_path: Path
) -> None:
    """Without the office's answers the files say nothing, and To do lists what lacks."""
    registered(service)
    office = replace(
        cora, service=replace(service, settings=replace(service.settings, banks=tmp_path))
    )
    found = counted(office, 2026)
    (one,) = found.activities
    assert (one.record.public, one.record.fee, one.record.open_to_all) == (None, None, None)
    assert one.record.outcomes == ()
    assert one.notes == ("Enter in PARS: public listing, fee, registration, measured outcomes.",)
    assert found.assumed == ()
    metrics = json.loads(export(office, 2026, "json").content)["ACCMEActivities"]
    extension = metrics["MedicalEducationMetrics"][0]["XtensibleInfo"]
    assert not {"ForPublicList", "FeeForParticipation", "ActivityRegistration"} & set(extension)
    assert b"FeeForParticipation" not in export(office, 2026, "xml").content


def test_what_the_office_says_of_all_is_called_assumed(service: Service, cora: Actor) -> None:
    """provider.yaml answers for every activity, and the page says that it does."""
    registered(service)
    found = counted(cora, 2026)
    assert found.assumed == (
        "public list: yes",
        "fee: No, it’s free",
        "registration: Open to all",
    )
    assert found.activities[0].record.fee == "No, it’s free"
    assert found.activities[0].record.specialties == ("Internal medicine",)


def test_the_outline_of_the_aba_goes_along(service: Service, cora: Actor) -> None:
    """Its first two lines as ACCME names them; a third is told."""
    lines = tuple(BoardCode(board="ABA", code=f"1.D.{one}") for one in (1, 2, 3))
    registered(service, outline=lines)
    (one,) = counted(cora, 2026).activities
    assert one.record.keywords == (
        Keyword("Level 3 ID", "01_ABAMCO", "1.D.1"),
        Keyword("Level 3 ID", "02_ABAMCO", "1.D.2"),
    )
    assert one.notes[0] == "PARS takes two lines of ABA's outline; 1.D.3 is left out."


def test_production_has_no_demonstration_in_its_year(service: Service, cora: Actor) -> None:
    """Neither the activity nor the word, and the page says why it is missing."""
    publish(service, slug="shown", demonstration=True)
    registered(service, "real")
    settings = replace(service.settings, mode="production")
    office = replace(cora, service=replace(service, settings=settings))
    found = counted(office, 2026)
    assert [one.key for one in found.activities] == ["real.1"]
    assert [(one.key, one.why) for one in found.left_out] == [
        ("shown.1", "It is a demonstration, which is not for credit.")
    ]
    for form in ("excel", "xml", "json"):
        paper = export(office, 2026, form)
        assert not paper.name.startswith("demonstration")
        assert b"DEMONSTRATION" not in paper.content
    assert {one.key for one in counted(cora, 2026).activities} == {"shown.1", "real.1"}


def test_nonsense_is_refused(cora: Actor) -> None:
    """A form that is not written, a year that nothing is in."""
    with pytest.raises(UnknownForm):
        export(cora, 2026, "tab")
    with pytest.raises(NoSuchYear):
        counted(cora, 1)
