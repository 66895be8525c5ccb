"""Today: everything that waits for a person, the most urgent first, each thing in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzes.bank import folders
from workflows.act import view
from workflows.content.shelf import read
from workflows.today.banks import banks
from workflows.today.decisions import decisions
from workflows.today.due import in_order
from workflows.today.initiatives import initiatives
from workflows.today.own import own
from workflows.today.reports import reports
from workflows.today.running import running

if TYPE_CHECKING:
    from workflows.act import Actor
    from workflows.today.due import Due


def today(actor: Actor) -> tuple[Due, ...]:
    """Return what waits for the person: for staff what waits for the office, too."""
    with view(actor, "today.see") as a:
        found = [(one, read(a, one)) for one in folders(actor.service.settings.banks)]
        office = (
            (*reports(a), *decisions(a), *running(a), *banks(a, found))
            if actor.has("staff")
            else ()
        )
        return in_order((*own(a, found), *initiatives(a), *office))
