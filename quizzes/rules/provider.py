"""The provider's fixed texts: known placeholders only, and approval by their owners."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quizzes.models import FixedText
from quizzes.problem import Fault
from quizzes.rules import prose
from quizzes.rules.plausible import contact_can_be_written_to

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from quizzes.models import Provider

_OF_ACTIVITY = frozenset({"provider", "office", "title", "format", "credits", "partners"})
_OF_PROVIDER = frozenset({"provider", "office"})
KNOWN: Mapping[str, frozenset[str]] = {
    "accreditation": _OF_ACTIVITY,
    "joint_accreditation": _OF_ACTIVITY,
    "designation": _OF_ACTIVITY,
    "participation": _OF_ACTIVITY,
    "mitigation": _OF_PROVIDER,
    "no_relationships": _OF_PROVIDER,
    "no_support": _OF_PROVIDER,
    "privacy": _OF_PROVIDER,
    "attestation": _OF_PROVIDER,
    "report_consent": frozenset({"provider", "board"}),
    "state_consent": _OF_PROVIDER,
    "request_letter": frozenset({"provider", "office", "title"}),
}
"""What may stand in braces in each text: publication fills it in, documents read it."""

REQUIRED: Mapping[str, frozenset[str]] = {
    "accreditation": frozenset({"provider"}),
    "joint_accreditation": frozenset({"provider", "partners"}),
    "designation": frozenset({"provider", "format", "credits"}),
    "participation": frozenset({"credits"}),
    "report_consent": frozenset({"board"}),
    "request_letter": frozenset({"title"}),
}
"""The elements without which a statement would not be the one that its owner mandates."""

_BRACES = re.compile(r"\{([^{}]*)\}|[{}]")


def about_provider(provider: Provider) -> Iterator[Fault]:
    """Return every fault of the provider's texts."""
    yield from prose.is_plain_markdown(provider)
    yield from placeholders_are_known(provider)
    yield from texts_are_approved(provider)
    yield from contact_can_be_written_to(provider)


def placeholders_are_known(provider: Provider) -> Iterator[Fault]:
    """Each text holds the placeholders that it must hold, and no others."""
    for name in KNOWN:
        fixed: FixedText | None = getattr(provider, name)
        if fixed is not None:
            yield from placeholders_of(name, fixed.text)


def placeholders_of(name: str, text: str) -> Iterator[Fault]:
    """One text holds the placeholders that it must hold, and no others."""
    found, known = _in_braces(text), KNOWN[name]
    for one in sorted(found - known):
        fix = f"Known here: {_listed(known)}."
        yield Fault("placeholder", f"{{{one}}} is never filled in here.", fix, (name, "text"))
    if lacking := REQUIRED.get(name, frozenset()) - found:
        message = f"The text lacks {_listed(lacking)}."
        yield Fault("placeholder", message, "Put it where it belongs.", (name, "text"))


def _in_braces(text: str) -> set[str]:
    """Return what stands in braces; a brace without its other one counts as empty ones."""
    return {one[1] or "" for one in _BRACES.finditer(text)}


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"{{{one}}}" for one in sorted(names))


def texts_are_approved(provider: Provider) -> Iterator[Fault]:
    """Each text was approved by its owner; until then it is shown as a placeholder."""
    waiting = [
        name
        for name in type(provider).model_fields
        if isinstance(text := getattr(provider, name), FixedText) and not text.approved
    ]
    if waiting:
        message = f"Not approved yet: {', '.join(waiting)}."
        fix = (
            "Put in the owners' wording with its source and date, then approved: true. Until then"
            " only demonstrations are published."
        )
        yield Fault("text-not-approved", message, fix, (waiting[0],), severity="info")
