"""The initiatives of the office, and what one can be made of: tags, self-assessments, places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from storage import content, initiatives
from workflows.act import view
from workflows.content import frozen
from workflows.initiatives.dashboard import counted
from workflows.initiatives.plan import read
from workflows.people.profile import latest

if TYPE_CHECKING:
    from typing import Any

    from sqlalchemy import Row

    from workflows.act import Act, Actor


@dataclass(frozen=True)
class Listed:
    """One initiative in the list."""

    id: str
    title: str
    owner: str
    begins: date
    until: date
    ended: bool
    done: int
    asked: int


@dataclass(frozen=True)
class Choices:
    """What an initiative can be made of."""

    activities: Mapping[str, str]  # titles of what can be taken, by key
    tagged: Mapping[str, tuple[str, ...]]  # by the tag of the planning facts: the keys


def listing(actor: Actor) -> tuple[Listed, ...]:
    """Return all initiatives: those that run first, the newest of them on top."""
    with view(actor, "initiatives.see") as a:
        found = [_listed(a, row) for row in initiatives.every(a.connection)]
        return tuple(sorted(found, key=lambda one: one.ended or one.until < a.today))


def choices(actor: Actor) -> Choices:
    """Return the self-assessments that can be taken, and the initiatives they are tagged with."""
    with view(actor, "initiatives.see") as a:
        titles: dict[str, str] = {}
        tagged: dict[str, list[str]] = defaultdict(list)
        for row in content.newest_editions(a.connection):
            if row.expires < a.today:
                continue
            key = frozen.activity_key(a.connection, row.id)
            manifest = frozen.manifest(a.connection, row.edition_id)
            titles[key] = manifest.front.title
            for one in manifest.planning.initiatives:
                tagged[one].append(key)
        return Choices(titles, {one: tuple(keys) for one, keys in sorted(tagged.items())})


def institutions(actor: Actor, initiative: str) -> tuple[str, ...]:
    """Return the institutions that profiles name, for whoever may ask people by them."""
    with view(actor, "initiative.see", on=("initiative", initiative)) as a:
        return initiatives.institutions(a.connection)


def _listed(a: Act, row: Row[Any]) -> Listed:
    held = read(a.connection, row)
    done, asked = counted(a, row.initiative_id, held)
    return Listed(
        id=held.id,
        title=held.plan.title,
        owner=latest(a.connection, held.owner_id)[0].shown,
        begins=held.begins,
        until=held.until,
        ended=held.ended,
        done=done,
        asked=asked,
    )
