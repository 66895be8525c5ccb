"""Where a trial begins: a bank as its files are now, or the newest edition of an activity."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzes.digest import digest
from quizzes.drawing import Share, draw, groups_of, option_order, selected, sums_of, units
from quizzes.editing.published import as_published
from quizzes.edition import Form, FormItem
from storage import content
from workflows.act import view
from workflows.attempts.corrections import told
from workflows.attempts.form import new_form
from workflows.content import frozen
from workflows.content.writing.folder import bank_of
from workflows.refusals import NotFound, Refused
from workflows.trying.trial import Trial, new_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Row

    from quizzes.bank import Draft
    from quizzes.kinds.item import ItemBase
    from quizzes.models import Activity, AnyItem
    from workflows.act import Act, Actor


class NothingToTry(Refused):
    """A bank from which no question can be drawn."""

    status = 409

    def __init__(self) -> None:
        super().__init__(
            "There is nothing to try yet: no question of this bank can be drawn from its pools."
        )


def try_draft(actor: Actor, slug: str, *, every: bool = False) -> Trial:
    """Begin to try a bank as its files are now; with `every` not only its approved questions.

    Raises:
        NotFound: there is no such bank, or no activity of it can be read. NothingToTry.
    """
    with view(actor, "trial.see") as a:
        return of_draft(a, slug, every=every)


def try_edition(actor: Actor, key: str) -> Trial:
    """Begin to try the newest edition of an activity.

    Raises:
        NotFound: there is no such activity.
    """
    with view(actor, "trial.see", on=("activity", key)) as a:
        return of_edition(a, a.on)


def of_draft(a: Act, slug: str, *, every: bool) -> Trial:
    """Return a trial of a bank's files; what they say later changes nothing in it.

    Raises:
        NotFound: there is no such bank, or no activity of it can be read. NothingToTry.
    """
    draft = bank_of(a, slug)
    if draft.activity is None:
        raise NotFound("bank")
    shares, short = _shares(draft, draft.activity, every=every)
    seed = a.actor.service.seed()
    drawn = draw(shares, seed, (), groups_of(draft.items.values()))
    if not drawn:
        raise NothingToTry
    shown = {digest(one): one for one in (as_published(draft, draft.items[each]) for each in drawn)}
    return Trial(
        name=new_name(a.actor.public_id),
        slug=slug,
        title=draft.activity.title,
        demonstration=draft.activity.demonstration,
        rules=draft.activity.rules,
        objectives={one.id: one.text for one in draft.activity.objectives},
        form=_form(shown, seed),
        items=shown,
        told={},
        short=short,
        begun_at=a.at,
    )


def of_edition(a: Act, activity: Row[tuple[object, ...]]) -> Trial:
    """Return a trial of the newest edition of an activity, with the corrections in force."""
    edition = content.newest_edition(a.connection, activity.id)
    manifest = frozen.manifest(a.connection, edition.id)
    form = new_form(a.connection, edition.id, manifest, (), a.actor.service.seed())
    return Trial(
        name=new_name(a.actor.public_id),
        slug=activity.slug,
        title=manifest.front.title,
        demonstration=manifest.terms.demonstration,
        rules=manifest.terms.rules,
        objectives={one.id: one.text for one in manifest.front.objectives},
        form=form,
        items=frozen.items(a.connection, (one.digest for one in form.items)),
        told=told(a.connection, [one.item_id for one in form.items]),
        short=(),
        begun_at=a.at,
    )


def _form(shown: Mapping[str, AnyItem], seed: str) -> Form:
    return Form(
        items=tuple(
            FormItem(digest=key, item_id=one.id, order=option_order(one, seed))
            for key, one in shown.items()
        )
    )


def _shares(
    draft: Draft, activity: Activity, *, every: bool
) -> tuple[list[Share], tuple[str, ...]]:
    """Return what can be drawn of what is planned, and where that is less, a sentence."""
    pools = {one.id: one for one in activity.pools}
    groups = groups_of(draft.items.values())
    shares, short, taken = list[Share](), list[str](), set[str]()
    for line in activity.blueprint:
        held = selected(pools[line.pool], draft.items.values()) if line.pool in pools else []
        ids = tuple(one for one in sorted(_drawable(held, every=every)) if one not in taken)
        taken.update(ids)
        most = _most(map(len, units(ids, groups)), line.draw)
        shares.append((line.pool, most, ids))
        if most < line.draw:
            short.append(f"{line.pool}: {most} of {line.draw} questions can be drawn.")
    return shares, tuple(short)


def _drawable(items: Iterable[ItemBase], *, every: bool) -> set[str]:
    statuses = {"approved", "in_review", "draft"} if every else {"approved"}
    return {one.id for one in items if one.status in statuses}


def _most(sizes: Iterable[int], wanted: int) -> int:
    """Return how many can be drawn of those wanted: groups are drawn whole."""
    return max(one for one in sums_of(sizes) if one <= wanted)
