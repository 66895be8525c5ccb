"""A stimulus: one vignette or figure that several items share and that keeps them together."""

from __future__ import annotations

from pydantic import Field

from quizzes.kinds.media import Media
from quizzes.text import Closed, Prose, Slug


class Stimulus(Closed):
    """stimuli/<id>.yaml: what is shown before each of the items that name it."""

    id: Slug = Field(description="Unique in the bank; the file's name. Items point at it.")
    version: int = Field(default=1, ge=1, description="+1 when numbers or the meaning change.")
    revision: int = Field(default=1, ge=1, description="+1 for a change of wording only.")
    stem: Prose = Field(description="The vignette, in Markdown.")
    media: tuple[Media, ...] = Field(default=(), description="Figures, shown after it.")
