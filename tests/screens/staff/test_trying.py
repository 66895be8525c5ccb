"""The page Try it: a bank taken as physicians take it, with nothing recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens import door
from screens.parts.card import Click
from screens.parts.walk import _follow
from tests.people import signed_in
from tests.reading import labels, press, words
from workflows.content.publish import NotPublished, publish

if TYPE_CHECKING:
    from tests.quizzes.folder import BankFolder
    from tests.reading import Drawn


def test_a_bank_is_tried_from_its_page(desk: Drawn) -> None:
    """The banner says that nothing is recorded, and the first question follows."""
    at = desk("ben", "try", bank="small-bank")
    assert "Trying: nothing is recorded." in words(at)
    assert "# Question 1 of 2" in words(at)
    assert "Begin anew" in labels(at)


def test_what_is_answered_leads_to_the_result(desk: Drawn) -> None:
    """Score, standard and each question with its rationale."""
    at = desk("ben", "try", bank="small-bank", q="end")
    trial = at.session_state[next(key for key in at.session_state if key.endswith("-trial"))][1]
    position = next(
        number for number, one in enumerate(trial.form.items, 1) if one.item_id == "one"
    )
    save = {"value": "a", "confidence": None, "seen": 0, "seconds": 20}
    click = Click.model_validate({"from": position, "to": "end", "save": save})
    _follow(trial, click, trial.begun_at)
    at.query_params["q"] = "end"
    at.run()
    assert "1 of 2 questions are answered." in words(at)
    press(at, "Submit for marking")
    said = words(at)
    assert "1 of 2 points · 50% · not passed" in said
    assert "No carbon dioxide means no ventilation." in said


def test_begin_anew_forgets_the_answers(desk: Drawn) -> None:
    """Another trial is drawn."""
    at = desk("ben", "try", bank="small-bank")
    key = next(key for key in at.session_state if key.endswith("-trial"))
    before = at.session_state[key][1].name
    press(at, "Begin anew")
    at.run()
    assert at.session_state[key][1].name != before


def test_a_bank_without_approved_questions_says_so(desk: Drawn, folder: BankFolder) -> None:
    """There is nothing to draw, until drafts are tried, too."""
    for name in ("one", "two"):
        folder.change(f"items/{name}.yaml", "status: approved", "status: draft")
    assert "There is nothing to try yet" in words(desk("ben", "try", bank="small-bank"))
    at = desk("ben", "try", bank="small-bank", all="1")
    assert "# Question 1 of 2" in words(at)


def test_the_published_edition_is_tried_too(desk: Drawn, folder: BankFolder) -> None:
    """Where there is one; the files are tried first."""
    assert "The published edition" not in labels(desk("ben", "try", bank="small-bank"))
    assert not isinstance(publish(signed_in(door.service(), "cora"), folder.path), NotPublished)
    assert "The published edition" in labels(desk("ben", "try", bank="small-bank"))
    at = desk("ben", "try", activity="small-bank.1")
    assert "# Question 1 of 2" in words(at)
    assert "Trying: nothing is recorded." in words(at)


def test_learners_try_nothing(desk: Drawn) -> None:
    """They take it."""
    assert "does not include this" in words(desk("dan", "try", bank="small-bank"))
