"""The page Write: a bank's questions by form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from quizzes.models import METHODS
from quizzes.reading import BANKS
from tests.reading import html, labels, press, words

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

    from tests.quizzes.folder import BankFolder
    from tests.reading import Drawn


def field(at: AppTest, label: str) -> Any:
    """Return the widget with this label."""
    kinds = (at.text_input, at.text_area, at.selectbox, at.multiselect, at.checkbox)
    return next(one for kind in kinds for one in kind if one.label == label)


def one(desk: Drawn, who: str = "ben") -> AppTest:
    """Return the form of the item one."""
    return desk(who, "write", bank="small-bank", item="one")


def test_the_questions_of_a_bank_are_listed_and_found(desk: Drawn) -> None:
    """Each leads to its form; words and filters narrow the list."""
    at = desk("ben", "write", bank="small-bank")
    assert "item=one" in html(at)
    assert "item=two" in html(at)
    field(at, "Find").set_value("nausea").run()
    assert "item=one" not in html(at)
    assert "1 of 2 questions" in words(at)


def test_a_form_is_saved_into_the_bank(desk: Drawn, folder: BankFolder) -> None:
    """What changed is said in words; the file has it, with its comments and all else as it was."""
    at = one(desk)
    assert "Save" in labels(at)
    field(at, "Explanation").set_value("The tube is not in the trachea.").run()
    assert "draft, not saved yet" in words(at)
    press(at, "Save")
    assert "Explanation shortened" in at.success[0].value
    assert "goes to review again" in at.success[0].value
    assert b"explanation: |\n  The tube is not in the trachea." in folder.files()["items/one.yaml"]


def test_save_with_nothing_to_save_says_so(desk: Drawn, folder: BankFolder) -> None:
    """It is never grey, for who presses it right after typing, and writes no file for nothing."""
    before = folder.files()
    at = press(one(desk), "Save")
    assert "There is nothing to save" in at.info[0].value
    assert folder.files() == before


def test_the_heading_bears_the_state_of_every_list(desk: Drawn, folder: BankFolder) -> None:
    """Not what the file says of itself: for credit it is approved by a sign-off alone."""
    assert "· Single best answer · Approved" in words(one(desk))
    folder.change("activity.yaml", "demonstration: true", "demonstration: false")
    assert "· Single best answer · In review" in words(one(desk))


def test_findings_stand_beside_the_field(desk: Drawn) -> None:
    """They are of the form as it stands, before anything is saved."""
    at = one(desk)
    field(at, "Option B").set_value("All of the above").run()
    said = [
        one.value
        for one in at.markdown
        if "All of the above" in one.value and "-badge[" in one.value
    ]
    assert len(said) >= 2  # at the option, and in the list of what is to be done


def test_a_form_survives_a_closed_browser(desk: Drawn) -> None:
    """Another tab shows the draft and says so; undoing it shows the file."""
    field(one(desk), "Key point: the one sentence to remember").set_value("Look at it.").run()
    at = one(desk)
    assert "This is your draft of" in at.success[0].value
    assert field(at, "Key point: the one sentence to remember").value == "Look at it."
    press(at, "Undo changes")
    assert field(at, "Key point: the one sentence to remember").value == ""


@pytest.mark.parametrize("kind", list(METHODS))
def test_every_type_begins_with_a_form(desk: Drawn, folder: BankFolder, kind: str) -> None:
    """It says what is to be written first, and no file is made before that."""
    files = folder.files()
    at = desk("ben", "write", bank="small-bank")
    field(at, "Type").set_value(kind).run()
    press(at, "Begin")
    at.run()
    assert any("To do before review" in one.label for one in at.expander)
    assert folder.files() == files


def test_options_are_added_moved_and_removed(desk: Drawn) -> None:
    """Each keeps its text and its reason, whatever its letter becomes."""
    at = one(desk)
    press(at, "Move B up")
    assert field(at, "Option A").value == "Give 1 mg of epinephrine"
    assert field(at, "Why A is right or wrong").value == "There is no cardiac arrest."
    press(at, "Remove A")
    assert field(at, "Option A").value == "Remove the tube"
    press(at, "Add an option")
    field(at, "Option C").set_value("Wait").run()
    press(at, "Save")
    assert "option" in at.success[0].value
    assert "removed" in at.success[0].value


def test_a_second_author_is_shown_both_versions(desk: Drawn, folder: BankFolder) -> None:
    """Field by field, and what is chosen is saved."""
    at = one(desk)
    field(at, "Explanation").set_value("Mine.").run()
    folder.change("items/one.yaml", "What is done first?", "What comes first?")
    folder.change(
        "items/one.yaml", "A flat line means that the tube is not in the trachea.", "Theirs."
    )
    press(at, "Save")
    said = words(at)
    assert "Mine." in said
    assert "Theirs." in said
    assert "Still to choose: explanation." in said
    next(one for one in at.radio if one.label == "Which explanation stays").set_value("mine").run()
    press(at, "Save what is chosen")
    file = folder.files()["items/one.yaml"].decode()
    assert "Mine." in file
    assert "What comes first?" in file


def kinds() -> dict[str, tuple[str, str]]:
    """Return a bank and an item of the demonstration for each type, and an activity."""
    found = {"activity": ("perioperative-safety", "activity.yaml")}
    for path in sorted(BANKS.glob("*/items/*.yaml")):
        kind = path.read_text(encoding="utf-8").partition("\ntype: ")[2].split()[0]
        found.setdefault(kind, (path.parent.parent.name, path.stem))
    return found


@pytest.mark.parametrize("kind", ["activity", *METHODS])
def test_opening_changes_nothing(screen: Drawn, kind: str) -> None:
    """A form that nobody touched says what its file says, word for word."""
    bank, item = kinds()[kind]
    at = screen("cora", "write", bank=bank, item=item)
    assert ":green-badge[saved]" in words(at)


def offered(at: AppTest) -> list[str]:
    """Return the findings that can be kept with a reason."""
    return [text for one in at.selectbox if one.label == "Finding" for text in one.options]


def test_a_finding_is_kept_with_a_reason_and_taken_up_again(
    desk: Drawn, folder: BankFolder
) -> None:
    """It is filed with who decided and why; an error cannot be kept."""
    at = one(desk)
    field(at, "Question").set_value("Which statement about the capnogram is true?").run()
    if not any(one.label == "Finding" for one in at.selectbox):
        field(at, "Changes are noted under the name of").set_value("fac-ada").run()
    told = field(at, "Finding").options[0]
    field(at, "Why it does not apply here").set_value("It is meant so.").run()
    press(at, "Keep it")
    assert told not in offered(at)
    press(at, "Save")
    assert b"reason: It is meant so." in folder.files()["items/one.yaml"]
    press(at, "Show it again")
    assert told in offered(at)


def test_the_self_assessment_has_a_form_too(desk: Drawn, folder: BankFolder) -> None:
    """Terms are changed, and what is wrong is said beside them."""
    at = desk("ben", "write", bank="small-bank", item="activity.yaml")
    field(at, "Percent to pass").set_value("80").run()
    press(at, "Save")
    assert "→ 80" in at.success[0].value
    assert 'passing_percent: "80"' in folder.files()["activity.yaml"].decode()
    field(at, "Last day").set_value("2025-01-01").run()
    assert "-badge[must]" in words(at)


def test_who_is_asked_to_disclose_is_told_and_led_there(desk: Drawn, folder: BankFolder) -> None:
    """One press makes a link of their own; nobody else is told."""
    assert "your disclosure is due" not in words(desk("ben", "write"))
    said = "\n    disclosure: {has_relationships: false, collected_on: 2026-09-01}"
    both = "    roles: [author, planner]"
    folder.change("activity.yaml", both + said, f"    email: ben@example.edu\n{both}")
    at = desk("ben", "write")
    assert "You are named in Small bank: a self-assessment" in words(at)
    press(at, "Disclose now")
    assert "A link sent before does no more." in words(at)
    assert "your disclosure is due" not in words(desk("cora", "write"))
