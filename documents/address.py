"""An e-mail address: what a message can be sent to by any mail server."""

from __future__ import annotations

import re

LONGEST = 254  # RFC 5321, with its angle brackets left off
_ATOMS = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"{_ATOMS}@{_LABEL}(?:\.{_LABEL})+")


def is_address(text: str) -> bool:
    """Whether `text` is one plain address: no name, no quotes, no line end, ASCII alone."""
    return len(text) <= LONGEST and _ADDRESS.fullmatch(text) is not None
