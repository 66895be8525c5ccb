"""Write: the form of the self-assessment itself, with everything its file can say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.reading import press, words

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

    from quizzes.models import Activity
    from tests.quizzes.folder import BankFolder
    from tests.reading import Drawn


def form(desk: Drawn) -> AppTest:
    """Return the form of the small bank's activity."""
    return desk("ben", "write", bank="small-bank", item="activity.yaml")


def field(at: AppTest, label: str) -> Any:
    """Return the widget with this label."""
    kinds = (
        at.text_input, at.text_area, at.selectbox, at.multiselect, at.checkbox, at.number_input,
    )  # fmt: skip
    return next(one for kind in kinds for one in kind if one.label == label)


def saved(at: AppTest, folder: BankFolder) -> Activity:
    """Save the form and return what the file says then."""
    press(at, "Save")
    assert at.success[0].value.startswith("Saved.")
    return folder.bank().activity


def test_a_supporter_is_written(desk: Drawn, folder: BankFolder) -> None:
    """With what was given in kind."""
    at = form(desk)
    press(at, "Add a supporter")
    field(at, "Company 1").set_value("Fernleaf Devices, Inc.").run()
    field(at, "What company 1 gave").set_value("in_kind").run()
    field(at, "Goods or services of company 1").set_value("Two ventilators").run()
    (support,) = saved(at, folder).accreditation.commercial_support
    assert (support.company, support.kind) == ("Fernleaf Devices, Inc.", "in_kind")


def test_a_signatory_and_a_biography_are_written(desk: Drawn, folder: BankFolder) -> None:
    """Both are offered by name, never by id."""
    at = form(desk)
    field(at, "Who signs the certificates").select_index(0).run()
    field(at, "A few sentences about them").set_value("She teaches capnography.").run()
    activity = saved(at, folder)
    assert activity.signatory is not None
    assert activity.faculty[0].biography == "She teaches capnography."


def test_references_for_further_study_are_written(desk: Drawn, folder: BankFolder) -> None:
    """One that a question cites already is a choice."""
    at = form(desk)
    field(at, "Or one that this bank cites already").set_value("A guideline. 2024.").run()
    (reference,) = saved(at, folder).references
    assert reference.cite == "A guideline. 2024."


def test_marking_rules_by_type_are_written(desk: Drawn, folder: BankFolder) -> None:
    """And left open again."""
    at = form(desk)
    field(at, "Several answers").set_value("plus_minus").run()
    assert saved(at, folder).rules.default_scoring == {"multiple_response": "plus_minus"}


def test_a_time_limit_asks_what_happens_at_it(desk: Drawn, folder: BankFolder) -> None:
    """A while of grace has its length."""
    at = form(desk)
    field(at, "Time limit in minutes").set_value(30).run()
    field(at, "At the limit").set_value("grace").run()
    field(at, "Minutes of that while").set_value(5).run()
    rules = saved(at, folder).rules
    assert (rules.time_limit_minutes, rules.overdue, rules.grace_minutes) == (30, "grace", 5)


def test_testers_minutes_are_estimated_while_one_types(desk: Drawn, folder: BankFolder) -> None:
    """Beside the form, before anything is saved; what is no number is found at its place."""
    at = form(desk)
    field(at, "Method").set_value("pilot_median").run()
    field(at, "Minutes that each tester took, with commas").set_value("52, 61, 70").run()
    assert "61.0 minutes by the median of 3 testers' time: 1.00 credits" in words(at)
    field(at, "Minutes that each tester took, with commas").set_value("52, long").run()
    assert "61.0 minutes" not in words(at)
    field(at, "Minutes that each tester took, with commas").set_value("52, 61").run()
    basis = saved(at, folder).planning.credit_basis
    assert basis is not None
    assert basis.pilot_minutes == (52, 61)


def test_outline_lines_and_an_activity_elsewhere_are_written(
    desk: Drawn, folder: BankFolder
) -> None:
    """Points only, under the lines that the boards ask for."""
    at = form(desk)
    press(at, "Add an outline line")
    field(at, "Code of outline line 1").set_value("1.2.3").run()
    next(one for one in at.checkbox if one.label.startswith("The credit is that")).check().run()
    field(at, "Title of that activity").set_value("Spring course").run()
    activity = saved(at, folder)
    assert [one.code for one in activity.planning.content_outline] == ["1.2.3"]
    assert activity.accreditation.held_elsewhere is not None
    assert activity.accreditation.held_elsewhere.title == "Spring course"


def test_the_evaluation_shows_what_it_asks(desk: Drawn) -> None:
    """The office's usual form, where none is named."""
    assert "- Did the activity meet its learning objectives?" in words(form(desk))
