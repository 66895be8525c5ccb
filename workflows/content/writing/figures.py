"""Figures of bank folders before they are published: put in by an author, seen in a preview."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING

from quizzes.bank import folders
from quizzes.editing.opened import digest_of
from quizzes.editing.saving import create_bytes, put_back
from quizzes.figures import MAX_BYTES, Figure, figure_of, read_figure
from quizzes.problem import Fault
from workflows.act import act
from workflows.content.shelf import Stamp, stamp
from workflows.content.writing.folder import folder_of
from workflows.content.writing.write import NotWritten
from workflows.refusals import Faulty

if TYPE_CHECKING:
    from collections.abc import Container
    from pathlib import Path

    from workflows.act import Act, Actor

_NO_WORD = re.compile(r"[^a-z0-9]+")
_LONGEST = 40  # letters of a name
_KNOWN: dict[Path, tuple[Stamp, dict[str, str]]] = {}


class NoFigure(Faulty):
    """A file that is no picture a question may show."""


def add_figure(actor: Actor, slug: str, item: str, name: str, content: bytes) -> str:
    """Put a picture into a bank's folder and return its path inside; the same one twice is once.

    Raises:
        NotFound: there is no such bank. NoFigure; NotWritten: nothing was written.
    """
    with act(actor, "figure.add") as a:
        folder = folder_of(a.actor.service, slug)
        if len(content) > MAX_BYTES:
            message = f"The picture is larger than {MAX_BYTES // 1_000_000} MB. Make it smaller."
            raise NoFigure(message)
        found = figure_of(content, PurePath(name).name)
        if isinstance(found, Fault):
            message = f"{found.message} {found.fix}"
            raise NoFigure(message)
        file = _put(a, folder, item, name, found)
        a.object = f"item:{item}"
        a.data = {"bank": slug, "sha256": found.digest}
        return file


def in_files(banks: Path, digest: str, slugs: Container[str] | None = None) -> Figure | None:
    """Return the figure with this digest of any bank folder, or only of those named."""
    for folder in folders(banks):
        if slugs is not None and folder.name not in slugs:
            continue
        file = _digests(folder).get(digest)
        found = read_figure(folder, file) if file is not None else None
        if isinstance(found, Figure) and found.digest == digest:
            return found
    return None


def _put(a: Act, folder: Path, item: str, name: str, figure: Figure) -> str:
    """Write the picture under a name of the item's own that no other picture has."""
    path = PurePath(name)
    words = _NO_WORD.sub("-", path.stem.lower()).strip("-")[:_LONGEST] or "figure"
    ending = path.suffix.lower()
    own = words if words.startswith(item) else f"{item}-{words}"
    try:
        for file in (f"media/{own}{ending}", f"media/{own}-{figure.digest[:8]}{ending}"):
            new = not (folder / file).exists()
            if create_bytes(folder / file, figure.content):
                if new:
                    written = digest_of(figure.content)
                    a.back.callback(put_back, folder / file, written, None)
                return file
    except OSError as error:
        raise NotWritten(error) from None
    message = "A picture of that name is there already. Rename the file and add it again."
    raise NoFigure(message)


def _digests(folder: Path) -> dict[str, str]:
    """Return the file of each figure in a bank's folder by digest."""
    media = folder / "media"
    now = stamp((media,)) if media.is_dir() else ()
    known = _KNOWN.get(folder)
    if known is None or known[0] != now:
        files = [f"media/{one.name}" for one in sorted(media.iterdir())] if now else []
        found = ((file, read_figure(folder, file)) for file in files if file[6] != ".")
        digests = {one.digest: file for file, one in found if isinstance(one, Figure)}
        known = _KNOWN[folder] = (now, digests)
    return known[1]
