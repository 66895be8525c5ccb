"""Media: the figures of an item or of a shared stimulus, and whether they may be shown."""

from __future__ import annotations

from pydantic import Field

from quizzes.kinds.public import PublicFigure
from quizzes.text import Closed, Line, Prose, Slug


class Media(Closed):
    """A figure of an item, with the words that stand in for it."""

    id: Slug = Field(description="Short id, unique in the item.")
    file: Line = Field(description="Path inside the bank folder, for example media/x-ecg.png.")
    alt: Prose | None = Field(
        default=None, description="The findings in words, never the diagnosis."
    )
    alt_reviewed: bool = Field(default=False, description="A second person has read the alt text.")
    caption: Line | None = Field(default=None, description="A line under the figure.")
    source: Line | None = Field(default=None, description="Where the figure comes from.")
    permission: Line | None = Field(default=None, description="Why it may be shown here.")
    patient: bool = Field(default=False, description="true: it shows or comes from a patient.")
    consent: Line | None = Field(
        default=None, description="How the patient consented; needed where patient is true."
    )
    digest: str | None = Field(
        default=None, description="SHA-256 of the file; written at publication, never by hand."
    )


def public_figures(media: tuple[Media, ...]) -> tuple[PublicFigure, ...]:
    """Return the published figures without the paths they were published from."""
    return tuple(
        PublicFigure(digest=one.digest, alt=one.alt or "", caption=one.caption)
        for one in media
        if one.digest
    )
