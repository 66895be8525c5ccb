"""Whose records these are: the provider of the newest edition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage import content
from workflows.content import frozen

if TYPE_CHECKING:
    from sqlalchemy import Connection


def provider(connection: Connection) -> str:
    """Return the provider's name, empty before anything is published."""
    editions = content.newest_editions(connection)
    if not editions:
        return ""
    newest = max(row.edition_id for row in editions)
    return frozen.manifest(connection, newest).front.provider
