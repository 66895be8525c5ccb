"""GIFT with media: an archive of one GIFT text and the pictures it shows, as a Moodle plug-in."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from quizzes.formats.archive import opened
from quizzes.formats.asked_items import taken
from quizzes.formats.encoding import decoded
from quizzes.formats.foreign import Format, Question, UnreadableError, no_more_than_allowed
from quizzes.formats.gift import questions

if TYPE_CHECKING:
    import zipfile

_ZIP = b"PK\x03\x04"
_TEXTS = (".gift", ".txt")
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".bmp")
_NO_GIFT = ("imsmanifest.xml", "[content_types].xml")


def recognises(content: bytes, name: str) -> bool:
    """Whether an archive holds a text on top and is no package and no office file."""
    if not content.startswith(_ZIP):
        return False
    try:
        names = opened(content, name).namelist()
    except UnreadableError:
        return False
    package = any(PurePosixPath(one.lower()).name in _NO_GIFT for one in names)
    return not package and len(_texts(names)) == 1


def read(content: bytes, name: str) -> tuple[Question, ...]:
    """Return every question of the text, with the pictures beside it. Raises UnreadableError."""
    archive = opened(content, name)
    texts = _texts(archive.namelist())
    if len(texts) != 1:
        fault = f"The archive holds {len(texts)} texts (.gift, .txt) on top; there must be one."
        raise UnreadableError(name, "", fault)
    text = decoded(archive.read(texts[0]), texts[0])
    found = questions(text, _pictures(archive))
    return tuple(taken(one) for one in no_more_than_allowed(found, name))


def _texts(names: list[str]) -> list[str]:
    return [one for one in names if "/" not in one and one.lower().endswith(_TEXTS)]


def _pictures(archive: zipfile.ZipFile) -> dict[str, bytes]:
    names = [one for one in archive.namelist() if one.lower().endswith(_PICTURES)]
    return {one: archive.read(one) for one in names}


GIFT_MEDIA = Format(
    name="gift-media",
    title="GIFT with pictures",
    endings=(".zip",),
    recognises=recognises,
    read=read,
)
