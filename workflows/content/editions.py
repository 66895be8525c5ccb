"""Everything that was published: activities with their terms, editions and registrations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from credit.findings import Finding
from quizzes.edition import Terms
from quizzes.models import Planning
from storage import content
from workflows.act import view
from workflows.content import frozen
from workflows.content.catalogue import questions
from workflows.content.halted import State, is_stopped
from workflows.content.refusing import board_findings
from workflows.content.registration import Entered, as_entered, kinds

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from workflows.act import Act, Actor


@dataclass(frozen=True)
class Frozen:
    """One edition."""

    number: int
    sha256: str
    published_at: datetime
    items: int
    questions: int


@dataclass(frozen=True)
class Published:
    """One activity: a bank in one accreditation period."""

    key: str
    slug: str
    period: int
    title: str
    terms: Terms
    released: date
    expires: date
    claim_by: date
    is_open: bool
    halt: State
    editions: tuple[Frozen, ...]  # newest first
    planning: Planning  # of the newest edition
    planners: tuple[str, ...]  # as learners see their names
    registrations: tuple[Entered, ...]  # one for each kind it can have; seq 0: not yet
    findings: tuple[Finding, ...]  # what it comes to at each board
    placeholders: tuple[str, ...]  # texts whose owners have not approved them


def editions(actor: Actor) -> tuple[Published, ...]:
    """Return every activity, by bank, the newest period first."""
    with view(actor, "editions.see") as a:
        return tuple(_published(a, row) for row in content.newest_editions(a.connection))


def _published(a: Act, row: Row[Any]) -> Published:
    terms = frozen.terms(a.connection, row.id)
    newest = frozen.manifest(a.connection, row.edition_id)
    newest_first = tuple(reversed(content.editions(a.connection, row.id)))
    return Published(
        key=frozen.activity_key(a.connection, row.id),
        slug=row.slug,
        period=row.period,
        title=terms.title,
        terms=terms,
        released=row.released,
        expires=row.expires,
        claim_by=row.claim_by,
        is_open=row.released <= a.today <= row.expires and not is_stopped(row),
        halt=row.halt or "open",
        editions=tuple(_frozen(a.connection, one) for one in newest_first),
        registrations=_registrations(a.connection, row.id, terms),
        planning=newest.planning,
        planners=tuple(one.name for one in newest.front.faculty if "planner" in one.roles),
        findings=board_findings(terms, newest.planning),
        placeholders=newest.front.placeholders,
    )


def _frozen(connection: Connection, edition: Row[Any]) -> Frozen:
    manifest = frozen.manifest(connection, edition.id)
    return Frozen(
        number=edition.number,
        sha256=edition.sha256,
        published_at=edition.at,
        items=len({digest for pool in manifest.pools for digest in pool.items}),
        questions=questions(manifest),
    )


def _registrations(connection: Connection, activity_id: int, terms: Terms) -> tuple[Entered, ...]:
    rows = content.registrations(connection, activity_id)
    boards = tuple(dict.fromkeys(plan.board for plan in terms.boards))
    return tuple(as_entered(kind, rows.get(kind)) for kind in kinds(boards))
