"""Certificates as Open Badges, where the operator set a key; and whether they still hold."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from documents import badge as badges
from documents.badge_key import opened
from documents.file_names import file_name
from documents.payload import CertificatePayload
from storage import credit
from storage.connect import reading
from workflows.act import act
from workflows.credit.documents import Paper
from workflows.credit.refusals import CertificateWithdrawn
from workflows.credit.said import certified
from workflows.credit.verify import CODE, state_of
from workflows.refusals import Refused

if TYPE_CHECKING:
    from workflows.act import Actor
    from workflows.service import Service

FRESH = timedelta(hours=1)  # how long a reader may go by what it was told of a status


class NoBadges(Refused):
    """Nothing is set that badges could be signed with."""

    status = 404

    def __init__(self) -> None:
        """Say what there is."""
        super().__init__("This service issues no badges. Your certificate is there as a PDF.")


class BadgeReplaced(Refused):
    """A certificate that a newer one took the place of."""

    status = 409

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__("This certificate was replaced by a newer one. Open that in Records.")


def issuer_of(service: Service) -> badges.Issuer | None:
    """Return who signs badges, None where no key is set."""
    file = service.settings.badge_key
    return badges.Issuer(service.settings.public_url, opened(file)) if file is not None else None


def badge(actor: Actor, certificate: str) -> Paper:
    """Return a certificate in force of the person's own, or for staff anybody's, as a badge.

    Raises:
        NoBadges: no key is set.
        CertificateWithdrawn, BadgeReplaced: it certifies nothing any more.
    """
    issuer = issuer_of(actor.service)
    with act(actor, "certificate.print", on=("certificate", certificate)) as a:
        if issuer is None:
            raise NoBadges
        state = state_of(a.connection, a.on)
        if state != "valid":
            raise CertificateWithdrawn if state == "withdrawn" else BadgeReplaced
        payload, issued = CertificatePayload.model_validate_json(a.on.payload), a.on.at
        a.data.update(form="badge")
    name = file_name("badge", "jwt", payload.completed_on, payload.title)
    return Paper(name, badges.badge(issuer, payload, certified(payload), issued).encode())


def standing(service: Service, code: str) -> str | None:
    """Return the signed status of a certificate by its code, None for an unknown one."""
    issuer = issuer_of(service)
    if issuer is None or not CODE.fullmatch(code):
        return None
    with reading(service.engine) as connection:
        row = credit.by_code(connection, code)
        if row is None:
            return None
        holds = state_of(connection, row) == "valid"
    return badges.status_list(issuer, code, holds=holds, now=service.now(), lasts=FRESH)


def identity(service: Service) -> dict[str, Any] | None:
    """Return the issuer's DID document, None where no key is set."""
    issuer = issuer_of(service)
    return badges.did_document(issuer) if issuer is not None else None
