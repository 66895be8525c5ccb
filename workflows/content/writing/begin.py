"""A new item: it begins as its author's draft and gets its file when it is saved first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzes.editing.beginning import duplicate, empty, next_id
from quizzes.editing.opened import open_file
from quizzes.problem import Fault
from storage import drafts
from workflows.act import act
from workflows.content.writing.folder import bank_of, item_path
from workflows.content.writing.form import Form, as_text
from workflows.content.writing.listing import own_id
from workflows.content.writing.opening import NotForForms
from workflows.refusals import NotFound

if TYPE_CHECKING:
    from quizzes.bank import Draft
    from quizzes.editing.opened import Fields
    from quizzes.models import Type
    from workflows.act import Act, Actor


def begin(actor: Actor, slug: str, kind: Type) -> str:
    """Begin an item of a type and return its id, the next in the bank's pattern.

    Raises:
        NotFound: there is no such bank.
    """
    with act(actor, "item.begin") as a:
        draft = bank_of(a, slug)
        item = _next(a, draft)
        _begin(a, slug, empty(item, kind, own_id(a, draft)))
        return item


def copy(actor: Actor, slug: str, item: str) -> str:
    """Begin an item as a copy of another one's file and return the new id.

    Raises:
        NotFound: there is no such bank or item. NotForForms: its file cannot be shown as a form.
    """
    with act(actor, "item.begin") as a:
        draft = bank_of(a, slug)
        if item not in draft.items:
            raise NotFound("item")
        found = open_file(item_path(draft.folder, item), draft.folder)
        if isinstance(found, Fault):
            raise NotForForms(item, found)
        new = _next(a, draft)
        _begin(a, slug, duplicate(new, found.fields), like=item)
        return new


def _next(a: Act, draft: Draft) -> str:
    # An id that somebody began with is given to nobody else, saved or not.
    taken = [one.item for one in drafts.kept(a.connection, draft.slug)]
    return next_id(draft.folder, taken)


def _begin(a: Act, slug: str, fields: Fields, **more: str) -> None:
    item = str(fields["id"])
    a.object = f"item:{item}"
    a.data = {"bank": slug, "type": fields["type"], **more}
    body = as_text(Form(fields, None, None))
    drafts.add(a.connection, a.person_id, slug, item, 1, body, a.at)
