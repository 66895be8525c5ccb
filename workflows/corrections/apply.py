"""Mark anew what was marked before a correction: batch by batch, each one transaction.

Each batch writes with its results how far it came, so that whoever comes next, after a crash or in
another process, goes on from there and does nothing twice. What follows of it for claims comes
last, one person at a time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from quizzes.correction import SCORING, Correction
from scoring.passing import passed as reaches
from storage import attempts, corrections, tasks, things
from workflows.act import act, view
from workflows.attempts.answers import answered, form_of
from workflows.attempts.corrections import told
from workflows.attempts.marks import ResultBody, mark_form
from workflows.content import frozen
from workflows.corrections.follow import follow
from workflows.corrections.progress import DONE, Marked, Progress, advance, progress
from workflows.corrections.proposed import KIND, Proposed
from workflows.corrections.remark import change, remark
from workflows.corrections.telling import tell
from workflows.refusals import NotFound, Refused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from sqlalchemy import Connection, Row

    from storage.corrections import Packed
    from workflows.act import Act, Actor
    from workflows.attempts.corrections import Told
    from workflows.corrections.remark import Remarked

BATCH = 100  # attempts of one transaction: SQLite lets nobody else write meanwhile


class NotInForce(Refused):
    """A proposal that nobody confirmed."""

    status = 409

    def __init__(self) -> None:
        """Say what comes first."""
        super().__init__("This correction is not in force: somebody else confirms it first.")


class SheetDiffers(RuntimeError):
    """The packed copy of an attempt does not give what its answers give: `doctor` says where."""

    def __init__(self, attempt: str) -> None:
        super().__init__(f"attempt {attempt}: its sheet does not hold its answers")


def apply(actor: Actor, proposal: str, batches: int | None = None) -> Progress:
    """Mark anew for one confirmed correction, at most so many batches; a repeat goes on.

    Raises:
        NotInForce, NotFound: it is no correction in force.
    """
    done = _batch(actor, proposal)
    left = None if batches is None else batches - 1
    while not done.done and (left is None or left > 0):
        done = _batch(actor, proposal)
        left = None if left is None else left - 1
    return done


def apply_all(actor: Actor) -> int:
    """Mark anew for every confirmed correction that is not done, and return how many there were."""
    with view(actor, "correction.apply") as a:
        rows = [row for row in corrections.every(a.connection) if not _done(a.connection, row)]
        waiting = [str(_task(a.connection, row).public_id) for row in reversed(rows)]
    for one in waiting:
        apply(actor, one)
    return len(waiting)


def _done(connection: Connection, row: Row[Any]) -> bool:
    return progress(connection, row.task_id).done


def _task(connection: Connection, row: Row[Any]) -> Row[Any]:
    return tasks.by_id(connection, row.task_id)


def _batch(actor: Actor, proposal: str) -> Progress:
    """Do the next batch; when nothing is left to mark, what follows for claims, and the end."""
    with act(actor, "correction.apply", on=("task", proposal)) as a:
        if a.on.kind != KIND:
            raise NotFound("correction")
        row = corrections.by_task(a.connection, a.on.id)
        if row is None:
            raise NotInForce
        before = progress(a.connection, a.on.id)
        if before.done:
            a.receipt = before
            return before
        found = _next(a.connection, row, before.marked)
        if found is not None:
            return _marked(a, row, before, *found)
        a.receipt = before  # nothing is written here
    return _end(actor, proposal, follow(row, actor, before.marked))


def _end(actor: Actor, proposal: str, marked: Marked) -> Progress:
    with act(actor, "correction.apply", on=("task", proposal)) as a:
        before = progress(a.connection, a.on.id)
        if before.done:
            a.receipt = before
            return before
        a.data.update(marked.model_dump(exclude={"schema_version", "edition", "attempt"}))
        return advance(a, before, marked, DONE)


def _next(
    connection: Connection, row: Row[Any], marked: Marked
) -> tuple[int, tuple[Packed, ...]] | None:
    """Return the edition and the attempts that come next, or None."""
    for edition in corrections.editions_with(connection, row.item_id, row.version):
        if edition.id < marked.edition:
            continue
        after = marked.attempt if edition.id == marked.edition else 0
        rows = tuple(corrections.packed(connection, edition.id, after=after, limit=BATCH))
        if rows:
            return edition.id, rows
    return None


def _marked(
    a: Act, row: Row[Any], before: Progress, edition_id: int, rows: tuple[Packed, ...]
) -> Progress:
    new = Correction.model_validate_json(row.body)
    about = change(a.connection, row.item_id, row.version, new, row.seq)
    lower = _lower(a.connection, Proposed.model_validate_json(a.on.body))
    done = remark(a.connection, edition_id, about, rows, lower)
    counts = before.marked.model_copy(
        update={
            "edition": edition_id,
            "attempt": rows[-1].attempt_id,
            "looked_at": before.marked.looked_at + len(rows),
            "told": before.marked.told + tell(a, row, _drew(done)),
        }
    )
    if _scores(a.connection, row, new):
        counts = _write(a, edition_id, done, counts)
    a.data.update(attempts=len(rows), changed=counts.changed - before.marked.changed)
    return advance(a, before, counts)


def _scores(connection: Connection, row: Row[Any], new: Correction) -> bool:
    """Whether a correction changes marks: of an undo, whether what it undoes did."""
    if new.kind != "undo":
        return new.kind in SCORING
    rows = corrections.of_items(connection, [row.item_id])
    undone = next(one for one in rows if (one.version, one.seq) == (row.version, new.of))
    return undone.kind in SCORING


def _lower(connection: Connection, wanted: Proposed) -> frozenset[int]:
    found = (things.find(connection, "attempt", one, None) for one in wanted.lower)
    return frozenset(one.id for one in found if one is not None)


def _drew(done: Remarked) -> Iterator[Packed]:
    """Give the attempts in which the question was asked."""
    return (row for row, drawn in zip(done.rows, done.ripple.drawn, strict=True) if drawn)


def _write(a: Act, edition_id: int, done: Remarked, counts: Marked) -> Marked:
    """Write the next result of every attempt that drew the question and was not marked since."""
    drew = [at for at, drawn in enumerate(done.ripple.drawn) if drawn]
    held = told(a.connection, _item_ids(a.connection, edition_id))
    now = corrections.in_force_of(a.connection, [done.rows[at].attempt_id for at in drew])
    found = {"changed": 0, "gained": 0, "lost": 0, "kept": 0}
    for at in drew:
        one, passes = done.rows[at], bool(done.ripple.passed[at])
        written = _result(a, now[one.attempt_id], held, done.ripple.share(at), passes=passes)
        if written is None:
            continue
        found["changed"] += 1
        found["gained"] += bool(done.ripple.gains[at])
        found["lost"] += one.passed and not passes
        found["kept"] += written.kept
    before = counts.model_dump()
    return counts.model_copy(update={name: before[name] + more for name, more in found.items()})


def _item_ids(connection: Connection, edition_id: int) -> tuple[str, ...]:
    return frozen.sheet(connection, edition_id).item_ids


def _result(
    a: Act, row: Row[Any], held: Told, expected: Fraction, *, passes: bool
) -> ResultBody | None:
    """Mark one attempt by what is in force; None: it is marked so already."""
    form = form_of(row)
    given = answered(form, attempts.answers(a.connection, row.id))
    got, body = mark_form(a.connection, form, given, held)
    if body.corrections == ResultBody.model_validate_json(row.body).corrections:
        return None
    if got.share != expected:
        raise SheetDiffers(row.public_id)
    standard = frozen.manifest(a.connection, row.edition_id).terms.rules.passing_percent
    body = body.model_copy(update={"kept": passes and not reaches(got, standard)})
    attempts.add_result(
        a.connection,
        attempt_id=row.id,
        seq=row.seq + 1,
        num=expected.numerator,
        den=expected.denominator,
        passed=passes,
        counted=row.counted,
        body=body.model_dump_json(),
        at=a.at,
    )
    a.seal("result", attempt_id=row.id, seq=row.seq + 1)
    return body
