"""One figure of a question, by the digest of its bytes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from storage import pilots
from workflows.act import view
from workflows.content.writing.figures import in_files
from workflows.refusals import NotFound

if TYPE_CHECKING:
    from workflows.act import Actor

DESK = ("staff", "author", "reviewer")


@dataclass(frozen=True)
class Figure:
    """A picture and what kind it is."""

    media_type: str
    content: bytes


def figure(actor: Actor, digest: str) -> Figure:
    """Return a figure; whoever is signed in and knows its digest has been shown it.

    Those who write and review are shown the figures of banks before they are published, too; so is
    anybody, as long as a bank's files are in a pilot.
    """
    try:
        with view(actor, "figure.see", on=("figure", digest)) as a:
            return Figure(a.on.type, a.on.bytes)
    except NotFound:
        slugs = None if actor.has(*DESK) else _in_pilots(actor)
        found = in_files(actor.service.settings.banks, digest, slugs)
        if found is None:
            raise
        return Figure(found.media_type, found.content)


def _in_pilots(actor: Actor) -> frozenset[str]:
    """Return the banks whose files a tester may be taking now."""
    with view(actor, "figure.see") as a:
        return pilots.banks_taken(a.connection, a.at)
