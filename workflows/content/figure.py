"""One figure of a question, by the digest of its bytes; the desk also sees those of drafts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizzes.bank import folders
from quizzes.figures import Figure as Kept
from quizzes.figures import read_figure
from workflows.act import view
from workflows.content.shelf import read
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

    What is not published yet is in the bank folders alone, for those who write and review.

    Raises:
        NotFound: there is no such figure.
    """
    try:
        with view(actor, "figure.see", on=("figure", digest)) as a:
            return Figure(a.on.type, a.on.bytes)
    except NotFound:
        if not actor.has(*DESK):
            raise
    with view(actor, "figure.draft") as a:
        return _of_drafts(a, digest)


def _of_drafts(a: Act, digest: str) -> Figure:
    for folder in folders(a.actor.service.settings.banks):
        bank = read(a, folder).bank
        for file, known in bank.digests.items() if bank is not None else ():
            if known == digest:
                found = read_figure(folder, file)
                if isinstance(found, Kept) and found.digest == digest:
                    return Figure(found.media_type, found.content)
    raise NotFound("figure")
