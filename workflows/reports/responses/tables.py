"""The exported tables, each column with its meaning, from activities to texts of evaluations."""

from __future__ import annotations

import json
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row

from credit.amounts import as_text
from credit.completion import CME
from quizzes.answer import Answer
from quizzes.edition import FormItem
from quizzes.models import AnyItem, Question
from storage import exports
from workflows.attempts.answers import form_of
from workflows.attempts.marks import MarkedPosition, ResultBody
from workflows.content import frozen
from workflows.credit.evaluate import EvaluationBody
from workflows.credit.snapshot import ClaimSnapshot
from workflows.reports.responses.column import ACTIVITY, MONTH, PERSON, Column, Table, yes
from workflows.reports.responses.commitments import commitment_texts, commitments
from workflows.reports.responses.ground import month_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workflows.reports.responses.ground import Ground

CHUNK = 200  # attempts whose answers are read at once
DIGITS = 6
ATTEMPT = "Number of the attempt, in this export alone."


def tables(g: Ground) -> tuple[Table[Any], ...]:
    """Return every table of an export, in the order in which they stand in the archive."""
    return (
        _activities(g),
        _items(g),
        _attempts(g),
        _responses(g),
        _completions(g),
        _evaluations(g),
        _comments(g),
        commitments(g),
        commitment_texts(g),
    )


def _activities(g: Ground) -> Table[Row[Any]]:
    def rules(row: Row[Any]) -> Any:  # noqa: ANN401 - rules of the terms
        return frozen.terms(g.connection, row.id).rules

    return Table(
        "activities.csv",
        "One line for each activity",
        (
            Column("activity", "text", ACTIVITY, lambda row: g.key(row.id)),
            Column("title", "text", "Title of the activity.",
                   lambda row: frozen.terms(g.connection, row.id).title),
            Column("released", "date", "First day it may be started.",
                   lambda row: row.released.isoformat()),
            Column("expires", "date", "Last day it may be started.",
                   lambda row: row.expires.isoformat()),
            Column("credits", "decimal", "Maximum AMA PRA Category 1 Credits.",
                   lambda row: frozen.terms(g.connection, row.id).accreditation.credits, "credits"),
            Column("passing_percent", "decimal", "Passing standard, of all points of the form.",
                   lambda row: rules(row).passing_percent, "percent"),
            Column("feedback", "text", "When feedback is given.", lambda row: rules(row).feedback,
                   values="after_each_item | after_submission"),
            Column("retake", "text", "What a further attempt asks.", lambda row: rules(row).retake,
                   values="same_items | missed_items | new_draw"),
        ),
        lambda: iter(g.activities),
    )  # fmt: skip


@dataclass(frozen=True)
class _Item:
    activity_id: int
    row: Row[Any]
    item: AnyItem


def _items(g: Ground) -> Table[_Item]:
    def rows() -> Iterator[_Item]:
        for activity in g.activities:
            for row in g.item_rows(activity.id):
                yield _Item(activity.id, row, g.item(row.digest))

    return Table(
        "items.csv",
        "One line for each question of each edition",
        (
            Column("activity", "text", ACTIVITY, lambda one: g.key(one.activity_id)),
            Column("edition", "integer", "Number of the edition.", lambda one: str(one.row.number)),
            Column("place", "integer", "Place of the question in the edition.",
                   lambda one: str(one.row.position)),
            Column("item", "text", "Id of the question.", lambda one: one.row.item_id),
            Column("version", "integer", "Changes with key, options, numbers or meaning.",
                   lambda one: str(one.row.version)),
            Column("revision", "integer", "Changes with wording alone.",
                   lambda one: str(one.row.revision)),
            Column("type", "text", "Type of the question.", lambda one: one.item.type,
                   values="single_best_answer | multiple_response | extended_matching | ordered |"
                   " numeric | true_false_cluster"),
            Column("objectives", "text", "Objectives it serves, with semicolons between.",
                   lambda one: "; ".join(one.item.objectives)),
            Column("options", "integer", "How many options it shows; empty where it has none.",
                   lambda one: str(len(one.item.options)) if hasattr(one.item, "options") else ""),
            Column("key", "json", "The key as published; corrections stand in the binder.",
                   lambda one: _json(one.item.keyed_answer)),
            Column("digest", "text", "SHA-256 of what is seen and marked.",
                   lambda one: one.row.digest),
        ),
        rows,
    )  # fmt: skip


@dataclass(frozen=True)
class _Attempt:
    number: int  # in this export
    row: Row[Any]
    seconds: int


