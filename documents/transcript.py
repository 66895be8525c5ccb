"""Transcripts: what a person completed and claimed in a period, as pages and as a table."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from credit.amounts import as_text
from credit.statements import AMA_CREDITS
from documents.block import Block, fit, flow
from documents.faces import Face
from documents.sheet import DEMONSTRATION, PORTRAIT, demonstration_band, in_words, open_sheet, rule
from documents.strip import Cell, Strip, cell, over_pages
from documents.tables import csv_text
from documents.totals import Total, by_year, total
from documents.transcript_row import TranscriptRow
from documents.words import draw, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from documents.payload import PointsPayload
    from documents.tagged import TaggedCanvas

__all__ = ["TranscriptRow", "transcript_csv", "transcript_pdf"]

WIDTH, HEIGHT = PORTRAIT
LEFT, RIGHT = 54.0, WIDTH - 54.0
TITLES, TITLES_WIDE = 126.0, 222.0
AMOUNTS = 414.0
POINTS = 430.0
TOP, FLOOR = HEIGHT - 54.0, 62.0
FIRST_HEAD, HEAD = 118.0, 30.0
COLUMNS = 34.0
COLUMN = "/A << /O /Table /Scope /Column >>"
NO_AMOUNT = cell(AMOUNTS, 60, (), "right")


def transcript_pdf(  # noqa: PLR0913  the page shows all of these
    person_name: str,
    rows: Sequence[TranscriptRow],
    first: date | None,
    last: date | None,
    *,
    provider: str,
    made_on: date,
) -> bytes:
    """Return the transcript of a period; an open end of the period is None."""
    file = BytesIO()
    title = f"Transcript of {person_name}"
    canvas = open_sheet(file, PORTRAIT, title=title, author=provider, subject=period(first, last))
    band = 24.0 if any(row.demonstration for row in rows) else 0.0
    room = TOP - FLOOR - COLUMNS - band
    pages = over_pages(_strips(rows), room - FIRST_HEAD, room - HEAD)
    for number, page in enumerate(pages, start=1):
        if band:
            demonstration_band(canvas, LEFT, RIGHT, TOP + 8)
        if number == 1:
            _title(canvas, TOP - band, (provider, person_name, period(first, last)))
        else:
            running = Block(words(f"Transcript of {person_name}"), 10)
            flow(canvas, fit([running], RIGHT - LEFT, HEAD - 10), (LEFT, TOP - band))
        _table(canvas, page, TOP - band - (FIRST_HEAD if number == 1 else HEAD))
        _foot(canvas, f"{provider} · made on {in_words(made_on)}", f"Page {number} of {len(pages)}")
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def period(first: date | None, last: date | None) -> str:
    """Return the period a transcript covers, in words."""
    if first and last:
        return f"{in_words(first)} to {in_words(last)}"
    if first:
        return f"From {in_words(first)}"
    return f"Up to {in_words(last)}" if last else "All activities on record"


def transcript_csv(rows: Iterable[TranscriptRow]) -> str:
    """Return the transcript as a table, one line for each completion, the earliest first."""
    header = ("Completed on", "Title", "Format", "Provider", "Kind", AMA_CREDITS, "MOC points")
    return csv_text(
        (*header, "Activity", "Certificate", "Note"),
        (
            (
                row.completed_on.isoformat(),
                row.title,
                row.format,
                row.provider,
                row.kind,
                as_text(row.credits_quarters) if row.kind == "credit" else "",
                "; ".join(_points_text(points) for points in row.points),
                row.activity,
                row.certificate or "",
                DEMONSTRATION if row.demonstration else "",
            )
            for row in _ordered(rows)
        ),
    )


def _points_text(points: PointsPayload) -> str:
    return f"{points.board} {points.credit_type} {as_text(points.quarters)}"


def _ordered(rows: Iterable[TranscriptRow]) -> list[TranscriptRow]:
    return sorted(rows, key=lambda row: (row.completed_on, row.title))


def _strips(rows: Sequence[TranscriptRow]) -> tuple[Strip, ...]:
    """Credit first, then participation, then demonstrations; only like is added to like."""
    real = [row for row in rows if not row.demonstration]
    credit = [row for row in real if row.kind == "credit"]
    participation = [row for row in real if row.kind == "participation"]
    shown = [row for row in rows if row.demonstration]
    strips = (
        *_totals("Totals by calendar year", credit),
        *_section("Activities with credit", credit),
        *_section("Participation, without credit", participation),
        *_totals(f"{DEMONSTRATION}: totals by calendar year", shown),
        *_section(f"{DEMONSTRATION}: activities", shown),
    )
    return strips or (_heading("No activity was completed in this period."),)


def _totals(heading: str, rows: Sequence[TranscriptRow]) -> tuple[Strip, ...]:
    if not rows:
        return ()
    years = by_year(rows)
    every = (*years, total("All years", rows)) if years[1:] else years
    return (_heading(heading), *(_total(one) for one in every))


def _section(heading: str, rows: Sequence[TranscriptRow]) -> tuple[Strip, ...]:
    return (_heading(heading), *(_row(row) for row in _ordered(rows))) if rows else ()


def _heading(text: str) -> Strip:
    return Strip((cell(LEFT, RIGHT - LEFT, [Block(words(text), 13)]),), heading=True)


def _total(one: Total) -> Strip:
    count = "1 activity" if one.activities == 1 else f"{one.activities} activities"
    return Strip(
        (
            cell(LEFT, 70, [Block(words(one.period, Face.BOLD), 10)]),
            cell(TITLES, TITLES_WIDE, [Block(words(count), 10)]),
            _amount(one.credits_quarters, Face.BOLD),
            _points([f"{name} {as_text(quarters)}" for name, quarters in one.points]),
        )
    )


def _row(row: TranscriptRow) -> Strip:
    where = [row.format, row.provider]
    if row.kind == "participation":
        where.insert(0, "participation")
    ids = [f"activity {row.activity}"]
    if row.certificate:
        ids.append(f"certificate {row.certificate}")
    day = f"{row.completed_on:%b} {row.completed_on.day}, {row.completed_on.year}"
    facts = [words(" · ".join(line), Face.ITALIC) for line in (where, ids)]
    about = [Block(words(row.title), 10.5), *(Block(line, 8, least=0.8) for line in facts)]
    amount = _amount(row.credits_quarters, Face.REGULAR) if row.kind == "credit" else NO_AMOUNT
    points = _points([_points_text(points) for points in row.points])
    return Strip(
        (
            cell(LEFT, 70, [Block(words(day), 10)]),
            cell(TITLES, TITLES_WIDE, about),
            amount,
            points,
        )
    )


def _amount(quarters: int, face: Face) -> Cell:
    return cell(AMOUNTS, 60, [Block(words(as_text(quarters), face), 10)], "right")


def _points(lines: Iterable[str]) -> Cell:
    return cell(POINTS, RIGHT - POINTS, [Block(words(line), 9) for line in lines])


def _title(canvas: TaggedCanvas, top: float, said: tuple[str, str, str]) -> None:
    provider, person_name, covered = said
    blocks = (
        Block(words(provider.upper(), tracking=0.14), 9.5, least=0.6),
        Block(
            words("Transcript of continuing medical education"), 20, above=12, least=0.6, kind="H1"
        ),
        Block(words(person_name, Face.BOLD), 14, above=6, least=0.4),
        Block(words(covered, Face.ITALIC), 11, above=2),
    )
    flow(canvas, fit(blocks, RIGHT - LEFT, FIRST_HEAD - 22), (LEFT, top))


def _table(canvas: TaggedCanvas, strips: Sequence[Strip], top: float) -> None:
    """The column heads, then the strips."""
    heads = (
        cell(LEFT, 70, [_caption("Completed")]),
        cell(TITLES, TITLES_WIDE, [_caption("Activity")]),
        cell(AMOUNTS, 66, [Block(words(AMA_CREDITS), 8)], "right"),
        cell(POINTS, RIGHT - POINTS, [_caption("MOC points claimed")]),
    )
    y = top - COLUMNS + 8
    with canvas.group("Table"):
        with canvas.group("TR"):
            for head in heads:
                with canvas.group("TH", COLUMN):
                    flow(canvas, head.settings, (head.x, top), head.align)
        rule(canvas, LEFT, RIGHT, y, 0.9)
        for strip in strips:
            strip.draw(canvas, LEFT, RIGHT, y)
            y -= strip.height


def _caption(text: str) -> Block:
    return Block(words(text.upper(), tracking=0.1), 6.6)


def _foot(canvas: TaggedCanvas, left: str, right: str) -> None:
    rule(canvas, LEFT, RIGHT, FLOOR - 12)
    with canvas.artifact():
        draw(canvas, words(left), (LEFT, FLOOR - 24), 8.5)
        draw(canvas, words(right), (RIGHT, FLOOR - 24), 8.5, "right")
