"""The office puts in the owner's wording of a text of provider.yaml, and approves it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from credit.elements import Checked, check
from quizzes.editing.opened import open_file
from quizzes.editing.plainer import sentence
from quizzes.editing.saving import Clash, NotKeptError, put_back, save
from quizzes.editing.wording import as_fields, digest_of_text, fixed_text, wording
from quizzes.models import FixedText
from quizzes.problem import Fault
from quizzes.rules.provider import KNOWN
from storage.columns import keepable
from workflows.act import act
from workflows.content.provider import NoProvider
from workflows.content.writing import filing
from workflows.refusals import Faulty, NotFound, Refused

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from quizzes.editing.opened import Opened
    from workflows.act import Act, Actor

FILE = "provider.yaml"
MADE_UP = "placeholder"
"""The word by which our own texts say that they are nobody's wording."""


class NotAllThere(Faulty):
    """An approval of a text that lacks an element its owner mandates."""

    def __init__(self, missing: Iterable[str]) -> None:
        """Name what is missing."""
        super().__init__(
            f"Not approved, and nothing was saved: the text lacks {', '.join(missing)}. Put it in,"
            " or save without the tick: the text is a placeholder then."
        )


class StillPlaceholder(Faulty):
    """An approval of a text that calls itself a placeholder."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(
            "Not approved, and nothing was saved: the text still calls itself a placeholder. Put"
            " in the owner's own words."
        )


class NotYet(Faulty):
    """A day on which nothing can have been taken from anywhere."""

    def __init__(self) -> None:
        """Say what is asked for."""
        super().__init__("Give the day on which the wording was taken: today or before.")


class FileNotWritten(Refused):
    """The disk is full, the folder cannot be written, or no file can hold the text."""

    status = 507

    def __init__(self, why: str) -> None:
        """Say why."""
        super().__init__(
            f"provider.yaml could not be written ({why}), so it is as before; what you typed is"
            " still on this page. Tell whoever runs the service."
        )


@dataclass(frozen=True)
class Wording:
    """What the office typed: the words, whose they are, from which day, and whether approved."""

    text: str
    source: str
    dated: date | None
    approved: bool


@dataclass(frozen=True)
class Saved:
    """A text as it is saved, with its elements."""

    now: Checked
    unfiled: str  # why the folder's own history does not hold it, "" where it does or has none


@dataclass(frozen=True)
class Meanwhile:
    """Somebody else saved another wording since the form was opened: nothing was written."""

    theirs: FixedText


def put_in(actor: Actor, name: str, said: Wording, seen: str) -> Saved | Meanwhile:
    """Save another wording of a text; `seen` is the digest of the text that was opened.

    What others save of other texts meanwhile stays. What is published keeps its own texts. The
    same saved again is saved once.

    Raises:
        NotFound: provider.yaml has no such text. NoProvider: it cannot be read here.
        NotYet, NotAllThere, StillPlaceholder, Faulty, FileNotWritten: nothing was written.
    """
    folder = actor.service.settings.banks
    with act(actor, "statement.write") as a:
        new = _text(a, name, said)
        found = _save(a, folder / FILE, name, new, seen)
        if not isinstance(found, str):
            a.receipt = found
            return found
        a.object = f"statement:{name}"
        a.data = {"before": seen, "text": digest_of_text(new), "sha256": found}
        a.data["approved"] = new.approved
        author = filing.who(a)
    subject = f"{name}: {'approved' if new.approved else 'saved as a placeholder'}"
    return Saved(check(name, new), filing.file(folder, [FILE], author, subject))


def _text(a: Act, name: str, said: Wording) -> FixedText:
    """Return what was typed as the text that is to be saved.

    Raises:
        NotFound, NotYet, Faulty, NotAllThere, StillPlaceholder.
    """
    if name not in KNOWN:
        raise NotFound("statement")
    if said.dated is None or said.dated > a.today:
        raise NotYet
    new = wording(
        name,
        {
            "text": "\n".join(one.rstrip() for one in keepable(said.text).splitlines()),
            "source": " ".join(keepable(said.source).split()),
            "dated": said.dated.isoformat(),
            "approved": said.approved,
        },
    )
    if isinstance(new, Fault):
        raise Faulty(sentence(new))
    if new.approved:
        _require_owners(name, new)
    return new


def _require_owners(name: str, new: FixedText) -> None:
    """Refuse to approve what cannot be the owner's wording."""
    if missing := check(name, new).missing:
        raise NotAllThere(missing)
    if MADE_UP in new.text.casefold():
        raise StillPlaceholder


def _save(a: Act, path: Path, name: str, new: FixedText, seen: str) -> str | Saved | Meanwhile:
    """Write one text over the one that was seen; return the digest of the file.

    Saved: the file says it already. Meanwhile: it says something else than was seen.
    """
    while True:
        opened = open_file(path, path.parent)
        if isinstance(opened, Fault):
            raise NoProvider
        now = fixed_text(opened.fields, name)
        if now is None:
            raise NotFound("statement")
        if now == new:
            return Saved(check(name, now), "")
        if digest_of_text(now) != seen:
            return Meanwhile(now)
        before = path.read_bytes()
        found = _write(path, opened, name, new)
        if not isinstance(found, Clash):
            a.back.callback(put_back, path, found.digest, before)
            return found.digest
        # Somebody saved in this very moment, perhaps another text: look again.


def _write(path: Path, opened: Opened, name: str, new: FixedText) -> Opened | Clash:
    fields = {**opened.fields, name: as_fields(new)}
    try:
        return save(path, path.parent, fields, opened.digest)
    except NotKeptError:
        raise FileNotWritten("it would not say what you typed") from None
    except OSError as error:
        raise FileNotWritten(str(error.strerror)) from None
