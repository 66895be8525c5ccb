"""One figure of a question, by the digest of its bytes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from storage import content, pilots, things
from workflows.act import view
from workflows.content import frozen
from workflows.content.writing.figures import in_files
from workflows.duties import TESTER
from workflows.refusals import NotFound

if TYPE_CHECKING:
    from workflows.act import Act, Actor

DESK = ("staff", "author", "reviewer")


@dataclass(frozen=True)
class Figure:
    """A picture and what kind it is."""

    media_type: str
    content: bytes


def figure(actor: Actor, digest: str) -> Figure:
    """Return a figure; whoever is signed in and knows its digest has been shown it.

    Those who write and review are shown the figures of banks before they are published, too; a
    tester those of what their link opens, and no others.
    """
    if actor.has(TESTER):
        return _of_pilot(actor, digest)
    try:
        return _published(actor, digest)
    except NotFound:
        found = in_files(actor.service.settings.banks, digest) if actor.has(*DESK) else None
        if found is None:
            raise
        return Figure(found.media_type, found.content)


def _published(actor: Actor, digest: str) -> Figure:
    with view(actor, "figure.see", on=("figure", digest)) as a:
        return Figure(a.on.type, a.on.bytes)


def _of_pilot(actor: Actor, digest: str) -> Figure:
    with view(actor, "figure.see") as a:
        row = pilots.of_tester(a.connection, a.person_id)
        if row is None:
            raise NotFound("figure")
        if row.source and not _shows(a, row.source, digest):
            raise NotFound("figure")
    if row.source:
        return _published(actor, digest)
    found = in_files(actor.service.settings.banks, digest, (row.bank,))
    if found is None:
        raise NotFound("figure")
    return Figure(found.media_type, found.content)


def _shows(a: Act, activity: str, digest: str) -> bool:
    """Whether the newest edition of an activity holds a figure."""
    found = things.find(a.connection, "activity", activity, None)
    if found is None:
        return False
    edition = content.newest_edition(a.connection, found.id)
    held = frozen.items_of(a.connection, edition.id)
    return any(digest in {each.digest for each in one.figures()} for one in held)
