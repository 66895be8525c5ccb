"""The checker's view of a form that is not saved yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzes.editing import looked
from workflows.act import view
from workflows.content.sources import in_force, replaced
from workflows.content.writing.folder import bank_of, copies

if TYPE_CHECKING:
    from quizzes.editing.looked import Looked
    from quizzes.editing.opened import Fields
    from workflows.act import Actor


def look(actor: Actor, slug: str, fields: Fields) -> Looked:
    """Return what the checker says of an item as it would be saved now.

    Raises:
        NotFound: there is no such bank.
    """
    with view(actor, "writing.see") as a:
        found = looked.look(fields, bank_of(a, slug), copies(a, a.today), a.today)
        sources = found.item.references if found.item is not None else ()
        return looked.with_(found, replaced(sources, in_force(a.connection)))
