"""What the Portfolio Program answered: by a file or by hand, and what is to be sent again."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from documents.portfolio_file import answers as read_answers
from storage import participations, portfolio
from storage.columns import keepable
from workflows.act import act
from workflows.part4.batch import write
from workflows.refusals import Faulty, NotFound, Refused, Stale

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Row

    from documents.portfolio_file import Answer, Outcome
    from workflows.act import Act, Actor

LONGEST = 2_000
SAID = {
    "batched": "waits for an answer",
    "rejected": "rejected",
    "again": "goes with the next batch",
    "accepted": "accepted",
}


class NothingRead(Faulty):
    """A file of answers in which nothing can be read."""


class NotSent(Refused):
    """An answer to what waits for none."""

    status = 409

    def __init__(self) -> None:
        """Say that nothing changed."""
        super().__init__("This waits for no answer at the moment, so nothing was changed.")


class WhyRejected(Faulty):
    """A rejection without a reason."""

    def __init__(self) -> None:
        """Ask for it."""
        super().__init__("Write why it was rejected: the participant reads it.")


class NoNoticeDay(Faulty):
    """An accepted notice to the NCCPA of which nobody knows when it came."""

    def __init__(self) -> None:
        """Say what the day decides."""
        super().__init__(
            "Enter the day on which the NCCPA received the notice, not later than today: it decides"
            " the credit year."
        )


@dataclass(frozen=True)
class Taken:
    """What became of a file of answers."""

    accepted: int
    rejected: int
    unchanged: int
    refused: tuple[str, ...]  # by row, with the reason


def take(actor: Actor, content: bytes) -> Taken:
    """Take in the answers of a CSV or Excel file; a row that is refused stops no other.

    Raises:
        NothingRead: nothing in the file can be read.
    """
    found, faults = read_answers(content)
    if not found and faults:
        msg = f"{faults[0].what} {faults[0].fix}"
        raise NothingRead(msg)
    with act(actor, "portfolio.answer") as a:
        portfolio.hold(a.connection)
        rows = participations.by_public_ids(a.connection, [one.participation for one in found])
        refused = [f"Row {one.row}: {one.what} {one.fix}" for one in faults]
        done = {"accepted": 0, "rejected": 0, "unchanged": 0}
        for one in found:
            try:
                done[_taken(a, rows.get(one.participation), one)] += 1
            except Refused as why:
                refused.append(f"Row {one.row}: {why}")
        a.data.update(digest=hashlib.sha256(content).hexdigest(), **done)
        taken = Taken(done["accepted"], done["rejected"], done["unchanged"], tuple(refused))
        if not taken.accepted and not taken.rejected:
            a.receipt = taken  # it changed nothing
        return taken


def _taken(a: Act, row: Row[Any] | None, one: Answer) -> str:
    if row is None:
        raise NotFound("record")
    held = _held(a, row.id, one.board)
    if held.state == one.outcome:
        return "unchanged"
    _write(a, held, one.outcome, one.reason, one.noticed_on)
    return one.outcome


def enter(
    actor: Actor,
    participation: str,
    board: str,
    seen: int,
    outcome: Outcome,
    *,
    reason: str = "",
    noticed_on: date | None = None,
) -> None:
    """Enter one answer by hand, to the row numbered `seen`.

    Raises:
        NotFound, NotSent, WhyRejected, NoNoticeDay, Stale: nothing was written.
    """
    with act(actor, "portfolio.enter", on=("participation", participation)) as a:
        portfolio.hold(a.connection)
        held = _held(a, a.on.id, board)
        if held.seq != seen:
            raise Stale(held.state, held.seq)
        _write(a, held, outcome, reason, noticed_on)


def send_again(actor: Actor, participation: str, board: str, seen: int) -> None:
    """Let what was rejected go with the next batch, as it is.

    Raises:
        NotFound, NotSent, Stale: nothing was written.
    """
    with act(actor, "portfolio.enter", on=("participation", participation)) as a:
        portfolio.hold(a.connection)
        held = _held(a, a.on.id, board)
        if held.seq != seen:
            raise Stale(held.state, held.seq)
        if held.state != "rejected":
            raise NotSent
        _next(a, held, "again", "", None)


def _held(a: Act, participation_id: int, board: str) -> Row[Any]:
    row = portfolio.newest(a.connection, [participation_id]).get((participation_id, board))
    if row is None:
        raise NotFound("record")
    return row


def _write(a: Act, held: Row[Any], outcome: Outcome, reason: str, noticed_on: date | None) -> None:
    said = keepable(reason).strip()[:LONGEST]
    if held.state != "batched":
        raise NotSent
    if outcome == "rejected" and not said:
        raise WhyRejected
    needs_day = outcome == "accepted" and held.board == "NCCPA"
    if (needs_day and noticed_on is None) or (noticed_on is not None and noticed_on > a.today):
        raise NoNoticeDay
    _next(a, held, outcome, said, noticed_on if needs_day else None)


def _next(a: Act, held: Row[Any], state: str, reason: str, noticed_on: date | None) -> None:
    write(
        a,
        participation_id=held.participation_id,
        board=held.board,
        seq=held.seq + 1,
        state=state,
        attestation_seq=held.attestation_seq,
        batch_id=held.batch_id,
        noticed_on=noticed_on,
        reason=reason,
    )
    a.data.setdefault("states", []).append(state)
