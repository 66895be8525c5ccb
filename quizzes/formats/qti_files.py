"""The files of a QTI package, or the one file that stands alone, and how they point at another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from quizzes.formats.archive import entries, opened, unpacked
from quizzes.formats.qti_names import plain
from quizzes.formats.xml import root_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_XML = (".xml", ".qti", ".dat")
_BASES = (
    "$IMS-CC-FILEBASE$",
    "$IMS_CC_FILEBASE$",
    "$IMS_CC_FILE_BASE$",
    "@X@EmbeddedFile.location@X@",
)
"""Where Canvas and Blackboard put a package's own files."""
_FOLDERS = ("", "web_resources", "csfiles/home_dir")


@dataclass(frozen=True)
class Files:
    """Files by their path in the package; nothing is unpacked before it is asked for."""

    name: str
    """Of the package, or of the one file."""
    paths: frozenset[str]
    read: Callable[[str], bytes] = field(repr=False)
    """Raises UnreadableError."""
    is_package: bool = True

    def xml(self) -> Iterator[str]:
        """Return the paths of the files that may be XML, in order."""
        return (one for one in sorted(self.paths) if one.lower().endswith(_XML))

    def root(self, path: str) -> _Element:
        """Return the first element of an XML file, its names made plain. Raises UnreadableError."""
        return plain(root_of(self.read(path), path if self.is_package else self.name))

    def found(self, source: str, beside: str) -> str | None:
        """Return the path of the file that an address in the file `beside` means, if it is here."""
        asked = unquote(source.partition("?")[0].partition("#")[0]).replace("\\", "/")
        for base in _BASES:
            asked = asked.replace(base, "")
        asked = asked.lstrip("/")
        folder = PurePosixPath(beside).parent
        for start in (str(folder), *_FOLDERS):
            path = _joined(start, asked)
            if path in self.paths:
                return path
        for end in (asked, PurePosixPath(asked).name) if asked else ():
            alike = [one for one in self.paths if one.endswith(f"/{end}")]
            if len(alike) == 1:
                return alike[0]
        return None


def files_of(content: bytes, name: str) -> Files:
    """Return the files of a package, or the one file itself. Raises UnreadableError."""
    if not content.startswith(b"PK"):
        return Files(name, frozenset({name}), lambda _: content, is_package=False)
    archive = opened(content, name)
    known = entries(archive, name)
    return Files(name, frozenset(known), lambda path: unpacked(archive, known[path], name))


def _joined(folder: str, path: str) -> str:
    """Return a path from a folder on, ".." resolved."""
    steps: list[str] = []
    for step in (*PurePosixPath(folder).parts, *PurePosixPath(path).parts):
        if step == "..":
            steps = steps[:-1]
        elif step != ".":
            steps.append(step)
    return "/".join(steps)