def _numbered(g: Ground) -> Iterator[list[tuple[int, Row[Any]]]]:
    """Yield attempts with their numbers, some at a time; each run gives the same numbers."""
    found = enumerate(exports.attempts(g.connection, g.ids), 1)
    while some := list(islice(found, CHUNK)):
        yield some


def _attempts(g: Ground) -> Table[_Attempt]:
    def rows() -> Iterator[_Attempt]:
        for some in _numbered(g):
            spent = exports.seconds(g.connection, [row.id for _, row in some])
            yield from (_Attempt(number, row, spent.get(row.id, 0)) for number, row in some)

    return Table(
        "attempts.csv",
        "One line for each attempt",
        (
            Column("attempt", "integer", ATTEMPT, lambda one: str(one.number)),
            Column("person", "integer", PERSON, lambda one: g.persons.number(one.row.person_id)),
            Column("activity", "text", ACTIVITY, lambda one: g.key(one.row.activity_id)),
            Column("edition", "integer", "Number of the edition.",
                   lambda one: str(one.row.edition)),
            Column("number", "integer", "Which attempt of the person at the activity it is.",
                   lambda one: str(one.row.number)),
            Column("started", "date", "Month in which it was started.",
                   lambda one: g.month(one.row.started_at), MONTH),
            Column("submitted", "boolean", "Whether it is submitted; else it is still open.",
                   lambda one: yes(one.row.submitted_at is not None), values="true | false"),
            Column("passed", "boolean", "Whether it passes; empty while it is open.",
                   lambda one: "" if one.row.den is None else yes(one.row.passed),
                   values="true | false"),
            Column("counted", "boolean", "False: its time was up, by a rule under which it does not"
                   " count.", lambda one: "" if one.row.den is None else yes(one.row.counted),
                   values="true | false"),
            Column("in_statistics", "boolean", "Whether item statistics count it: a first attempt,"
                   " in time, not of staff or of who made the questions.",
                   lambda one: yes(one.row.first), values="true | false"),
            Column("score", "decimal", "Share of all points, corrections applied, rounded down.",
                   lambda one: _share(_of(one.row)), "0 to 1"),
            Column("score_exact", "text", "The same share as a fraction.",
                   lambda one: "" if one.row.den is None else str(_of(one.row))),
            Column("seconds", "integer", "Time spent on its questions.",
                   lambda one: str(one.seconds), "seconds"),
        ),
        rows,
    )  # fmt: skip


@dataclass(frozen=True)
class _Response:
    attempt: int
    position: int
    item: FormItem
    version: int
    answer: Answer | None
    confidence: str
    seconds: int
    mark: MarkedPosition


def _responses(g: Ground) -> Table[_Response]:
    return Table(
        "responses.csv",
        "One line for each question of each submitted attempt",
        (
            Column("attempt", "integer", ATTEMPT, lambda one: str(one.attempt)),
            Column("position", "integer", "Place at which the question was asked.",
                   lambda one: str(one.position)),
            Column("item", "text", "Id of the question.", lambda one: one.item.item_id),
            Column("version", "integer", "Version of the question.", lambda one: str(one.version)),
            Column("answer", "json", "What was answered, by option ids; empty: nothing.",
                   lambda one: "" if one.answer is None else _json(one.answer)),
            Column("mark", "decimal", "Share of the question's points, rounded down.",
                   lambda one: _share_of(one.mark.mark), "0 to 1"),
            Column("points", "decimal", "Points at full mark; 0: taken out of scoring.",
                   lambda one: _share_of(one.mark.points), "points"),
            Column("confidence", "text", "What was told before the answer was marked.",
                   lambda one: one.confidence, values="sure | fairly | guess"),
            Column("seconds", "integer", "Time, all changes of the answer together.",
                   lambda one: str(one.seconds), "seconds"),
            Column("carried", "boolean", "Brought at full mark from the attempt before, not asked"
                   " again.", lambda one: yes(one.item.carried is not None),
                   values="true | false"),
        ),
        lambda: _all_responses(g),
    )  # fmt: skip


def _all_responses(g: Ground) -> Iterator[_Response]:
    for some in _numbered(g):
        closed = [(number, row) for number, row in some if row.body is not None]
        given = _given(g, [row.id for _, row in closed])
        for number, row in closed:
            yield from _of_attempt(g, number, row, given.get(row.id, {}))


def _given(g: Ground, ids: list[int]) -> dict[int, dict[int, list[Row[Any]]]]:
    """Return the answers of attempts by position, oldest first."""
    found: dict[int, dict[int, list[Row[Any]]]] = {}
    for row in exports.answers(g.connection, ids) if ids else ():
        found.setdefault(row.attempt_id, {}).setdefault(row.position, []).append(row)
    return found


