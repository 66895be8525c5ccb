"""Retiring items."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from quizzes.reading import read_item
from storage import content
from storage.connect import reading
from tests.taking import lines
from workflows.content.gate import gate
from workflows.content.publish import NotPublished, publish
from workflows.content.states import standing
from workflows.content.writing.opening import open_form
from workflows.content.writing.retire import NoReason, retire
from workflows.content.writing.surveying import coverage
from workflows.content.writing.write import Written, write
from workflows.refusals import NotAllowed

if TYPE_CHECKING:
    from tests.quizzes.folder import BankFolder
    from workflows.act import Actor
    from workflows.service import Service

BANK = "small-bank"
WHY = "The technique is not used any more."


def test_an_item_is_retired_with_its_reason(here: Service, ben: Actor, folder: BankFolder) -> None:
    """The reason stands in its history, not in the log; nothing else of the file changes."""
    before = folder.files()["items/one.yaml"].decode().splitlines()
    done = retire(ben, BANK, ["one", "two", "missing"], WHY, "fac-ada")
    assert (list(done.done), set(done.refused)) == (["one", "two"], {"missing"})
    written, problems = read_item(folder.path / "items" / "one.yaml")
    assert written is not None
    assert problems == ()
    assert (written.status, written.history[-1].by, written.history[-1].change) == (
        "retired", "fac-ada", f"Retired: {WHY}",
    )  # fmt: skip
    after = folder.files()["items/one.yaml"].decode().splitlines()
    assert [one for one in before if one not in after] == ["status: approved"]
    (line,) = lines(here, "items.retire")
    assert WHY not in str(line.data)
    assert retire(ben, BANK, ["one"], WHY, "fac-ada").same == ("one",)


def test_no_later_draw_has_it_and_editions_keep_it(
    here: Service, ben: Actor, cora: Actor, folder: BankFolder
) -> None:
    """What is published stays; the next edition waits until the pool has enough."""
    assert not isinstance(publish(cora, folder.path), NotPublished)
    retire(ben, BANK, ["one"], WHY, "fac-ada")
    assert standing(ben, BANK).states == {"one": "retired", "two": "approved"}
    assert [(line.draw, line.approved) for line in coverage(ben, BANK).blueprint] == [(2, 1)]
    stops = {one.name for one in gate(cora, BANK).ticks if one.state == "stops"}
    assert "Pools" in stops
    assert isinstance(publish(cora, folder.path), NotPublished)
    with reading(here.engine) as connection:
        (period,) = content.periods(connection, BANK)
        edition = content.newest_edition(connection, period.id)
        assert len(content.item_digests(connection, edition.id)) == 2


def test_it_comes_back_to_be_reviewed(ben: Actor) -> None:
    """By its form, never as approved."""
    retire(ben, BANK, ["one"], WHY, "fac-ada")
    form = open_form(ben, BANK, "one").form
    with pytest.raises(NotAllowed):
        write(ben, BANK, replace(form, fields={**form.fields, "status": "approved"}))
    back = write(ben, BANK, replace(form, fields={**form.fields, "status": "in_review"}))
    assert isinstance(back, Written)
    assert standing(ben, BANK).states["one"] == "in review"


def test_a_reason_and_a_name_are_asked_for(ben: Actor, folder: BankFolder) -> None:
    """Nothing is written without either."""
    files = folder.files()
    for reason, by in ((" ", "fac-ada"), (WHY, None)):
        with pytest.raises(NoReason):
            retire(ben, BANK, ["one"], reason, by)
    assert folder.files() == files


def test_reviewers_retire_nothing(here: Service, ada: Actor) -> None:
    """It is for authors and the office; nor do learners."""
    assert here.engine is not None
    with pytest.raises(NotAllowed):
        retire(ada, BANK, ["one"], WHY, "fac-ada")
