"""Keeping a form that is not saved yet, so that a closed browser loses nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.exc import IntegrityError

from storage import drafts
from workflows.act import act
from workflows.content.writing.folder import folder_of, form_path
from workflows.content.writing.form import as_text
from workflows.refusals import Refused

if TYPE_CHECKING:
    from workflows.act import Act, Actor
    from workflows.content.writing.form import Form

MOST = 500_000  # characters of a form
NEW = "+new"  # in the place of a bank that is only planned; no bank can be called so


class OpenTwice(Refused):
    """The same author went on with the same form in another window."""

    status = 409

    def __init__(self) -> None:
        super().__init__(
            "You went on with this form in another window. Reload the page to see what is kept;"
            " what you just wrote here is still on this page."
        )


class TooLong(Refused):
    """More text than any question has."""

    def __init__(self) -> None:
        super().__init__("This is more text than a question can have. Shorten it.")


def keep(actor: Actor, slug: str, item: str, form: Form, seen: int) -> int:
    """Keep a form as row `seen` + 1 and return that number.

    Raises:
        OpenTwice: another window kept a later one.
        TooLong; NotFound: there is no such bank, and no item can be called so.
    """
    body = as_text(form)
    if len(body) > MOST:
        raise TooLong
    try:
        with act(actor, "draft.keep") as a:
            if slug != NEW:
                form_path(folder_of(a.actor.service, slug), item)
            drafts.add(a.connection, a.person_id, slug, item, seen + 1, body, a.at)
    except IntegrityError:
        raise OpenTwice from None
    return seen + 1


def discard(actor: Actor, slug: str, item: str) -> None:
    """Throw the author's draft away: the item is as its file says."""
    with act(actor, "draft.keep") as a:
        end(a, slug, item)


def end(a: Act, slug: str, item: str) -> None:
    """Say in the act's transaction that a draft is no more."""
    row = drafts.latest(a.connection, a.person_id, slug, item)
    if row is not None and row.body:
        drafts.add(a.connection, a.person_id, slug, item, row.seq + 1, "", a.at)
