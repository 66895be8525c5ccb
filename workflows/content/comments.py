"""What physicians remarked on a question: how often for all who review it, the words for staff."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from storage import attempts
from workflows.attempts.answers import form_of

if TYPE_CHECKING:
    from workflows.act import Act


@dataclass(frozen=True)
class Comments:
    """The comments on a question, of whichever version, newest first; nobody is named."""

    count: int
    texts: tuple[tuple[datetime, str], ...]  # () for whoever is not of the office


def comments_on(a: Act, item_id: str) -> Comments:
    """Return what physicians remarked on a question since it was published first."""
    found = tuple(
        (row.at, row.body)
        for row in attempts.comments_on(a.connection, item_id)
        if form_of(row).items[row.position - 1].item_id == item_id
    )
    return Comments(len(found), found if a.actor.has("staff") else ())
