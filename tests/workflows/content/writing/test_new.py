"""New self-assessments: planned in steps, written as a bank, or copied from another one."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from quizzes.bank import ACTIVITY
from quizzes.reading import read_bank
from tests.taking import lines
from workflows.content.publish import NotPublished, publish
from workflows.content.writing.begin import begin
from workflows.content.writing.keep import NEW, discard, keep
from workflows.content.writing.new import (
    NotASlug,
    PlanThere,
    SlugTaken,
    begin_plan,
    found_bank,
    look_plan,
    planned,
)
from workflows.content.writing.opening import NotForForms, open_form
from workflows.content.writing.terms import Incomplete
from workflows.refusals import NotFound

if TYPE_CHECKING:
    from quizzes.editing.opened import Fields
    from quizzes.notation import Value
    from tests.quizzes.folder import BankFolder
    from workflows.act import Actor
    from workflows.content.writing.form import Form
    from workflows.service import Service

BANK = "small-bank"
PLANNING: Fields = {
    "practice_gap": "Capnograms are misread.",
    "needs": ("competence",),
    "need": "To read them.",
    "change": "They are read at once.",
    "format_reason": "Feedback on each decision.",
    "competencies": ("Patient care",),
    "planners": ("fac-1",),
}
TERMS: Fields = {
    "credits": "0.50",
    "estimated_minutes": 30,
    "designated_by": "Example Medical School",
    "release_date": "2027-01-01",
    "expiration_date": "2029-12-31",
    "claim_by": "2030-02-28",
}
RULES: Fields = {
    "passing_percent": "75",
    "passing_rationale": "Set by the authors.",
    "retake": "new_draw",
    "feedback": "after_each_item",
}


def filled(form: Form, **more: Value) -> Form:
    """Return a plan with everything said that has to be."""
    said: Fields = {
        "title": "Airway in the ward",
        "summary": "Ten questions.",
        "audience": "Physicians.",
        "specialties": ("anesthesiology",),
        "objectives": ({"id": "OBJ-1", "text": "Read a capnogram."},),
        "faculty": ({"id": "fac-1", "name": "Ada Author, MD", "roles": ("author",)},),
        "planning": PLANNING,
        "accreditation": TERMS,
        "rules": RULES,
        "pools": ({"id": "all", "select": {"topics": ("airway",)}},),
    }
    return replace(form, fields={**form.fields, **said, **more})


def plan(actor: Actor, like: str | None = None) -> Form:
    """Begin a plan and return its form."""
    begin_plan(actor, like)
    return open_form(actor, NEW, ACTIVITY).form


def as_copy(actor: Actor) -> Form:
    """Begin a copy of the small bank and say what of it is new."""
    form = plan(actor, BANK)
    rules = form.fields["rules"]
    assert isinstance(rules, dict)
    standard: Fields = {"passing_percent": "70", "passing_rationale": "Set anew."}
    fields: Fields = {
        **form.fields,
        "title": "Second bank",
        "accreditation": TERMS,
        "rules": {**rules, **standard},
    }
    return replace(form, fields=fields)


def test_a_plan_is_written_as_a_draft_bank(here: Service, ben: Actor) -> None:
    """Named after its title; it is read without a fault but for the questions that follow."""
    done = found_bank(ben, filled(plan(ben)))
    bank, problems = read_bank(here.settings.banks / "airway-in-the-ward")
    assert (done.slug, done.items, problems) == ("airway-in-the-ward", 0, ())
    assert bank is not None
    assert (bank.activity.status, bank.activity.accreditation.credits) == ("draft", "0.50")
    (line,) = lines(here, "activity.begin")
    assert (line.data["like"], line.data["items"]) == (None, {})
    assert not planned(ben)


def test_a_plan_survives_a_closed_browser(ben: Actor) -> None:
    """It is kept like any other form, and one at a time."""
    form = plan(ben)
    keep(ben, NEW, ACTIVITY, replace(form, fields={**form.fields, "title": "Half"}), 1)
    assert planned(ben)
    assert open_form(ben, NEW, ACTIVITY).form.fields["title"] == "Half"
    with pytest.raises(PlanThere):
        begin_plan(ben)
    discard(ben, NEW, ACTIVITY)
    assert not planned(ben)
    with pytest.raises(NotFound):
        open_form(ben, NEW, ACTIVITY)


def test_what_is_open_is_found_where_it_is_asked(ben: Actor) -> None:
    """And that the questions are not written yet is nothing to settle before."""
    form = plan(ben)
    places = {one.place for one in look_plan(ben, form).findings if one.severity == "error"}
    assert {("title",), ("planning", "change"), ("accreditation", "claim_by")} <= places
    assert [one for one in look_plan(ben, filled(form)).findings if one.severity == "error"] == []


def test_an_unfinished_plan_is_not_written(here: Service, ben: Actor) -> None:
    """The folder is as before."""
    form = filled(plan(ben), accreditation={**TERMS, "claim_by": "2027-01-01"})
    with pytest.raises(Incomplete):
        found_bank(ben, form)
    assert [one.name for one in here.settings.banks.iterdir() if one.is_dir()] == [BANK]
    assert planned(ben)


def test_an_address_is_never_used_twice(
    here: Service, ben: Actor, cora: Actor, folder: BankFolder
) -> None:
    """Neither one of a folder nor one of a published activity whose folder is gone."""
    form = filled(plan(ben), id=BANK)
    with pytest.raises(SlugTaken):
        found_bank(ben, form)
    assert not isinstance(publish(cora, folder.path), NotPublished)
    shutil.rmtree(folder.path)
    with pytest.raises(SlugTaken):
        found_bank(ben, form)
    with pytest.raises(NotASlug):
        found_bank(ben, filled(form, id="../elsewhere"))
    assert not (here.settings.banks.parent / "elsewhere").exists()


def test_a_copy_takes_over_all_but_the_terms(ben: Actor) -> None:
    """Title, credit, days, points, standard and disclosures are asked anew."""
    fields = plan(ben, BANK).fields
    assert fields["objectives"]
    assert {"title", "accreditation", "boards"}.isdisjoint(fields)
    rules, people = fields["rules"], fields["faculty"]
    assert isinstance(rules, dict)
    assert "passing_percent" not in rules
    assert isinstance(people, tuple)
    assert all("disclosure" not in one for one in people if isinstance(one, dict))


def test_copied_questions_get_ids_of_their_own(
    here: Service, ben: Actor, folder: BankFolder
) -> None:
    """They are drafts that name what they came from; pools and figures come along."""
    folder.change(
        "activity.yaml", "select: {topics: [airway, nausea]}", "select: {items: [one, two]}"
    )
    done = found_bank(ben, as_copy(ben))
    bank, problems = read_bank(here.settings.banks / done.slug)
    assert bank is not None
    assert problems == ()
    assert sorted(bank.items) == ["sb-001", "sb-002"]
    one = bank.items["sb-001"]
    assert (one.variant_of, one.status, one.version, one.reviews) == ("one", "draft", 1, ())
    assert bank.activity.pools[0].select.items == ("sb-001", "sb-002")
    assert "media/one.png" in bank.digests
    (line,) = lines(here, "activity.begin")
    assert line.data["items"] == {"one": "sb-001", "two": "sb-002"}


def test_no_id_that_was_published_or_begun_is_given_again(
    here: Service, ben: Actor, cora: Actor, folder: BankFolder
) -> None:
    """Also where no file bears it any more: the bank's initials are left to them."""
    (folder.path / "items" / "two.yaml").rename(folder.path / "items" / "sb-001.yaml")
    folder.change("items/sb-001.yaml", "id: two", "id: sb-001")
    assert not isinstance(publish(cora, folder.path), NotPublished)
    assert begin(ben, BANK, "numeric") == "sb-002"
    (folder.path / "items" / "sb-001.yaml").unlink()
    done = found_bank(ben, as_copy(ben))
    bank, _ = read_bank(here.settings.banks / done.slug)
    assert bank is not None
    assert list(bank.items) == ["second-bank-001"]


