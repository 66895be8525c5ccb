"""Give the evaluation after passing: with it the activity is completed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from credit.completion import completed_on
from quizzes.models import EvaluationForm
from quizzes.text import Closed
from storage import content, credit
from storage.columns import keepable
from workflows.act import act, view
from workflows.attempts.result import NotSubmitted
from workflows.commitments.meant import offered, several, write
from workflows.content import frozen
from workflows.content.halted import halted
from workflows.credit.eligibility import earns_credit
from workflows.credit.refusals import (
    AnswersMissing,
    CompletedTooLate,
    EarnsNoCredit,
    NoSuchAnswer,
    NotPassed,
    PassedTooLate,
    TooLong,
)
from workflows.refusals import Faulty

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy import Row

    from quizzes.edition import Manifest
    from quizzes.models import Question
    from workflows.act import Act, Actor

LONGEST = 4_000  # characters of one text
Answer = str | tuple[str, ...]


class EvaluationBody(Closed):
    """What an evaluation row holds: the answers by question."""

    schema_version: Literal[1] = 1
    answers: dict[str, Answer]


@dataclass(frozen=True)
class Evaluation:
    """The form that follows a passed attempt."""

    attempt: str
    key: str
    title: str
    demonstration: bool
    form: EvaluationForm
    completion: str | None  # given before
    offered: tuple[str, ...]  # objectives of which something was missed: commitments at a tap


def form_for(actor: Actor, attempt: str) -> Evaluation:
    """Return the evaluation form of the person's own passed attempt.

    Raises:
        NotSubmitted, NotPassed, EarnsNoCredit, CompletedTooLate, PassedTooLate: it cannot be given.
    """
    with view(actor, "attempt.see", on=("attempt", attempt)) as a:
        done = credit.completion_of(a.connection, a.person_id, a.on.activity_id)
        counts = a.on if done is not None else _first_pass(a)
        manifest = frozen.manifest(a.connection, counts.edition_id)
        return Evaluation(
            attempt=a.on.public_id,
            key=frozen.activity_key(a.connection, a.on.activity_id),
            title=manifest.terms.title,
            demonstration=manifest.terms.demonstration,
            form=manifest.evaluation,
            completion=done.public_id if done is not None else None,
            offered=offered(a, a.on.person_id, a.on.activity_id, manifest),
        )


def give(actor: Actor, attempt: str, answers: Mapping[str, object]) -> str:
    """Write the evaluation, what the person commits to, and the completion; return its public id.

    A repeat returns the first completion, whatever it answers.

    Raises:
        NotSubmitted, NotPassed, EarnsNoCredit, CompletedTooLate, PassedTooLate, AnswersMissing,
            NoSuchAnswer, TooLong, TooManyCommitments: nothing was written.
    """
    with act(actor, "evaluation.give", on=("attempt", attempt), once=_completion) as a:
        if a.receipt is not None:
            return str(a.receipt)
        passed = _first_pass(a)
        manifest = frozen.manifest(a.connection, passed.edition_id)
        body = EvaluationBody(answers=checked(manifest.evaluation, answers))
        meant = committed(manifest.evaluation, answers)
        return _complete(a, passed, manifest, body, meant)


def _completion(a: Act) -> str | None:
    done = credit.completion_of(a.connection, a.person_id, a.on.activity_id)
    return str(done.public_id) if done is not None else None


def _first_pass(a: Act) -> Row[Any]:
    """Return the attempt that counts, or refuse.

    What counts is the edition it was passed in, not that of a later attempt at practice.
    """
    if a.on.submitted_at is None:
        raise NotSubmitted
    passed = credit.first_pass(a.connection, a.person_id, a.on.activity_id)
    if passed is None or passed.id > a.on.id:
        raise NotPassed
    manifest = frozen.manifest(a.connection, passed.edition_id)
    if not earns_credit(a.connection, a.person_id, manifest):
        raise EarnsNoCredit
    activity = content.activity_by_id(a.connection, a.on.activity_id)
    halt = halted(a.connection, activity, activity.id)
    if halt is not None and halt.teaches_only(passed.submitted_at):
        said = halt.said(a.actor.service.settings.zone)
        raise PassedTooLate(said, manifest.front.contact.email)
    if a.today > activity.expires:
        raise CompletedTooLate(activity.expires, manifest.front.contact.email)
    return passed


def _complete(
    a: Act, passed: Row[Any], manifest: Manifest, body: EvaluationBody, meant: tuple[str, ...]
) -> str:
    form = manifest.evaluation
    day = completed_on(passed.submitted_at, a.at, a.actor.service.settings.zone)
    inner, public_id = credit.complete(
        a.connection,
        person_id=a.person_id,
        activity_id=passed.activity_id,
        attempt_id=passed.id,
        completed_on=day,
        now=a.at,
    )
    credit.evaluate(a.connection, inner, form.id, form.version, body.model_dump_json(), a.at)
    a.seal("completion", id=inner)
    a.seal("evaluation", completion_id=inner)
    for number, text in enumerate(meant, start=1):
        write(a, inner, number, 1, text, manifest)
    a.data.update(completion=public_id, completed_on=day.isoformat(), form=form.id)
    return public_id


def checked(form: EvaluationForm, answers: Mapping[str, object]) -> dict[str, Answer]:
    """Return the answers to the questions that are asked, each checked against the form.

    Raises:
        AnswersMissing, NoSuchAnswer, TooLong: with the questions concerned.
    """
    kept: dict[str, Answer] = {}
    missing = []
    for question in asked(form, answers):
        if question.kind == "commitments":
            continue  # they are no part of the evaluation, which is kept as credit is
        answer = read(question, answers.get(question.id))
        if answer:
            kept[question.id] = answer
        elif question.required:
            missing.append(question.text)
    if missing:
        raise AnswersMissing(tuple(missing))
    return kept


def committed(form: EvaluationForm, answers: Mapping[str, object]) -> tuple[str, ...]:
    """Return what the person commits to, where the form asks for it.

    Raises:
        Faulty, TooManyCommitments: it cannot be kept.
    """
    for question in asked(form, answers):
        if question.kind == "commitments":
            return read_commitments(answers.get(question.id))
    return ()


def read_commitments(given: object) -> tuple[str, ...]:
    """Return commitments as they are kept.

    Raises:
        Faulty, TooManyCommitments: they cannot be.
    """
    return several(given if isinstance(given, list | tuple) else () if given is None else (given,))


def asked(form: EvaluationForm, answers: Mapping[str, object]) -> Iterator[Question]:
    """Give the questions in order, without what is asked only after another answer.

    `answers` may be filled on the way: a condition is looked up when its question's turn comes.
    """
    for question in form.questions:
        if question.ask_if is None or _chose(
            answers.get(question.ask_if.question), question.ask_if.answer
        ):
            yield question


def _chose(answer: object, wanted: str) -> bool:
    return wanted in answer if isinstance(answer, list | tuple) else answer == wanted


def read(question: Question, given: object) -> Answer | None:
    """Return an answer as it is kept; nothing and an empty text are no answer.

    Raises:
        NoSuchAnswer, TooLong, Faulty: the question does not take it.
    """
    if given is None or given in ("", [], ()):
        return None
    if question.kind == "text":
        return _text(question, given)
    if question.kind == "commitments":
        return read_commitments(given)
    chosen = given if question.kind == "choices" else [given]
    if not isinstance(chosen, list | tuple) or any(one not in question.options for one in chosen):
        raise NoSuchAnswer(question.text)
    in_order = tuple(one for one in question.options if one in chosen)
    return in_order if question.kind == "choices" else in_order[0]


def _text(question: Question, given: object) -> str:
    if not isinstance(given, str):
        message = f"Write words here: {question.text}"
        raise Faulty(message)
    text = keepable(given).strip()
    if len(text) > LONGEST:
        raise TooLong(question.text, LONGEST, len(text))
    return text
