"""Issue the certificate of a completion's claims; it replaces the one before."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any, Literal

from credit.completion import CME
from credit.held_elsewhere import on_certificate
from documents.payload import CertificatePayload, PointsPayload
from storage import credit, log
from workflows.content import frozen
from workflows.credit.snapshot import ClaimSnapshot

if TYPE_CHECKING:
    from sqlalchemy import Row

    from workflows.act import Act
    from workflows.credit.basis import Basis

TEMPLATE = 1
CODE_BYTES = 16
HEAD = 12  # letters of the log's head that fit on paper


def issue(a: Act, on: Basis) -> str:
    """Write the certificate of the claims in force and return its public id."""
    rows = credit.claims(a.connection, on.completion.id)
    claims = {kind: row for kind, row in rows.items() if row.quarters}
    before = credit.certificates(a.connection, on.completion.id)
    payload = _payload(a, on, claims)
    made = credit.add_certificate(
        a.connection,
        code=payload.code,
        completion_id=on.completion.id,
        replaces=before[-1].id if before else None,
        payload=payload.model_dump_json(),
        template=TEMPLATE,
        at=a.at,
    )
    a.seal("certificate", public_id=made)
    return made


def shown(on: Basis) -> str:
    """Return the name as certificates show it: that on file, with the degree of the claim."""
    return on.profile.model_copy(update={"degree": on.degree}).shown


def _payload(a: Act, on: Basis, claims: dict[str, Row[Any]]) -> CertificatePayload:
    code = secrets.token_hex(CODE_BYTES)
    front, terms = on.manifest.front, on.manifest.terms
    return CertificatePayload(
        kind=_kind(on),
        # Whatever a bank says, nothing that a demonstration prints may look like credit.
        demonstration=terms.demonstration or a.actor.service.settings.demo,
        name=shown(on),
        provider=front.provider,
        office=front.office,
        title=terms.title,
        format=terms.accreditation.format,
        completed_on=on.completion.completed_on,
        credits_quarters=claims[CME].quarters if on.physician and CME in claims else 0,
        hours_quarters=_hours(on, claims),
        designated_quarters=0 if on.held else on.maximum,
        points=_points(claims),
        accme_id=on.registered.get("ACCME"),
        activity=frozen.activity_key(a.connection, on.activity.id),
        statements=_statements(on, claims),
        signatory_name=front.signatory.name,
        signatory_title=front.signatory.title,
        contact=on.contact,
        code=code,
        verify_url=f"{a.actor.service.settings.public_url}/verify/{code}",
        log_head=log.head(a.connection)[:HEAD],
        issued_on=a.today,
    )


def _kind(on: Basis) -> Literal["credit", "participation", "completion"]:
    if on.held is not None:
        return "completion"
    return "credit" if on.physician else "participation"


def _hours(on: Basis, claims: dict[str, Row[Any]]) -> int:
    return claims[CME].quarters if _kind(on) == "participation" and CME in claims else 0


def _points(claims: dict[str, Row[Any]]) -> tuple[PointsPayload, ...]:
    made = []
    for kind, row in sorted(claims.items()):
        snapshot = ClaimSnapshot.model_validate_json(row.snapshot)
        if kind != CME and snapshot.board and snapshot.credit_type:
            made.append(
                PointsPayload(
                    board=snapshot.board,
                    credit_type=snapshot.credit_type,
                    quarters=row.quarters,
                    diplomate_id=snapshot.diplomate_id,
                )
            )
    return tuple(made)


def _statements(on: Basis, claims: dict[str, Row[Any]]) -> tuple[str, ...]:
    front = on.manifest.front
    if not on.physician:
        return front.accreditation, front.participation
    recognized = zip(on.manifest.terms.boards, front.recognition, strict=False)
    return (
        front.accreditation,
        on_certificate(on.held) if on.held else front.designation,
        *(text for plan, text in recognized if f"{plan.board}:{plan.credit_type}" in claims),
    )
