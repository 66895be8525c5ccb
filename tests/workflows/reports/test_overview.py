"""Figures of the program: counts by group, credit, outcomes, evaluations."""

from __future__ import annotations

import csv
from datetime import date
from io import StringIO
from typing import TYPE_CHECKING

import pytest

from quizzes.edition import Manifest
from storage import content, things
from storage.connect import writing
from tests.amending import colleague
from tests.editions import publish, publish_again
from tests.learning import attempted
from tests.people import signed_in
from workflows.credit.claim import make
from workflows.credit.evaluate import give
from workflows.people import session
from workflows.people.enrol import enrol, grant_role
from workflows.people.merge import confirm, propose
from workflows.people.profile import Profile, see, write
from workflows.refusals import Faulty, NotAllowed, NotFound
from workflows.reports.overview.look import NoSuchSection, Period, export, overview_of

if TYPE_CHECKING:
    from tests.clock import Clock
    from workflows.act import Actor
    from workflows.reports.overview.look import Section
    from workflows.reports.overview.table import Cell
    from workflows.service import Service

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
CLINIC = "Example Children's Clinic"


def learner(service: Service, name: str, **profile: str) -> Actor:
    """Enrol and sign in somebody with this profile."""
    email = f"{name}@example.edu"
    known = Profile.model_validate({"legal_name": name.title(), "degree": "MD", **profile})
    enrol(session.system(service), "test", email, known, ["learner"])
    return session.enter(service, session.digest_of(session.sign_in(service, "test", email)))


def done(actor: Actor, key: str, *, right: int = 4, **answers: str) -> str:
    """Pass an activity and evaluate it, and return the completion."""
    return give(actor, attempted(actor, key, right), {"bias": "Yes", **answers})


def table(
    who: Actor, section: Section, name: str, period: Period = YEAR, activity: str | None = None
) -> list[tuple[Cell, ...]]:
    """Return the rows of one table."""
    return list(overview_of(who, section, period, activity).table(name).rows)


def coordinator(service: Service, scope: str = CLINIC) -> Actor:
    """Return Dan as coordinator of an institution."""
    olga, dan = signed_in(service, "olga"), signed_in(service, "dan")
    grant_role(olga, dan.public_id, "coordinator", scope=scope, reason="Asked.")
    return signed_in(service, "dan")


def test_uptake_is_counted_by_group(service: Service, cora: Actor) -> None:
    """Specialties in whatever case, affiliations in words, who started and who completed."""
    key = publish(service)
    done(learner(service, "one", specialty="Pediatrics", affiliated="own"), key)
    done(learner(service, "two", specialty="pediatrics", affiliated="partner"), key)
    attempted(learner(service, "three", specialty="Surgery"), key)
    attempted(learner(service, "four"), key)
    assert table(cora, "uptake", "specialty") == [
        ("Pediatrics", 2, 2), ("Not given", 1, 0), ("Surgery", 1, 0),
    ]  # fmt: skip
    assert sorted(map(str, table(cora, "uptake", "affiliation"))) == [
        "('Care partners', 1, 1)", "('Not given', 2, 0)", "('Own faculty', 1, 1)",
    ]  # fmt: skip
    assert table(cora, "uptake", "activity") == [("A small self-assessment", 4, 2)]


def test_the_profile_in_force_counts(service: Service, cora: Actor) -> None:
    """Whoever changed specialty is counted once, under the new one."""
    key = publish(service)
    one = learner(service, "one", specialty="Surgery")
    attempted(one, key)
    write(one, see(one).seq, see(one).profile.model_copy(update={"specialty": "Pathology"}))
    assert table(cora, "uptake", "specialty") == [("Pathology", 1, 0)]


