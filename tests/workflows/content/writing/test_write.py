"""Saving an item by its form."""

from __future__ import annotations

import errno
import os
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from quizzes.editing.opened import digest_of
from quizzes.editing.saving import Clash
from tests.taking import lines
from workflows.content.publish import NotPublished, publish
from workflows.content.writing.begin import begin, copy
from workflows.content.writing.form import Form
from workflows.content.writing.keep import OpenTwice, TooLong, discard, keep
from workflows.content.writing.listing import bench
from workflows.content.writing.opening import NotForForms, open_form
from workflows.content.writing.write import NotWritten, Unfinished, Written, write
from workflows.refusals import NotAllowed, NotFound

if TYPE_CHECKING:
    from quizzes.notation import Value
    from tests.quizzes.folder import BankFolder
    from workflows.act import Actor
    from workflows.service import Service

BANK = "small-bank"
ANSWERED: dict[str, Value] = {
    "lead_in": "Which is it?",
    "options": (
        {"id": "a", "text": "The first", "correct": True},
        {"id": "b", "text": "The second"},
        {"id": "c", "text": ""},
    ),
}


def changed(actor: Actor, item: str, **fields: Value) -> Form:
    """Return an item's form with other fields."""
    form = open_form(actor, BANK, item).form
    return replace(form, fields={**form.fields, **fields})


def written(actor: Actor, form: Form, by: str | None = "fac-ada") -> Written:
    """Save a form that clashes with nobody's."""
    done = write(actor, BANK, form, by=by)
    assert isinstance(done, Written)
    return done


def test_a_change_is_saved_and_logged_without_its_text(
    here: Service, ben: Actor, folder: BankFolder
) -> None:
    """The log holds ids and digests; the file says what the form says."""
    before = folder.files()["items/one.yaml"]
    done = written(ben, changed(ben, "one", explanation="A flat line: not in the trachea."))
    after = folder.files()["items/one.yaml"]
    assert b"A flat line: not in the trachea." in after
    assert done.changed.startswith("Explanation ")
    (line,) = lines(here, "item.write")
    assert line.on == "item:one"
    assert line.data == {
        "bank": BANK,
        "before": digest_of(before),
        "sha256": digest_of(after),
        "version": 1,
        "revision": 2,
    }


def test_what_was_approved_goes_to_review_again(ben: Actor, folder: BankFolder) -> None:
    """Another key makes a version and a line of history that says so; status says the rest."""
    form = changed(ben, "one")
    options = form.fields["options"]
    assert isinstance(options, tuple)
    rekeyed = tuple(
        {**one, "correct": one["id"] == "b"} for one in options if isinstance(one, dict)
    )
    done = written(ben, replace(form, fields={**form.fields, "options": rekeyed}))
    assert done.again
    assert (done.fields["version"], done.fields["revision"]) == (2, 1)
    assert done.fields["status"] == "in_review"
    assert done.changed == "Key A → B"
    assert "change: Key A → B" in folder.files()["items/one.yaml"].decode()
    assert "warning review-missing" in folder.rules()


def test_a_change_that_nobody_was_named_for_is_noted_under_the_author(ben: Actor) -> None:
    """Else its history would end too early, and no reviewer could approve it. A draft waits."""
    done = written(ben, changed(ben, "one", explanation="A flat line."), by=None)
    history = done.fields["history"]
    assert isinstance(history, tuple)
    last = history[-1]
    assert isinstance(last, dict)
    assert (last["version"], last["revision"], last["by"]) == (1, 2, "fac-ada")
    new = begin(ben, BANK, "single_best_answer")
    form = open_form(ben, BANK, new).form
    draft = written(ben, replace(form, fields={**form.fields, **ANSWERED}), by=None)
    assert "history" not in draft.fields


def test_a_published_item_never_keeps_its_number(
    cora: Actor, ben: Actor, folder: BankFolder
) -> None:
    """Publication finds what it demands although nobody thought of numbers."""
    assert not isinstance(publish(cora, folder.path), NotPublished)
    done = written(ben, changed(ben, "two", lead_in="Which of these lower the risk?"))
    assert (done.fields["version"], done.fields["revision"]) == (2, 2)


def test_what_is_no_part_of_the_question_leaves_it_approved(ben: Actor) -> None:
    """A day of review is not what a physician sees."""
    done = written(ben, changed(ben, "one", review_due="2029-01-01"))
    assert (done.fields["status"], done.fields["revision"]) == ("approved", 1)
    assert not done.again


