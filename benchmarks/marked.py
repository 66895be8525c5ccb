"""What marking costs: one attempt with its record, and all stored attempts marked anew."""

from __future__ import annotations

import random
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from benchmarks.goal import Goal
from quizzes.digest import body, digest, frozen
from quizzes.drawing import option_order
from quizzes.edition import Form, FormItem
from quizzes.models import ITEM
from quizzes.notation import read
from scoring.marking import Marker, mark
from scoring.packed import Sheet
from storage import content
from storage.connect import connect, reading, writing
from storage.migrate import migrate
from workflows.attempts.marks import mark_form

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sqlalchemy import Connection

    from quizzes.answer import Answer
    from quizzes.models import AnyItem
    from workflows.attempts.answers import Answers

ATTEMPTS = 100_000
ITEMS = 50
STANDARD = "75"
LIMIT = 0.5  # seconds, for single best answers
TIMES = 10  # as much for the other types
LIMIT_ONE = 0.2  # milliseconds
DIFFERENT = 2_000  # attempts that are made up; the stored ones repeat them
ROUNDS = 5

_OPTIONS = "".join(
    f"  - {{id: {one}, text: {one}, correct: {str(one in 'bd').lower()}}}\n" for one in "abcdef"
)
_STEMS = "".join(
    f"  - {{id: s{at}, text: Stem {at}, correct: {one}}}\n" for at, one in enumerate("badc")
)
_STATEMENTS = "".join(
    f'  - {{id: s{at}, text: Statement {at}, correct: "{one}"}}\n'
    for at, one in enumerate(("true", "false", "false", "true"))
)
TYPES = {
    "single_best_answer": "options:\n" + _OPTIONS.replace("d, correct: true", "d, correct: false"),
    "multiple_response": "scoring: {method: coverage}\noptions:\n" + _OPTIONS,
    "extended_matching": "options:\n"
    + "".join(f"  - {{id: {one}, text: {one}}}\n" for one in "abcdefgh")
    + f"stems:\n{_STEMS}",
    "ordered": "scoring: {method: kendall_pairs}\nitems_in_order:\n"
    + "".join(f"  - {{id: {one}, text: {one}}}\n" for one in "abcde"),
    "numeric": 'answer: {value: "180", unit: mg, accepted_units: [mg, g]}\n',
    "true_false_cluster": f"statements:\n{_STATEMENTS}",
}


def items(kind: str) -> list[AnyItem]:
    """Return the items of a form of one type."""
    head = f"type: {kind}\nobjectives: [OBJ-1]\nlead_in: What is it?\n"
    texts = (f"id: i-{at}\n{head}{TYPES[kind]}" for at in range(ITEMS))
    return [frozen(ITEM.validate_python(read(one).value), {}) for one in texts]


def an_answer(item: AnyItem, chance: random.Random) -> Answer | None:
    """Return what somebody may have answered: one time in fifty nothing."""
    if chance.random() < 1 / 50:
        return None
    choices: dict[str, Callable[[], Answer]] = {
        "single_best_answer": lambda: chance.choice(item.choice_ids),
        "multiple_response": lambda: sorted(chance.sample(item.choice_ids, chance.randint(1, 4))),
        "extended_matching": lambda: {one.id: chance.choice(item.choice_ids) for one in item.parts},
        "ordered": lambda: chance.sample(item.choice_ids, len(item.choice_ids)),
        "numeric": lambda: f"{chance.choice((180, 0.18, 144, chance.randint(1, 999)))} mg",
        "true_false_cluster": lambda: {
            one.id: chance.choice(("true", "false")) for one in item.parts
        },
    }
    return choices[item.type]()


def measure() -> list[Goal]:
    """Measure one attempt, then all attempts at a form of each type."""
    found = [Goal(f"CPU of marking {ITEMS} answers, with the record", _one(), LIMIT_ONE, "ms")]
    for kind in TYPES:
        limit = LIMIT if kind == "single_best_answer" else LIMIT * TIMES
        what = f"{ATTEMPTS:,} attempts marked anew: {kind.replace('_', ' ')}"
        found.append(Goal(what, _all(kind), limit, "s", detail="read, mark, write, commit"))
    return found


