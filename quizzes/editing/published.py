"""An item of a bank as publication would keep it: what a physician would see of it today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzes.digest import frozen
from quizzes.figures import Figure, read_figure

if TYPE_CHECKING:
    from quizzes.bank import Draft
    from quizzes.models import AnyItem


def as_published(draft: Draft, item: AnyItem) -> AnyItem:
    """Return an item with its figures by digest and its stimulus; what is missing is left out."""
    shared = draft.stimuli.get(item.stimulus) if item.stimulus else None
    figures = {
        one.file: found.digest
        for one in (*item.media, *(shared.media if shared else ()))
        if isinstance(found := read_figure(draft.folder, one.file), Figure)
    }
    whole = item.model_copy(
        update={
            "media": tuple(one for one in item.media if one.file in figures),
            "stimulus": shared.id if shared else None,
            "part": item.part if shared else None,
        }
    )
    stimuli = {}
    if shared is not None:
        media = tuple(one for one in shared.media if one.file in figures)
        stimuli = {shared.id: shared.model_copy(update={"media": media})}
    defaults = draft.activity.rules.default_scoring if draft.activity else {}
    return frozen(whole, figures, {str(one): rule for one, rule in defaults.items()}, stimuli)
