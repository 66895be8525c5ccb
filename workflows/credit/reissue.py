"""Issue a person's certificates anew in the name on file now; the claims stay as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from documents.payload import CertificatePayload
from storage import credit, pars, standings
from workflows.act import act, view
from workflows.credit.basis import basis
from workflows.credit.issue import issue, shown
from workflows.pars.queue import renew

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Row

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


def report_anew(actor: Actor, person: str) -> int:
    """Take back what PARS holds of a person's claims and add it anew, in the name on file now.

    Returns how many reports were queued; those that were not sent yet bear the new name anyway.
    """
    with act(actor, "report.renew", on=("person", person)) as a:
        rows = list(_locked(a))
        there = pars.of_completions(a.connection, [row.id for row in rows])
        pars.lock(a.connection, [one.id for one in there])
        queued = sum(renew(a, row) for row in rows)
        if queued:
            a.data["reports"] = queued
        else:
            a.receipt = 0
        return queued


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
