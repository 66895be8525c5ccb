"""Pictures of a foreign question: found by the addresses in its texts, listed as figures."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote, unquote_to_bytes

from quizzes.formats.foreign import Fields

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from quizzes.formats.markup import Picture

_LONGEST_NAME = 80
_ENDINGS = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/svg+xml": "svg"}


@dataclass
class Pictures:
    """The figures of one question in order, with their content."""

    media: list[Fields] = field(default_factory=list)
    """As an item lists them: id, file and, where the source has one, alt."""
    images: dict[str, bytes] = field(default_factory=dict)
    """The content of each, by its file."""

    def take(self, pictures: Sequence[Picture], files: Mapping[str, bytes]) -> list[str]:
        """List pictures whose content stands inside the text or among `files`.

        Files are known by path or name; return a warning for each picture that is not there.
        """
        warnings = []
        for picture in pictures:
            name, content = _content(picture.source, files)
            if not content:
                warnings.append(f"The picture {name} is not in the file; add it by hand.")
            else:
                self.put(name, content, picture.alt)
        return warnings

    def put(self, name: str, content: bytes, alt: str = "") -> None:
        """List a picture; the same one again is listed once."""
        if content in self.images.values():
            return
        number = len(self.media) + 1
        file = name if name not in self.images else f"{number}-{name}"
        described = {"alt": alt} if alt else {}
        self.media.append({"id": f"figure-{number}", "file": file, **described})
        self.images[file] = content

    @property
    def fields(self) -> Fields:
        """The field of an item that lists them, if there are any."""
        return {"media": tuple(self.media)} if self.media else {}


def _content(source: str, files: Mapping[str, bytes]) -> tuple[str, bytes | None]:
    if source.startswith("data:"):
        return _inside(source)
    path = unquote(source.partition("?")[0]).replace("\\", "/")
    name = PurePosixPath(path).name[-_LONGEST_NAME:] or path[:_LONGEST_NAME]
    if source.startswith(("http://", "https://")):
        return source[:_LONGEST_NAME], None
    names = {PurePosixPath(one).name: content for one, content in files.items()}
    found = (content for one, content in files.items() if path.endswith(f"/{one}") or path == one)
    return name, next(found, names.get(PurePosixPath(path).name))


def _inside(source: str) -> tuple[str, bytes | None]:
    head, _, data = source.removeprefix("data:").partition(",")
    kind, _, encoding = head.partition(";")
    name = f"picture.{_ENDINGS.get(kind.lower(), 'bin')}"
    try:
        raw = unquote_to_bytes(data)
        return name, base64.b64decode(raw) if encoding.endswith("base64") else raw
    except (binascii.Error, ValueError):
        return name, None
