"""What follows of a correction for claims, person by person, and only where staff chose it.

Whoever loses their last pass, and was chosen to, has their claims amended to nothing; an undo puts
those claims into force again. Nobody else's credit is touched.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzes.correction import Correction
from storage import corrections, credit, tasks, things
from workflows.act import act, view
from workflows.corrections.proposed import Proposed
from workflows.credit.amend import enforce
from workflows.credit.amendment import Amendment, check, of_correction, seqs
from workflows.credit.basis import basis
from workflows.refusals import Refused

if TYPE_CHECKING:
    from typing import Any

    from sqlalchemy import Connection, Row

    from workflows.act import Act, Actor
    from workflows.corrections.progress import Marked


def follow(row: Row[Any], actor: Actor, marked: Marked) -> Marked:
    """Lower whom the correction lowers, restore whom an undo restores; a repeat changes nothing."""
    with view(actor, "correction.apply") as a:
        lower = _completions(a.connection, row)
        undone = _undone(a.connection, row)
        restore = _completions(a.connection, undone) if undone is not None else ()
    lowered = sum(_lowered(actor, row, one) for one in lower)
    stands = [_restored(actor, row, undone, one) for one in restore] if undone is not None else []
    counts = {
        "lowered": lowered,
        "restored": stands.count(True),
        "unrestored": stands.count(False),
    }
    return marked.model_copy(update=counts)


def _completions(connection: Connection, row: Row[Any]) -> tuple[str, ...]:
    """Return the completions behind the attempts that a correction may lower."""
    wanted = Proposed.model_validate_json(tasks.by_id(connection, row.task_id).body)
    found: dict[str, None] = {}
    for one in wanted.lower:
        attempt = things.find(connection, "attempt", one, None)
        if attempt is None:
            continue
        done = credit.completion_of(connection, attempt.person_id, attempt.activity_id)
        if done is not None:
            found[str(done.public_id)] = None
    return tuple(found)


def _undone(connection: Connection, row: Row[Any]) -> Row[Any] | None:
    if row.kind != "undo":
        return None
    of = Correction.model_validate_json(row.body).of
    rows = corrections.of_items(connection, [row.item_id])
    return next((one for one in rows if (one.version, one.seq) == (row.version, of)), None)


def _lowered(actor: Actor, row: Row[Any], completion: str) -> bool:
    """Take back what is claimed for a completion that no attempt passes any more."""
    with act(actor, "correction.lower", on=("completion", completion)) as a:
        if credit.has_passed(a.connection, a.on.person_id, a.on.activity_id):
            a.receipt = False
            return False
        on = basis(a, a.on)
        held = {kind: 0 for kind, one in on.claims.items() if one.quarters}
        if not held:
            a.receipt = again = any(one.reason == of_correction(row) for one in on.claims.values())
            return again
        wanted = Amendment(amounts=held, seen=seqs(on), reason=of_correction(row))
        check(a, on, wanted)
        enforce(a, on, wanted, row.confirmed_by)
        return True


def _restored(actor: Actor, row: Row[Any], undone: Row[Any], completion: str) -> bool | None:
    """Put back what the undone correction took; None: it took nothing here. False: it cannot be."""
    try:
        with act(actor, "correction.restore", on=("completion", completion)) as a:
            amounts = _taken(a, undone)
            if not amounts:
                again = any(one.reason == of_correction(row) for one in _claims(a).values())
                a.receipt = again
                return True if again else None
            on = basis(a, a.on)
            wanted = Amendment(amounts=amounts, seen=seqs(on), reason=of_correction(row))
            check(a, on, wanted)
            enforce(a, on, wanted, row.confirmed_by)
            return True
    except Refused:
        return False


def _claims(a: Act) -> dict[str, Row[Any]]:
    return credit.claims(a.connection, a.on.id)


def _taken(a: Act, undone: Row[Any]) -> dict[str, int]:
    """Return by kind what stood before the correction took it, where nobody amended it since."""
    before: dict[str, int] = {}
    taken: dict[str, int] = {}
    for one in corrections.claim_history(a.connection, a.on.id):
        taken.pop(one.kind, None)
        if not one.quarters and one.reason == of_correction(undone):
            taken[one.kind] = before[one.kind]
        before[one.kind] = one.quarters
    return taken
