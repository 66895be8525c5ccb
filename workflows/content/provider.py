"""The provider's own texts as the office keeps them: read from the bank folder where it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzes.reading import read_provider
from workflows.act import require_desk
from workflows.refusals import Refused

if TYPE_CHECKING:
    from quizzes.models import Provider
    from settings import Settings


class NoProvider(Refused):
    """The file is not here, or has faults that keep it from being read."""

    status = 409

    def __init__(self) -> None:
        super().__init__(
            "provider.yaml cannot be read where this page runs. See Problems, and put it right"
            " first; nothing was changed."
        )


def provider_of(settings: Settings) -> Provider | None:
    """Return the provider's texts; None: the bank folder is not here, or they have faults."""
    path = settings.banks / "provider.yaml"
    return read_provider(path)[0] if path.is_file() else None


def require_provider(settings: Settings) -> Provider:
    """Return the provider's texts.

    Raises:
        Elsewhere: the desk is. NoProvider: they cannot be read.
    """
    require_desk(settings)
    found = provider_of(settings)
    if found is None:
        raise NoProvider
    return found
