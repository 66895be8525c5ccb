"""Marking a source as replaced, and what follows for whoever cites it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.examined import findings
from tests.people import signed_in
from tests.quizzes.folder import BankFolder
from tests.taking import count, lines
from tests.together import together
from tests.workflows.content.test_item_tasks import open_tasks
from tests.workflows.content.test_signing import signed
from workflows.content.due import calendar
from workflows.content.gate import gate
from workflows.content.publish import NotPublished, Published, publish
from workflows.content.reviewing import item
from workflows.content.signing import NotComplete
from workflows.content.superseding import (
    NoNewerSource,
    ReplacedByItself,
    ask_authors,
    mark,
    newer_source,
    take_back,
)
from workflows.content.writing.listing import bench
from workflows.content.writing.looking import look
from workflows.content.writing.opening import open_form
from workflows.refusals import NotAllowed, NotFound, Stale

if TYPE_CHECKING:
    from workflows.act import Actor
    from workflows.content.sources import Cited
    from workflows.service import Service

NEWER = newer_source("A newer guideline. 2026.", doi="10.1000/newer")
NOTE = "The dose changed."


@pytest.fixture
def bank(reviewed_bank: BankFolder) -> BankFolder:
    """The small bank, ready to be published."""
    reviewed_bank.change("items/one.yaml", "status: in_review", "status: approved")
    return reviewed_bank


@pytest.fixture
def other(bank: BankFolder) -> BankFolder:
    """Another bank, both of whose questions cite the source of the item one."""
    made = BankFolder(bank.path.parent / "other-bank")
    made.change("items/two.yaml", 'pmid: "32467512"', "doi: https://doi.org/10.1000/XYZ")
    return made


def source(actor: Actor, name: str = "doi:10.1000/xyz") -> Cited:
    """Return a source that is cited."""
    return next(one for one in calendar(actor).sources if name in one.names)


def marked(staff: Actor) -> Cited:
    """Mark the source of the item one as replaced."""
    mark(staff, source(staff).source, NEWER, NOTE, seen=0)
    return source(staff)


def test_the_office_marks_a_source_as_replaced(
    desk_service: Service, staff: Actor, other: BankFolder
) -> None:
    """Whoever cites it is listed, in whichever bank; the log says nothing of its words."""
    assert other.path.exists()
    found = marked(staff)
    assert found.superseded
    assert found.marked is not None
    assert (found.marked.said.newer, found.marked.said.note) == (NEWER, NOTE)
    assert set(found.items) == {
        ("small-bank", "one"), ("other-bank", "one"), ("other-bank", "two"),
    }  # fmt: skip
    (line,) = lines(desk_service, "source.supersede")
    assert {key: one for key, one in line.data.items() if key != "seals"} == {
        "seq": 1,
        "in_force": True,
    }
    assert findings(desk_service) == []


def test_said_twice_is_said_once(desk_service: Service, staff: Actor, bank: BankFolder) -> None:
    """A second click writes nothing; another wording needs what is in force."""
    assert bank.path.exists()
    found = marked(staff)
    mark(staff, found.source, NEWER, NOTE, seen=0)
    assert count(desk_service, "superseded") == len(lines(desk_service, "source.supersede")) == 1
    with pytest.raises(Stale):
        mark(staff, found.source, NEWER, "Another note.", seen=0)
    mark(staff, found.source, NEWER, "Another note.", seen=1)
    assert source(staff).seen == 2


def test_two_who_mark_it_at_once(desk_service: Service, staff: Actor, bank: BankFolder) -> None:
    """What one of them said is kept, and the other is told."""
    assert bank.path.exists()
    one, colleague = source(staff).source, signed_in(desk_service, "emil")
    came = together(
        lambda: mark(staff, one, NEWER, "One.", seen=0),
        lambda: mark(colleague, one, NEWER, "The other.", seen=0),
    )
    assert sorted(type(each).__name__ for each in came) == ["NoneType", "Stale"]
    assert count(desk_service, "superseded") == 1


def test_two_who_ask_its_authors_at_once(
    desk_service: Service, staff: Actor, other: BankFolder
) -> None:
    """Each question has one task."""
    assert other.path.exists()
    one, colleague = marked(staff).source, signed_in(desk_service, "emil")
    together(lambda: ask_authors(staff, one), lambda: ask_authors(colleague, one))
    assert len(open_tasks(staff)) == 3


def test_the_gate_is_red_and_nothing_is_published(staff: Actor, bank: BankFolder) -> None:
    """Until the question cites another source, or the mark is taken back."""
    found = marked(staff)
    ticks = {one.name: one for one in gate(staff, "small-bank").ticks}
    assert ticks["References"].state == "stops"
    (problem,) = ticks["References"].problems
    assert (problem.item, problem.rule) == ("one", "reference-superseded")
    assert "A newer guideline. 2026. The dose changed." in problem.message
    refused = publish(staff, bank.path)
    assert isinstance(refused, NotPublished)
    assert [one.rule for one in refused.problems] == ["reference-superseded"]
    take_back(staff, found.marked.source if found.marked else "", seen=1)
    assert not source(staff).superseded
    assert isinstance(publish(staff, bank.path), Published)


def test_a_question_that_cites_the_newer_source_is_free(staff: Actor, bank: BankFolder) -> None:
    """Nobody cites the old one any more."""
    marked(staff)
    bank.change("items/one.yaml", "doi: 10.1000/xyz}", "doi: 10.1000/newer}")
    with pytest.raises(StopIteration):
        source(staff)
    assert isinstance(publish(staff, bank.path), Published)


def test_nobody_approves_a_question_that_cites_it(
    staff: Actor, author: Actor, reviewer: Actor, bank: BankFolder
) -> None:
    """The reviewer is told why, and the author at the form."""
    bank.change("items/one.yaml", "status: approved", "status: in_review")
    marked(staff)
    assert [one.rule for one in item(reviewer, "small-bank", "one").lacks] == [
        "reference-superseded"
    ]
    with pytest.raises(NotComplete, match=r"A newer guideline\. 2026"):
        signed(reviewer)
    looked = look(author, "small-bank", open_form(author, "small-bank", "one").form.fields)
    assert "reference-superseded" in [one.rule for one in looked.lacking]
    assert [one.superseded for one in bench(author, "small-bank").items] == [True, False]


def test_authors_are_asked_by_task(
    desk_service: Service, staff: Actor, author: Actor, other: BankFolder
) -> None:
    """One for each question that cites it, once; the author sees which are theirs."""
    assert other.path.exists()
    found = marked(staff)
    assert ask_authors(staff, found.source) == 3
    assert ask_authors(staff, found.source) == 0
    assert len(lines(desk_service, "source.ask")) == 1
    mine = [one for one in open_tasks(author) if one.mine]
    assert [(one.slug, one.item_id, one.kind) for one in mine] == [
        ("small-bank", "one", "item-reference")
    ]
    assert "A newer guideline. 2026. The dose changed." in mine[0].said
    assert findings(desk_service) == []


def test_what_replaces_nothing_is_refused(staff: Actor, bank: BankFolder) -> None:
    """The same source, no words, no DOI, or a source that nobody cites."""
    assert bank.path.exists()
    one = source(staff).source
    with pytest.raises(ReplacedByItself):
        mark(staff, one, newer_source("A guideline. 2024.", doi="doi:10.1000/XYZ"), "", seen=0)
    with pytest.raises(NoNewerSource):
        newer_source("  ")
    with pytest.raises(NoNewerSource, match="is not a DOI"):
        newer_source("A newer guideline.", doi="eleven")
    for act in (lambda: mark(staff, "0" * 64, NEWER, "", seen=0), lambda: take_back(staff, one, 0),
                lambda: ask_authors(staff, one)):  # fmt: skip
        with pytest.raises(NotFound):
            act()


def test_authors_mark_nothing(author: Actor, bank: BankFolder) -> None:
    """The office says what was replaced."""
    assert bank.path.exists()
    with pytest.raises(NotAllowed):
        mark(author, source(author).source, NEWER, "", seen=0)