def test_an_activity_counts_in_each_of_its_initiatives(service: Service, cora: Actor) -> None:
    """And one without any under that."""
    tagged, plain = publish(service), publish(service, slug="plain")
    with writing(service.engine) as connection:
        found = things.find(connection, "activity", tagged, None)
        assert found is not None
        last = content.newest_edition(connection, found.id)
        manifest = Manifest.model_validate_json(last.manifest)
        planning = manifest.planning.model_copy(update={"initiatives": ("Sepsis", "Safety")})
        body = manifest.model_copy(update={"planning": planning}).model_dump_json()
        content.add_edition(
            connection, activity_id=found.id, number=2, sha256="1" * 64, manifest=body,
            items=manifest.pools[0].items, by=last.by, now=service.now(),
        )  # fmt: skip
    one = learner(service, "one")
    attempted(one, tagged)
    attempted(one, plain)
    assert sorted(map(str, table(cora, "uptake", "initiative"))) == [
        "('No initiative', 1, 0)", "('Safety', 1, 0)", "('Sepsis', 1, 0)",
    ]  # fmt: skip


def test_two_accounts_of_one_person_are_one(service: Service, cora: Actor) -> None:
    """They started once and completed once, by month too; and came back, with two attempts."""
    key = publish(service)
    one, two = learner(service, "one"), learner(service, "two")
    attempted(one, key, right=1)
    done(two, key)
    proposal = propose(cora, two.public_id, one.public_id, "The same person.")
    confirm(colleague(service), two.public_id, proposal)
    assert table(cora, "uptake", "activity") == [("A small self-assessment", 1, 1)]
    assert table(cora, "uptake", "month")[-1] == ("2026-12", 1, 1)
    assert table(cora, "outcomes", "gains") == [("A small self-assessment", 1, 25, 100, 75)]


def test_months_are_the_provider_s(service: Service, cora: Actor, clock: Clock) -> None:
    """In the last hours of December it is January in Greenwich."""
    key = publish(service)
    clock.move(days=30, hours=12)  # 22:00 on the 31st in Detroit
    attempted(learner(service, "one"), key)
    clock.move(hours=3)
    attempted(learner(service, "two"), key)
    whole = Period(date(2026, 11, 1), date(2027, 1, 31))
    assert table(cora, "uptake", "month", whole) == [
        ("2026-11", 0, 0), ("2026-12", 1, 0), ("2027-01", 1, 0),
    ]  # fmt: skip
    assert table(cora, "uptake", "activity", YEAR) == [("A small self-assessment", 1, 0)]


def test_a_long_time_is_shown_by_years(service: Service, cora: Actor) -> None:
    """More than two years of months are too many to be read."""
    attempted(learner(service, "one"), publish(service))
    long = Period(date(2024, 3, 1), date(2026, 12, 31))
    assert table(cora, "uptake", "month", long) == [("2024", 0, 0), ("2025", 0, 0), ("2026", 1, 0)]


def test_without_a_first_day_it_begins_with_the_first_attempt(
    service: Service, cora: Actor
) -> None:
    """Where there was none yet, it is the last day."""
    page = overview_of(cora, "uptake", Period(None, date(2026, 12, 31)))
    assert page.first == date(2026, 12, 31)
    attempted(learner(service, "one"), publish(service))
    assert overview_of(cora, "uptake", Period(None, date(2026, 12, 31))).first == date(2026, 12, 1)


def test_credit_is_what_physicians_claimed(service: Service, cora: Actor, ada: Actor) -> None:
    """Quarters as credits; what others claim is participation; a withdrawn claim is gone."""
    key = publish(service)
    make(ada, done(ada, key), quarters=4, boards={}, attested=True)
    dan = signed_in(service, "dan")
    make(dan, done(dan, key), quarters=3, boards={}, attested=True)
    assert table(cora, "credit", "credit") == [
        ("AMA PRA Category 1 Credits", 1, "1.00"),
        ("Hours of participation, no credit", 1, "0.75"),
    ]
    assert table(cora, "credit", "credit-by-activity")[0] == (
        "A small self-assessment", "AMA PRA Category 1 Credits", 1, "1.00",
    )  # fmt: skip


