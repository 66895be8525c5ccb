"""What the office sees before it prints a binder: what lacks for an audit, and what is attached."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workflows.act import view
from workflows.reports.attachments import Attachment
from workflows.reports.binder import abp
from workflows.reports.binder.abp import Check
from workflows.reports.binder.ground import ground

if TYPE_CHECKING:
    from workflows.act import Actor


@dataclass(frozen=True)
class Overview:
    """One activity's binder."""

    key: str
    title: str
    accme: str  # "" where it is not entered
    editions: int
    questions: int  # of the newest edition
    pediatrics: bool  # points at the ABP are planned
    checks: tuple[Check, ...]  # the ABP's
    attachments: tuple[Attachment, ...]


def overview(actor: Actor, key: str) -> Overview:
    """Return what stands in the binder of the activity `key`.

    Raises:
        NotFound: there is no such activity.
    """
    with view(actor, "binder.see", on=("activity", key)) as a:
        g = ground(a)
        return Overview(
            key=g.key,
            title=g.manifest.front.title,
            accme=g.registered["ACCME"].value if "ACCME" in g.registered else "",
            editions=len(g.editions),
            questions=len(g.newest),
            pediatrics=abp.planned(g),
            checks=abp.checks(g),
            attachments=g.attachments,
        )
