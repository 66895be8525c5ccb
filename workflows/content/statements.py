"""The fixed texts as staff look through them: source, day, elements found and missing, approval."""

from __future__ import annotations

from typing import TYPE_CHECKING

from credit import boards
from credit.elements import checked
from quizzes.counted import count
from workflows.act import view
from workflows.content.provider import provider_of, require_provider

if TYPE_CHECKING:
    from credit.elements import Checked
    from settings import Settings
    from workflows.act import Actor


def unapproved(settings: Settings) -> tuple[str, ...]:
    """Say at the start of production, where the desk is, how many texts wait for approval."""
    provider = provider_of(settings)
    if settings.demo or provider is None:
        return ()
    waiting = sum(not one.approved for one in checked(provider, boards.load()))
    if not waiting:
        return ()
    what = count(waiting, "statement is", "statements are")
    said = f"{what} not approved: nothing is published for credit with one of them."
    return (f"{said} Staff see to it on the page Statements.",)


def texts(actor: Actor) -> tuple[Checked, ...]:
    """Return every fixed text of provider.yaml and of the boards' files, with its elements.

    Raises:
        NoProvider: provider.yaml cannot be read here.
    """
    with view(actor, "editions.see"):
        return checked(require_provider(actor.service.settings), boards.load())