def test_first_attempts_are_shown_by_edition(service: Service, cora: Actor) -> None:
    """People, mean and who passed; a second attempt is none."""
    key = publish(service)
    one = learner(service, "one")
    attempted(one, key, right=1)
    attempted(one, key, right=4)
    attempted(learner(service, "two"), key, right=3)
    publish_again(service, key, summary="Another.")
    attempted(learner(service, "three"), key, right=2)
    title = "A small self-assessment"
    assert table(cora, "outcomes", "scores") == [(title, 1, 2, 50, 50), (title, 2, 1, 50, 100)]
    assert table(cora, "outcomes", "gains") == [(title, 1, 25, 100, 75)]


def test_evaluations_are_counted_question_by_question(service: Service, cora: Actor) -> None:
    """In the form's order, with the words that were written, and no name beside them."""
    key = publish(service)
    done(learner(service, "one"), key, comment="Good cases.")
    two = learner(service, "two")
    give(two, attempted(two, key), {"bias": "No", "which": "The sponsor's drug."})
    page = overview_of(cora, "evaluations", YEAR, key)
    assert page.table("bias").rows == (("Yes", 1, 50.0), ("No", 1, 50.0))
    assert [(one.question, one.texts) for one in page.remarks] == [
        ("What was biased?", ("The sponsor's drug.",)),
        ("Anything else?", ("Good cases.",)),
    ]


def test_a_coordinator_sees_the_own_institution_s_people(service: Service) -> None:
    """From five on; the institution as profiles name it, in whatever case."""
    key = publish(service)
    for at in range(5):
        named = CLINIC if at % 2 else CLINIC.lower()
        done(learner(service, f"own-{at}", affiliation=named, specialty="Pediatrics"), key,
             comment="A remark.")  # fmt: skip
    done(learner(service, "other", affiliation="Elsewhere", specialty="Surgery"), key)
    dan = coordinator(service)
    assert table(dan, "uptake", "specialty") == [("Pediatrics", 5, 5)]
    assert table(dan, "uptake", "month")[-1] == ("2026-12", 5, 5)
    assert table(dan, "outcomes", "scores") == [("A small self-assessment", 1, 5, 100, 100)]
    page = overview_of(dan, "evaluations", YEAR, key)
    assert page.table("bias").rows[0] == ("Yes", 5, 100.0)
    assert (page.remarks, page.institutions) == ((), (CLINIC,))


def test_a_coordinator_sees_no_cell_of_fewer_than_five(service: Service) -> None:
    """Nor what rests on it."""
    key = publish(service)
    for at in range(4):
        one = learner(service, f"own-{at}", affiliation=CLINIC)
        make(one, done(one, key), quarters=4, boards={}, attested=True)
    dan = coordinator(service)
    assert table(dan, "uptake", "activity") == [("A small self-assessment", None, None)]
    assert table(dan, "credit", "credit") == [("AMA PRA Category 1 Credits", None, None)]
    assert table(dan, "outcomes", "scores") == [("A small self-assessment", 1, None, None, None)]
    assert "4" not in export(dan, "uptake", "activity", YEAR)


def test_a_coordinator_sees_one_whole_year(service: Service) -> None:
    """Of two times that overlap the difference could be one person: of several, the last year."""
    dan = coordinator(service)
    for first, last in ((date(2026, 12, 1), date(2026, 12, 2)), (date(2024, 1, 1), YEAR.last)):
        page = overview_of(dan, "uptake", Period(first, last))
        assert (page.first, page.last) == (date(2026, 1, 1), date(2026, 12, 31))


