"""What anybody may read about MOC: the boards' rules of today, and what this office does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from credit import boards
from credit.asks import Fact, asks, takes_part
from credit.boards import NoRuleYet
from credit.calendar import local_day
from quizzes.models import Contact, PartFour
from storage import content
from storage.connect import reading
from workflows.content import frozen
from workflows.content.provider import provider_of

if TYPE_CHECKING:
    from credit.boards import Board
    from workflows.service import Service

FULL = ("ABA", "ABIM", "ABP")
"""Boards whose rules are told in full; the office plans for them."""


@dataclass(frozen=True)
class BoardSaid:
    """One board with what it asks."""

    board: str
    name: str
    url: str
    since: date  # first day of the rule
    dated: date  # when its entry was compiled
    facts: tuple[Fact, ...]

    @property
    def unconfirmed(self) -> int:
        """How many of the facts nobody has confirmed."""
        return sum(not one.confirmed for one in self.facts)


@dataclass(frozen=True)
class Office:
    """Who explains it here."""

    provider: str
    name: str
    contact: Contact
    part_iv: PartFour | None


@dataclass(frozen=True)
class Explained:
    """Everything on the page."""

    today: date
    demonstration: bool
    office: Office | None  # None: no provider is known yet
    full: tuple[BoardSaid, ...]
    others: tuple[BoardSaid, ...]
    days: int  # within which every board has its report


def explained(service: Service) -> Explained:
    """Return what the page says today; it needs no sign-in."""
    today = local_day(service.now(), service.settings.zone)
    said = {one.board: _said(one, today) for one in boards.load().all}
    held = [one for one in said.values() if one is not None]
    rules = [one.rule(today) for one in boards.load().all if said[one.board] is not None]
    return Explained(
        today=today,
        demonstration=service.settings.demo,
        office=_office(service),
        full=tuple(one for one in held if one.board in FULL),
        others=tuple(one for one in held if one.board not in FULL),
        days=min(rule.report_within_days for rule in rules),
    )


def _said(board: Board, today: date) -> BoardSaid | None:
    """Return what a board asks today, or None before its first rule."""
    try:
        rule = board.rule(today)
    except NoRuleYet:
        return None
    facts = (takes_part(board), *asks(rule))
    return BoardSaid(board.board, board.name, board.url, rule.effective_from, rule.dated, facts)


def _office(service: Service) -> Office | None:
    """Return the office from its file, or as the newest edition names it where files are not."""
    known = provider_of(service.settings)
    if known is not None:
        return Office(known.name, known.office, known.contact, known.part_iv)
    with reading(service.engine) as connection:
        rows = content.newest_editions(connection)
        if not rows:
            return None
        newest = max(row.edition_id for row in rows)
        front = frozen.manifest(connection, newest).front
    return Office(front.provider, front.office, front.contact, None)
