"""The foreign formats there are, one row each, and which one a file is in."""

from __future__ import annotations

from quizzes.formats.aiken import AIKEN
from quizzes.formats.comma_separated import CSV, HEADLESS_CSV
from quizzes.formats.excel import EXCEL
from quizzes.formats.foreign import MAX_BYTES, Format, UnreadableError
from quizzes.formats.gift import GIFT
from quizzes.formats.gift_media import GIFT_MEDIA
from quizzes.formats.json_lines import JSON_LINES
from quizzes.formats.moodle_xml import MOODLE_XML
from quizzes.formats.pasted import PASTED
from quizzes.formats.qti import QTI_1_2, QTI_2, QTI_3
from quizzes.formats.text2qti import TEXT2QTI
from quizzes.formats.word import WORD

FORMATS: tuple[Format, ...] = (
    EXCEL, WORD, QTI_1_2, QTI_2, QTI_3, GIFT_MEDIA, MOODLE_XML, JSON_LINES, AIKEN, GIFT, TEXT2QTI,
    CSV, HEADLESS_CSV, PASTED,
)  # fmt: skip
"""In the order in which a file is tried: the surest signs first, plain text last."""


def by_name(name: str) -> Format | None:
    """Return the format of a name, None where there is none."""
    return next((one for one in FORMATS if one.name == name), None)


def readable() -> tuple[Format, ...]:
    """Return the formats that can be read."""
    return tuple(one for one in FORMATS if one.read)


def writable() -> tuple[Format, ...]:
    """Return the formats that can be written."""
    return tuple(one for one in FORMATS if one.write)


def recognised(content: bytes, name: str) -> Format:
    """Return the format of a file by what it holds. Raises UnreadableError."""
    if len(content) > MAX_BYTES:
        fault = f"The file is larger than {MAX_BYTES // 1_000_000} MB; split it."
        raise UnreadableError(name, "", fault)
    if not content.strip():
        raise UnreadableError(name, "", "The file is empty.")
    found = next((one for one in readable() if one.recognises(content, name)), None)
    if found is None:
        titles = ", ".join(one.title for one in readable())
        fault = f"This is none of the formats that can be read ({titles}). Name it if it is one."
        raise UnreadableError(name, "", fault)
    return found
