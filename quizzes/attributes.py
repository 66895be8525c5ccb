"""XML elements with more attributes than any question or drawing has: refused before parsing.

A parser compares each attribute of an element with each other one: fifty thousand of them, half a
megabyte, took it thirteen seconds.
"""

from __future__ import annotations

import re

MOST = 1_000
_LONG = 4_000  # bytes; no shorter element has so many
_GIVEN = re.compile(rb"=[\s\x00]*[\"']")  # in UTF-16 each character is parted by a zero


def too_many(data: bytes) -> bool:
    """Whether an element of an XML file has more than MOST attributes."""
    return len(_GIVEN.findall(data)) > MOST and any(
        len(_GIVEN.findall(one)) > MOST for one in data.split(b"<") if len(one) > _LONG
    )
