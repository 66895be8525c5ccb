"""Issue a person's certificates anew in the name on file now; the claims stay as they are."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from documents.payload import CertificatePayload
from storage import credit, pars, standings, tasks
from storage.columns import keepable
from workflows.act import act, view
from workflows.credit.basis import basis
from workflows.credit.issue import issue, shown
from workflows.pars.corrected import corrected
from workflows.pars.queue import NOT_THERE, renew, standing
from workflows.pars.refusals import ReasonMissing
from workflows.pars.reported import goes_to
from workflows.pars.undecided import undecided

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import Row

    from documents.pars.record import LearnerRecord
    from workflows.act import Act, Actor
    from workflows.credit.basis import Basis


def reissue(actor: Actor, person: str | None = None) -> tuple[str, ...]:
    """Replace one's own certificates that bear another name, or for staff anybody's.

    Returns the new ones; a repeat finds nothing to replace and changes nothing. What the boards
    accepted under the old name stays accepted: see `report_anew`.
    """
    with act(actor, "certificate.reissue", on=("person", person or actor.public_id)) as a:
        made = [issue(a, on) for on in _outdated(a, _locked(a))]
        if made:
            a.data["certificates"] = made
        else:
            a.receipt = ()
        return tuple(made)


def outdated(actor: Actor, person: str | None = None) -> tuple[str, ...]:
    """Return the activities whose certificate in force bears another name than that on file."""
    with view(actor, "certificate.outdated", on=("person", person or actor.public_id)) as a:
        return tuple(on.manifest.terms.title for on in _outdated(a, _completions(a)))


@dataclass(frozen=True)
class OtherwiseReported:
    """A report that PARS holds with other particulars than those on file now."""

    to: str
    title: str
    completed_on: date
    differs: tuple[str, ...]  # in which fields, in words


def reported_otherwise(actor: Actor, person: str) -> tuple[OtherwiseReported, ...]:
    """Return what PARS holds of a person with other particulars than those on file now."""
    with view(actor, "report.outdated", on=("person", person)) as a:
        return tuple(
            OtherwiseReported(goes_to(row.subject), now.title, row.completed_on, _fields(was, now))
            for row, was, now in _otherwise(a, _completions(a))
        )


def report_anew(actor: Actor, person: str, reason: str) -> int:
    """Take back what PARS holds with other particulars than those on file, and add it anew.

    Returns how many reports were queued; those that were not sent yet bear what is on file anyway.

    Raises:
        ReasonMissing: PARS' records are not deleted without one.
    """
    reason = keepable(reason).strip()
    if not reason:
        raise ReasonMissing
    with act(actor, "report.renew", on=("person", person)) as a:
        completions = {row.id: row for row in _locked(a)}
        there = pars.of_completions(a.connection, list(completions))
        pars.lock(a.connection, [one.id for one in there])
        found = _otherwise(a, list(completions.values()))
        for row, _was, _now in found:
            renew(a, completions[row.completion_id], row)
        if found:
            _why(a, reason)
            a.data["reports"] = len(found)
        else:
            a.receipt = 0
        return len(found)


def _why(a: Act, reason: str) -> None:
    """Keep the reason with the person it is about: the log holds no words."""
    made = tasks.add(
        a.connection,
        kind="report-anew",
        about=f"person:{a.on.public_id}",
        body=json.dumps({"reason": reason}),
        now=a.at,
        person_id=a.on.id,
        by=a.person_id,
    )
    a.seal("task", id=made.id)


def _otherwise(
    a: Act, completions: Sequence[Row[Any]]
) -> list[tuple[Row[Any], LearnerRecord, LearnerRecord]]:
    """Return the records in force that PARS holds, or will soon, with other particulars."""
    rows = pars.of_completions(a.connection, [one.id for one in completions])
    by_report: dict[tuple[int, str], list[Row[Any]]] = {}
    for row in rows:
        by_report.setdefault((row.completion_id, row.subject), []).append(row)
    unclear = undecided(a.connection)
    there = (standing(those) for key, those in by_report.items() if key not in unclear)
    return corrected(a, [row for row in there if row is not None and row.state not in NOT_THERE])


_FIELDS = {
    "name": ("given", "family"),
    "day of birth": ("birthday",),
    "license or NPI": ("state", "identifier"),
    "board ID": ("board_id",),
    "ACCME ID of the activity": ("activity_id",),
}


def _fields(was: LearnerRecord, now: LearnerRecord) -> tuple[str, ...]:
    """Name what differs, without telling it: numbers and birthdays stay where they are kept."""
    changed = {
        said
        for said, names in _FIELDS.items()
        if any(getattr(was, one) != getattr(now, one) for one in names)
    }
    return tuple(said for said in _FIELDS if said in changed) or ("how it is written",)


def _outdated(a: Act, rows: Iterable[Row[Any]]) -> Iterator[Basis]:
    claimed = standings.claimed(a.connection, a.on.id)
    for row in rows:
        on = basis(a, row)
        if row.id not in claimed or not on.profile.complete:
            continue  # nothing is issued without a name
        if shown(on) != _name(credit.certificates(a.connection, row.id)[-1]):
            yield on


def _locked(a: Act) -> Iterator[Row[Any]]:
    """Lock the person's completions, the oldest first, as a claim or an amendment would."""
    for row in _completions(a):
        yield credit.locked(a.connection, row.id)


def _completions(a: Act) -> list[Row[Any]]:
    return sorted(credit.completions_of(a.connection, a.on.id), key=lambda one: one.id)


def _name(certificate: Row[Any]) -> str:
    return CertificatePayload.model_validate_json(certificate.payload).name
