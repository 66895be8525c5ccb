"""Many items written by one act each ten: one that cannot be written leaves the others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from quizzes.counted import count
from quizzes.editing.opened import open_file
from quizzes.editing.plainer import sentence
from quizzes.editing.saving import Clash
from quizzes.problem import Fault
from workflows.content.writing import filing
from workflows.content.writing.folder import bank_of, item_path
from workflows.content.writing.write import put
from workflows.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from quizzes.bank import Draft
    from quizzes.editing.opened import Fields, Opened
    from workflows.act import Act

AT_ONCE = 10
"""Items that one transaction writes."""


@dataclass(frozen=True)
class Changed:
    """What came of it."""

    done: dict[str, str] = field(default_factory=dict)  # the new digest, by item
    same: tuple[str, ...] = ()  # were so already
    refused: dict[str, str] = field(default_factory=dict)  # why nothing was written, by item
    unfiled: str = ""  # why the bank's own history does not hold it, "" where it does or has none

    def with_(self, more: Changed) -> Changed:
        """Return this with what came of more items."""
        return Changed(self.done | more.done, (*self.same, *more.same), self.refused | more.refused)


Doing = Callable[[], "AbstractContextManager[Act]"]
Step = Callable[["Act", "Draft", "Path", "Opened"], "Opened | None"]
"""Changes one item and returns its file as it is then, or None where it is as wished already."""


def each(doing: Doing, slug: str, items: Iterable[str], subject: str, one: Step) -> Changed:
    """Change items of a bank one after the other, and file them as one commit.

    `doing` begins an act; it is called anew for every ten items.

    Raises:
        NotFound: there is no such bank. Refused: before anything was written.
    """
    came, wanted, author = Changed(), tuple(dict.fromkeys(items)), ("", "")
    # Writing waits for the disk: nobody else's saving waits for all of it.
    for first in range(0, max(len(wanted), 1), AT_ONCE):
        try:
            with doing() as a:
                author, draft = filing.who(a), bank_of(a, slug)
                found = _some(a, draft, wanted[first : first + AT_ONCE], one)
                a.object = f"bank:{slug}"
                a.data["items"] = found.done
        except Refused as refusal:
            if not came.done:
                raise
            # Signed out on the way, for instance: what is written stays, and is filed and told.
            came = came.with_(Changed(refused=dict.fromkeys(wanted[first:], str(refusal))))
            break
        came = came.with_(found)
    if not came.done:
        return came
    files = [f"items/{name}.yaml" for name in came.done]
    said = f"{count(len(files), 'question')}: {subject}"
    return replace(came, unfiled=filing.file(draft.folder, files, author, said))


def _some(a: Act, draft: Draft, items: Iterable[str], one: Step) -> Changed:
    done: dict[str, str] = {}
    same: list[str] = []
    refused: dict[str, str] = {}
    for name in items:
        try:
            found = _one(a, draft, name, one)
        except Refused as refusal:
            refused[name] = str(refusal)
        else:
            if found is None:
                same.append(name)
            else:
                done[name] = found.digest
    return Changed(done, tuple(same), refused)


def _one(a: Act, draft: Draft, item: str, one: Step) -> Opened | None:
    path = item_path(draft.folder, item)
    opened = open_file(path, draft.folder)
    if isinstance(opened, Fault):
        raise Refused(sentence(opened))
    return one(a, draft, path, opened)


def write(a: Act, draft: Draft, path: Path, made: Fields, opened: Opened) -> Opened:
    """Write one item's file over what was opened.

    Raises:
        Refused: somebody saved it in this very moment.
    """
    found = put(a, draft.folder, path, made, opened.digest)
    if isinstance(found, Clash):
        message = "Somebody saved it at this moment; do it again."
        raise Refused(message)
    return found
