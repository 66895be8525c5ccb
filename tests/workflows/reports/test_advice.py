"""Advice on a published question becomes a task, and its facility a filter."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from settings import ROOT
from tests.examined import findings
from tests.people import signed_in
from tests.quizzes.folder import BankFolder
from tests.taking import answer, count, form, lines, start_at
from tests.workflows.content.test_signing import signed
from tests.workflows.reports.test_statistics import learners
from workflows.attempts.margin import comment
from workflows.attempts.settle import submit
from workflows.content.item_tasks import of_item
from workflows.content.publish import Published, publish
from workflows.content.reviewing import item
from workflows.content.writing.opening import open_form
from workflows.content.writing.write import write
from workflows.refusals import NotFound
from workflows.reports.advice import NoAdvice, open_advice
from workflows.reports.facilities import facilities

if TYPE_CHECKING:
    from pathlib import Path

    from workflows.act import Actor
    from workflows.service import Service


@pytest.fixture
def bank(tmp_path: Path) -> BankFolder:
    """The small bank: Ben is its author, Thandiwe its reviewer."""
    made = BankFolder(tmp_path / "banks" / "small-bank")
    shutil.copy(ROOT / "quizzes" / "banks" / "provider.yaml", made.path.parent)
    for name, address in (("Ada Author", "ben"), ("Ben Reviewer", "thandiwe")):
        said = f"name: {name}, MD"
        made.change("activity.yaml", said, f"{said}\n    email: {address}@example.edu")
    return made


@pytest.fixture
def here(service: Service, bank: BankFolder) -> Service:
    """A service whose banks are in that folder."""
    return replace(service, settings=replace(service.settings, banks=bank.path.parent))


@pytest.fixture
def staff(here: Service) -> Actor:
    """Cora."""
    return signed_in(here, "cora")


@pytest.fixture
def key(staff: Actor, bank: BankFolder) -> str:
    """The bank, published."""
    done = publish(staff, bank.path)
    assert isinstance(done, Published)
    return done.key


def answered(service: Service, key: str, people: int) -> list[str]:
    """Let so many people answer the item one, all of them right; return their attempts."""
    attempts = []
    for one in learners(service, people):
        attempt = start_at(one, key)
        places = [each.item_id for each in form(service, attempt).items]
        answer(one, attempt, {places.index("one") + 1: "a"})
        submit(one, attempt)
        attempts.append(attempt)
    return attempts


def test_advice_becomes_a_task_until_a_new_version_is_approved(
    here: Service, staff: Actor, key: str
) -> None:
    """It is the author's, says the advice with its edition, and is opened once."""
    answered(here, key, 20)
    made = open_advice(staff, key, 1, "one")
    assert open_advice(staff, key, 1, "one") == made
    assert count(here, "task") == len(lines(here, "advice.open")) == 1
    author, reviewer = signed_in(here, "ben"), signed_in(here, "thandiwe")
    (task,) = of_item(author, "small-bank", "one")
    assert (task.kind, task.mine, task.people) == ("item-advice", True, ("fac-ada",))
    assert "(edition 1 of small-bank.1, 20 first attempts)" in task.said
    assert "Nobody chooses" in task.said or "Nearly everybody" in task.said
    signed(reviewer)  # the very text that was advised on
    assert len(of_item(author, "small-bank", "one")) == 1
    opened = open_form(author, "small-bank", "one").form
    fields = {**opened.fields, "lead_in": "What comes first?"}
    write(author, "small-bank", replace(opened, fields=fields), by="fac-ada")
    signed(reviewer)
    assert of_item(author, "small-bank", "one") == ()
    assert findings(here) == []


def test_chance_advises_nothing(here: Service, staff: Actor, key: str) -> None:
    """Under 20 people no task is opened; nor of a question that is not there."""
    answered(here, key, 1)
    with pytest.raises(NoAdvice):
        open_advice(staff, key, 1, "one")
    with pytest.raises(NotFound):
        open_advice(staff, key, 1, "missing")
    assert count(here, "task") == 0


def test_the_facility_is_that_of_the_newest_edition(here: Service, staff: Actor, key: str) -> None:
    """Staff see it from the first answer on, the author from the fifth, others never."""
    assert facilities(staff, "small-bank") == {}
    answered(here, key, 1)
    found = facilities(staff, "small-bank")
    assert {name: (one.share, one.n) for name, one in found.items()} == {
        "one": (1.0, 1),
        "two": (0.0, 1),
    }
    assert facilities(signed_in(here, "ben"), "small-bank") == {}
    assert facilities(staff, "no-bank") == {}


def test_physicians_comments_are_counted_for_all_and_read_by_staff(
    here: Service, staff: Actor, key: str
) -> None:
    """On the question they are about, without names."""
    (person,) = learners(here, 1)
    attempt = start_at(person, key)
    places = [each.item_id for each in form(here, attempt).items]
    comment(person, attempt, position=places.index("one") + 1, text="The dose is outdated.")
    told = item(staff, "small-bank", "one").commented
    assert (told.count, [text for _, text in told.texts]) == (1, ["The dose is outdated."])
    assert item(staff, "small-bank", "two").commented.count == 0
    others = item(signed_in(here, "thandiwe"), "small-bank", "one").commented
    assert (others.count, others.texts) == (1, ())
