"""The state of the banks in the bank folder."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.people import signed_in
from workflows.content.problems import banks
from workflows.content.publish import publish
from workflows.refusals import NotAllowed

if TYPE_CHECKING:
    from tests.quizzes.folder import BankFolder
    from workflows.service import Service


@pytest.fixture
def here(sqlite_service: Service, folder: BankFolder) -> Service:
    """A service whose banks are in that folder."""
    chosen = replace(sqlite_service.settings, banks=folder.path.parent)
    return replace(sqlite_service, settings=chosen)


def test_a_clean_bank_is_clean(here: Service) -> None:
    """It has its title, no error, and no edition yet."""
    (one,) = banks(signed_in(here, "cora"))
    assert (one.slug, one.title) == ("small-bank", "Small bank: a self-assessment")
    assert (one.errors, one.published, one.period) == (0, 0, 0)


def test_an_edit_is_seen_at_once(here: Service, folder: BankFolder) -> None:
    """What was found before is not shown for another file."""
    cora = signed_in(here, "cora")
    banks(cora)
    folder.change("items/one.yaml", "correct: true", "correct: false")
    (one,) = banks(cora)
    assert one.errors
    assert "one" in {problem.item for problem in one.problems}


def test_a_published_bank_says_its_edition(here: Service, folder: BankFolder) -> None:
    """The newest one of the newest period."""
    cora = signed_in(here, "cora")
    publish(cora, folder.path)
    (one,) = banks(cora)
    assert (one.published, one.period) == (1, 1)


def test_what_publication_refuses_goes_with_its_repair(here: Service, folder: BankFolder) -> None:
    """The comparison with what is published is made again when a file or an edition is new."""
    cora = signed_in(here, "cora")
    publish(cora, folder.path)
    assert [one.refusals for one in banks(cora)] == [()]
    folder.change("items/one.yaml", "What is done first?", "What should be done first?")
    (refused,) = (one.refusals for one in banks(cora))
    assert [one.rule for one in refused] == ["revision-not-raised"]
    folder.change("items/one.yaml", "revision: 1\nstatus", "revision: 2\nstatus")
    folder.change(
        "items/one.yaml", "{version: 1, revision: 1, date", "{version: 1, revision: 2, date"
    )
    assert [one.errors for one in banks(cora)] == [0]


def test_an_unreadable_bank_hides_no_other(here: Service, folder: BankFolder) -> None:
    """It stands under its folder's name, with its problem."""
    broken = folder.path.parent / "broken"
    broken.mkdir()
    (broken / "activity.yaml").write_text("title: [", encoding="utf-8")
    first, second = banks(signed_in(here, "cora"))
    assert (first.title, bool(first.errors)) == ("broken", True)
    assert (second.slug, second.errors) == ("small-bank", 0)


def test_without_a_bank_folder_there_are_none(here: Service, folder: BankFolder) -> None:
    """A replica for learners has no files."""
    shutil.rmtree(folder.path.parent)
    assert banks(signed_in(here, "cora")) == ()


def test_authors_may_look_and_learners_not(here: Service) -> None:
    """The list names keys."""
    assert banks(signed_in(here, "ben"))
    with pytest.raises(NotAllowed):
        banks(signed_in(here, "ada"))