def _one() -> float:
    """Return the CPU of marking single best answers, the record's text included."""
    held, chance = items("single_best_answer"), random.Random(1)
    given = [
        {at: found for at, one in enumerate(held, 1) if (found := an_answer(one, chance))}
        for _ in range(DIFFERENT)
    ]
    form = Form(
        items=tuple(
            FormItem(digest=digest(one), item_id=one.id, order=option_order(one, "seed"))
            for one in held
        )
    )
    with TemporaryDirectory() as place:
        engine = connect(f"sqlite:///{place}/service.sqlite")
        migrate(engine)
        with writing(engine) as connection:
            for one in held:
                row = {"item_id": one.id, "version": 1, "revision": 1, "body": body(one)}
                content.keep_item(connection, digest(one), row)
        with reading(engine) as connection:
            best = min(_marked(connection, form, given) for _ in range(ROUNDS))
        engine.dispose()
    return best


def _marked(connection: Connection, form: Form, given: Sequence[Answers]) -> float:
    start = time.process_time()
    for answers in given:
        mark_form(connection, form, answers, {})[1].model_dump_json()
    return (time.process_time() - start) * 1000 / len(given)


def _all(kind: str) -> float:
    """Return the best time of reading every row, marking it, writing its result and committing."""
    held, chance = items(kind), random.Random(2)
    sheet = Sheet(held)
    given = [{one.id: an_answer(one, chance) for one in held} for _ in range(DIFFERENT)]
    rows = [sheet.row(one) for one in given]
    with TemporaryDirectory() as place:
        file = Path(place) / "sheets.sqlite"
        with closing(sqlite3.connect(file)) as connection:
            _store(connection, rows)
        best = min(_marked_anew(file, held, sheet.texts) for _ in range(ROUNDS))
        _require_same(file, held, given)
    return best


def _store(connection: sqlite3.Connection, rows: Sequence[bytes]) -> None:
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("CREATE TABLE sheet (attempt INTEGER PRIMARY KEY, picks BLOB NOT NULL)")
    columns = "attempt INTEGER PRIMARY KEY, num INTEGER, den INTEGER, passed INTEGER"
    connection.execute(f"CREATE TABLE result ({columns})")
    many = ((at, rows[at % len(rows)]) for at in range(ATTEMPTS))
    connection.executemany("INSERT INTO sheet VALUES (?, ?)", many)
    connection.commit()


def _marked_anew(file: Path, held: Sequence[AnyItem], texts: Sequence[str]) -> float:
    start = time.monotonic()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA synchronous=FULL")
        attempts: list[int] = []
        totals = Sheet(held, texts).totals(_rows(connection, attempts))
        passed = totals.passed(STANDARD).tolist()
        results = zip(attempts, totals.got.tolist(), totals.most.tolist(), passed, strict=True)
        connection.execute("DELETE FROM result")
        connection.executemany("INSERT INTO result VALUES (?, ?, ?, ?)", results)
        connection.commit()
    return time.monotonic() - start


def _rows(connection: sqlite3.Connection, attempts: list[int]) -> Iterator[bytes]:
    # One by one: a hundred thousand tuples at once would wake the garbage collector.
    for attempt, picks in connection.execute("SELECT attempt, picks FROM sheet"):
        attempts.append(attempt)
        yield picks


def _require_same(
    file: Path, held: Sequence[AnyItem], given: Sequence[dict[str, Answer | None]]
) -> None:
    """Stop where what was stored is not what marking one by one gives."""
    markers = [Marker(one) for one in held]
    with closing(sqlite3.connect(file)) as connection:
        stored = connection.execute("SELECT num, den FROM result WHERE attempt < 50").fetchall()
    for answers, (num, den) in zip(given, stored, strict=False):
        got = sum(mark(one.item, answers[one.item.id], one.method).score for one in markers)
        assert got * den == num * len(held)


if __name__ == "__main__":
    for goal in measure():
        print(goal.line)
