"""Exact replay: an attempt as that person saw it, for appeals and audits; opening it is logged."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from quizzes.correction import in_force
from scoring.marking import Marker
from storage import attempts, content, corrections, log
from workflows.act import act
from workflows.attempts.answers import answered, form_of, value_of
from workflows.attempts.corrections import all_of, numbered
from workflows.attempts.marks import ResultBody
from workflows.attempts.review import Reviewed, reviewed
from workflows.attempts.seal import seal
from workflows.content import frozen
from workflows.people.profile import latest

if TYPE_CHECKING:
    from sqlalchemy import Row

    from quizzes.answer import Answer
    from quizzes.correction import Correction
    from quizzes.edition import Form, FormItem
    from quizzes.models import AnyItem
    from workflows.act import Act, Actor


@dataclass(frozen=True)
class Given:
    """One answer that was saved, the changed ones too."""

    seq: int
    words: str
    confidence: str | None
    seconds: int
    at: datetime


@dataclass(frozen=True)
class Seen:
    """One position: the question with its feedback as it was shown, and every answer."""

    review: Reviewed
    version: int
    revision: int
    digest: str
    given: tuple[Given, ...]


@dataclass(frozen=True)
class Scored:
    """A result, as it was first and after each correction."""

    seq: int
    score: Fraction
    passed: bool
    corrections: tuple[str, ...]
    at: datetime


@dataclass(frozen=True)
class Replay:
    """A whole attempt."""

    attempt: str
    person: str
    shown: str
    title: str
    edition: int
    sha256: str
    number: int
    started_at: datetime
    submitted_at: datetime | None
    front_digest: str
    positions: tuple[Seen, ...]
    results: tuple[Scored, ...]
    sealed: bool | None  # whether the log holds the digest of these answers; None: not closed


def replay(actor: Actor, attempt: str) -> Replay:
    """Return any attempt as its person saw it, feedback and corrections up to that moment.

    Raises:
        NotFound: there is none.
    """
    with act(actor, "attempt.replay", on=("attempt", attempt)) as a:
        edition = content.edition_by_id(a.connection, a.on.edition_id)
        a.data["edition"] = edition.sha256
        rows = corrections.results_of(a.connection, a.on.id)
        return Replay(
            attempt=a.on.public_id,
            person=_person(a),
            shown=latest(a.connection, a.on.person_id)[0].shown,
            title=frozen.terms(a.connection, a.on.activity_id).title,
            edition=edition.number,
            sha256=edition.sha256,
            number=a.on.number,
            started_at=a.on.started_at,
            submitted_at=a.on.submitted_at,
            front_digest=a.on.front_digest,
            positions=_positions(a, form_of(a.on)),
            results=tuple(_scored(row) for row in rows),
            sealed=_sealed(a),
        )


def _person(a: Act) -> str:
    found = corrections.people_of(a.connection, [a.on.id])
    return str(found[a.on.id].person)


def _positions(a: Act, form: Form) -> tuple[Seen, ...]:
    items = frozen.items(a.connection, [one.digest for one in form.items])
    rows = attempts.answers(a.connection, a.on.id)
    values = answered(form, rows)
    given: dict[int, list[Row[Any]]] = {}
    for row in attempts.every_answer(a.connection, a.on.id):
        given.setdefault(row.position, []).append(row)
    known = all_of(a.connection, [one.item_id for one in form.items])
    found = []
    for at, one in enumerate(form.items, start=1):
        item, saved = items[one.digest], given.get(at, [])
        told = _told(known.get((item.id, item.version), []), _moment(a, saved))
        found.append(_seen(at, one, item, values.get(at), saved, told))
    return tuple(found)


def _moment(a: Act, saved: list[Row[Any]]) -> datetime:
    """Return when the feedback was shown: with the answer, or when the attempt was closed."""
    rules = frozen.terms(a.connection, a.on.activity_id).rules
    if rules.feedback == "after_each_item" and saved:
        shown: datetime = saved[-1].at
        return shown
    return a.on.submitted_at or a.at


def _told(rows: list[Row[Any]], until: datetime) -> tuple[Correction, ...]:
    """Return the corrections that were in force at a moment."""
    held = in_force(numbered(row) for row in rows if row.at <= until)
    return tuple(one.correction for one in held)


def _seen(
    position: int,
    one: FormItem,
    item: AnyItem,
    value: Answer | None,
    rows: list[Row[Any]],
    held: tuple[Correction, ...],
) -> Seen:
    mark = Marker(item, held).mark(value).score
    confidence = rows[-1].confidence if rows else None
    return Seen(
        review=reviewed(position, one, item, value, confidence, mark, held),
        version=item.version,
        revision=item.revision,
        digest=one.digest,
        given=tuple(
            Given(row.seq, words(one, item, value_of(row)), row.confidence, row.seconds, row.at)
            for row in rows
        ),
    )


def words(one: FormItem, item: AnyItem, value: Answer | None) -> str:
    """Return an answer as it read on that person's screen: letters in their order."""
    if value is None:
        return "cleared"
    letter = {each: chr(ord("A") + at) for at, each in enumerate(one.order)}
    if isinstance(value, dict):
        parts = {each.id: at for at, each in enumerate(item.parts, start=1)}
        return ", ".join(f"{parts[each]}: {letter.get(to, to)}" for each, to in value.items())
    if isinstance(value, list):
        return ", ".join(letter.get(each, each) for each in value)
    return letter.get(value, value)


def _scored(row: Row[Any]) -> Scored:
    named = ResultBody.model_validate_json(row.body).corrections
    return Scored(row.seq, Fraction(row.num, row.den), row.passed, named, row.at)


def _sealed(a: Act) -> bool | None:
    """Say whether the line of the log that closed the attempt holds the digest of its answers."""
    if a.on.submitted_at is None:
        return None
    own = seal(a.connection, a.on.id)
    for line in log.lines(a.connection, holding=own):
        data = json.loads(line.data)
        if own in {data.get("answers"), data.get("settled", {}).get("answers")}:
            return True
    return False
