"""Who signs papers: the key of the provider, where one is set and its certificate is valid."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from documents.signature import KeyRefused, Signer, opened

if TYPE_CHECKING:
    from workflows.act import Act

journal = logging.getLogger("papers")


def signer(a: Act) -> Signer | None:
    """Return who signs what this act prints.

    Nobody waits for a paper because its certificate ran out while the service ran: it is made
    without a signature then, its code proves it as before, and `doctor` says so.
    """
    key = a.actor.service.settings.paper_key
    if key is None:
        return None
    try:
        found = opened(key)
    except KeyRefused as refused:
        journal.error("A paper was made without a signature. %s", refused)
        return None
    if not found.is_valid(a.at):
        journal.error("A paper was made without a signature: its certificate is not valid today.")
        return None
    return found
