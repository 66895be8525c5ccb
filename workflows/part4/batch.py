"""Send verified participations to the Portfolio Program: each once, and again after a fix.

A batch holds the participation at one board a line. What it says is read from the verification it
went with, so that the file can be taken as often as it is needed, and is the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from credit.part4.awards import ROLES
from credit.part4.taking_part import year_said
from documents.file_names import file_name
from documents.portfolio_file import Line, as_csv, as_excel, record
from storage import erasing, participations, people, portfolio, projects
from workflows.act import act, view
from workflows.credit.documents import Paper
from workflows.part4.attested import Attested, Verified
from workflows.part4.project import read
from workflows.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Row

    from workflows.act import Act, Actor

Form = Literal["csv", "xlsx"]
WAITS = frozenset({"again", "rejected"})


class NothingToSend(Refused):
    """A batch without a line."""

    status = 409

    def __init__(self) -> None:
        """Say what has to be there."""
        super().__init__(
            "There is nothing to send: a line needs a verified attestation, a board, and the"
            " participant's agreement to share it."
        )


@dataclass(frozen=True)
class Waiting:
    """One participation at one board that is to be sent."""

    participation_id: int
    participation: str
    board: str
    name: str
    project: str
    attestation_seq: int
    again: bool  # it was rejected before


@dataclass(frozen=True)
class Batch:
    """A batch that was made."""

    id: str
    records: int
    made_on: date


def waiting(actor: Actor) -> tuple[Waiting, ...]:
    """Return what the next batch would hold."""
    with view(actor, "portfolio.see") as a:
        return tuple(_waiting(a))


def batches(actor: Actor) -> tuple[Batch, ...]:
    """Return the batches, newest first."""
    with view(actor, "portfolio.see") as a:
        zone = a.actor.service.settings.zone
        return tuple(
            Batch(row.public_id, row.records, row.at.astimezone(zone).date())
            for row in portfolio.batches(a.connection)
        )


def make(actor: Actor) -> str:
    """Put everything that waits into a batch, and return its id.

    Raises:
        NothingToSend: nothing waits.
    """
    with act(actor, "portfolio.make") as a:
        portfolio.hold(a.connection)
        found = tuple(_waiting(a))
        if not found:
            raise NothingToSend
        made = portfolio.add(a.connection, len(found), a.person_id, a.at)
        a.object = f"portfolio_batch:{made.public_id}"
        a.seal("portfolio_batch", id=made.id)
        newest = portfolio.newest(a.connection, [one.participation_id for one in found])
        for one in found:
            before = newest.get((one.participation_id, one.board))
            write(
                a,
                participation_id=one.participation_id,
                board=one.board,
                seq=before.seq + 1 if before is not None else 1,
                state="batched",
                attestation_seq=one.attestation_seq,
                batch_id=made.id,
            )
        a.data["records"] = len(found)
        return str(made.public_id)


def write(a: Act, **columns: Any) -> None:  # noqa: ANN401  (columns)
    """Write and seal one row of what was sent or answered."""
    portfolio.write(a.connection, **{"reason": "", "by": a.person_id, "at": a.at, **columns})
    key = {name: columns[name] for name in ("participation_id", "board", "seq")}
    a.seal("submission", **key)


def file(actor: Actor, batch: str, form: Form) -> Paper:
    """Return a batch as a file, the same each time."""
    with act(actor, "portfolio.print", on=("portfolio_batch", batch)) as a:
        lines = tuple(_lines(a, portfolio.in_batch(a.connection, a.on.id)))
        a.data.update(form=form, records=len(lines))
        made_at = a.on.at
        day = made_at.astimezone(a.actor.service.settings.zone).date()
    name = file_name("portfolio", form, day)
    return Paper(name, as_csv(lines) if form == "csv" else as_excel(lines, made_at))


def _waiting(a: Act) -> Iterator[Waiting]:
    """Yield what is verified and shared, and was not sent, or is to be sent again."""
    ids = portfolio.verified(a.connection)
    found = participations.by_ids(a.connection, ids)
    newest = portfolio.newest(a.connection, ids)
    told = participations.attestations(a.connection, ids)
    gone = _told_of(a, found, newest)
    titles: dict[int, str] = {}
    for one in ids:
        rows = told[one]
        row = found[one]
        if rows[-1].state != "verified" or erasing.last(a.connection, row.person_id):
            continue  # whoever was forgotten agrees to nothing any more
        attested = _attested(rows, rows[-1].seq)
        if not attested.share:
            continue
        if row.project_id not in titles:
            about = projects.newest(a.connection, row.project_id)
            titles[row.project_id] = read(a.connection, about).plan.title
        who = people.ids_of(a.connection, row.person_id)[0]
        for board in attested.boards:
            before = newest.get((one, board))
            if before is None and (row.project_id, who, board) in gone:
                continue  # in the person's other account
            if before is None or _is_due(before, rows[-1].seq):
                yield Waiting(
                    one, row.public_id, board, attested.name, titles[row.project_id],
                    rows[-1].seq, before is not None,
                )  # fmt: skip
                gone.add((row.project_id, who, board))


def _is_due(before: Row[Any], verified: int) -> bool:
    """Whether it is to be sent again: the office says so, or it was put right since."""
    fixed = before.state == "rejected" and before.attestation_seq < verified
    return bool(before.state == "again" or fixed)


def _told_of(
    a: Act, found: dict[int, Row[Any]], newest: dict[tuple[int, str], Row[Any]]
) -> set[tuple[int, int, str]]:
    """Return by project, person and board what was sent already, in any account."""
    return {
        (found[one].project_id, people.ids_of(a.connection, found[one].person_id)[0], board)
        for one, board in newest
    }


def _attested(rows: Sequence[Row[Any]], verified: int) -> Attested:
    """Return what was verified by the row with that number."""
    by_seq = {row.seq: row for row in rows}
    said = Verified.model_validate_json(by_seq[verified].body)
    return Attested.model_validate_json(by_seq[said.attested].body)


def _lines(a: Act, sent: Sequence[Row[Any]]) -> Iterator[Line]:
    ids = sorted({row.participation_id for row in sent})
    found = participations.by_ids(a.connection, ids)
    told = participations.attestations(a.connection, ids)
    newest = portfolio.newest(a.connection, ids)
    for row in sent:
        rows = told.get(row.participation_id, [])
        if not any(one.seq == row.attestation_seq for one in rows):
            continue  # the person was forgotten, years after
        attested = _attested(rows, row.attestation_seq)
        one = found[row.participation_id]
        about = projects.newest(a.connection, one.project_id)
        day = next(each.completed_on for each in rows if each.seq == row.attestation_seq)
        noticed = newest[row.participation_id, row.board].noticed_on
        yield Line(
            record=record(one.public_id, row.board),
            given_name=attested.given_name,
            family_name=attested.family_name,
            name=attested.name,
            board=row.board,
            number=attested.boards[row.board],
            project=read(a.connection, about).plan.title,
            role=ROLES[attested.role],
            completed_on=day,
            credit_year=year_said(attested.degree, day, noticed),
        )
