"""Correct a published question: one of the office proposes, another confirms or refuses.

Confirmed, it counts for every attempt that is marked from then on. Those that were marked before
follow in batches (apply.py), which whoever comes next goes on with.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage import corrections
from workflows.act import act
from workflows.corrections.progress import APPLYING, DONE, progress
from workflows.corrections.proposed import KIND, Proposed, StillMarking, check
from workflows.desk import decision
from workflows.desk.decision import CONFIRMED, Decided

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quizzes.correction import Correction
    from workflows.act import Act, Actor


def propose(
    actor: Actor,
    item: str,
    correction: Correction,
    *,
    seen: int,
    reason: str,
    lower: Sequence[str] = (),
    appeal: str | None = None,
) -> str:
    """Propose a correction of the published `item` (its id with its version), and return its id.

    `seen` is the number of the last correction that the page showed; `lower` names the attempts
    that may lose their pass, and with it what was claimed. The same proposal again is one.

    Raises:
        BadCorrection, CorrectedMeanwhile, StillMarking, NoReason, WaitingAlready, NotFound:
            nothing was written.
    """
    reason = decision.reason_of(reason)
    wanted = Proposed(
        correction=correction, seen=seen, lower=tuple(sorted(lower)), reason=reason, appeal=appeal
    )
    with act(actor, "correction.propose", on=("item", item)) as a:
        check(a, wanted)
        _require_rest(a)
        made = decision.propose(a, KIND, a.object, None, wanted.model_dump_json())
        a.data.update(kind=correction.kind, lower=len(wanted.lower))
        return made


def confirm(actor: Actor, item: str, proposal: str) -> None:
    """Put a correction into force; what was marked before it is marked anew by `apply`.

    Raises:
        OwnProposal, Decided, CorrectedMeanwhile, BadCorrection, NotFound: nothing was written.
    """
    with act(actor, "correction.confirm", on=("item", item)) as a:
        task = decision.proposal(a, proposal, KIND)
        if task.state in {CONFIRMED, APPLYING, DONE}:
            a.receipt = task.public_id
            return
        if task.state is not None:
            raise Decided(str(task.state))
        decision.require_second(a, task)
        wanted = Proposed.model_validate_json(task.body)
        corrections.hold_still(a.connection, alone=True)
        _require_rest(a)
        check(a, wanted)
        made = corrections.add(
            a.connection,
            item_id=a.on.item_id,
            version=a.on.version,
            seq=wanted.seen + 1,
            kind=wanted.correction.kind,
            body=wanted.correction.model_dump_json(),
            reason=wanted.reason,
            task_id=task.id,
            by=task.by,
            confirmed_by=a.person_id,
            at=a.at,
        )
        a.seal("correction", id=made)
        decision.decide(a, task, CONFIRMED)
        a.data.update(kind=wanted.correction.kind, seq=wanted.seen + 1)


def refuse(actor: Actor, item: str, proposal: str, reason: str) -> None:
    """Refuse a correction, or take one's own proposal back, with the reason.

    Raises:
        NoReason, Decided, NotFound: nothing was written.
    """
    reason = decision.reason_of(reason)
    with act(actor, "correction.refuse", on=("item", item)) as a:
        decision.refuse(a, proposal, KIND, reason)


def _require_rest(a: Act) -> None:
    """Refuse what would come between a correction and the marking that follows of it."""
    newest = corrections.newest(a.connection)
    if newest is not None and not progress(a.connection, newest.task_id).done:
        raise StillMarking