def test_two_authors_lose_nothing(
    here: Service, ben: Actor, cora: Actor, folder: BankFolder
) -> None:
    """The second is given the first one's version and writes nothing; nothing is logged twice."""
    first, second = changed(ben, "one", key_point="Ben's."), changed(cora, "one", key_point="Hers.")
    written(ben, first)
    files = folder.files()
    clash = write(cora, BANK, second)
    assert isinstance(clash, Clash)
    assert clash.theirs is not None
    assert clash.theirs.fields["key_point"] == "Ben's."
    assert folder.files() == files
    assert len(lines(here, "item.write")) == 1


def test_a_new_item_gets_its_file_when_it_is_saved_first(
    here: Service, ben: Actor, folder: BankFolder
) -> None:
    """Until it has a question, answers and a key it is its author's draft and no file."""
    item = begin(ben, BANK, "single_best_answer")
    files = folder.files()
    opened = open_form(ben, BANK, item)
    with pytest.raises(Unfinished, match="kept as your draft"):
        write(ben, BANK, opened.form)
    assert folder.files() == files
    done = written(ben, replace(opened.form, fields={**opened.form.fields, **ANSWERED}), by=None)
    assert done.fields["status"] == "draft"
    assert set(folder.files()) - set(files) == {f"items/{item}.yaml"}
    assert not [one for one in folder.rules() if one.startswith("error")]
    assert open_form(ben, BANK, item).kept_at is None
    assert [one.act for one in lines(here, "item.begin")] == ["item.begin"]


def test_an_id_is_given_once(ben: Actor, cora: Actor) -> None:
    """Not even to two who begin before either saves."""
    assert begin(ben, BANK, "numeric") != begin(cora, BANK, "numeric")


def test_a_copy_is_a_draft_of_its_own(ben: Actor, folder: BankFolder) -> None:
    """It takes the text along, and neither reviews nor history."""
    fields = open_form(ben, BANK, copy(ben, BANK, "one")).form.fields
    assert fields["variant_of"] == "one"
    assert fields["status"] == "draft"
    assert not {"reviews", "history", "review_due"} & set(fields)
    assert fields["stem"]
    with pytest.raises(NotFound):
        copy(ben, BANK, "../one")
    folder.write("items/one.yaml", "id: [")
    with pytest.raises(NotFound):
        copy(ben, BANK, "one")


def test_nobody_approves_by_the_form(ben: Actor, folder: BankFolder) -> None:
    """Not even where the widget that offers it is forged."""
    files = folder.files()
    item = begin(ben, BANK, "single_best_answer")
    form = open_form(ben, BANK, item).form
    forged = replace(form, fields={**form.fields, **ANSWERED, "status": "approved"})
    with pytest.raises(NotAllowed):
        write(ben, BANK, forged)
    assert folder.files() == files


def test_a_draft_survives_and_another_window_does_not_overwrite_it(ben: Actor, cora: Actor) -> None:
    """It is its author's own; discarding it shows the file again."""
    form = changed(ben, "one", key_point="Half a")
    assert keep(ben, BANK, "one", form, 0) == 1
    again = open_form(ben, BANK, "one")
    assert (again.form, again.seq) == (form, 1)
    assert again.kept_at is not None
    with pytest.raises(OpenTwice):
        keep(ben, BANK, "one", form, 0)
    assert open_form(cora, BANK, "one").kept_at is None
    assert next(one for one in bench(ben, BANK).items if one.id == "one").unsaved
    discard(ben, BANK, "one")
    assert open_form(ben, BANK, "one").form.fields.get("key_point") is None


def test_a_draft_has_a_limit(ben: Actor) -> None:
    """Nobody fills the database with a form."""
    with pytest.raises(TooLong):
        keep(ben, BANK, "one", Form({"stem": "x" * 600_000}, None, None), 0)


def test_a_full_disk_is_said_and_the_draft_stays(
    ben: Actor, folder: BankFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bank is as before, and so is what was written."""
    files, form = folder.files(), changed(ben, "one", key_point="New.")
    keep(ben, BANK, "one", form, 0)

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(NotWritten, match="No space left on device"):
        write(ben, BANK, form)
    monkeypatch.undo()
    assert folder.files() == files
    assert open_form(ben, BANK, "one").form == form


def test_a_file_no_form_can_show_is_said(ben: Actor, folder: BankFolder) -> None:
    """The others are listed, and it by its name."""
    folder.write("items/one.yaml", "id: one\nid: one\n")
    with pytest.raises(NotForForms, match="looks after the bank folder"):
        open_form(ben, BANK, "one")
    assert bench(ben, BANK).broken == ("one",)


@pytest.mark.parametrize("item", ["nothing", "../activity", "..", "a/b"])
def test_what_is_not_there_is_not_found(ben: Actor, item: str) -> None:
    """Nothing outside the bank can be named."""
    with pytest.raises(NotFound):
        open_form(ben, BANK, item)
    with pytest.raises(NotFound):
        open_form(ben, "../small-bank", "one")
