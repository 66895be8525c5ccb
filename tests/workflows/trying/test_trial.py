"""A bank or an edition tried as physicians take it, with nothing recorded."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from storage.connect import reading
from storage.tables import metadata
from workflows.attempts.refusals import AlreadySubmitted, AnswerIsFinal, NoSuchQuestion, TimeIsUp
from workflows.attempts.save import DAY, Given
from workflows.content.publish import NotPublished, publish
from workflows.refusals import Faulty, NotFound
from workflows.trying.beginning import NothingToTry, try_draft, try_edition
from workflows.trying.trial import give, outcome_of, page_of, submit

if TYPE_CHECKING:
    from tests.quizzes.folder import BankFolder
    from workflows.act import Actor
    from workflows.service import Service
    from workflows.trying.trial import Trial

BANK = "small-bank"
AT_ONCE = ("feedback: after_submission", "feedback: after_each_item")
IN_REVIEW = ("status: approved", "status: in_review")


def answered(trial: Trial, item: str, value: object, confidence: str | None = None) -> int:
    """Answer an item wherever it was drawn, and return its position."""
    at = next(n for n, one in enumerate(trial.form.items, start=1) if one.item_id == item)
    give(trial, Given(at, 0, value, confidence, 30), trial.begun_at)
    return at


def rows(service: Service) -> dict[str, int]:
    """Return how many rows each table has."""
    with reading(service.engine) as connection:
        return {
            name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for name, table in metadata.tables.items()
        }


def test_a_draft_is_taken_from_first_question_to_result(ben: Actor) -> None:
    """One of two answers is right: half of the points, below the standard, with every review."""
    trial = try_draft(ben, BANK)
    answered(trial, "one", "a", "sure")
    answered(trial, "two", ["c"])
    submit(trial, trial.begun_at)
    outcome = outcome_of(trial)
    assert outcome.score.share == Fraction(1, 2)
    assert not outcome.passed
    assert [(one.item_id, one.outcome) for one in outcome.items] == [
        ("two", "Not correct"),
        ("one", "Correct"),
    ]
    assert [one.text for one in outcome.objectives] == [
        "Read a capnogram.",
        "Choose antiemetics.",
    ]
    assert trial.seconds == 60


def test_nothing_is_recorded(here: Service, ben: Actor, cora: Actor, folder: BankFolder) -> None:
    """No table has a row more, the log neither, whether files or an edition are tried."""
    published = publish(cora, folder.path)
    assert not isinstance(published, NotPublished)
    before = rows(here)
    for trial in (try_draft(ben, BANK), try_edition(ben, published.key)):
        answered(trial, "one", "b")
        submit(trial, trial.begun_at)
        assert outcome_of(trial).score.points == 0
    assert rows(here) == before


def test_the_page_holds_no_key_before_the_answer(ben: Actor) -> None:
    """It is built from the same public item as a physician's."""
    trial = try_draft(ben, BANK)
    page = page_of(trial, 1, trial.begun_at)
    assert page.feedback is None
    assert not hasattr(page.item.options[0], "correct")


def test_feedback_follows_each_answer_where_the_rules_say_so(
    ben: Actor, folder: BankFolder
) -> None:
    """And then the answer is final."""
    folder.change("activity.yaml", *AT_ONCE)
    trial = try_draft(ben, BANK)
    at = answered(trial, "one", "b")
    feedback = page_of(trial, at, trial.begun_at).feedback
    assert feedback is not None
    assert feedback.key == next(one.letter for one in feedback.options if one.keyed)
    with pytest.raises(AnswerIsFinal):
        answered(trial, "one", "a")


def test_an_answer_is_changed_and_cleared_before_submission(ben: Actor) -> None:
    """Where feedback comes after submission."""
    trial = try_draft(ben, BANK)
    at = answered(trial, "one", "b")
    answered(trial, "one", "a")
    assert page_of(trial, at, trial.begun_at).value == "a"
    answered(trial, "one", None)
    assert at in page_of(trial, at, trial.begun_at).missing


def test_where_to_go_on_is_the_first_question_without_an_answer(ben: Actor) -> None:
    """Also for an address of no question."""
    trial = try_draft(ben, BANK)
    give(trial, Given(1, 0, None, None, 0), trial.begun_at)
    assert page_of(trial, 99, trial.begun_at).position == 1


def test_what_is_no_answer_is_refused(ben: Actor) -> None:
    """As a physician's is."""
    trial = try_draft(ben, BANK)
    with pytest.raises(Faulty):
        answered(trial, "one", "z")
    with pytest.raises(NoSuchQuestion):
        give(trial, Given(3, 0, "a", None, 0), trial.begun_at)


def test_nothing_is_answered_after_submission(ben: Actor) -> None:
    """The result stays what it is."""
    trial = try_draft(ben, BANK)
    submit(trial, trial.begun_at)
    with pytest.raises(AlreadySubmitted):
        answered(trial, "one", "a")


def test_the_time_limit_holds(ben: Actor, folder: BankFolder) -> None:
    """An answer after it is refused, and the page knows that it is over."""
    folder.change("activity.yaml", *_with_limit(10))
    trial = try_draft(ben, BANK)
    late = trial.begun_at + timedelta(minutes=10, seconds=1)
    assert page_of(trial, 1, late).standing.overdue
    with pytest.raises(TimeIsUp):
        give(trial, Given(1, 0, "a", None, 0), late)


def _with_limit(minutes: int) -> tuple[str, str]:
    return "  retake: same_items\n", f"  retake: same_items\n  time_limit_minutes: {minutes}\n"


def test_a_page_left_open_overnight_counts_as_a_day_at_most(ben: Actor) -> None:
    """And a clock set back as nothing."""
    trial = try_draft(ben, BANK)
    give(trial, Given(1, 0, None, None, 9 * DAY), trial.begun_at)
    at = answered(trial, "one", "a")
    give(trial, Given(at, 0, "a", None, 9 * DAY), trial.begun_at)
    assert trial.seconds == DAY


def test_questions_in_review_are_drawn_only_on_request(ben: Actor, folder: BankFolder) -> None:
    """What is short of the plan is said."""
    folder.change("items/two.yaml", *IN_REVIEW)
    trial = try_draft(ben, BANK)
    assert [one.item_id for one in trial.form.items] == ["one"]
    assert trial.short == ("all: 1 of 2 questions can be drawn.",)
    every = try_draft(ben, BANK, every=True)
    assert {one.item_id for one in every.form.items} == {"one", "two"}
    assert every.short == ()


def test_a_file_changed_meanwhile_changes_nothing(ben: Actor, folder: BankFolder) -> None:
    """A trial is pinned when it begins."""
    trial = try_draft(ben, BANK)
    folder.change("items/one.yaml", "What is done first?", "What comes first?")
    asked = {page_of(trial, at, trial.begun_at).item.lead_in for at in (1, 2)}
    assert "What is done first?" in asked


def test_a_bank_without_questions_says_so(ben: Actor, folder: BankFolder) -> None:
    """There is nothing to draw."""
    for name in ("one", "two"):
        (folder.path / "items" / f"{name}.yaml").unlink()
    with pytest.raises(NothingToTry):
        try_draft(ben, BANK)


def test_what_is_not_there_cannot_be_tried(ben: Actor, folder: BankFolder) -> None:
    """An unknown bank or activity, or a bank without a readable activity."""
    with pytest.raises(NotFound):
        try_draft(ben, "no-bank")
    with pytest.raises(NotFound):
        try_edition(ben, "no-bank")
    folder.write("activity.yaml", "id: [")
    with pytest.raises(NotFound):
        try_draft(ben, BANK)
