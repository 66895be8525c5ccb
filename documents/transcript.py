"""The transcript on paper: what a person completed and claimed in a period."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from credit.statements import AMA_CREDITS
from documents.block import Block, fit, flow
from documents.faces import Face
from documents.sheet import PORTRAIT, demonstration_band, in_words, open_sheet, rule
from documents.signature import Signer, signed
from documents.strip import Cell, Strip, cell, over_pages
from documents.transcript_row import TranscriptRow
from documents.transcript_strips import (
    AMOUNTS,
    LEFT,
    POINTS,
    RIGHT,
    TITLES,
    TITLES_WIDE,
    of_credit,
    strips,
)
from documents.words import draw, words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from documents.moc_row import MocRow
    from documents.own_row import OwnRow
    from documents.part4_row import Part4Row
    from documents.tagged import TaggedCanvas

__all__ = ["TranscriptRow", "transcript_pdf"]

_WIDTH, HEIGHT = PORTRAIT
TOP, FLOOR = HEIGHT - 54.0, 62.0
FIRST_HEAD, HEAD = 118.0, 30.0
COLUMNS = 34.0
REASON = "Made from the provider's records"
COLUMN = "/A << /O /Table /Scope /Column >>"


def transcript_pdf(  # noqa: PLR0913  the page shows all of these
    person_name: str,
    rows: Sequence[TranscriptRow],
    first: date | None,
    last: date | None,
    *,
    provider: str,
    made_on: date,
    moc: Sequence[MocRow] = (),
    own: Sequence[OwnRow] = (),
    part4: Sequence[Part4Row] = (),
    signer: Signer | None = None,
) -> bytes:
    """Return the transcript of a period, signed if there is a signer; an open end is None.

    `moc` are points by board, `own` is what the person wrote down of other providers, `part4` are
    quality projects, for which boards award credit themselves.
    """
    file = BytesIO()
    title = f"Transcript of {person_name}"
    canvas = open_sheet(file, PORTRAIT, title=title, author=provider, subject=period(first, last))
    demonstrations = (one.demonstration for lines in (rows, part4) for one in lines)
    band = 24.0 if any(demonstrations) else 0.0
    room = TOP - FLOOR - COLUMNS - band
    heads = _heads(credit=of_credit(rows, moc, own))
    pages = over_pages(strips(rows, moc, own, part4, provider), room - FIRST_HEAD, room - HEAD)
    for number, page in enumerate(pages, start=1):
        if band:
            demonstration_band(canvas, LEFT, RIGHT, TOP + 8)
        if number == 1:
            _title(canvas, TOP - band, (provider, person_name, period(first, last)))
        else:
            running = Block(words(f"Transcript of {person_name}"), 10)
            flow(canvas, fit([running], RIGHT - LEFT, HEAD - 10), (LEFT, TOP - band))
        top = TOP - band - (FIRST_HEAD if number == 1 else HEAD)
        _table(canvas, page, top, heads)
        _foot(canvas, f"{provider} · made on {in_words(made_on)}", f"Page {number} of {len(pages)}")
        canvas.showPage()
    canvas.save()
    if signer is None:
        return file.getvalue()
    return signed(file.getvalue(), signer, provider=provider, reason=REASON)


def period(first: date | None, last: date | None) -> str:
    """Return the period a transcript covers, in words."""
    if first and last:
        return f"{in_words(first)} to {in_words(last)}"
    if first:
        return f"From {in_words(first)}"
    return f"Up to {in_words(last)}" if last else "All activities on record"


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


def _heads(*, credit: bool) -> tuple[Cell, ...]:
    """The column heads; the last column is empty for who only took part."""
    amounts = Block(words(AMA_CREDITS), 8) if credit else _caption("Hours of participation")
    points = [_caption("MOC points claimed")] if credit else []
    return (
        cell(LEFT, 70, [_caption("Completed")]),
        cell(TITLES, TITLES_WIDE, [_caption("Activity")]),
        cell(AMOUNTS, 66, [amounts], "right"),
        cell(POINTS, RIGHT - POINTS, points),
    )


def _table(canvas: TaggedCanvas, page: Sequence[Strip], top: float, heads: Sequence[Cell]) -> None:
    """The column heads, then the strips."""
    y = top - COLUMNS + 8
    with canvas.group("Table"):
        with canvas.group("TR"):
            for head in heads:
                with canvas.group("TH", COLUMN):
                    flow(canvas, head.settings, (head.x, top), head.align)
        rule(canvas, LEFT, RIGHT, y, 0.9)
        for strip in page:
            strip.draw(canvas, LEFT, RIGHT, y)
            y -= strip.height


def _caption(text: str) -> Block:
    return Block(words(text.upper(), tracking=0.1), 6.6)


def _foot(canvas: TaggedCanvas, left: str, right: str) -> None:
    rule(canvas, LEFT, RIGHT, FLOOR - 12)
    with canvas.artifact():
        draw(canvas, words(left), (LEFT, FLOOR - 24), 8.5)
        draw(canvas, words(right), (RIGHT, FLOOR - 24), 8.5, "right")
