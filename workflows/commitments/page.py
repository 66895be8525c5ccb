"""What somebody committed to after an activity, as their own page shows it at each stage."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from credit.following_up import Stage, asked_on, asked_until, stage
from storage import commitments, content
from workflows.act import view
from workflows.commitments.meant import MOST, Commitment, in_force, offered
from workflows.content import frozen

if TYPE_CHECKING:
    from workflows.act import Actor


@dataclass(frozen=True)
class Page:
    """The commitments of one completion."""

    completion: str
    title: str
    completed_on: date
    stage: Stage
    asked_on: date
    asked_until: date
    held: tuple[Commitment, ...]
    next_number: int
    offered: tuple[str, ...]  # what was missed and is not committed to yet

    @property
    def may_add(self) -> bool:
        """Whether one more can be written."""
        return self.stage == "open" and len(self.held) < MOST


def page(actor: Actor, completion: str) -> Page:
    """Return what the person committed to after a completion of their own."""
    with view(actor, "commitment.see", on=("completion", completion)) as a:
        day = a.on.completed_on
        edition = content.newest_edition(a.connection, a.on.activity_id)
        manifest = frozen.manifest(a.connection, edition.id)
        held = in_force(a, a.on.id)
        now = stage(day, a.today)
        missed = offered(a, a.on.person_id, a.on.activity_id, manifest) if now == "open" else ()
        return Page(
            completion=a.on.public_id,
            title=manifest.front.title,
            completed_on=day,
            stage=now,
            asked_on=asked_on(day),
            asked_until=asked_until(day),
            held=held,
            next_number=len(commitments.of_completion(a.connection, a.on.id)) + 1,
            offered=tuple(one for one in missed if one not in {each.text for each in held}),
        )
