"""A person's points by board, within the present cycle: what was claimed here, and elsewhere."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from credit import boards
from credit.cycle import asked, progress, span
from documents.moc_row import MocRow, TypeTotal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from credit.boards import Board
    from credit.cycle import Span
    from documents.own_row import OwnRow
    from documents.transcript_row import TranscriptRow
    from workflows.people.profile import Profile


def moc(
    profile: Profile, rows: Sequence[TranscriptRow], own: Sequence[OwnRow], today: date
) -> tuple[MocRow, ...]:
    """Return a line for each board the person has an ID or points at, and of demonstrations.

    `rows` and `own` are all that is on record: a cycle does not care for the period of a page.
    """
    return tuple(
        line for board in boards.load().all for line in _lines(board, profile, rows, own, today)
    )


def _lines(
    board: Board,
    profile: Profile,
    rows: Sequence[TranscriptRow],
    own: Sequence[OwnRow],
    today: date,
) -> Iterable[MocRow]:
    within = span(board.rule(today), profile.cycle_ends.get(board.board))
    real = _sum(board, [row for row in rows if not row.demonstration], within)
    shown = _sum(board, [row for row in rows if row.demonstration], within)
    theirs = _sum(board, own, within)
    held = board.board in profile.board_ids and profile.physician
    if real or theirs or (held and not shown):
        yield _line(board, within, real, theirs, today)
    if shown:
        yield _line(board, within, shown, {}, today).model_copy(update={"demonstration": True})


def _sum(
    board: Board, rows: Iterable[TranscriptRow | OwnRow], within: Span | None
) -> dict[str, int]:
    types: Counter[str] = Counter()
    for row in rows:
        if within is None or within.holds(row.completed_on):
            for one in row.points:
                if one.board == board.board:
                    types[one.credit_type] += one.quarters
    return types


def _line(
    board: Board, within: Span | None, here: dict[str, int], theirs: dict[str, int], today: date
) -> MocRow:
    rule = board.rule(today)
    return MocRow(
        board=board.board,
        first_year=within.first if within else None,
        last_year=within.last if within else None,
        here=_types(here),
        elsewhere=_types(theirs),
        progress=progress(rule, sum(here.values())),
        hint=asked(board.board, rule),
    )


def _types(sums: dict[str, int]) -> tuple[TypeTotal, ...]:
    return tuple(
        TypeTotal(credit_type=name, quarters=quarters) for name, quarters in sorted(sums.items())
    )
