"""Responses for analysis: pandas reads them, the dictionary is never stale, nobody is named."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pandas as pd
import pytest

from storage import exports
from tests.amending import account, merged
from tests.editions import publish
from tests.learning import attempted, completed
from tests.reporting import MK, claimed, identified, registered
from tests.taking import lines, start_at
from workflows.credit.evaluate import give
from workflows.refusals import NotFound
from workflows.reports.responses import tables
from workflows.reports.responses.make import DICTIONARY, choices, export

if TYPE_CHECKING:
    from workflows.act import Actor
    from workflows.service import Service

FILES = {
    "activities.csv", "items.csv", "attempts.csv", "responses.csv", "completions.csv",
    "evaluation.csv", "evaluation_texts.csv", "commitments.csv", "commitment_texts.csv",
}  # fmt: skip
OTHERS = {DICTIONARY, "README.txt", "manifest.csv"}


def opened(actor: Actor, key: str = "") -> ZipFile:
    """Return an export as whoever analyzes it opens it."""
    return ZipFile(BytesIO(b"".join(export(actor, key).parts)))


def frame(archive: ZipFile, name: str) -> pd.DataFrame:
    """Return a file of it, read as pandas reads any."""
    with archive.open(name) as file:
        return pd.read_csv(file)


def test_pandas_reads_every_file(service: Service, ada: Actor, dan: Actor, cora: Actor) -> None:
    """And the columns are what the dictionary says, in their order and of their types."""
    key = registered(service)
    identified(ada)
    claimed(ada, key, 4, MK)
    attempted(dan, key, right=1)
    start_at(dan, key)
    found = opened(cora)
    assert set(found.namelist()) == FILES | OTHERS
    told = frame(found, DICTIONARY)
    for name in FILES:
        read, said = frame(found, name), told[told.file == name]
        assert list(read.columns) == list(said.column), name
        for column, kind in zip(said.column, said.type, strict=True):
            values = read[column].dropna()
            if kind == "integer":
                assert (values == values.astype(int)).all(), (name, column)
            elif kind == "decimal":
                pd.to_numeric(values)
            elif kind == "date":
                pd.to_datetime(values, format="%Y-%m-%d")
            elif kind == "boolean":
                assert set(values.astype(str)) <= {"True", "False"}, (name, column)
    assert not told.meaning.isna().any()


def test_each_answer_is_a_line_with_its_mark(service: Service, ada: Actor, cora: Actor) -> None:
    """Its seconds, its points, and the attempt it belongs to."""
    key = publish(service)
    attempted(ada, key, right=3)
    found = opened(cora, key)
    (attempt,) = frame(found, "attempts.csv").itertuples()
    assert (attempt.number, attempt.passed, attempt.score) == (1, True, 0.75)
    assert (attempt.score_exact, attempt.seconds) == ("3/4", 120)
    responses = frame(found, "responses.csv")
    assert list(responses.attempt) == [attempt.attempt] * 4
    assert list(responses.mark) == [1, 1, 1, 0]
    assert list(responses.answer) == ['"a"', '"a"', '"a"', '"b"']
    assert list(responses.seconds) == [30] * 4
    joined = responses.merge(frame(found, "items.csv"), on=["item", "version"])
    assert len(joined) == 4
    assert (joined.answer == joined.key).sum() == 3


def test_an_open_attempt_has_a_line_and_no_responses(
    service: Service, ada: Actor, cora: Actor
) -> None:
    """What is not marked yet is in no analysis."""
    start_at(ada, publish(service))
    found = opened(cora)
    attempts = frame(found, "attempts.csv")
    assert list(attempts.submitted) == [False]
    assert attempts.score.isna().all()
    assert frame(found, "responses.csv").empty


def test_people_are_numbers_of_one_export(
    service: Service, ada: Actor, dan: Actor, cora: Actor
) -> None:
    """The same in all its files; nothing that names them is in any."""
    key = registered(service)
    identified(ada)
    claimed(ada, key, 4, MK)
    attempted(dan, key, right=0)
    attempted(dan, key, right=1)
    found = opened(cora)
    attempts = frame(found, "attempts.csv")
    assert sorted(attempts.person.unique()) == [1, 2]
    (claimant,) = frame(found, "completions.csv").person.unique()
    assert set(attempts[attempts.person == claimant].passed) == {True}
    assert list(frame(found, "evaluation.csv").person) == [claimant]
    held = b"".join(found.read(name) for name in found.namelist())
    for name in (b"Whitfield", b"example.edu", ada.public_id.encode(), b"0430112345"):
        assert name not in held


def test_accounts_of_one_person_have_one_number(service: Service, cora: Actor) -> None:
    """Once they are merged."""
    first, second = (account(service, one, "Eva Example") for one in ("e@a.org", "e@b.org"))
    key = publish(service)
    attempted(first, key)
    attempted(second, key)
    assert set(frame(opened(cora), "attempts.csv").person) == {1, 2}
    merged(cora, second, first)
    assert set(frame(opened(cora), "attempts.csv").person) == {1}


def test_days_are_months(service: Service, ada: Actor, cora: Actor) -> None:
    """A day with a score could be found in the roster."""
    completed(ada, publish(service))
    found = opened(cora)
    assert list(frame(found, "attempts.csv").started) == ["2026-12-01"]
    assert list(frame(found, "completions.csv").completed) == ["2026-12-01"]


def test_texts_come_without_a_number_and_are_not_run(
    service: Service, ada: Actor, cora: Actor
) -> None:
    """What somebody wrote is joined to nothing, and a spreadsheet does not calculate with it."""
    key = publish(service)
    give(ada, attempted(ada, key), {"bias": "No", "which": "Item 2.", "comment": "=HYPERLINK(1)"})
    found = opened(cora)
    texts = frame(found, "evaluation_texts.csv")
    assert "person" not in texts.columns
    assert set(texts.text) == {"Item 2.", "'=HYPERLINK(1)"}
    assert list(frame(found, "evaluation.csv").answer) == ["No"]


def test_one_activity_or_all(service: Service, ada: Actor, cora: Actor) -> None:
    """As it was asked for; the log tells which, and who took them."""
    first, second = publish(service), publish(service, slug="other")
    for key in (first, second):
        attempted(ada, key)
    assert [one.key for one in choices(cora)] == [second, first]
    assert set(frame(opened(cora), "attempts.csv").activity) == {first, second}
    assert set(frame(opened(cora, first), "attempts.csv").activity) == {first}
    line = lines(service)[-1]
    assert (line.act, line.data) == ("responses.export", {"activities": [first]})


def test_an_unknown_activity_has_none(service: Service, cora: Actor) -> None:
    """It is refused, and nothing is logged."""
    publish(service)
    before = len(lines(service))
    with pytest.raises(NotFound):
        export(cora, "nothing.1")
    assert len(lines(service)) == before


def test_an_export_without_attempts_has_all_files(service: Service, cora: Actor) -> None:
    """With their headings, so that a script that reads them runs."""
    publish(service)
    found = opened(cora)
    assert frame(found, "attempts.csv").empty
    assert next(iter(frame(found, "responses.csv").columns)) == "attempt"


def test_many_attempts_are_read_in_small_parts(
    service: Service, ada: Actor, dan: Actor, cora: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Answers of a few attempts at a time are in memory, and the numbers still agree."""
    key = publish(service)
    for actor in (ada, dan):
        for right in (0, 1, 2):
            attempted(actor, key, right=right)
    read: list[int] = []
    answers = exports.answers

    def counted(connection: object, ids: list[int]) -> object:
        read.append(len(ids))
        return answers(connection, ids)  # type: ignore[arg-type]  # passed on as it came

    monkeypatch.setattr(tables, "CHUNK", 2)
    monkeypatch.setattr(exports, "answers", counted)
    found = opened(cora, key)
    assert read == [2, 2, 2]
    attempts, responses = (frame(found, one) for one in ("attempts.csv", "responses.csv"))
    shares = responses.groupby("attempt").mark.mean()
    assert list(attempts.set_index("attempt").score.sort_index()) == list(shares.sort_index())
