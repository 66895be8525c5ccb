"""Many items changed at once: topic, objectives, status, day of the next review."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from quizzes.editing.opened import open_file
from quizzes.editing.saving import Clash
from quizzes.problem import Fault
from workflows.act import act
from workflows.content.writing import filing
from workflows.content.writing.folder import bank_of, item_path
from workflows.content.writing.form import Form
from workflows.content.writing.write import prepared, put
from workflows.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable

    from quizzes.bank import Draft
    from quizzes.editing.opened import Fields, Opened
    from workflows.act import Act, Actor


@dataclass(frozen=True)
class Tags:
    """What is set on every chosen item; None and () leave it as it is."""

    topic: str | None = None
    add: tuple[str, ...] = ()  # objectives
    remove: tuple[str, ...] = ()
    status: str | None = None
    review_due: str | None = None


@dataclass(frozen=True)
class Retagged:
    """What came of it."""

    done: dict[str, str] = field(default_factory=dict)  # the new digest, by item
    same: tuple[str, ...] = ()  # were so already
    refused: dict[str, str] = field(default_factory=dict)  # why nothing was written, by item
    unfiled: str = ""  # why the bank's own history does not hold it, "" where it does or has none

    def with_(self, more: Retagged) -> Retagged:
        """Return this with what came of more items."""
        return Retagged(
            self.done | more.done, (*self.same, *more.same), self.refused | more.refused
        )


AT_ONCE = 10
"""Items that one transaction writes."""


def retag(
    actor: Actor, slug: str, items: Iterable[str], tags: Tags, by: str | None = None
) -> Retagged:
    """Set tags on items of a bank; one that cannot be written leaves the others as they come.

    Raises:
        NotFound: there is no such bank.
    """
    came = Retagged()
    wanted = tuple(items)
    # Writing waits for the disk: nobody else's saving waits for all of it.
    for first in range(0, max(len(wanted), 1), AT_ONCE):
        with act(actor, "items.retag") as a:
            draft, author = bank_of(a, slug), filing.who(a)
            some = _some(a, draft, wanted[first : first + AT_ONCE], tags, by)
            a.object = f"bank:{slug}"
            a.data = {"items": some.done}
        came = came.with_(some)
    if not came.done:
        return came
    files = [f"items/{one}.yaml" for one in came.done]
    unfiled = filing.file(draft.folder, files, author, _subject(tags, len(files)))
    return replace(came, unfiled=unfiled)


def _some(a: Act, draft: Draft, items: Iterable[str], tags: Tags, by: str | None) -> Retagged:
    done: dict[str, str] = {}
    same: list[str] = []
    refused: dict[str, str] = {}
    for item in items:
        try:
            found = _one(a, draft, item, tags, by)
        except Refused as refusal:
            refused[item] = str(refusal)
        else:
            if found is None:
                same.append(item)
            else:
                done[item] = found.digest
    return Retagged(done, tuple(same), refused)


def _subject(tags: Tags, count: int) -> str:
    named = {
        "topic": tags.topic,
        "objectives": ", ".join((*tags.add, *tags.remove)),
        "status": tags.status,
        "next review": tags.review_due,
    }
    said = "; ".join(f"{name} {value}" for name, value in named.items() if value)
    return f"{count} questions: {said}"


def _one(a: Act, draft: Draft, item: str, tags: Tags, by: str | None) -> Opened | None:
    """Write one item and return it, or None where it is as wished already."""
    path = item_path(draft.folder, item)
    opened = open_file(path, draft.folder)
    if isinstance(opened, Fault):
        message = f"{opened.message} {opened.fix}"
        raise Refused(message)
    fields = _tagged(opened.fields, tags)
    if fields == opened.fields:
        return None
    form = Form(fields, opened.digest, opened.fields)
    made, _ = prepared(a, draft, form, by, "")
    found = put(draft.folder, path, made, opened.digest)
    if isinstance(found, Clash):
        message = "Somebody saved it at this moment; do it again."
        raise Refused(message)
    return found


def _tagged(fields: Fields, tags: Tags) -> Fields:
    made = dict(fields)
    if tags.topic:
        before = fields.get("blueprint")
        made["blueprint"] = {**(before if isinstance(before, dict) else {}), "topic": tags.topic}
    if tags.add or tags.remove:
        held = fields.get("objectives")
        kept = [one for one in (held if isinstance(held, tuple) else ()) if one not in tags.remove]
        made["objectives"] = tuple(dict.fromkeys((*kept, *tags.add)))
    if tags.status:
        made["status"] = tags.status
    if tags.review_due:
        made["review_due"] = tags.review_due
    return made
