"""Bringing questions in from elsewhere."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

import pytest

from tests.people import signed_in
from tests.taking import lines
from workflows.content.incoming import (
    CannotBeRead,
    ChangedMeanwhile,
    NotABankName,
    NothingToTakeBack,
    NotWritten,
    bring,
    can_take_back,
    look,
    take_back,
)
from workflows.refusals import NotAllowed

if TYPE_CHECKING:
    from tests.quizzes.folder import BankFolder
    from workflows.act import Actor
    from workflows.service import Service

TWO = b"""\
Which is first?
A. One
B. Two
C. Three
ANSWER: A

Which is last?
A. X
B. Y
ANSWER: B
"""


@pytest.fixture
def ben(here: Service) -> Actor:
    """An author."""
    return signed_in(here, "ben")


def test_chosen_questions_are_taken_in(here: Service, ben: Actor, folder: BankFolder) -> None:
    """A look writes nothing; taking one of two writes one file and one line in the log."""
    before = folder.files()
    seen = look(ben, "small-bank", TWO, "two.txt")
    assert (seen.found, folder.files()) == (2, before)
    wanted = seen.arrivals[1].id
    assert [one.id for one in bring(ben, seen, {wanted})] == [wanted]
    text = (folder.path / "items" / f"{wanted}.yaml").read_text(encoding="utf-8")
    assert "Which is last?" in text
    assert "status: draft" in text
    (line,) = lines(here, "questions.take")
    assert line.on == "bank:small-bank"
    assert line.data["items"] == {wanted: "added"}
    assert line.data["found"] == 2


def test_the_last_import_is_taken_back(here: Service, ben: Actor, folder: BankFolder) -> None:
    """Every file is as before, and the log says so."""
    before = folder.files()
    seen = look(ben, "small-bank", TWO, "two.txt")
    bring(ben, seen, {one.id for one in seen.arrivals})
    assert can_take_back(ben, "small-bank")
    assert len(take_back(ben, "small-bank")) == 2
    assert folder.files() == before
    assert len(lines(here, "questions.undo")) == 1


def test_a_new_bank_is_begun(ben: Actor, folder: BankFolder) -> None:
    """A name that no folder has becomes one."""
    seen = look(ben, "sepsis-2027", TWO, "two.txt")
    assert seen.begins
    bring(ben, seen, {one.id for one in seen.arrivals})
    assert (folder.path.parent / "sepsis-2027" / "activity.yaml").exists()


def test_a_bank_that_changed_meanwhile_is_left_alone(
    here: Service, ben: Actor, folder: BankFolder
) -> None:
    """The second of two who take the same file in is told; nothing is logged twice."""
    first, second = (look(ben, "small-bank", TWO, "two.txt") for _ in range(2))
    ids = {one.id for one in first.arrivals}
    bring(ben, first, ids)
    after = folder.files()
    with pytest.raises(ChangedMeanwhile, match="Look at the file again"):
        bring(ben, second, ids)
    assert folder.files() == after
    assert len(lines(here, "questions.take")) == 1


@pytest.mark.parametrize("slug", ["", "..", "../etc", "Small Bank", "a/b", "a" * 65])
def test_a_name_that_is_no_folder_is_refused(ben: Actor, slug: str) -> None:
    """Nothing outside the banks can be named."""
    for refused in (look, can_take_back, take_back):
        arguments = (TWO, "two.txt") if refused is look else ()
        with pytest.raises(NotABankName):
            refused(ben, slug, *arguments)


def test_what_cannot_be_read_is_said(ben: Actor) -> None:
    """The sentence names the file."""
    with pytest.raises(CannotBeRead, match=r"broken\.xlsx"):
        look(ben, "small-bank", b"PK\x03\x04 not a sheet", "broken.xlsx", "excel")


def test_nothing_to_take_back(ben: Actor) -> None:
    """Without an import there is nothing to undo."""
    assert not can_take_back(ben, "small-bank")
    with pytest.raises(NothingToTakeBack):
        take_back(ben, "small-bank")


def test_a_learner_may_not(here: Service) -> None:
    """Neither look nor take."""
    with pytest.raises(NotAllowed):
        look(signed_in(here, "ada"), "small-bank", TWO, "two.txt")


def test_a_full_disk_changes_nothing_and_says_so(
    here: Service, ben: Actor, folder: BankFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No file of the bank changes, nothing is logged, and the sentence names the reason."""
    before = folder.files()
    seen = look(ben, "small-bank", TWO, "two.txt")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(NotWritten, match="No space left on device"):
        bring(ben, seen, {one.id for one in seen.arrivals})
    monkeypatch.undo()
    assert folder.files() == before
    assert lines(here, "questions.take") == []
