"""The fixed texts as staff look through them: source, day, elements found and missing, approval."""

from __future__ import annotations

from typing import TYPE_CHECKING

from credit import boards
from credit.elements import checked
from workflows.act import view
from workflows.content.provider import require_provider

if TYPE_CHECKING:
    from credit.elements import Checked
    from workflows.act import Actor


def texts(actor: Actor) -> tuple[Checked, ...]:
    """Return every fixed text of provider.yaml and of the boards' files, with its elements.

    Raises:
        NoProvider: provider.yaml cannot be read here.
    """
    with view(actor, "editions.see"):
        return checked(require_provider(actor.service.settings), boards.load())
