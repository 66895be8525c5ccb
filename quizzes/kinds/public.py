"""The public face of an item: all that may leave the server before it is answered."""

from __future__ import annotations

from quizzes.text import Closed


class PublicOption(Closed):
    """Something to choose or to put in order: it has no key and no rationale."""

    id: str
    text: str


class PublicPart(Closed):
    """A stem to match or a statement to judge, each answered on its own."""

    id: str
    text: str


class PublicFigure(Closed):
    """A figure as it may be sent before the answer."""

    digest: str
    alt: str
    caption: str | None


class PublicItem(Closed):
    """One closed shape for every type: no field here can hold a key."""

    type: str
    theme: str | None  # what the options of an extended matching item have in common
    stem: str | None  # the stimulus that several items share stands before the item's own vignette
    figures: tuple[PublicFigure, ...]
    lead_in: str
    options: tuple[PublicOption, ...]  # in the order of this attempt; none for a number
    parts: tuple[PublicPart, ...]  # stems or statements; none where there is one answer
    unit: str | None  # of a number, shown beside its field; None: it has none or it is asked for
    units: tuple[str, ...]  # in which a number may be given, where that is no part of the answer
    limit: int | None  # how many options may be chosen; None: as many as apply
    instruction: str
    stimulus: str | None  # the id of what the neighbouring items share, if they do
