"""Help: the page for physicians, and before it for staff the one for the office."""

from __future__ import annotations

from screens.door import enter
from screens.parts.document import document

OFFICE, PHYSICIAN = document("office.md"), document("physician.md")


def help_screen() -> None:
    """Show each person the help for what they do here."""
    if enter().has("staff"):
        OFFICE()
    else:
        PHYSICIAN()
