"""The certificate that papers are signed with: whether it holds, and for how long."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from documents.signature import KeyRefused, opened
from workflows.operations.finding import Finding

if TYPE_CHECKING:
    from datetime import datetime

    from documents.signature import Key, Signer
    from workflows.act import Act
    from workflows.operations.finding import Findings

AHEAD = timedelta(days=60)  # an authority may take weeks
REPAIR = (
    "Ask the authority for a new one, put it in the place of CERTIFICATE_KEY and start the service"
    " anew; see the operator guide, Signed papers."
)


def signature(a: Act) -> Findings:
    """What signs papers can be opened, is valid, and stays so for another 60 days."""
    yield from of_key(a.actor.service.settings.paper_key, a.at)


def of_key(key: Key | None, at: datetime) -> Findings:
    """Say what is wrong with a key at a moment."""
    if key is None:
        return
    try:
        signer = opened(key)
    except KeyRefused as refused:
        yield Finding(str(refused), "CERTIFICATE_KEY", "Papers are made without a signature.")
        return
    if what := _standing(signer, at):
        yield Finding(what, f"certificate of {signer.named}", REPAIR)


def _standing(signer: Signer, at: datetime) -> str:
    if at < signer.begins:
        return f"It is valid from {signer.begins:%Y-%m-%d} on; until then nothing is signed."
    if at > signer.ends:
        return f"It expired on {signer.ends:%Y-%m-%d}; papers are made without a signature."
    if signer.ends - at < AHEAD:
        return f"It expires on {signer.ends:%Y-%m-%d}; what is printed later is not signed."
    return ""
