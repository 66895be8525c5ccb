"""What the sections of a binder are written from: one activity with its editions and questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row

from quizzes.bank import folders
from quizzes.edition import Manifest
from quizzes.models import AnyItem
from storage import binder, content
from workflows.act import Act
from workflows.content import frozen
from workflows.content.shelf import Read, read
from workflows.people.profile import latest
from workflows.reports.attachments import Attachment, in_force

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection


@dataclass(frozen=True)
class Ground:
    """An activity as the database holds it, and its bank's files where this machine has them."""

    a: Act
    activity: Row[Any]
    key: str
    editions: Sequence[Row[Any]]  # oldest first
    manifest: Manifest  # of the newest
    rows: Sequence[Row[Any]]  # of all editions' items, the newest edition first
    items: Mapping[str, AnyItem]  # by digest
    registered: Mapping[str, Row[Any]]
    attachments: tuple[Attachment, ...]
    bank: Read | None

    @property
    def connection(self) -> Connection:
        """The transaction that everything is read in."""
        return self.a.connection

    @property
    def newest(self) -> list[Row[Any]]:
        """The items of the newest edition, in its order."""
        last = self.editions[-1].number
        return [row for row in self.rows if row.number == last]

    def day(self, at: datetime) -> str:
        """Return the provider's local day of an instant."""
        return at.astimezone(self.a.actor.service.settings.zone).date().isoformat()

    def name(self, person_id: int) -> str:
        """Return the name of somebody who answers for the content."""
        return latest(self.connection, person_id)[0].shown or "Not named"


def ground(a: Act) -> Ground:
    """Read the activity that `a` is about."""
    editions = content.editions(a.connection, a.on.id)
    rows = binder.item_rows(a.connection, a.on.id)
    return Ground(
        a=a,
        activity=a.on,
        key=frozen.activity_key(a.connection, a.on.id),
        editions=editions,
        manifest=frozen.manifest(a.connection, editions[-1].id),
        rows=rows,
        items=frozen.items(a.connection, {row.digest for row in rows}),
        registered=content.registrations(a.connection, a.on.id),
        attachments=in_force(a.connection, a.on.id),
        bank=_bank(a),
    )


def _bank(a: Act) -> Read | None:
    found = (one for one in folders(a.actor.service.settings.banks) if one.name == a.on.slug)
    folder = next(found, None)
    return read(a, folder) if folder is not None else None
