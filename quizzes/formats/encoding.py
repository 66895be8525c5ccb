"""The encodings in which files from elsewhere come: told apart, or refused in a plain sentence."""

from __future__ import annotations

import codecs

from quizzes.formats.foreign import UnreadableError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ENOUGH = 0.3
"""Of the bytes: so many zeros on one side only are UTF-16 without its mark."""


def decoded(content: bytes, name: str) -> str:
    """Return the text of a file in UTF-8, UTF-16 or Windows' encoding for western languages.

    Raises UnreadableError, with the line, where none of them fits.
    """
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return _as(content.removeprefix(mark), encoding, name)
    if b"\x00" in content:
        return _as(content, _without_mark(content, name), name)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _as(content, "cp1252", name)


def _without_mark(content: bytes, name: str) -> str:
    half = len(content) // 2
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        zeros = content[first::2].count(0)
        if zeros > half * _ENOUGH and not content[1 - first :: 2].count(0):
            return encoding
    line = content.count(b"\n", 0, content.index(b"\x00")) + 1
    fault = "There is a NUL character here: the file is no text. Save it as text in UTF-8."
    raise UnreadableError(name, f"line {line}", fault)


def _as(content: bytes, encoding: str, name: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        fault = "The characters are in an encoding that is not known. Save the file as UTF-8."
        raise UnreadableError(name, f"line {line}", fault) from None
