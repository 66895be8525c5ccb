"""Queue what has to be reported: the claims in force against the records written so far.

A record never changes. A correction takes back what was sent and adds it anew, since PARS knows
no change (pitfall 9); what was not sent is cancelled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from documents.pars.record import made_credit_id
from storage import credit, pars
from workflows.act import act, view
from workflows.pars.refusals import ReplacementInBatch
from workflows.pars.reported import Reported, due

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Row

    from workflows.act import Act, Actor

NOT_THERE = frozenset({"ready", "rejected_pars", "rejected_board"})
"""States of a record that PARS does not hold: it is cancelled, and nothing has to be deleted."""


def reconcile(a: Act, completion: Row[Any]) -> int:
    """Write what is missing so that the records say what the claims in force say.

    Call it in the transaction that changed the claims; what is right already stays as it is.
    Returns how many records were written or cancelled.
    """
    wanted = due(credit.claims(a.connection, completion.id), completion.completed_on)
    written = by_subject(_locked(a, completion))
    changes = 0
    for subject in sorted({*wanted, *written}):
        changes += _one(a, completion, subject, wanted.get(subject), written.get(subject, []))
    return changes


def _locked(a: Act, completion: Row[Any]) -> Sequence[Row[Any]]:
    """Return the records of a completion as they are now that nobody else writes about them."""
    if rows := pars.of_completions(a.connection, [completion.id]):
        pars.lock(a.connection, [row.id for row in rows])
        rows = pars.of_completions(a.connection, [completion.id])
    return rows


def by_subject(rows: Sequence[Row[Any]]) -> dict[str, list[Row[Any]]]:
    """Return the records of one completion by subject, oldest first."""
    found: dict[str, list[Row[Any]]] = {}
    for row in rows:
        found.setdefault(row.subject, []).append(row)
    return found


def standing(rows: Sequence[Row[Any]]) -> Row[Any] | None:
    """Return the add that is neither cancelled nor taken back; there is at most one."""
    alive = [row for row in rows if row.state != "cancelled"]
    gone = {row.credit_id for row in alive if row.action == "delete"}
    adds = [row for row in alive if row.action == "add" and row.credit_id not in gone]
    return adds[-1] if adds else None


def renew(a: Act, completion: Row[Any], row: Row[Any]) -> None:
    """Take back a record that PARS holds and add it anew, with what is on file when it is sent.

    Call it with the records locked, as those of several completions have to be at once.
    """
    written = by_subject(pars.of_completions(a.connection, [completion.id]))
    _follow(a, completion, [row], len(written[row.subject]), row.body)


def _one(
    a: Act,
    completion: Row[Any],
    subject: str,
    wanted: Reported | None,
    rows: Sequence[Row[Any]],
) -> int:
    there = standing(rows)
    if there is not None and Reported.model_validate_json(there.body) == wanted:
        return 0
    number = len(rows)
    changes = 0
    if there is not None:
        if there.state in NOT_THERE:
            cancel(a, there)
        else:
            number += 1
            _add(a, completion, subject, number, "delete", there.credit_id, there.body)
        changes += 1
    if wanted is not None:
        number += 1
        name = made_credit_id(domain(a), completion.public_id, subject, number)
        _add(a, completion, subject, number, "add", name, wanted.model_dump_json())
        changes += 1
    return changes


def cancel(a: Act, row: Row[Any]) -> None:
    """Cancel a record that PARS does not hold."""
    by = a.actor.person_id
    pars.add_event(a.connection, row.id, row.seq + 1, "cancelled", a.at, by)
    a.seal("pars_event", record_id=row.id, seq=row.seq + 1)


def arrived_after_all(a: Act, row: Row[Any]) -> None:
    """Put right that PARS holds an addition that is cancelled here: it stays, or is deleted.

    It stays where the record in its place says the same and did not go; nothing is to do either
    where its deletion went. Else it is deleted and what stands in its place follows anew, whether
    PARS has that already or not: a deletion in a file without CreditIDs could take back either.

    Raises:
        ReplacementInBatch: whether PARS has that already is not known.
    """
    completion = credit.locked(a.connection, row.completion_id)
    rows = by_subject(_locked(a, completion))[row.subject]
    if any(one.credit_id == row.credit_id and _is_deletion(one) for one in rows):
        return
    there = standing([one for one in rows if one.id != row.id])
    if there is None:
        _follow(a, completion, [row], len(rows), None)
    elif there.state == "batched":
        raise ReplacementInBatch
    elif there.state not in NOT_THERE:
        _follow(a, completion, [row, there], len(rows), there.body)
    else:
        cancel(a, there)
        if there.body != row.body:
            _follow(a, completion, [row], len(rows), there.body)


def _is_deletion(row: Row[Any]) -> bool:
    return bool(row.action == "delete" and row.state != "cancelled")


def _follow(
    a: Act, completion: Row[Any], gone: Sequence[Row[Any]], number: int, body: str | None
) -> None:
    """Delete records of one subject, of which there are `number` so far, and add `body` anew."""
    subject = gone[0].subject
    for at, one in enumerate(gone, number + 1):
        _add(a, completion, subject, at, "delete", one.credit_id, one.body)
    if body is not None:
        last = number + len(gone) + 1
        name = made_credit_id(domain(a), completion.public_id, subject, last)
        _add(a, completion, subject, last, "add", name, body)


def domain(a: Act) -> str:
    """Return the internet domain that stands in our CreditIDs, without colons."""
    settings = a.actor.service.settings
    host = settings.pars_domain or urlsplit(settings.public_url).hostname or "localhost"
    return host.replace(":", "-")


def _add(
    a: Act,
    completion: Row[Any],
    subject: str,
    number: int,
    action: str,
    credit_id: str,
    body: str,
) -> None:
    made = pars.add_record(
        a.connection,
        completion_id=completion.id,
        person_id=completion.person_id,
        activity_id=completion.activity_id,
        subject=subject,
        number=number,
        action=action,
        credit_id=credit_id,
        completed_on=completion.completed_on,
        body=body,
        at=a.at,
    )
    pars.add_event(a.connection, made, 1, "ready", a.at, a.actor.person_id)
    a.seal("pars_record", id=made)
    a.seal("pars_event", record_id=made, seq=1)


def repair(actor: Actor) -> int:
    """Queue what is claimed and has no record, as in a database from before there were records.

    Returns how many completions needed it; each is one act, so it can be stopped and run again.
    """
    with view(actor, "reports.see") as a:
        unqueued = [
            row.public_id
            for row in pars.claimed_without_record(a.connection)
            if due(credit.claims(a.connection, row.id), row.completed_on)
        ]
    return sum(_repaired(actor, one) for one in unqueued)


def _repaired(actor: Actor, completion: str) -> bool:
    with act(actor, "report.queue", on=("completion", completion), once=_queued) as a:
        return a.receipt is None and reconcile(a, a.on) > 0


def _queued(a: Act) -> object | None:
    return pars.of_completions(a.connection, [a.on.id]) or None
