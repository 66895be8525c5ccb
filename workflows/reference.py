"""The reference number of what is being done: one for each request and for each run of a page.

It stands in every line of the journal that is written meanwhile, in the answer's X-Request-ID, and
on the page that says that something failed.
"""

from __future__ import annotations

import re
import secrets
from contextvars import ContextVar

WELL_FORMED = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,63}")
_current: ContextVar[str] = ContextVar("_current", default="")


def begin(given: str = "") -> str:
    """Begin something new, under the number that a proxy gave it if that is one."""
    number = given if WELL_FORMED.fullmatch(given) else secrets.token_hex(4)
    _current.set(number)
    return number


def current() -> str:
    """Return the number of what is being done, a new one where nothing was begun."""
    return _current.get() or begin()


def known() -> str:
    """Return the number of what is being done, empty where nothing was begun."""
    return _current.get()
