"""Which items an attempt shows, and in which order: drawn once, at its start, from its seed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from quizzes.drawing import draw, groups_of, option_order
from quizzes.edition import Form, FormItem
from workflows.attempts.answers import form_of
from workflows.attempts.marks import full_marks
from workflows.content import frozen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Row

    from quizzes.edition import Manifest


def new_form(
    connection: Connection,
    edition_id: int,
    manifest: Manifest,
    earlier: Sequence[Row[Any]],
    seed: str,
) -> Form:
    """Draw the form of the next attempt by the activity's retake rule.

    `earlier` are the person's attempts at the activity, first to last. A new edition always means
    a new draw: what was answered before may have changed.
    """
    rule = manifest.terms.rules.retake
    last = earlier[-1] if earlier else None
    if last is None or rule == "new_draw" or last.edition_id != edition_id:
        return _draw(connection, manifest, earlier, seed)
    keep = full_marks(connection, last) if rule == "missed_items" else {}
    form = form_of(last)
    if len(keep) == len(form.items):
        keep = {}  # nothing was missed: a form without a question would be no practice
    return Form(
        items=tuple(
            FormItem(
                digest=one.digest,
                item_id=one.item_id,
                order=one.order
                if position in keep
                else option_order(frozen.item(connection, one.digest), seed),
                carried=keep.get(position),
            )
            for position, one in enumerate(form.items, start=1)
        )
    )


def _draw(
    connection: Connection, manifest: Manifest, earlier: Sequence[Row[Any]], seed: str
) -> Form:
    bodies = frozen.items(connection, (one for pool in manifest.pools for one in pool.items))
    by_id = {one.id: digest for digest, one in bodies.items()}
    seen = {one.item_id for attempt in earlier for one in form_of(attempt).items}
    pools = [
        (pool.id, pool.draw, tuple(bodies[digest].id for digest in pool.items))
        for pool in manifest.pools
    ]
    return Form(
        items=tuple(
            FormItem(
                digest=by_id[item_id],
                item_id=item_id,
                order=option_order(bodies[by_id[item_id]], seed),
            )
            for item_id in draw(pools, seed, seen, groups_of(bodies.values()))
        )
    )
