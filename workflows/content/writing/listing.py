"""The items of a bank as its authors look through them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from quizzes.bank import ACTIVITY
from quizzes.kinds.item import Status
from storage import drafts, people, review
from workflows.act import view
from workflows.content.sources import in_force, replaced
from workflows.content.writing.folder import bank_of, every_bank
from workflows.content.writing.form import from_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Row

    from quizzes.bank import Draft
    from quizzes.models import AnyItem
    from workflows.act import Act, Actor
    from workflows.content.sources import Marked

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True)
class Listed:
    """One item in a list."""

    id: str
    type: str
    status: Status
    begins: str  # how its text begins
    topic: str
    objectives: tuple[str, ...]
    figure: bool
    oldest: int | None  # the year of its oldest reference that tells one
    superseded: bool
    review_due: str | None
    unsaved: datetime | None  # since when the author has a draft that is not saved


@dataclass(frozen=True)
class Person:
    """Somebody in control of the content, by the id that items name."""

    id: str
    name: str
    reviews: bool


@dataclass(frozen=True)
class Bench:
    """A bank as its authors work on it."""

    slug: str
    title: str
    items: tuple[Listed, ...]
    broken: tuple[str, ...]  # questions whose file no form can show
    topics: tuple[str, ...]
    objectives: dict[str, str]
    people: tuple[Person, ...]
    own: str | None  # the id under which the author is one of them
    cited: dict[str, dict[str, str]]  # every reference of the bank by its citation
    remarks: dict[str, int]  # how many comments of reviewers are open, by item


@dataclass(frozen=True)
class BankName:
    """A bank to choose."""

    slug: str
    title: str


def choices(actor: Actor) -> tuple[BankName, ...]:
    """Return the banks there are."""
    with view(actor, "writing.see") as a:
        return tuple(BankName(one.slug, _title(one)) for one in every_bank(a))


def bench(actor: Actor, slug: str) -> Bench:
    """Return a bank with its items, those that are only drafts of the author among them.

    Raises:
        NotFound: there is no such bank.
    """
    with view(actor, "writing.see") as a:
        draft = bank_of(a, slug)
        own = [one for one in drafts.kept(a.connection, slug) if one.person_id == a.person_id]
        unsaved = {one.item: one for one in own if one.body}
        held = in_force(a.connection)
        items = [_listed(one, unsaved.pop(one.id, None), held) for one in draft.items.values()]
        return Bench(
            slug=slug,
            title=_title(draft),
            items=(*(_begun(one) for one in unsaved.values() if one.item != ACTIVITY), *items),
            broken=_broken(draft),
            topics=_topics(draft),
            objectives=_objectives(draft),
            people=_people(draft),
            own=own_id(a, draft),
            cited=_cited(draft),
            remarks=review.open_remarks(a.connection, draft.items),
        )


def own_id(a: Act, draft: Draft) -> str | None:
    """Return the id under which the acting person is in control of a bank's content."""
    mine = {one.casefold() for one in people.subjects_of(a.connection, a.person_id)}
    faculty = draft.activity.faculty if draft.activity else ()
    return next((one.id for one in faculty if (one.email or "").casefold() in mine), None)


def _title(draft: Draft) -> str:
    return draft.activity.title if draft.activity else draft.slug


def _topics(draft: Draft) -> tuple[str, ...]:
    pools = draft.activity.pools if draft.activity else ()
    named = {one for pool in pools for one in pool.select.topics}
    return tuple(
        sorted(named | {one.blueprint.topic for one in draft.items.values() if one.blueprint})
    )


def _objectives(draft: Draft) -> dict[str, str]:
    return {one.id: one.text for one in (draft.activity.objectives if draft.activity else ())}


def _people(draft: Draft) -> tuple[Person, ...]:
    faculty = draft.activity.faculty if draft.activity else ()
    return tuple(Person(one.id, one.name, "reviewer" in one.roles) for one in faculty)


def _cited(draft: Draft) -> dict[str, dict[str, str]]:
    every = (one for item in draft.items.values() for one in item.references)
    return {
        one.cite: {
            name: value
            for name in ("cite", "doi", "pmid", "url")
            if (value := getattr(one, name)) is not None
        }
        for one in sorted(every, key=lambda one: one.cite)
    }


def _broken(draft: Draft) -> tuple[str, ...]:
    held = set(draft.files.values())
    return tuple(
        one.removeprefix("items/").removesuffix(".yaml")
        for one in draft.sheets
        if one.startswith("items/") and one not in held
    )


def _listed(
    item: AnyItem, unsaved: Row[tuple[object, ...]] | None, held: Mapping[str, Marked]
) -> Listed:
    years = [int(found) for one in item.references for found in _YEAR.findall(one.cite)[:1]]
    return Listed(
        id=item.id,
        type=item.type,
        status=item.status,
        begins=item.stem or item.lead_in,
        topic=item.blueprint.topic if item.blueprint else "",
        objectives=item.objectives,
        figure=bool(item.media),
        oldest=min(years, default=None),
        superseded=any(one.superseded for one in item.references)
        or any(replaced(item.references, held)),
        review_due=item.review_due.isoformat() if item.review_due else None,
        unsaved=unsaved.at if unsaved is not None else None,
    )


def _begun(row: Row[tuple[object, ...]]) -> Listed:
    """Return an item that has no file yet."""
    fields = from_text(row.body).fields
    return Listed(
        id=row.item,
        type=str(fields.get("type")),
        status="draft",
        begins=str(fields.get("stem") or fields.get("lead_in") or ""),
        topic="",
        objectives=(),
        figure=False,
        oldest=None,
        superseded=False,
        review_due=None,
        unsaved=row.at,
    )
