"""The office puts in the owner's wording of a text of provider.yaml."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from quizzes.editing.opened import digest_of, open_file
from quizzes.editing.wording import digest_of_text
from storage import content, things
from storage.connect import reading
from tests.people import signed_in
from tests.taking import lines
from workflows.act import view
from workflows.content import frozen, shelf
from workflows.content.provider import NoProvider
from workflows.content.publish import Published, publish
from workflows.content.statements import texts
from workflows.content.wording import (
    FileNotWritten,
    Meanwhile,
    NotAllThere,
    NotYet,
    Saved,
    StillPlaceholder,
    Wording,
    put_in,
)
from workflows.refusals import Faulty, NotAllowed, NotFound

if TYPE_CHECKING:
    from pathlib import Path

    from quizzes.models import FixedText
    from tests.quizzes.folder import BankFolder
    from workflows.act import Actor
    from workflows.service import Service

TODAY = date(2026, 12, 1)
OWNERS = Wording(
    text="{provider} designates this {format} for a maximum of {credits} *AMA PRA Category 1"
    " Credits*™. Claim only the credit that fits the extent of your participation.",
    source="The owner's letter: page 2",
    dated=date(2026, 11, 30),
    approved=True,
)


@pytest.fixture
def office(sqlite_service: Service, folder: BankFolder) -> Service:
    """A service whose banks are in that folder."""
    chosen = replace(sqlite_service.settings, banks=folder.path.parent)
    return replace(sqlite_service, settings=chosen)


@pytest.fixture
def cora(office: Service) -> Actor:
    """Staff."""
    return signed_in(office, "cora")


@pytest.fixture
def file(folder: BankFolder) -> Path:
    """The provider's file."""
    return folder.path.parent / "provider.yaml"


def now(actor: Actor, name: str) -> FixedText:
    """Return a text as the page has it."""
    return next(one.text for one in texts(actor) if one.name == name)


def seen(actor: Actor, name: str = "designation") -> str:
    """Return the digest of a text as the page has it."""
    return digest_of_text(now(actor, name))


def saved(actor: Actor, said: Wording, name: str = "designation") -> Saved:
    """Save a text that nobody else saves."""
    done = put_in(actor, name, said, seen(actor, name))
    assert isinstance(done, Saved)
    return done


def test_an_approved_wording_is_in_the_file_with_all_else_as_it_was(
    cora: Actor, file: Path
) -> None:
    """Comments, order and every other text stay; the page shows it at once."""
    before = file.read_text(encoding="utf-8").splitlines()
    done = saved(cora, OWNERS)
    assert (done.now.missing, done.now.approved, done.unfiled) == ((), True, "")
    after = file.read_text(encoding="utf-8").splitlines()
    at = before.index("designation:")
    assert after[:at] == before[:at]
    assert after[at : at + 6] == [
        "designation:",
        "  text: >-",
        f"    {OWNERS.text}",
        f'  source: "{OWNERS.source}"',
        "  dated: 2026-11-30",
        "  approved: true",
    ]
    assert after[at + 6 :] == before[before.index("participation:") :]
    assert now(cora, "designation") == done.now.text


def test_it_is_logged_by_digest(office: Service, cora: Actor, file: Path) -> None:
    """Which text, from what to what, approved or not; the words stay in the file."""
    before = seen(cora)
    saved(cora, OWNERS)
    [line] = lines(office, "statement.write")
    assert (line.actor, line.on) == (cora.public_id, "statement:designation")
    assert line.data == {
        "before": before,
        "text": seen(cora),
        "sha256": digest_of(file.read_bytes()),
        "approved": True,
    }


def test_what_is_kept_of_the_file_is_read_anew_and_editions_keep_theirs(
    office: Service, cora: Actor, folder: BankFolder
) -> None:
    """The next publication takes the new text; the one before says what it said."""
    done = publish(cora, folder.path)
    assert isinstance(done, Published)
    saved(cora, OWNERS)
    with view(cora, "problems.see") as a:
        provider = shelf.read(a, folder.path).provider
    assert provider is not None
    assert provider.designation.text == OWNERS.text
    with reading(office.engine) as connection:
        row = things.find(connection, "activity", folder.path.name, None)
        assert row is not None
        edition = content.newest_edition(connection, row.id)
        said = frozen.manifest(connection, edition.id).front.designation
    assert said.startswith("Placeholder for the designation statement")


def test_what_lacks_an_element_is_saved_as_a_placeholder(cora: Actor) -> None:
    """The office may go on later; what is missing is said at once."""
    short = replace(OWNERS, text=OWNERS.text.replace("a maximum of ", ""), approved=False)
    assert saved(cora, short).now.missing == ("a maximum of so many credits",)
    assert not now(cora, "designation").approved


def test_an_approval_is_taken_back_by_a_save_without_it(cora: Actor) -> None:
    """Nothing stays approved that was not approved in these words."""
    saved(cora, OWNERS)
    saved(cora, replace(OWNERS, approved=False))
    assert not now(cora, "designation").approved


def test_lines_of_a_pasted_text_may_end_anywhere(cora: Actor) -> None:
    """An element is found across two lines, and blanks at their ends are dropped."""
    pasted = OWNERS.text.replace("maximum of", "maximum  \r\nof")
    assert saved(cora, replace(OWNERS, text=pasted)).now.missing == ()
    assert "maximum\nof" in now(cora, "designation").text


def test_the_same_is_saved_once(office: Service, cora: Actor) -> None:
    """A second press finds it done."""
    before = seen(cora)
    for _ in range(2):
        assert isinstance(put_in(cora, "designation", OWNERS, before), Saved)
    assert len(lines(office, "statement.write")) == 1


