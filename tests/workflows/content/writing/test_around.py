"""What lies around an item: many changed at once, coverage, likeness, history."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING

from tests.quizzes.folder import ONE
from tests.taking import lines
from workflows.act import act
from workflows.content.publish import NotPublished, publish
from workflows.content.writing.listing import bench
from workflows.content.writing.looking import look
from workflows.content.writing.opening import open_form
from workflows.content.writing.past import past
from workflows.content.writing.retag import Tags, retag
from workflows.content.writing.surveying import alike, coverage, search, twice
from workflows.content.writing.write import Written, write
from workflows.refusals import SignedOut

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    import pytest

    from quizzes.notation import Value
    from tests.quizzes.folder import BankFolder
    from workflows.act import Act, Actor
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


def test_many_are_one_commit(ben: Actor, folder: BankFolder) -> None:
    """More than one transaction holds; what is refused is in none."""
    git = shutil.which("git") or "git"
    subprocess.run([git, "init", "-q", str(folder.path)], check=True)
    for at in range(12):
        folder.write(f"items/copy-{at}.yaml", ONE.replace("id: one", f"id: copy-{at}", 1))
    items = [f"copy-{at}" for at in range(12)]
    done = retag(ben, BANK, ["missing", *items], Tags(topic="nausea", review_due="2027-06-01"))
    assert (len(done.done), set(done.refused), done.unfiled) == (12, {"missing"}, "")
    said = [git, "-C", str(folder.path), "log", "--format=%an: %s"]
    found = subprocess.run(said, check=True, capture_output=True, text=True).stdout
    assert found == ("Ben Adeyemi-Larsen: 12 questions: topic nausea; next review 2027-06-01\n")


def test_what_is_written_stays_when_the_rest_is_refused(
    here: Service, ben: Actor, folder: BankFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Signed out on the way: each of the others is named with the reason, and nothing is lost."""
    for at in range(12):
        folder.write(f"items/copy-{at:02}.yaml", ONE.replace("id: one", f"id: copy-{at:02}", 1))
    items = [f"copy-{at:02}" for at in range(12)]
    begun: list[str] = []

    def signed_out_meanwhile(actor: Actor, verb: str) -> AbstractContextManager[Act]:
        if begun:
            raise SignedOut
        begun.append(verb)
        return act(actor, verb)

    monkeypatch.setattr("workflows.content.writing.retag.act", signed_out_meanwhile)
    done = retag(ben, BANK, items, Tags(topic="nausea"))
    assert list(done.done) == items[:10]
    assert list(done.refused) == items[10:]
    assert "signed out" in done.refused["copy-10"]
    (line,) = lines(here, "items.retag")
    assert list(line.data["items"]) == items[:10]


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


def test_words_are_found_in_every_bank(ben: Actor, folder: BankFolder) -> None:
    """In any order, and nearly spelled so; retired questions are left out."""
    shutil.copytree(folder.path, folder.path.parent / "other-bank")
    assert {(one.bank, one.item) for one in search(ben, "nausea of anesthetics")} == {
        ("small-bank", "two"),
        ("other-bank", "two"),
    }
    assert search(ben, "hyperkalemia") == ()
    folder.change("items/two.yaml", "status: approved", "status: retired")
    assert [one.bank for one in search(ben, "nausea of anesthetics")] == ["other-bank"]


def test_pairs_that_are_alike_are_named_once(ben: Actor, folder: BankFolder) -> None:
    """Within the bank and across banks; nothing is like itself."""
    assert twice(ben, BANK) == ()
    folder.write("items/three.yaml", ONE.replace("id: one", "id: three", 1))
    assert [(one.item, one.other.item, one.other.likeness) for one in twice(ben, BANK)] == [
        ("one", "three", 100)
    ]
    shutil.copytree(folder.path, folder.path.parent / "other-bank")
    pairs = {(one.item, one.other.bank, one.other.item) for one in twice(ben, BANK)}
    assert ("two", "other-bank", "two") in pairs
    assert len(pairs) == 6  # one and three with each other, and each with both over there; two


def test_the_blueprint_says_what_is_there_for_it(ben: Actor) -> None:
    """Approved and under way, by the pool that draws them."""
    (line,) = coverage(ben, BANK).blueprint
    assert (line.pool, line.draw, line.approved, line.under_way) == ("all", 2, 2, 0)
    retag(ben, BANK, ["one"], Tags(status="draft"))
    (line,) = coverage(ben, BANK).blueprint
    assert (line.approved, line.under_way) == (1, 1)


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
