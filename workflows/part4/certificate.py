"""Print the record of one's part in a project: it says plainly that the board awards the credit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from credit.part4.taking_part import ACTIVITIES
from documents.file_names import file_name
from documents.part4_certificate import Part4Certificate, part4_certificate
from workflows.act import act
from workflows.credit.documents import Paper
from workflows.credit.provider import provider
from workflows.credit.signing import signer
from workflows.part4.own import part4_rows, parts
from workflows.refusals import Refused

if TYPE_CHECKING:
    from workflows.act import Actor


class NotVerified(Refused):
    """A record of what nobody verified."""

    status = 409

    def __init__(self) -> None:
        """Say what is missing."""
        super().__init__(
            "There is no record to print yet: the attestation has to be verified by the project's"
            " lead, or by whoever stands in."
        )


def certificate(actor: Actor, participation: str) -> Paper:
    """Return the record of one's own participation, or for staff anybody's, as PDF.

    Raises:
        NotVerified: the attestation is not given, not verified, or was sent back.
    """
    with act(actor, "part4.print", on=("participation", participation)) as a:
        of = provider(a.connection)
        rows = {one.record: one for one in part4_rows(a, a.on.person_id, of)}
        row = rows.get(participation)
        part = next(one for one in parts(a, a.on.person_id) if one.participation == participation)
        held = part.standing
        if row is None or held.attested is None or held.verified_on is None:
            raise NotVerified
        payload = Part4Certificate(
            row=row,
            name=held.attested.name,
            verified_on=held.verified_on,
            activities=", ".join(
                ACTIVITIES[one].partition(":")[0].lower() for one in held.attested.activities
            ),
        )
        by = signer(a)
    name = file_name("part4", "pdf", row.completed_on, row.title)
    return Paper(name, part4_certificate(payload, by))