def test_retired_questions_are_not_taken_over(
    here: Service, ben: Actor, folder: BankFolder
) -> None:
    """They were taken out for a reason."""
    folder.change("items/two.yaml", "status: approved", "status: retired")
    done = found_bank(ben, as_copy(ben))
    assert done.items == 1
    assert len(list((here.settings.banks / done.slug / "items").iterdir())) == 1


def test_a_bank_that_no_form_shows_is_not_copied(ben: Actor, folder: BankFolder) -> None:
    """Nor one that is not there."""
    with pytest.raises(NotFound):
        begin_plan(ben, "no-bank")
    folder.write("activity.yaml", "id: [")
    with pytest.raises(NotForForms):
        begin_plan(ben, BANK)


def test_a_new_bank_is_a_commit_where_the_banks_are_a_repository(here: Service, ben: Actor) -> None:
    """In the author's name."""
    banks = here.settings.banks
    git = shutil.which("git") or "git"
    subprocess.run([git, "init", "-q", str(banks)], check=True)
    assert found_bank(ben, filled(plan(ben))).unfiled == ""
    said = subprocess.run(
        [git, "-C", str(banks), "log", "--format=%an: %s", "--name-only"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    assert "Ben Adeyemi-Larsen: airway-in-the-ward: begun" in said
    assert "airway-in-the-ward/activity.yaml" in said
