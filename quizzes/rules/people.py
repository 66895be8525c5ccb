"""People in control of content: what they disclosed, and how it was mitigated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzes.problem import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quizzes.models import Activity, Faculty, Provider


def disclosures_are_given(activity: Activity) -> Iterator[Fault]:
    """Each person in control of content has given a disclosure."""
    for number, one in enumerate(activity.faculty):
        if one.disclosure is None:
            message = f"{one.name} has given no disclosure, so there can be no credit."
            fix = "Ask for it by link on the page Disclosures."
            yield Fault("disclosure-missing", message, fix, ("faculty", number))


def disclosures_make_sense(activity: Activity) -> Iterator[Fault]:
    """A disclosure names its relationships, and those have been mitigated."""
    for number, one in enumerate(activity.faculty):
        place = ("faculty", number, "disclosure")
        for message, fix in _contradictions(one):
            yield Fault("disclosure-incomplete", f"{one.name}: {message}", fix, place)


def _contradictions(person: Faculty) -> Iterator[tuple[str, str]]:
    given = person.disclosure
    if given is None:
        return
    if given.has_relationships and not given.relationships:
        yield "has_relationships is true, but none is listed.", "List each under relationships."
    if given.relationships and not given.has_relationships:
        yield "relationships are listed, but has_relationships is false.", "Write true, or clear."
    if given.relationships and not given.mitigation:
        yield "relationships are not mitigated.", "Say in mitigation: how they were."


def signatory_exists(activity: Activity, provider: Provider) -> Iterator[Fault]:
    """Whoever signs is among the provider's signatories."""
    known = [one.id for one in provider.signatories]
    if activity.signatory is not None and activity.signatory not in known:
        message = f"{activity.signatory} is not among the signatories of provider.yaml."
        fix = f"Write one of: {', '.join(known)}; or null for the first."
        yield Fault("signatory-unknown", message, fix, ("signatory",))
