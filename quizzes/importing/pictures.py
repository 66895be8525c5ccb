"""The pictures of foreign questions: what a browser shows, each once, under a safe name."""

from __future__ import annotations

import hashlib
import io
import re
import unicodedata
import warnings
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from PIL import Image

from quizzes.svg import svg_fault

if TYPE_CHECKING:
    from collections.abc import Mapping

    from quizzes.formats.foreign import Fields

_MAX_PIXELS = 50_000_000
_ENDINGS = {b"\x89PNG": ".png", b"\xff\xd8\xff": ".jpg"}
_CONVERTED = ("GIF", "BMP", "TIFF", "WEBP")
"""Kinds of pictures that can be written anew as PNG without loss."""


@dataclass
class Shelf:
    """The pictures of a bank by their content, those in it already and those that come."""

    paths: dict[str, str]
    """The path inside the bank folder of each picture, by the SHA-256 of its content."""
    new: dict[str, bytes] = field(default_factory=dict)
    """The content of those that come, by path."""

    def put(self, item: str, name: str, content: bytes) -> str:
        """Return the path under which a picture stands; the same picture stands once."""
        digest = hashlib.sha256(content).hexdigest()
        if digest not in self.paths:
            path = self._free(f"{item}-{_safe(name, item)}", _ending(content))
            self.paths[digest], self.new[path] = path, content
        return self.paths[digest]

    def _free(self, stem: str, ending: str) -> str:
        used = {path.casefold() for path in self.paths.values()}
        names = (f"media/{stem}{f'-{n}' if n else ''}{ending}" for n in range(10_000))
        return next(one for one in names if one.casefold() not in used)


def placed(
    item: str, fields: Fields, images: Mapping[str, bytes], shelf: Shelf
) -> tuple[Fields, tuple[str, ...]]:
    """Return the fields with each figure at its path in the bank, and what did not come along."""
    media: Any = fields.get("media", ())
    kept, lost = [], []
    for figure in media:
        name = str(figure.get("file", ""))
        content = _shown(images.get(name))
        if name not in images and name in shelf.paths.values():
            kept.append(figure)  # it is in the bank already, as in a template that was exported
        elif content is None:
            lost.append(_lost(name, missing=name not in images))
        else:
            kept.append({**figure, "file": shelf.put(item, name, content)})
    rest = {name: one for name, one in fields.items() if name != "media"}
    return (rest | {"media": tuple(kept)} if kept else rest), tuple(lost)


def _lost(name: str, *, missing: bool) -> str:
    if missing:
        return f"The picture {name} is not in the file; add it to the question by hand."
    return f"The picture {name} is none that browsers show; save it as PNG and add it by hand."


def _shown(content: bytes | None) -> bytes | None:
    """Return a picture as PNG, JPEG or safe SVG, or None where it cannot be any of them."""
    if content is None or any(content.startswith(one) for one in _ENDINGS):
        return content
    if _is_svg(content):
        return content if svg_fault(content, "") is None else None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(content), formats=_CONVERTED)
            if picture.width * picture.height > _MAX_PIXELS:
                return None
            out = io.BytesIO()
            picture.convert("RGBA").save(out, "PNG")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Warning):
        return None
    return out.getvalue()


def _is_svg(content: bytes) -> bool:
    return content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and b"<svg" in content[:4_096]


def _ending(content: bytes) -> str:
    found = (ending for beginning, ending in _ENDINGS.items() if content.startswith(beginning))
    return next(found, ".svg")


def _safe(name: str, item: str) -> str:
    """Return a file's name as small letters, digits and hyphens."""
    stem = PurePosixPath(name.replace("\\", "/")).stem
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().lower()
    safe = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-")
    return safe.removeprefix(f"{item}-") or "figure"