def test_a_coordinator_finds_no_small_number_by_a_sum(service: Service) -> None:
    """One table has the sum of a kind of credit: beside one claim another number is hidden."""
    keys = publish(service), publish(service, slug="another")
    for at, (degree, key) in enumerate(
        [("MD", keys[0]), *[("MD", keys[1])] * 6, *[("RN", keys[0])] * 5]
    ):
        one = learner(service, f"own-{at}", affiliation=CLINIC, degree=degree)
        make(one, done(one, key), quarters=4, boards={}, attested=True)
    dan = coordinator(service)
    assert [row[1] for row in table(dan, "credit", "credit")] == [7, 5]
    assert [row[1:3] for row in table(dan, "credit", "credit-by-activity")] == [
        ("AMA PRA Category 1 Credits", None),
        ("AMA PRA Category 1 Credits", None),
        ("Hours of participation, no credit", 5),
    ]


def test_a_coordinator_is_not_told_that_one_failed(service: Service) -> None:
    """Which the share of those who passed would tell; the mean is of all of them."""
    key = publish(service)
    for at in range(6):
        attempted(learner(service, f"own-{at}", affiliation=CLINIC), key, right=4 if at else 0)
    dan, cora = coordinator(service), signed_in(service, "cora")
    (theirs,), (all_,) = (table(who, "outcomes", "scores") for who in (dan, cora))
    assert theirs == (*all_[:4], None)
    assert all_[2] == 6


def test_a_coordinator_of_nothing_sees_nobody(service: Service) -> None:
    """The role that was taken away again shows no one."""
    attempted(learner(service, "one", affiliation=CLINIC), publish(service))
    dan = coordinator(service)
    grant_role(
        signed_in(service, "olga"), dan.public_id, "coordinator", scope=CLINIC, granted=False,
        reason="Left.",
    )  # fmt: skip
    assert table(dan, "uptake", "activity") == []


def test_a_coordinator_needs_an_institution(service: Service) -> None:
    """And nobody else has one."""
    olga, dan = signed_in(service, "olga"), signed_in(service, "dan")
    with pytest.raises(Faulty):
        grant_role(olga, dan.public_id, "coordinator", reason="Asked.")
    with pytest.raises(Faulty):
        grant_role(olga, dan.public_id, "staff", scope=CLINIC, reason="Asked.")


def test_others_see_nothing(ada: Actor, ben: Actor) -> None:
    """Neither learners nor authors."""
    for one in (ada, ben):
        with pytest.raises(NotAllowed):
            overview_of(one, "uptake", YEAR)


@pytest.mark.parametrize("day", [date.min, date.max])
def test_a_day_of_no_age_is_the_nearest_that_counts(
    service: Service, cora: Actor, day: date
) -> None:
    """An address may name the first or the last day that there is."""
    attempted(learner(service, "one"), publish(service))
    page = overview_of(cora, "uptake", Period(day, day))
    assert page.first == page.last
    assert page.last in {date(1970, 1, 1), date(2199, 12, 31)}
    long = Period(date.min, date.max)
    assert sum(int(row[1] or 0) for row in table(cora, "uptake", "month", long)) == 1


def test_what_is_not_there_is_refused(service: Service, cora: Actor) -> None:
    """A section, a table or an activity that came from an address."""
    publish(service)
    with pytest.raises(NoSuchSection):
        overview_of(cora, "names", YEAR)  # type: ignore[arg-type]
    with pytest.raises(NoSuchSection):
        export(cora, "uptake", "names", YEAR)
    with pytest.raises(NotFound):
        overview_of(cora, "evaluations", YEAR, "nothing.1")


def test_every_table_is_a_file(service: Service, cora: Actor) -> None:
    """Its headings, then a line a row; numbers with one digit."""
    key = publish(service)
    attempted(learner(service, "one"), key, right=3)
    rows = list(csv.reader(StringIO(export(cora, "outcomes", "scores", YEAR))))
    assert rows == [
        ["Activity", "Edition", "n", "Mean %", "Passed %"],
        ["A small self-assessment", "1", "1", "75.0", "100.0"],
    ]
