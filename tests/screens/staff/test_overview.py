"""The overview screen: sections, periods, tables with their files, and who sees what."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.editions import publish
from tests.learning import OPINION, attempted
from tests.people import signed_in
from tests.reading import html, links, words
from workflows.credit.evaluate import give
from workflows.people.enrol import grant_role

if TYPE_CHECKING:
    from tests.reading import Drawn
    from workflows.service import Service


def test_uptake_is_told_in_words_and_tables(screen: Drawn, sqlite_service: Service) -> None:
    """Over time, and by each kind of group; a table can be taken along."""
    attempted(signed_in(sqlite_service, "ada"), publish(sqlite_service))
    at = screen("cora", "overview")
    assert "1 Jan 2026 to 1 Dec 2026" in words(at)
    assert "1 started and 0 completed. Most started in Dec 2026: 1." in words(at)
    assert "Jan 2026" in html(at)
    assert "2026-01" not in html(at)
    assert "Internal medicine" in html(at)
    assert "Own faculty" in html(at)
    assert "/export/overview/month?section=uptake&from=2026-01-01&to=2026-12-01" in str(
        [one.proto.url for one in at.get("link_button")]
    )


def test_a_plot_says_what_it_shows(screen: Drawn, sqlite_service: Service) -> None:
    """The paragraph is the plot's description, too."""
    attempted(signed_in(sqlite_service, "ada"), publish(sqlite_service))
    (drawn,) = screen("cora", "overview").get("vega_lite_chart")
    assert "1 started and 0 completed" in drawn.proto.spec
    # Months stand as they follow each other, not by the alphabet.
    assert json.loads(drawn.proto.spec)["encoding"]["x"]["sort"] is None


def test_another_period_may_hold_nothing(screen: Drawn, sqlite_service: Service) -> None:
    """It says so; an unknown period is this year."""
    attempted(signed_in(sqlite_service, "ada"), publish(sqlite_service))
    at = screen("cora", "overview", period="last", section="credit")
    assert "1 Jan 2025 to 31 Dec 2025" in words(at)
    assert "Nothing in this period." in words(at)
    assert "1 Jan 2026" in words(screen("cora", "overview", period="never"))


def test_days_can_be_chosen(screen: Drawn, sqlite_service: Service) -> None:
    """From a day to a day, both shown as dates."""
    attempted(signed_in(sqlite_service, "ada"), publish(sqlite_service))
    at = screen("cora", "overview", period="days")
    assert [one.label for one in at.date_input] == ["From", "To"]
    assert {one.proto.format for one in at.date_input} == {"MM/DD/YYYY"}
    assert "2 Sep 2026 to 1 Dec 2026" in words(at)


def test_outcomes_are_labelled(screen: Drawn, sqlite_service: Service) -> None:
    """First attempts by edition; the gain is one of repeaters, after feedback."""
    key, ada = publish(sqlite_service), signed_in(sqlite_service, "ada")
    attempted(ada, key, right=1)
    attempted(ada, key)
    at = screen("cora", "overview", section="outcomes")
    assert "First to last attempt (repeaters only, after feedback)" in words(at)
    assert "A small self-assessment, edition 1" in html(at)


def test_evaluations_are_shown_with_words_and_no_names(
    screen: Drawn, sqlite_service: Service
) -> None:
    """Of the activity that has most of them, unless another is chosen."""
    key, ada = publish(sqlite_service), signed_in(sqlite_service, "ada")
    publish(sqlite_service, slug="newer")
    give(ada, attempted(ada, key), {**OPINION, "comment": "Good *cases*."})
    at = screen("cora", "overview", section="evaluations")
    assert "Was it free of bias?" in words(at)
    assert r"- Good \*cases\*." in words(at)
    assert "Whitfield" not in words(at) + html(at)


def test_a_coordinator_sees_the_institution_and_no_small_cells(
    screen: Drawn, sqlite_service: Service
) -> None:
    """Named at the top; whole years; no words."""
    key, ada = publish(sqlite_service), signed_in(sqlite_service, "ada")
    give(ada, attempted(ada, key), {**OPINION, "comment": "Good cases."})
    grant_role(
        signed_in(sqlite_service, "olga"), signed_in(sqlite_service, "dan").public_id,
        "coordinator", scope="Example Medical School", reason="Asked.",
    )  # fmt: skip
    at = screen("dan", "overview", section="evaluations")
    assert "1 Jan 2026 to 31 Dec 2026 · Example Medical School" in words(at)
    assert "Cells of fewer than 5 people" in words(at)
    assert "Good cases." not in words(at)
    assert '<td class="number">1</td>' not in html(at)
    assert "days" not in at.selectbox[0].options


def test_nobody_else_sees_it(screen: Drawn, sqlite_service: Service) -> None:
    """Neither authors nor learners."""
    publish(sqlite_service)
    at = screen("ben", "overview")
    assert not at.get("html")
    assert links(at) == {}
