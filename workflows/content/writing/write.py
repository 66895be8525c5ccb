"""Saving an item: its file is written whole or not at all, and never over somebody else's work."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizzes.editing.differences import in_words
from quizzes.editing.opened import Fields, Opened
from quizzes.editing.saving import Clash, NotKeptError, create, put_back, save
from quizzes.editing.stepping import Before, numbered, told
from quizzes.editing.trimmed import trimmed
from quizzes.models import ITEM
from quizzes.notation import Sheet
from quizzes.validating import validated
from quizzes.writing import item_text
from storage import content
from workflows.act import act
from workflows.content.writing import filing, keep
from workflows.content.writing.folder import bank_of, item_path
from workflows.refusals import Faulty, NotAllowed, Refused

if TYPE_CHECKING:
    from pathlib import Path

    from quizzes.bank import Draft
    from quizzes.models import AnyItem
    from workflows.act import Act, Actor
    from workflows.content.writing.form import Form


class Unfinished(Faulty):
    """A form without what every item has: a question, answers and a key."""

    def __init__(self) -> None:
        super().__init__(
            "Nothing was saved into the bank yet: a question needs its text, its answers and its"
            " key first. What you wrote is kept as your draft."
        )


class NotWritten(Refused):
    """The disk is full, or the folder cannot be written."""

    status = 507

    def __init__(self, error: OSError) -> None:
        super().__init__(
            f"The bank could not be written ({error.strerror}), so it is as before; what you wrote"
            " is kept as your draft. Tell whoever runs the service, and save again afterwards."
        )


class NotSayable(Faulty):
    """A text that a file cannot hold as it was typed."""

    def __init__(self) -> None:
        super().__init__(
            "The bank's file would not say what the form says, so it was left as it was, and your"
            " draft is kept. Type what you pasted last anew, or tell whoever runs the service."
        )


@dataclass(frozen=True)
class Written:
    """A saved item: its fields with the numbers it got, and what changed, in words."""

    fields: Fields
    digest: str
    changed: str
    again: bool  # it was approved and is to be reviewed again
    unfiled: str  # why the bank's own history does not hold it, "" where it does or has none


def write(
    actor: Actor, slug: str, form: Form, by: str | None = None, change: str = ""
) -> Written | Clash:
    """Save a form into its item's file; a Clash says that somebody saved since it was opened.

    `by` is the faculty id under which a line of history is written, `change` what it says. With
    no `by` the line stands under the first author, once the item is more than a draft.

    Raises:
        NotFound: there is no such bank. Unfinished; NotSayable; NotWritten: nothing was saved.
        NotAllowed: an item is approved by its reviewers alone.
    """
    with act(actor, "item.write") as a:
        draft = bank_of(a, slug)
        made, item = prepared(a, draft, form, by, change)
        found = put(a, draft.folder, item_path(draft.folder, item.id), made, form.seen)
        if isinstance(found, Clash):
            # Nothing was done: the line in the log says no more than that.
            a.receipt = found
            return found
        a.object = f"item:{item.id}"
        a.data = {"bank": slug, "before": form.seen, "sha256": found.digest}
        a.data |= {"version": made["version"], "revision": made["revision"]}
        keep.end(a, slug, item.id)
        author = filing.who(a)
    again = made["status"] != item.status
    changed = _changed(form, {**made, "status": item.status})
    subject = f"{item.id}: {change or changed or 'saved'}"
    files = [f"items/{item.id}.yaml", *(one.file for one in item.media)]
    unfiled = filing.file(draft.folder, files, author, subject)
    return Written(found.fields, found.digest, changed, again, unfiled)


def prepared(
    a: Act, draft: Draft, form: Form, by: str | None, change: str, *, retiring: bool = False
) -> tuple[Fields, AnyItem]:
    """Return the fields of a form as they are to be written, and the item they were.

    Raises:
        Unfinished. NotAllowed: an item is approved by its reviewers alone, and retired by the act
            that asks for the reason.
    """
    fields = trimmed(form.fields, form.base)
    item, _ = validated(ITEM, Sheet(fields, {}, ()))
    if item is None:
        raise Unfinished
    base, _ = validated(ITEM, Sheet(form.base, {}, ())) if form.base else (None, ())
    before = base.status if base is not None else None
    if item.status != before and item.status == "approved":
        raise NotAllowed("approve a question by its form")
    if item.status != before and item.status == "retired" and not retiring:
        raise NotAllowed("retire a question by its form")
    known = content.last_versions(a.connection, [item.id]).get(item.id)
    published = ITEM.validate_json(known) if known is not None else None
    made = numbered({**fields, "status": item.status}, Before(base, published), draft)
    whose = by or _whose(item, str(made["status"]))
    if whose is not None:
        made = told(made, change or _changed(form, fields), whose, a.today)
    return made, item


def _whose(item: AnyItem, status: str) -> str | None:
    """Return under whose name a change is noted where nobody was named: the first author's.

    Of a draft nothing needs to be noted; what others look at is approved with its history only.
    """
    return next(iter(item.authors), None) if status != "draft" else None


def _changed(form: Form, fields: Fields) -> str:
    """Return in words what a form changes in its file; "" for a new one."""
    return in_words(form.base, fields) if form.base is not None else ""


def put(a: Act, folder: Path, path: Path, fields: Fields, seen: str | None) -> Opened | Clash:
    """Write the file of an item, over what was seen or as a new one; it ends with its act.

    Raises:
        NotSayable; NotWritten: the file is as before.
    """
    before = _bytes(path)
    try:
        if seen is None:
            found = create(path, folder, fields, item_text(fields))
        else:
            found = save(path, folder, fields, seen)
    except NotKeptError:
        raise NotSayable from None
    except OSError as error:
        raise NotWritten(error) from None
    if not isinstance(found, Clash):
        a.back.callback(put_back, path, found.digest, before)
    return found


def _bytes(path: Path) -> bytes | None:
    with suppress(OSError):
        return path.read_bytes()
    return None
