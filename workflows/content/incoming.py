"""Questions from elsewhere: looked at, taken into a bank as drafts, and taken back."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from quizzes.bank import ACTIVITY
from quizzes.formats.foreign import UnreadableError
from quizzes.importing import preview as previews
from quizzes.importing import take as taking
from workflows.act import act, view
from workflows.people.session import enter
from workflows.refusals import Faulty, Refused

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from quizzes.importing.preview import Arrival, Preview
    from workflows.act import Actor
    from workflows.service import Service

_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")


class NotABankName(Faulty):
    """A name that no bank folder can have."""

    def __init__(self) -> None:
        super().__init__(
            "This is no name for a bank. Write small letters, digits and hyphens, for example"
            " sepsis-2027."
        )


class CannotBeRead(Faulty):
    """A file of which nothing can be taken."""


class ChangedMeanwhile(Refused):
    """Somebody changed the bank between the look and the taking."""

    status = 409


class NotWritten(Refused):
    """The disk is full, or the folder cannot be written: the bank is as before."""

    status = 507

    def __init__(self, error: OSError) -> None:
        super().__init__(
            f"The questions could not be written ({error.strerror}); the bank is as before."
            " Tell whoever runs the service, and take them in again afterwards."
        )


class NothingToTakeBack(Refused):
    """The bank has no import that could be undone."""

    status = 409


def look(actor: Actor, slug: str, content: bytes, name: str, format_name: str = "auto") -> Preview:
    """Return what the questions of a file would do to a bank; nothing is written.

    Raises:
        NotABankName, CannotBeRead.
    """
    with view(actor, "questions.look"):
        try:
            return previews.preview(content, name, _folder(actor, slug), format_name)
        except UnreadableError as error:
            raise CannotBeRead(str(error)) from None


def bring(actor: Actor, seen: Preview, chosen: Collection[str]) -> tuple[Arrival, ...]:
    """Write the chosen questions of a preview into their bank, all or none of them.

    Raises:
        ChangedMeanwhile, NotWritten: nothing was written.
    """
    with act(actor, "questions.take") as a:
        a.object = f"bank:{seen.folder.name}"
        files = [*seen.pictures, *(f"items/{one.id}.yaml" for one in seen.arrivals)]
        files += [ACTIVITY] if seen.begins else []
        kept = taking.Kept(seen.folder, files)
        try:
            taken = taking.take(seen, chosen)
        except taking.StaleError as error:
            msg = f"{error} Look at the file again."
            raise ChangedMeanwhile(msg) from None
        except OSError as error:
            raise NotWritten(error) from None
        a.back.callback(kept.put_back, kept.now())
        a.data = {
            "format": seen.format,
            "found": seen.found,
            "rejected": len(seen.rejected),
            "items": {one.id: one.change for one in taken},
            "sha256": _digest(taken),
        }
        return taken


def take_back(actor: Actor, slug: str) -> tuple[str, ...]:
    """Undo the last import into a bank; return the files that are as before.

    Raises:
        NotABankName; NothingToTakeBack, ChangedMeanwhile: nothing was written.
    """
    with act(actor, "questions.undo") as a:
        a.object = f"bank:{slug}"
        folder = _folder(actor, slug)
        kept = taking.Kept(folder, taking.written(folder))
        try:
            files = taking.undo(folder)
        except taking.NothingToUndoError:
            message = "No import into this bank is there to take back."
            raise NothingToTakeBack(message) from None
        except taking.StaleError as error:
            msg = f"{error} Put the file back first, or keep it."
            raise ChangedMeanwhile(msg) from None
        a.back.callback(kept.put_back, kept.now())
        a.data = {"files": len(files)}
        return files


def may_send(service: Service, digest: str) -> bool:
    """Whether a session belongs to somebody who brings files in: asked before one is taken."""
    try:
        with view(enter(service, digest), "file.send"):
            return True
    except Refused:
        return False


def can_take_back(actor: Actor, slug: str) -> bool:
    """Whether the last import into a bank is still there to be undone."""
    with view(actor, "questions.look"):
        return (_folder(actor, slug) / taking.RECEIPT).exists()


def _folder(actor: Actor, slug: str) -> Path:
    if not _SLUG.fullmatch(slug):
        raise NotABankName
    return actor.service.settings.banks / slug


def _digest(taken: Collection[Arrival]) -> str:
    """Return the SHA-256 of what was written, so that the log can be held to the files."""
    return hashlib.sha256("".join(one.text or "" for one in taken).encode()).hexdigest()