def test_two_who_save_different_texts_do_not_meet(office: Service, cora: Actor) -> None:
    """Only the text itself counts, not the file."""
    emil, before = signed_in(office, "emil"), seen(cora, "privacy")
    saved(emil, OWNERS)
    own = Wording(
        "Kept for six years. Staff see it; reports need consent.", "Us", TODAY, approved=False
    )
    assert isinstance(put_in(cora, "privacy", own, before), Saved)
    assert now(cora, "designation").approved


def test_whoever_comes_second_gets_both(office: Service, cora: Actor) -> None:
    """Nothing is overwritten that was not seen; what was seen can be."""
    emil, before = signed_in(office, "emil"), seen(cora)
    other = replace(OWNERS, source="Another letter")
    saved(emil, other)
    met = put_in(cora, "designation", OWNERS, before)
    assert isinstance(met, Meanwhile)
    assert met.theirs == now(cora, "designation")
    assert met.theirs.source == "Another letter"
    assert len(lines(office, "statement.write")) == 1
    assert isinstance(put_in(cora, "designation", OWNERS, digest_of_text(met.theirs)), Saved)
    assert now(cora, "designation").source == OWNERS.source


def test_another_text_saved_in_the_same_moment_stays(
    cora: Actor, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between looking and writing somebody replaced the file: it is looked at again."""

    def then_changed(path: Path, folder: Path) -> object:
        found = open_file(path, folder)
        monkeypatch.undo()
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("name: Example Medical", "name: Another Medical"))
        return found

    before = seen(cora)
    monkeypatch.setattr("workflows.content.wording.open_file", then_changed)
    assert isinstance(put_in(cora, "designation", OWNERS, before), Saved)
    assert "name: Another Medical" in file.read_text(encoding="utf-8")
    assert now(cora, "designation").approved


def test_a_folder_with_a_history_gets_a_commit_in_the_persons_name(cora: Actor, file: Path) -> None:
    """As other saves do."""
    git = shutil.which("git") or "git"
    subprocess.run([git, "init", "-q", str(file.parent)], check=True)
    assert saved(cora, OWNERS).unfiled == ""
    said = subprocess.run(
        [git, "-C", str(file.parent), "log", "--format=%an: %s", "--name-only"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    assert said.split("\n\n") == ["Cora Lindqvist: designation: approved", "provider.yaml\n"]


PLACEHOLDER = f"Placeholder: {OWNERS.text}"
UNMARKED = OWNERS.text.replace("™", "")


@pytest.mark.parametrize(
    ("said", "refusal", "words"),
    [
        (replace(OWNERS, text=UNMARKED), NotAllThere, "lacks the AMA's phrase in italics with ™"),
        (replace(OWNERS, text=PLACEHOLDER), StillPlaceholder, "owner's own words"),
        (replace(OWNERS, dated=None), NotYet, "today or before"),
        (replace(OWNERS, dated=date(2026, 12, 2)), NotYet, "today or before"),
        (replace(OWNERS, text=f"{OWNERS.text} {{board}}"), Faulty, "never filled in here"),
        (replace(OWNERS, text="{provider} designates.", approved=False), Faulty, "{credits}, {f"),
        (replace(OWNERS, text=f"{OWNERS.text} <b>x</b>"), Faulty, "HTML"),
        (replace(OWNERS, text=" "), Faulty, "."),
        (replace(OWNERS, source=""), Faulty, "."),
    ],
)
def test_what_cannot_be_the_owners_wording_is_refused(
    cora: Actor, file: Path, said: Wording, refusal: type[Faulty], words: str
) -> None:
    """With the reason; the file is as before, and can be read."""
    before, opened = file.read_bytes(), seen(cora)
    with pytest.raises(refusal, match=words):
        put_in(cora, "designation", said, opened)
    assert file.read_bytes() == before


@pytest.mark.parametrize("name", ["name", "signatories", "ABIM recognition", "nothing"])
def test_only_fixed_texts_of_the_provider_are_put_in(cora: Actor, name: str) -> None:
    """The boards' texts and the rest of the file stay with the operator."""
    with pytest.raises(NotFound):
        put_in(cora, name, OWNERS, "")


def test_a_text_that_the_file_does_not_have_is_not_found(cora: Actor, file: Path) -> None:
    """Whether there is a letter at all is not decided here."""
    text = file.read_text(encoding="utf-8")
    file.write_text(text[: text.index("request_letter:")], encoding="utf-8")
    with pytest.raises(NotFound):
        put_in(cora, "request_letter", replace(OWNERS, text="{title}"), "")


def test_a_file_that_cannot_be_read_is_left_alone(cora: Actor, file: Path) -> None:
    """It is put right by hand first."""
    before = seen(cora)
    file.write_text("name: [", encoding="utf-8")
    with pytest.raises(NoProvider):
        put_in(cora, "designation", OWNERS, before)
    assert file.read_text(encoding="utf-8") == "name: ["


def test_a_full_disk_leaves_the_file(
    cora: Actor, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whole or not at all, and the person is told."""

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    before, opened = file.read_bytes(), seen(cora)
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FileNotWritten, match="No space left on device"):
        put_in(cora, "designation", OWNERS, opened)
    monkeypatch.undo()
    assert file.read_bytes() == before
    assert [one.name for one in file.parent.iterdir() if one.name.startswith(".")] == []


def test_an_author_puts_in_no_statement(office: Service, cora: Actor) -> None:
    """It is the office's act."""
    with pytest.raises(NotAllowed):
        put_in(signed_in(office, "ben"), "designation", OWNERS, seen(cora))
