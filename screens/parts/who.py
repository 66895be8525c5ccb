"""The line above every page: whether anything here counts, and who is signed in."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from screens import door

if TYPE_CHECKING:
    from workflows.act import Actor

DEMONSTRATION = "Demonstration, not for credit"


def who(actor: Actor, *, alone: bool = False) -> str:
    """Return the line as HTML; a page that stands alone has the way home in it."""
    notice = DEMONSTRATION if door.service().settings.demo else ""
    home = '<a href="/">Home</a>' if alone else ""
    kind = "who alone" if alone else "who"
    # Whoever signs in for the first time has no name yet.
    there = (home, escape(door.name_of(actor)), '<a href="/sign-out">Sign out</a>')
    said = " · ".join(filter(None, there))
    return f'<div class="{kind}"><span>{notice}</span><span>{said}</span></div>'
