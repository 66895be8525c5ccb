"""Giving the evaluation."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from quizzes.models import EvaluationForm
from storage import credit, things
from storage.connect import reading
from storage.tables import evaluation
from tests.editions import CHANGE, FORM, publish, publish_again
from tests.learning import OPINION, attempted, unsealed
from tests.people import signed_in
from tests.taking import begin, count
from workflows.attempts.result import NotSubmitted
from workflows.commitments.page import page
from workflows.credit.evaluate import checked, form_for, give
from workflows.credit.refusals import (
    AnswersMissing,
    CompletedTooLate,
    EarnsNoCredit,
    NoSuchAnswer,
    NotPassed,
    TooLong,
)
from workflows.refusals import NotFound, Refused

if TYPE_CHECKING:
    from tests.clock import Clock
    from workflows.act import Actor
    from workflows.service import Service


def completion_day(service: Service, completion: str) -> date:
    """Return the completion date on disk."""
    with reading(service.engine) as connection:
        row = things.find(connection, "completion", completion, None)
        assert row is not None
        found = credit.completion_by_id(connection, row.id)
    day: date = found.completed_on
    return day


def test_it_completes_the_activity(service: Service, ada: Actor) -> None:
    """The completion date is the local day of the later of pass and evaluation."""
    completion = give(ada, attempted(ada, publish(service)), OPINION)
    assert completion_day(service, completion) == date(2026, 12, 1)


def test_a_repeat_returns_the_first_completion(service: Service, ada: Actor) -> None:
    """A double click completes once."""
    attempt = attempted(ada, publish(service))
    assert give(ada, attempt, OPINION) == give(ada, attempt, {})


def test_new_years_eve_in_detroit_is_the_old_year(
    service: Service, ada: Actor, clock: Clock
) -> None:
    """Three in the morning UTC on 1 January is still 31 December at the provider (pitfall 7)."""
    attempt = attempted(ada, publish(service))
    clock.at = datetime(2027, 1, 1, 3, 0, tzinfo=UTC)
    again = signed_in(service, "ada")
    assert completion_day(service, give(again, attempt, OPINION)) == date(2026, 12, 31)


def test_a_failed_attempt_is_refused(service: Service, ada: Actor) -> None:
    """Only passing opens the evaluation."""
    attempt = attempted(ada, publish(service), right=1)
    with pytest.raises(NotPassed):
        give(ada, attempt, OPINION)


def test_whoever_wrote_it_earns_no_credit(service: Service, ben: Actor) -> None:
    """Ben is in control of the content."""
    attempt = attempted(ben, publish(service))
    with pytest.raises(EarnsNoCredit):
        give(ben, attempt, OPINION)


def test_a_later_edition_does_not_let_its_author_in(service: Service, ben: Actor) -> None:
    """What counts is the edition that was passed, not one of a practice attempt after it."""
    key = publish(service)
    attempted(ben, key)
    publish_again(service, key, summary="Ben is not listed any more.", in_control=())
    practice = attempted(ben, key)
    for refused in (lambda: give(ben, practice, OPINION), lambda: form_for(ben, practice)):
        with pytest.raises(EarnsNoCredit):
            refused()
    assert count(service, "completion") == 0


def test_whoever_joins_the_authors_later_keeps_the_credit(service: Service, ben: Actor) -> None:
    """Ben passed before he had any part in it, and practises in his own edition."""
    key = publish(service, in_control=())
    attempted(ben, key)
    publish_again(service, key, summary="Ben is listed now.", in_control=("ben@example.edu",))
    assert give(ben, attempted(ben, key), OPINION)


def test_an_open_attempt_is_told_to_be_submitted_first(ada: Actor) -> None:
    """Nobody knows yet whether it reaches the standard."""
    attempt = begin(ada)
    for refused in (lambda: give(ada, attempt, OPINION), lambda: form_for(ada, attempt)):
        with pytest.raises(NotSubmitted, match="not submitted yet"):
            refused()


def test_a_required_question_must_be_answered(service: Service, ada: Actor) -> None:
    """The refusal names the question."""
    attempt = attempted(ada, publish(service))
    with pytest.raises(AnswersMissing, match="free of bias"):
        give(ada, attempt, {})


def test_only_options_of_the_form_are_answers(service: Service, ada: Actor) -> None:
    """A made-up choice is refused."""
    attempt = attempted(ada, publish(service))
    with pytest.raises(NoSuchAnswer):
        give(ada, attempt, {"bias": "Perhaps"})


def test_a_text_has_an_end(service: Service, ada: Actor) -> None:
    """4,000 characters are enough."""
    attempt = attempted(ada, publish(service))
    with pytest.raises(TooLong):
        give(ada, attempt, {"bias": "No", "which": "x" * 4001})


def test_a_follow_up_is_required_only_where_it_is_asked() -> None:
    """The text after "No" is dropped after "Yes"."""
    form = EvaluationForm.model_validate_json(json.dumps(FORM))
    assert checked(form, {"bias": "Yes", "which": "Left over."}) == {"bias": "Yes"}
    assert checked(form, {"bias": "No", "which": " The key. "}) == {
        "bias": "No",
        "which": "The key.",
    }


def test_commitments_are_kept_apart_from_the_evaluation(
    service: Service, ada: Actor, system: Actor
) -> None:
    """Each once and numbered; the evaluation, which is kept as credit is, holds none of them."""
    attempt = attempted(ada, publish(service, form=CHANGE))
    texts = ["Do OBJ-1.", " Ask\nfirst. ", "", "Ask first."]
    completion = give(ada, attempt, {"bias": "Yes", "change": "Yes", "change-what": texts})
    assert [one.text for one in page(ada, completion).held] == ["Do OBJ-1.", "Ask first."]
    with reading(service.engine) as connection:
        body = connection.execute(select(evaluation.c.body)).scalar_one()
    assert json.loads(body)["answers"] == {"bias": "Yes", "change": "Yes"}
    assert unsealed(system, ("commitment", "evaluation", "completion")) == []


@pytest.mark.parametrize(
    "answers", [{"change": "No", "change-what": ["Nothing."]}, {"change": "Yes"}]
)
def test_whoever_commits_to_nothing_completes_all_the_same(
    service: Service, ada: Actor, answers: dict[str, object]
) -> None:
    """Nobody has to, and what is not asked is not kept."""
    attempt = attempted(ada, publish(service, form=CHANGE))
    assert page(ada, give(ada, attempt, {"bias": "Yes", **answers})).held == ()


@pytest.mark.parametrize("texts", [["x" * 501], [7], [f"Change {at}." for at in range(6)]])
def test_commitments_that_cannot_be_kept_complete_nothing(
    service: Service, ada: Actor, texts: list[object]
) -> None:
    """Too long, no words, or more than five: all of it is sent again."""
    attempt = attempted(ada, publish(service, form=CHANGE))
    with pytest.raises(Refused):
        give(ada, attempt, {"bias": "Yes", "change": "Yes", "change-what": texts})
    assert (count(service, "completion"), count(service, "commitment")) == (0, 0)


def test_after_the_last_day_nothing_is_completed(
    service: Service, ada: Actor, clock: Clock
) -> None:
    """The activity's last day counts in full; the day after, no credit can follow (pitfall 11)."""
    attempt = attempted(ada, publish(service))
    clock.at = datetime(2027, 11, 1, 4, 0, tzinfo=UTC)  # midnight in Detroit
    with pytest.raises(CompletedTooLate, match="31 Oct 2027"):
        give(signed_in(service, "ada"), attempt, OPINION)
    clock.at = datetime(2027, 11, 1, 3, 59, tzinfo=UTC)
    completion = give(signed_in(service, "ada"), attempt, OPINION)
    assert completion_day(service, completion) == date(2027, 10, 31)


def test_someone_elses_attempt_is_unknown(service: Service, ada: Actor, dan: Actor) -> None:
    """A foreign id is answered as an unknown one."""
    attempt = attempted(ada, publish(service))
    with pytest.raises(NotFound):
        give(dan, attempt, OPINION)
