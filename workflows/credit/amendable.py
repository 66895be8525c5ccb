"""What the office may amend for a person: claimed completions with the amounts that could be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from credit.amounts import choices
from credit.completion import CME
from storage import credit, tasks
from workflows.act import view
from workflows.credit.amendment import KIND, possible, seqs
from workflows.credit.basis import basis

if TYPE_CHECKING:
    from sqlalchemy import Row

    from workflows.act import Act, Actor
    from workflows.credit.basis import Basis


@dataclass(frozen=True)
class Part:
    """One kind of claim: what is in force, in quarters, and what it could be."""

    kind: str
    label: str
    now: int
    possible: tuple[int, ...]  # with 0: taken back, or not claimed


@dataclass(frozen=True)
class Amendable:
    """One completion that something was claimed for."""

    completion: str
    title: str
    completed_on: date
    parts: tuple[Part, ...]
    seen: dict[str, int]  # the seq of each claim, for the proposal
    waiting: bool  # a proposal waits already


def amendable(actor: Actor, person: str) -> tuple[Amendable, ...]:
    """Return what was claimed by a person, the newest completion first."""
    with view(actor, "amendment.see", on=("person", person)) as a:
        rows = credit.completions_of(a.connection, a.on.id)
        return tuple(_amendable(a, row) for row in rows if credit.claims(a.connection, row.id))


def _amendable(a: Act, row: Row[Any]) -> Amendable:
    on = basis(a, row)
    about = tasks.about(a.connection, f"completion:{on.completion.public_id}")
    return Amendable(
        completion=on.completion.public_id,
        title=on.manifest.terms.title,
        completed_on=on.completion.completed_on,
        parts=tuple(_parts(on)),
        seen=seqs(on),
        waiting=any(one.kind == KIND and one.state is None for one in about),
    )


def _parts(on: Basis) -> list[Part]:
    offered = {one.kind: one.label for one in on.options}
    claimed = {kind: f"{kind.replace(':', ' ')} points" for kind in on.claims if kind != CME}
    held = {kind: row.quarters for kind, row in on.claims.items()}
    found = []
    for kind, label in (claimed | offered).items():
        given = choices(on.maximum) if kind == CME else possible(on, kind, on.maximum)
        found.append(Part(kind, label, held.get(kind, 0), (0, *given)))
    return sorted(found, key=lambda one: (one.kind != CME, one.kind))
