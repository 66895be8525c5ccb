"""Texts that a person agrees to when claiming: kept word for word, named by their digest."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from storage import content

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from quizzes.edition import FrontMatter

STATES = "states"
"""The scope of the one consent that holds for all state boards; the others are boards' acronyms."""


def consent_text(front: FrontMatter, board: str) -> str:
    """Return what the person agrees to when a completion is reported to one board."""
    return front.report_consent.replace("{board}", board)


def scope_text(front: FrontMatter, scope: str) -> str:
    """Return what is agreed to for a scope, a board's acronym or `states`; empty: not asked for."""
    return front.state_consent if scope == STATES else consent_text(front, scope)


def digest(text: str) -> str:
    """Return the SHA-256 that a text is kept under."""
    return hashlib.sha256(text.encode()).hexdigest()


def keep(connection: Connection, text: str) -> str:
    """Keep a text and return its digest."""
    content.keep_text(connection, digest(text), text)
    return digest(text)
