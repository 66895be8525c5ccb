"""Write: a new self-assessment in steps, a copy, and a new period."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from screens import door
from tests.people import signed_in
from tests.reading import labels, press, words
from tests.workflows.content.writing.test_new import filled
from workflows.content.publish import NotPublished, publish
from workflows.content.writing.keep import NEW, keep
from workflows.content.writing.new import begin_plan
from workflows.content.writing.opening import open_form

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

    from tests.quizzes.folder import BankFolder
    from tests.reading import Drawn


def field(at: AppTest, label: str) -> Any:
    """Return the widget with this label."""
    kinds = (at.text_input, at.text_area, at.selectbox, at.multiselect, at.checkbox, at.date_input)
    return next(one for kind in kinds for one in kind if one.label == label)


def test_a_self_assessment_is_begun_in_steps(desk: Drawn) -> None:
    """What is open stands beside its field, and what is written is kept for the next visit."""
    begin_plan(signed_in(door.service(), "ben"))
    at = desk("ben", "write", new="1", step="1")
    assert "step 1 of 8" in words(at)
    assert "Not written yet: title." in words(at)
    field(at, "Title, as it stands on certificates").set_value("Airway in the ward").run()
    assert "Not written yet: title." not in words(at)
    again = desk("ben", "write", new="1", step="1")
    assert field(again, "Title, as it stands on certificates").value == "Airway in the ward"
    assert "Go on with the new self-assessment" in labels(desk("ben", "write"))


@pytest.mark.parametrize("step", range(1, 8))
def test_each_step_is_drawn(desk: Drawn, step: int) -> None:
    """With the way to the next."""
    begin_plan(signed_in(door.service(), "ben"))
    at = desk("ben", "write", new="1", step=str(step))
    assert f"step {step} of 8" in words(at)
    assert any(one.startswith("Next: ") for one in labels(at))


def test_the_last_step_says_what_must_come_first(desk: Drawn) -> None:
    """Nothing is written before that."""
    begin_plan(signed_in(door.service(), "ben"))
    at = desk("ben", "write", new="1", step="8")
    assert "must be said" in words(at)
    assert next(one for one in at.button if one.label == "Write it").disabled


def test_a_finished_plan_is_written(desk: Drawn, folder: BankFolder) -> None:
    """And the bank is there."""
    ben = signed_in(door.service(), "ben")
    begin_plan(ben)
    form = filled(open_form(ben, NEW, "activity.yaml").form)
    keep(ben, NEW, "activity.yaml", form, 1)
    at = desk("ben", "write", new="1", step="8")
    press(at, "Write it")
    assert (folder.path.parent / "airway-in-the-ward" / "activity.yaml").exists()


def test_a_plan_is_thrown_away_in_its_last_step(desk: Drawn) -> None:
    """Another one can be begun."""
    begin_plan(signed_in(door.service(), "ben"))
    press(desk("ben", "write", new="1", step="8"), "Throw this plan away")
    assert "New self-assessment" in labels(desk("ben", "write"))


def test_a_plan_that_is_not_there_says_so(desk: Drawn) -> None:
    """An old link."""
    assert "There is no plan" in words(desk("ben", "write", new="1"))


def test_a_new_period_waits_for_the_look_and_the_days(desk: Drawn, folder: BankFolder) -> None:
    """Then its days are in the file."""
    assert not isinstance(publish(signed_in(door.service(), "cora"), folder.path), NotPublished)
    at = desk("ben", "write", bank="small-bank", renew="1")
    assert "Nothing asks to be looked at." in at.success[0].value
    assert next(one for one in at.button if one.label == "Write the new period").disabled
    for label, day in (
        ("First day", "2029-11-01"),
        ("Last day", "2032-10-31"),
        ("Last day of claims", "2032-12-31"),
    ):
        field(at, label).set_value(day).run()
    next(one for one in at.checkbox if one.label.startswith("I looked")).check().run()
    press(at, "Write the new period")
    assert b"2032-10-31" in folder.files()["activity.yaml"]


def test_days_that_do_not_follow_are_refused_in_words(desk: Drawn, folder: BankFolder) -> None:
    """The file is as before."""
    assert not isinstance(publish(signed_in(door.service(), "cora"), folder.path), NotPublished)
    at = desk("ben", "write", bank="small-bank", renew="1")
    for label in ("First day", "Last day", "Last day of claims"):
        field(at, label).set_value("2029-10-31").run()
    next(one for one in at.checkbox if one.label.startswith("I looked")).check().run()
    press(at, "Write the new period")
    assert "has to lie after the one before" in words(at)


def test_what_other_banks_name_can_be_chosen(desk: Drawn) -> None:
    """A specialty or a topic spelled alike is found by one filter; others can be typed."""
    begin_plan(signed_in(door.service(), "ben"))
    asked = field(desk("ben", "write", new="1", step="3"), "Specialties")
    assert "Anesthesiology" in asked.options
    topics = field(desk("ben", "write", new="1", step="7"), "Topics")
    assert topics.options == []


def test_a_bank_without_questions_says_how_to_begin(desk: Drawn, folder: BankFolder) -> None:
    """Instead of filters over nothing, and of an empty table."""
    for file in (folder.path / "items").iterdir():
        file.unlink()
    at = desk("ben", "write", bank="small-bank")
    assert any(one.value.startswith("There is no question yet.") for one in at.info)
    assert "Find" not in {one.label for one in at.text_input}
