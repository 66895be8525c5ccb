"""One figure of a question, by the digest of its bytes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workflows.act import view

if TYPE_CHECKING:
    from workflows.act import Actor


@dataclass(frozen=True)
class Figure:
    """A picture and what kind it is."""

    media_type: str
    content: bytes


def figure(actor: Actor, digest: str) -> Figure:
    """Return a figure; whoever is signed in and knows its digest has been shown it."""
    with view(actor, "figure.see", on=("figure", digest)) as a:
        return Figure(a.on.type, a.on.bytes)
