"""Tell anybody who holds a certificate's code whether it is genuine, and the minimum about it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from documents.payload import CertificatePayload
from storage import credit
from storage.connect import reading
from workflows.credit.said import certified

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from workflows.service import Service

CODE = re.compile(r"[0-9a-f]{32}")
State = Literal["valid", "replaced", "withdrawn"]


@dataclass(frozen=True)
class Verified:
    """What a third party may know of a certificate."""

    state: State
    replaced_by: str | None  # the code of the certificate in force
    name: str
    title: str
    completed_on: date
    claimed: tuple[str, ...]  # each claim in words
    issued_on: date
    provider: str
    demonstration: bool


def verify(service: Service, code: str) -> Verified | None:
    """Return what is known of a code; None for an unknown one and for what is no code."""
    if not CODE.fullmatch(code):
        return None
    with reading(service.engine) as connection:
        row = credit.by_code(connection, code)
        return _verified(connection, row) if row is not None else None


def state_of(connection: Connection, certificate: Row[Any]) -> State:
    """Say whether a certificate is in force."""
    claims = credit.claims(connection, certificate.completion_id)
    if not any(row.quarters for row in claims.values()):
        return "withdrawn"
    newest = credit.certificates(connection, certificate.completion_id)[-1]
    return "valid" if newest.id == certificate.id else "replaced"


def _verified(connection: Connection, row: Row[Any]) -> Verified:
    payload = CertificatePayload.model_validate_json(row.payload)
    state = state_of(connection, row)
    newest = credit.certificates(connection, row.completion_id)[-1]
    return Verified(
        state=state,
        replaced_by=newest.code if state == "replaced" else None,
        name=payload.name,
        title=payload.title,
        completed_on=payload.completed_on,
        claimed=certified(payload),
        issued_on=payload.issued_on,
        provider=payload.provider,
        demonstration=payload.demonstration,
    )
