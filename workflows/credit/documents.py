"""Print certificates and transcripts: each print is an act, and the paper says what was claimed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from documents.bundle import certificates_zip
from documents.certificate import certificate_pdf, certificates_pdf
from documents.file_names import file_name, period_name
from documents.payload import CertificatePayload
from documents.transcript import transcript_pdf
from documents.transcript_csv import transcript_csv
from storage import credit, roster
from workflows.act import act
from workflows.credit.elsewhere import own_rows
from workflows.credit.moc import moc
from workflows.credit.provider import provider as provider_of
from workflows.credit.records import ALWAYS, transcript_rows
from workflows.credit.refusals import CertificateWithdrawn, NoCertificates
from workflows.credit.signing import signer
from workflows.credit.verify import state_of
from workflows.part4.own import part4_rows
from workflows.people.profile import latest
from workflows.refusals import NotFound
from workflows.reports.roster import EVERYBODY, Wanted, people_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Row

    from workflows.act import Act, Actor
    from workflows.credit.records import Period

Bundle = Literal["pdf", "zip"]
Sheet = Literal["pdf", "csv"]


@dataclass(frozen=True)
class Paper:
    """A file with the name it is saved under."""

    name: str
    content: bytes


# The pages are drawn after each act: nobody waits for them at the log.
def certificate(actor: Actor, certificate: str) -> Paper:
    """Return a certificate of the person's own, or for staff anybody's, as PDF.

    Raises:
        CertificateWithdrawn: it certifies nothing any more.
    """
    with act(actor, "certificate.print", on=("certificate", certificate)) as a:
        if state_of(a.connection, a.on) == "withdrawn":
            raise CertificateWithdrawn
        payload = CertificatePayload.model_validate_json(a.on.payload)
        by = signer(a)
    name = file_name("certificate", "pdf", payload.completed_on, payload.title)
    return Paper(name, certificate_pdf(payload, by))


def transcript(
    actor: Actor, form: Sheet, period: Period = ALWAYS, *, person: str | None = None
) -> Paper:
    """Return the person's own transcript of a period, or for staff anybody's."""
    with act(actor, "transcript.print", on=("person", person or actor.public_id)) as a:
        every = transcript_rows(a.connection, a.on.id, ALWAYS)
        theirs = own_rows(a.connection, a.on.id)
        profile, _seq = latest(a.connection, a.on.id)
        provider, made_on, by = provider_of(a.connection), a.today, signer(a)
        projects = [
            one for one in part4_rows(a, a.on.id, provider) if period.holds(one.completed_on)
        ]
        rows = [row for row in every if period.holds(row.completed_on)]
        a.data.update(form=form, completions=len(rows), **_days(period))
    boards = moc(profile, every, theirs, made_on)
    own = [row for row in theirs if period.holds(row.completed_on)]
    name = file_name("transcript", form, period_name(period.first, period.last or made_on))
    if form == "csv":
        table = transcript_csv(rows, boards, own, projects, provider=provider)
        return Paper(name, table.encode("utf-8-sig"))
    pages = transcript_pdf(
        profile.shown,
        rows,
        period.first,
        period.last,
        provider=provider,
        made_on=made_on,
        moc=boards,
        own=own,
        part4=projects,
        signer=by,
    )
    return Paper(name, pages)


def certificates(
    actor: Actor,
    key: str,
    form: Bundle,
    chosen: Iterable[str] | None = None,
    wanted: Wanted = EVERYBODY,
) -> Paper:
    """Return the certificates in force of an activity by name: those chosen, or all `wanted`.

    Raises:
        NotFound: a chosen one is none of this activity's in force.
        NoCertificates: there is nothing to print.
    """
    with act(actor, "roster.print", on=("activity", key)) as a:
        rows = _wanted(a, wanted) if chosen is None else _chosen(a, frozenset(chosen))
        if not rows:
            raise NoCertificates
        made_on, by = a.today, signer(a)
        a.data.update(form=form, certificates=[row.public_id for row in rows])
    payloads = [
        (str(row.public_id), CertificatePayload.model_validate_json(row.payload)) for row in rows
    ]
    payloads.sort(key=lambda one: (one[1].name.casefold(), one[0]))
    name = file_name("certificates", form, made_on, payloads[0][1].title)
    if form == "zip":
        return Paper(name, certificates_zip(payloads, by))
    return Paper(name, certificates_pdf((payload for _id, payload in payloads), by))


def _chosen(a: Act, chosen: frozenset[str]) -> list[Row[Any]]:
    rows = [row for row in _in_force(a) if row.public_id in chosen]
    if len(rows) < len(chosen):
        raise NotFound("certificate")
    return rows


def _wanted(a: Act, wanted: Wanted) -> list[Row[Any]]:
    if wanted == EVERYBODY:
        return _in_force(a)
    found = roster.rows(a.connection, a.on.id, state=wanted.stage, among=people_of(a, wanted))
    held = {row.certificate for row in found}
    return [row for row in _in_force(a) if row.public_id in held]


def _in_force(a: Act) -> list[Row[Any]]:
    claimed = credit.claimed_in(a.connection, a.on.id)
    rows = credit.latest_certificates(a.connection, a.on.id)
    return [row for row in rows if row.completion_id in claimed]


def _days(period: Period) -> dict[str, str]:
    ends = {"first": period.first, "last": period.last}
    return {name: day.isoformat() for name, day in ends.items() if day is not None}
