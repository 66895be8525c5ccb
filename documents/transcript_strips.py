"""The strips of a transcript: totals, completions, points by board, and what is self-reported."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from credit.amounts import as_text, participation_hours
from credit.self_reported import NAMES, not_verified
from documents.block import Block
from documents.faces import Face
from documents.part4_row import HEADING
from documents.sheet import DEMONSTRATION, PORTRAIT
from documents.strip import Cell, Strip, cell
from documents.totals import Total, by_year, total
from documents.words import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from documents.moc_row import MocRow, TypeTotal
    from documents.own_row import OwnRow
    from documents.part4_row import Part4Row
    from documents.payload import PointsPayload
    from documents.totals import Counted
    from documents.transcript_row import TranscriptRow

Row = TypeVar("Row", "TranscriptRow", "OwnRow", "Part4Row")
WIDTH, _HEIGHT = PORTRAIT
LEFT, RIGHT = 54.0, WIDTH - 54.0
TITLES, TITLES_WIDE = 126.0, 222.0
AMOUNTS = 414.0
POINTS = 430.0
NO_AMOUNT = cell(AMOUNTS, 60, (), "right")


def strips(
    rows: Sequence[TranscriptRow],
    moc: Sequence[MocRow],
    own: Sequence[OwnRow],
    part4: Sequence[Part4Row],
    provider: str,
) -> tuple[Strip, ...]:
    """Credit first, then boards, participation, demonstrations, projects; last the self-reported.

    Only like is added to like. Hours of participation have the column of amounts where no credit
    is on the page, else they stand in words.
    """
    column = not of_credit(rows, moc, own)
    real = [row for row in rows if not row.demonstration]
    credit = [row for row in real if row.kind == "credit"]
    participation = [row for row in real if row.kind == "participation"]
    shown = [row for row in rows if row.demonstration]
    shown_credit = [row for row in shown if row.kind == "credit"]
    shown_hours = [row for row in shown if row.kind == "participation"]
    found = (
        *_totals("Totals by calendar year", credit),
        *_boards(
            "MOC points by board, of all days on record",
            [one for one in moc if not one.demonstration],
        ),
        *_section("Activities with credit", credit),
        *_hours("Participation by calendar year", participation, column=column),
        *_section("Participation, without credit", participation, column=column),
        *_totals(f"{DEMONSTRATION}: totals by calendar year", shown_credit),
        *_hours(f"{DEMONSTRATION}: participation by calendar year", shown_hours, column=column),
        *_boards(
            f"{DEMONSTRATION}: MOC points, of all days on record",
            [one for one in moc if one.demonstration],
        ),
        *_section(f"{DEMONSTRATION}: activities", shown, column=column),
    )
    return (
        *(found or (_heading("No activity was completed in this period."),)),
        *_part4(part4),
        *_own(own, provider),
    )


def of_credit(rows: Sequence[TranscriptRow], moc: Sequence[MocRow], own: Sequence[OwnRow]) -> bool:
    """Whether a transcript has to speak of credit and points: not to who only took part."""
    theirs = any(row.credits_quarters or row.points for row in own)
    claimed = any(row.kind == "credit" for row in rows)
    return claimed or theirs or bool(moc) or not (rows or own)


def points_text(points: PointsPayload) -> str:
    """Return "ABIM Medical Knowledge 1.25"."""
    return f"{points.board} {points.credit_type} {as_text(points.quarters)}"


def ordered(rows: Iterable[Row]) -> list[Row]:
    """Return rows by day, then title."""
    return sorted(rows, key=lambda row: (row.completed_on, row.title))


def _totals(heading: str, rows: Sequence[Counted]) -> tuple[Strip, ...]:
    if not rows:
        return ()
    years = by_year(rows)
    every = (*years, total("All years", rows)) if years[1:] else years
    return (_heading(heading), *(_total(one) for one in every))


def _hours(heading: str, rows: Sequence[TranscriptRow], *, column: bool) -> tuple[Strip, ...]:
    """Add hours of participation up by year."""
    if not rows:
        return ()
    years = sorted({row.completed_on.year for row in rows})
    spans = [(str(year), [row for row in rows if row.completed_on.year == year]) for year in years]
    every = [*spans, ("All years", list(rows))] if years[1:] else spans
    return (_heading(heading), *(_hours_of(*one, column=column) for one in every))


def _hours_of(period: str, rows: Sequence[TranscriptRow], *, column: bool) -> Strip:
    hours = sum(row.hours_quarters for row in rows)
    count = _count(len(rows))
    said = count if column else f"{count} · {participation_hours(hours)}"
    return Strip(
        (
            cell(LEFT, 70, [Block(words(period, Face.BOLD), 10)]),
            cell(TITLES, TITLES_WIDE, [Block(words(said), 10)]),
            _amount(hours, Face.BOLD) if column else NO_AMOUNT,
            _points([]),
        )
    )


def _section(
    heading: str, rows: Sequence[TranscriptRow], *, column: bool = False
) -> tuple[Strip, ...]:
    found = (_row(row, column=column) for row in ordered(rows))
    return (_heading(heading), *found) if rows else ()


def _boards(heading: str, rows: Sequence[MocRow]) -> tuple[Strip, ...]:
    return (_heading(heading), *(_board(row) for row in rows)) if rows else ()


def _part4(rows: Sequence[Part4Row]) -> tuple[Strip, ...]:
    """List quality projects: nothing of them is added up, since boards award it."""
    if not rows:
        return ()
    before = f"{DEMONSTRATION}: " if any(row.demonstration for row in rows) else ""
    return (_heading(f"{before}{HEADING}"), *(_project(row) for row in ordered(rows)))


def _project(row: Part4Row) -> Strip:
    facts = (
        " · ".join(filter(None, (row.role, row.department, row.provider))),
        f"credit year: {row.credit_year}",
        f"record {row.record}",
    )
    lines = (Block(words(line, Face.ITALIC), 8, least=0.8) for line in facts)
    awards = (Block(words(f"{one}, for the board to award"), 9.5) for one in row.awards)
    about = [Block(words(row.title), 10.5), *awards, *lines]
    day = f"{row.completed_on:%b} {row.completed_on.day}, {row.completed_on.year}"
    when = cell(LEFT, 70, [Block(words(day), 10)])
    # No award stands in the column of points: that is for what was claimed.
    return Strip((when, cell(TITLES, TITLES_WIDE, about), NO_AMOUNT, _points([])))


def _own(rows: Sequence[OwnRow], provider: str) -> tuple[Strip, ...]:
    if not rows:
        return ()
    heading = not_verified(provider)
    return (
        *_own_totals(f"{heading}: totals by calendar year", rows),
        _heading(heading),
        *(_own_row(row) for row in ordered(rows)),
    )


def _own_totals(heading: str, rows: Sequence[OwnRow]) -> tuple[Strip, ...]:
    """Add up by year; whatever is no Category 1 credit stands in words, kind by kind."""
    years = sorted({row.completed_on.year for row in rows})
    spans = [(str(year), [row for row in rows if row.completed_on.year == year]) for year in years]
    every = [*spans, ("All years", rows)] if years[1:] else spans
    return (_heading(heading), *(_own_total(name, members) for name, members in every))


def _own_total(period: str, rows: Sequence[OwnRow]) -> Strip:
    one = total(period, rows)
    others = (
        f"{as_text(held)} {NAMES[kind]}"
        for kind in NAMES
        if kind != "category-1" and (held := sum(row.quarters for row in rows if row.kind == kind))
    )
    return _total(one, tuple(others))


def _heading(text: str) -> Strip:
    return Strip((cell(LEFT, RIGHT - LEFT, [Block(words(text), 13)]),), heading=True)


def _total(one: Total, others: tuple[str, ...] = ()) -> Strip:
    """Set a total; `others` are amounts that belong to no column, told in words."""
    count = _count(one.activities)
    bare = others and not one.credits_quarters
    return Strip(
        (
            cell(LEFT, 70, [Block(words(one.period, Face.BOLD), 10)]),
            cell(TITLES, TITLES_WIDE, [Block(words(" · ".join((count, *others))), 10)]),
            NO_AMOUNT if bare else _amount(one.credits_quarters, Face.BOLD),
            _points([f"{name} {as_text(quarters)}" for name, quarters in one.points]),
        )
    )


def _count(activities: int) -> str:
    return "1 activity" if activities == 1 else f"{activities} activities"


def _board(row: MocRow) -> Strip:
    about = [Block(words(f"{row.covers[:1].upper()}{row.covers[1:]}: {row.progress}"), 10.5)]
    if row.hint:
        about.append(Block(words(row.hint, Face.ITALIC), 8))
    return Strip(
        (
            cell(LEFT, 70, [Block(words(row.board, Face.BOLD), 10)]),
            cell(TITLES, TITLES_WIDE, about),
            NO_AMOUNT,
            _points([*_types(row.here), *_types(row.elsewhere, "self-reported ")]),
        )
    )


def _types(types: Iterable[TypeTotal], before: str = "") -> list[str]:
    return [f"{before}{one.credit_type} {as_text(one.quarters)}" for one in types]


def _row(row: TranscriptRow, *, column: bool) -> Strip:
    hours = row.hours_quarters
    where = [row.format, row.provider]
    if row.kind == "participation":
        worded = hours and not column
        where.insert(0, participation_hours(hours) if worded else "participation")
    ids = [f"activity {row.activity}"]
    if row.certificate:
        ids.append(f"certificate {row.certificate}")
    facts = [words(" · ".join(line), Face.ITALIC) for line in (where, ids)]
    about = [Block(words(row.title), 10.5), *(Block(line, 8, least=0.8) for line in facts)]
    counted = hours if column else row.credits_quarters
    amount = _amount(counted, Face.REGULAR) if column or row.kind == "credit" else NO_AMOUNT
    return Strip((_day(row), cell(TITLES, TITLES_WIDE, about), amount, _claimed(row.points)))


def _own_row(row: OwnRow) -> Strip:
    other = "" if row.kind == "category-1" or not row.quarters else row.said
    facts = " · ".join(part for part in (other, row.format, row.provider) if part)
    about = [Block(words(row.title), 10.5)]
    if facts:
        about.append(Block(words(facts, Face.ITALIC), 8, least=0.8))
    amount = _amount(row.credits_quarters, Face.REGULAR) if row.credits_quarters else NO_AMOUNT
    return Strip((_day(row), cell(TITLES, TITLES_WIDE, about), amount, _claimed(row.points)))


def _day(row: Counted) -> Cell:
    day = f"{row.completed_on:%b} {row.completed_on.day}, {row.completed_on.year}"
    return cell(LEFT, 70, [Block(words(day), 10)])


def _claimed(points: Iterable[PointsPayload]) -> Cell:
    return _points([points_text(one) for one in points])


def _amount(quarters: int, face: Face) -> Cell:
    return cell(AMOUNTS, 60, [Block(words(as_text(quarters), face), 10)], "right")


def _points(lines: Iterable[str]) -> Cell:
    return cell(POINTS, RIGHT - POINTS, [Block(words(line), 9) for line in lines])
