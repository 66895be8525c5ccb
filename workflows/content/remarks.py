"""Remarks of reviewers on single fields of an item: said, answered, settled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.exc import IntegrityError

from storage import review
from storage.columns import keepable
from workflows.act import act
from workflows.content.shelf import opened
from workflows.refusals import Faulty, NotFound, Stale

if TYPE_CHECKING:
    from workflows.act import Act, Actor

OPEN, SETTLED = "open", "settled"
LONGEST = 4_000
LONGEST_FIELD = 120


class NothingRemarked(Faulty):
    """A remark without words."""

    def __init__(self) -> None:
        """Say what is missing."""
        super().__init__("Write what should be looked at in this field.")


def remark(actor: Actor, slug: str, item_id: str, field: str, text: str) -> str:
    """Remark on a field of an item's present text; return the name of the thread this begins.

    Raises:
        NotFound, NothingRemarked: nothing was written.
    """
    text = _said(text)
    with act(actor, "remark.make", once=lambda a: _same(a, item_id, field, text)) as a:
        if isinstance(a.receipt, str):
            return a.receipt
        one = opened(a, slug, item_id)
        row = review.add_remark(
            a.connection,
            thread=None,
            seq=1,
            item_id=item_id,
            digest=one.item.digest,
            field=field[:LONGEST_FIELD],
            state=OPEN,
            body=text,
            by=a.person_id,
            now=a.at,
        )
        a.seal("remark", id=row.id)
        a.object = f"item:{slug}/{item_id}"
        a.data.update(thread=row.thread, digest=one.item.digest)
        return str(row.thread)


def answer(actor: Actor, thread: str, text: str, *, settled: bool, seen: int) -> int:
    """Answer a remark, and settle or reopen it; `seen` is the last seq on the page.

    Raises:
        NotFound, NothingRemarked, Stale: nothing was written.
    """
    text = keepable(text).strip()[:LONGEST]
    if not text and not settled:
        raise NothingRemarked
    try:
        with act(actor, "remark.answer") as a:
            return _answer(a, thread, text, settled=settled, seen=seen)
    except IntegrityError:  # two answered in the same moment
        raise Stale(text, seen) from None


def _answer(a: Act, thread: str, text: str, *, settled: bool, seen: int) -> int:
    rows = review.thread(a.connection, thread)
    if not rows:
        raise NotFound("comment")
    last = rows[-1]
    if last.seq != seen:
        raise Stale(last.body, last.seq)
    row = review.add_remark(
        a.connection,
        thread=thread,
        seq=seen + 1,
        item_id=last.item_id,
        digest=last.digest,
        field=last.field,
        state=SETTLED if settled else OPEN,
        body=text,
        by=a.person_id,
        now=a.at,
    )
    a.seal("remark", id=row.id)
    a.object = f"remark:{thread}"
    a.data.update(seq=seen + 1, state=SETTLED if settled else OPEN)
    return seen + 1


def _said(text: str) -> str:
    said = keepable(text).strip()[:LONGEST]
    if not said:
        raise NothingRemarked
    return said


def _same(a: Act, item_id: str, field: str, text: str) -> str | None:
    """Return the thread that the same person began with the same words: sent twice is once."""
    for row in review.remarks_on(a.connection, item_id):
        if (row.seq, row.field, row.body, row.by) == (1, field, text, a.person_id):
            return str(row.thread)
    return None