def _of_attempt(
    g: Ground, number: int, row: Row[Any], given: dict[int, list[Row[Any]]]
) -> Iterator[_Response]:
    marks = {one.position: one for one in ResultBody.model_validate_json(row.body).positions}
    for position, item in enumerate(form_of(row).items, 1):
        rows = given.get(position, [])
        last = json.loads(rows[-1].value) if rows else None
        yield _Response(
            attempt=number,
            position=position,
            item=item,
            version=g.item(item.digest).version,
            answer=item.carried if item.carried is not None else last,
            confidence=(rows[-1].confidence or "") if rows else "",
            seconds=sum(one.seconds for one in rows),
            mark=marks[position],
        )


def _completions(g: Ground) -> Table[Row[Any]]:
    return Table(
        "completions.csv",
        "One line for each claim of each completion; an empty kind: nothing is claimed",
        (
            Column("person", "integer", PERSON, lambda row: g.persons.number(row.person_id)),
            Column("activity", "text", ACTIVITY, lambda row: g.key(row.activity_id)),
            Column("completed", "date", "Month of the completion.",
                   lambda row: month_of(row.completed_on), MONTH),
            Column("kind", "text", "What is claimed: credit, participation, or a board's points.",
                   _kind, values="credit | participation | BOARD:type"),
            Column("amount", "decimal", "Amount in force; 0: withdrawn.",
                   lambda row: "" if row.kind is None else as_text(row.quarters),
                   "credits, hours or points"),
            Column("physician", "boolean", "Whether the claim is a physician's.",
                   lambda row: "" if row.kind is None else yes(_snapshot(row).physician),
                   values="true | false"),
        ),
        lambda: exports.claims(g.connection, g.ids),
    )  # fmt: skip


@dataclass(frozen=True)
class _Said:
    activity_id: int
    person_id: int | None
    question: Question
    answer: str


def _evaluations(g: Ground) -> Table[_Said]:
    def rows() -> Iterator[_Said]:
        for row in exports.evaluations(g.connection, g.ids):
            yield from (one for one in _said(g, row, row.person_id) if one.question.kind != "text")

    return Table(
        "evaluation.csv",
        "One line for each answer that was chosen in an evaluation",
        (
            Column("person", "integer", PERSON,
                   lambda one: g.persons.number(one.person_id or 0)),
            *_asked(g),
            Column("answer", "text", "The option that was chosen.", lambda one: one.answer),
        ),
        rows,
    )  # fmt: skip


def _comments(g: Ground) -> Table[_Said]:
    def rows() -> Iterator[_Said]:
        for row in exports.texts(g.connection, g.ids):
            yield from (one for one in _said(g, row, None) if one.question.kind == "text")

    return Table(
        "evaluation_texts.csv",
        "One line for each text in an evaluation, with no number of a person",
        (
            *_asked(g),
            Column("text", "text", "What was written. It may name somebody: read it before you pass"
                   " it on.", lambda one: one.answer),
        ),
        rows,
    )  # fmt: skip


def _asked(g: Ground) -> tuple[Column[_Said], ...]:
    return (
        Column("activity", "text", ACTIVITY, lambda one: g.key(one.activity_id)),
        Column("question", "text", "Id of the question.", lambda one: one.question.id),
        Column("question_text", "text", "The question.", lambda one: one.question.text),
    )


def _said(g: Ground, row: Row[Any], person_id: int | None) -> Iterator[_Said]:
    form = g.forms[row.activity_id, row.form_id, row.form_version]
    questions = {one.id: one for one in form.questions}
    for name, answer in EvaluationBody.model_validate_json(row.body).answers.items():
        for one in (answer,) if isinstance(answer, str) else answer:
            if one:
                yield _Said(row.activity_id, person_id, questions[name], one)


def _kind(row: Row[Any]) -> str:
    if row.kind != CME:
        return row.kind or ""
    return "credit" if _snapshot(row).physician else "participation"


def _snapshot(row: Row[Any]) -> ClaimSnapshot:
    return ClaimSnapshot.model_validate_json(row.snapshot)


def _json(answer: object) -> str:
    return json.dumps(answer, ensure_ascii=False)


def _of(row: Row[Any]) -> Fraction | None:
    return None if row.den is None else Fraction(row.num, row.den)


def _share(share: Fraction | None) -> str:
    """Return a number with six decimals, rounded down, so that none looks greater than it is."""
    if share is None:
        return ""
    whole, rest = divmod(int(share * 10**DIGITS), 10**DIGITS)
    return f"{whole}.{rest:0{DIGITS}}"


@lru_cache(maxsize=1_000)
def _share_of(text: str) -> str:
    """Return a fraction as it is stored so; there are few different ones."""
    return _share(Fraction(text))
