"""What lies around an item: many changed at once, coverage, likeness, history."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING

from tests.taking import lines
from workflows.content.publish import NotPublished, publish
from workflows.content.writing.listing import bench
from workflows.content.writing.looking import look
from workflows.content.writing.opening import open_form
from workflows.content.writing.past import past
from workflows.content.writing.retag import Tags, retag
from workflows.content.writing.surveying import alike, coverage
from workflows.content.writing.write import Written, write

if TYPE_CHECKING:
    from quizzes.notation import Value
    from tests.quizzes.folder import BankFolder
    from workflows.act import Actor
    from workflows.service import Service

BANK = "small-bank"


def saved(actor: Actor, item: str, **fields: Value) -> Written:
    """Save an item with other fields."""
    form = open_form(actor, BANK, item).form
    done = write(actor, BANK, replace(form, fields={**form.fields, **fields}), by="fac-ada")
    assert isinstance(done, Written)
    return done


def test_many_items_are_tagged_at_once(here: Service, ben: Actor, folder: BankFolder) -> None:
    """What is so already is left alone, what cannot be written is named; the log has digests."""
    folder.write("items/broken.yaml", "id: [")
    done = retag(ben, BANK, ["one", "two", "broken"], Tags(topic="nausea"), by="fac-ada")
    assert (list(done.done), done.same) == (["one"], ("two",))
    assert set(done.refused) == {"broken"}
    assert {one.id: one.topic for one in bench(ben, BANK).items} == {
        "one": "nausea",
        "two": "nausea",
    }
    (line,) = lines(here, "items.retag")
    assert list(line.data["items"]) == ["one"]


def test_another_objective_sends_an_approved_item_to_review(ben: Actor) -> None:
    """Physicians see by objective how they did: it is part of the question."""
    retag(ben, BANK, ["one"], Tags(add=("OBJ-2",), remove=("OBJ-1",)), by="fac-ada")
    fields = open_form(ben, BANK, "one").form.fields
    assert (fields["objectives"], fields["status"]) == (("OBJ-2",), "in_review")


def test_nobody_approves_many_at_once(ben: Actor, folder: BankFolder) -> None:
    """What is a draft stays one."""
    retag(ben, BANK, ["one"], Tags(status="draft"))
    files = folder.files()
    done = retag(ben, BANK, ["one"], Tags(status="approved"))
    assert set(done.refused) == {"one"}
    assert folder.files() == files


def test_coverage_counts_by_topic_and_objective(ben: Actor) -> None:
    """An objective without an approved question is named."""
    before = coverage(ben, BANK)
    assert before.approved[("airway", "OBJ-1")] == 1
    retag(ben, BANK, ["one"], Tags(status="in_review"))
    after = coverage(ben, BANK)
    assert after.under_way[("airway", "OBJ-1")] == 1
    assert set(after.uncovered) - set(before.uncovered) == {"OBJ-1"}


def test_a_question_like_another_bank_s_is_found(ben: Actor, folder: BankFolder) -> None:
    """With its bank; itself is none."""
    shutil.copytree(folder.path, folder.path.parent / "other-bank")
    form = open_form(ben, BANK, "one").form
    item = look(ben, BANK, form.fields).item
    assert item is not None
    assert [(one.bank, one.item, one.likeness) for one in alike(ben, BANK, item)] == [
        ("other-bank", "one", 100)
    ]


def test_history_tells_what_each_edition_changed(
    ben: Actor, cora: Actor, folder: BankFolder
) -> None:
    """Without a repository published editions are what there is."""
    assert past(ben, BANK, "one") == ()
    assert not isinstance(publish(cora, folder.path), NotPublished)
    assert [one.what for one in past(ben, BANK, "one")] == ["First published"]


def test_each_save_is_a_commit_in_the_author_s_name(ben: Actor, folder: BankFolder) -> None:
    """And history tells it in words."""
    subprocess.run([shutil.which("git") or "git", "init", "-q", str(folder.path)], check=True)
    assert saved(ben, "one", key_point="Look at the capnogram.").unfiled == ""
    assert saved(ben, "one", key_point="Look at it.").unfiled == ""
    last, first = past(ben, BANK, "one")
    assert (last.by, last.what) == (
        "Ben Adeyemi-Larsen",
        "Key point Look at the capnogram. → Look at it.",
    )
    assert first.what == "First saved"


def test_what_git_refuses_does_not_fail_the_save(ben: Actor, folder: BankFolder) -> None:
    """The file is saved, and the author told."""
    subprocess.run([shutil.which("git") or "git", "init", "-q", str(folder.path)], check=True)
    (folder.path / ".git" / "index.lock").touch()
    done = saved(ben, "one", key_point="Look at it.")
    assert "It is saved, but" in done.unfiled
    assert b"key_point: Look at it." in folder.files()["items/one.yaml"]
    assert open_form(ben, BANK, "one").form.seen == done.digest
