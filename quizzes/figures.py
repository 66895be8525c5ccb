"""The figures of a bank: PNG, JPEG or safe SVG files in its folder, known by their digest."""

from __future__ import annotations

import hashlib
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from quizzes.files import read_bytes
from quizzes.pictures import is_whole
from quizzes.problem import Fault
from quizzes.svg import svg_fault

if TYPE_CHECKING:
    from pathlib import Path

MAX_BYTES = 2_000_000
_KINDS = {
    b"\x89PNG\r\n\x1a\n": ("image/png", (".png",)),
    b"\xff\xd8\xff": ("image/jpeg", (".jpg", ".jpeg")),
}


class Figure(NamedTuple):
    """A figure as it is published."""

    digest: str
    media_type: str
    content: bytes


def read_figure(folder: Path, file: str) -> Figure | Fault:
    """Return the figure that an item names by its path inside the bank folder, or its fault."""
    if not _inside(file):
        message = f'"{file}" is not a path inside the bank folder.'
        return Fault("media-path", message, "Write it like media/item-ecg.png.")
    data = read_bytes(folder / file, folder, MAX_BYTES)
    if isinstance(data, Fault):
        return data._replace(message=f"{file}: {data.message}")
    return figure_of(data, file)


def _inside(file: str) -> bool:
    path = PurePosixPath(file)
    plain = not path.is_absolute() and ".." not in path.parts and "\\" not in file
    return plain and "\x00" not in file and path.parts[:1] == ("media",)


def figure_of(data: bytes, file: str) -> Figure | Fault:
    """Return the figure that bytes with a file's name are, or why they are none."""
    for beginning, (media_type, endings) in _KINDS.items():
        if data.startswith(beginning) and file.lower().endswith(endings):
            if not is_whole(data, media_type):
                return Fault("media-broken", f"{file} is damaged or cut off.", "Export it again.")
            return _named(data, media_type)
    if file.lower().endswith(".svg"):
        return svg_fault(data, file) or _named(data, "image/svg+xml")
    message = f"{file} is not a PNG, JPEG or SVG picture that is named as what it is."
    return Fault("media-type", message, "Export it as PNG (.png), JPEG (.jpg) or SVG (.svg).")


def _named(data: bytes, media_type: str) -> Figure:
    return Figure(hashlib.sha256(data).hexdigest(), media_type, data)
