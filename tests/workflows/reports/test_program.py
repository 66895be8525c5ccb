"""The program of a year: whose year it is, what is counted once, what the table says."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction
from io import BytesIO, StringIO
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from tests.correcting import REKEY
from tests.editions import publish, publish_again, some_items
from tests.learning import attempted, completed
from tests.outline import outline
from tests.people import signed_in
from tests.reporting import LL, MK, claimed, identified, registered
from tests.taking import lines
from workflows.corrections.correct import confirm, propose
from workflows.pars.refusals import NoSuchYear
from workflows.reports.program import export, program

if TYPE_CHECKING:
    from tests.clock import Clock
    from workflows.act import Actor
    from workflows.service import Service

YEAR = 2026  # the clock of the tests stands at the first of December


def table(actor: Actor, year: int = YEAR) -> list[dict[str, str]]:
    """Return the report as a table."""
    text = b"".join(export(actor, year, "csv").parts).decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text)))


def test_it_sums_up_all_activities(service: Service, ada: Actor, dan: Actor, cora: Actor) -> None:
    """Learners by profession, completions, credit and points; one person in two is one learner."""
    first, second = registered(service), publish(service, slug="other", credit="2.00")
    identified(ada)
    claimed(ada, first, 3, MK, LL)
    attempted(ada, second, right=0)
    completed(dan, second)
    page = program(cora, YEAR)
    assert [one.key for one in page.lines] == [second, first]
    assert page.learners == 2
    other, small = page.lines
    assert dict(small.counts.in_year) == {"physician": 1}
    assert (small.completions, small.credit) == (1, 3)
    assert small.points == (("ABA Lifelong Learning", 3), ("ABIM Medical Knowledge", 3))
    assert (other.most, other.completions, other.credit) == (8, 1, 0)


def test_a_year_is_the_provider_s(service: Service, clock: Clock) -> None:
    """Late on 31 December in Detroit is the old year, although Greenwich has the new one."""
    key = publish(service)
    clock.at = datetime(YEAR + 1, 1, 1, 0, 30, tzinfo=UTC)
    completed(signed_in(service, "ada"), key)
    cora = signed_in(service, "cora")
    assert not program(cora, YEAR + 1).lines[0].completions
    clock.move(hours=8)
    completed(signed_in(service, "dan"), key)
    old, new = (program(cora, one) for one in (YEAR, YEAR + 1))
    assert (old.lines[0].completions, old.learners, old.lines[0].outcomes.people) == (1, 1, 1)
    assert (new.lines[0].completions, new.learners, new.lines[0].outcomes.people) == (1, 1, 1)
    assert (old.whole, new.whole) == (True, False)


def test_outcomes_are_exact(service: Service, ada: Actor, dan: Actor, cora: Actor) -> None:
    """The mean of first attempts; the gain of those alone who tried again."""
    key = publish(service)
    attempted(ada, key, right=1)
    attempted(ada, key, right=3)
    attempted(dan, key, right=2)
    found = program(cora, YEAR).lines[0].outcomes
    assert (found.people, found.mean) == (2, Fraction(3, 8))
    assert (found.repeaters, found.low, found.high) == (1, Fraction(1, 4), Fraction(3, 4))


def test_changes_of_the_year_are_counted(service: Service, cora: Actor, emil: Actor) -> None:
    """Editions that were published and corrections that came into force."""
    key = publish(service)
    publish_again(service, key, items=some_items(5))
    made = propose(cora, "item-1.1", REKEY, seen=0, reason="Evidence.")
    confirm(emil, "item-1.1", made)
    line = program(cora, YEAR).lines[0]
    assert (line.editions, line.corrections) == (2, 1)


def test_an_activity_of_another_year_is_not_in_it(service: Service, cora: Actor) -> None:
    """Neither one that comes nor one whose last claim was before."""
    publish(service, slug="gone", year=2020)
    publish(service, slug="coming", year=2028)
    key = publish(service)
    assert [one.key for one in program(cora, YEAR).lines] == [key]


def test_a_demonstration_is_no_part_of_a_real_program(service: Service) -> None:
    """It is not for credit; where the whole service is a demonstration it is shown."""
    publish(service, demonstration=True)
    real = replace(service, settings=replace(service.settings, mode="production"))
    assert program(signed_in(real, "cora"), YEAR).lines == ()
    shown = replace(service, settings=replace(service.settings, mode="demo"))
    assert len(program(signed_in(shown, "cora"), YEAR).lines) == 1


def test_the_table_has_one_line_an_activity(service: Service, ada: Actor, cora: Actor) -> None:
    """The figures of the page, in a form that sums."""
    key = registered(service)
    identified(ada)
    claimed(ada, key, 3, MK)
    (row,) = table(cora)
    assert (row["Activity"], row["Physicians"], row["Completions"]) == (key, "1", "1")
    assert (row["Credit claimed"], row["Board points"]) == ("0.75", "ABIM Medical Knowledge 0.75")
    assert (row["Mean first score (%)"], row["Hours"]) == ("100", "1.00")


def test_the_report_on_paper_has_its_sections(service: Service, ada: Actor, cora: Actor) -> None:
    """And says on its first page what the year comes to; who took it is logged."""
    completed(ada, publish(service))
    found = PdfReader(BytesIO(b"".join(export(cora, YEAR, "pdf").parts)))
    titles = [title.split(". ", 1)[1] for title, _ in outline(found)]
    assert titles == [
        "Activities", "Learners", "Credit and board points", "Outcomes", "Commercial support",
        "Changes in the year",
    ]  # fmt: skip
    assert "1 in the year, each person counted once" in " ".join(
        found.pages[0].extract_text().split()
    )
    assert (lines(service)[-1].act, lines(service)[-1].data) == (
        "program.print", {"year": YEAR, "form": "pdf"},
    )  # fmt: skip


def test_an_empty_year_is_a_report_too(service: Service, cora: Actor) -> None:
    """Nothing was open in it."""
    publish(service)
    assert table(cora, 2024) == []
    assert program(cora, 2024).lines == ()


@pytest.mark.parametrize("year", [0, 1999, 2101])
def test_no_year_of_an_office_is_refused(service: Service, cora: Actor, year: int) -> None:
    """It comes from an address; nothing is logged."""
    before = len(lines(service))
    with pytest.raises(NoSuchYear):
        program(cora, year)
    with pytest.raises(NoSuchYear):
        export(cora, year, "csv")
    assert len(lines(service)) == before
