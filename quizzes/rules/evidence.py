"""Evidence: references a reader can follow, and figures that may be shown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quizzes.problem import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from quizzes.kinds.stimulus import Stimulus
    from quizzes.models import Activity, AnyItem
    from quizzes.text import Reference

_DOI = re.compile(r"10\.\d{4,9}/\S+")
_PMID = re.compile(r"[1-9]\d{0,8}")
_URL = re.compile(r"https?://[^\s/]+\.\S+")


def references_are_well_formed(source: AnyItem | Activity) -> Iterator[Fault]:
    """A DOI, PubMed id or address has the form that makes a working link."""
    yield from links_are_well_formed(source.references)


def links_are_well_formed(references: Sequence[Reference]) -> Iterator[Fault]:
    """Name what of these sources makes no working link."""
    for number, one in enumerate(references):
        if one.doi and not _DOI.fullmatch(one.doi):
            message, fix = f'"{one.doi}" is not a DOI.', "Write it like 10.1056/NEJMra1003327."
            yield Fault("reference-link", message, fix, ("references", number, "doi"))
        if one.pmid and not _PMID.fullmatch(one.pmid):
            message, fix = f'"{one.pmid}" is not a PubMed id.', 'Write its digits: "36327391".'
            yield Fault("reference-link", message, fix, ("references", number, "pmid"))
        if one.url and not _URL.fullmatch(one.url):
            message, fix = f'"{one.url}" is not a web address.', "Write it like https://…"
            yield Fault("reference-link", message, fix, ("references", number, "url"))


def references_can_be_followed(references: Sequence[Reference]) -> Iterator[Fault]:
    """Each reference has a DOI, a PubMed id or an address, and is the current edition."""
    for number, one in enumerate(references):
        place = ("references", number)
        if one.link is None:
            message, fix = f"{one.id} has no link.", "Add its doi, pmid or url."
            yield Fault("reference-link-missing", message, fix, place)
        if one.superseded:
            message = f"{one.id} is superseded by a newer edition."
            fix = "Check the question against the newer edition and cite that."
            yield Fault("reference-superseded", message, fix, place)


def figures_can_be_read(
    item: AnyItem | Stimulus, figures: Mapping[str, str | Fault]
) -> Iterator[Fault]:
    """Each figure is a picture inside the bank folder."""
    for number, one in enumerate(item.media):
        found = figures[one.file]
        if isinstance(found, Fault):
            yield found._replace(place=("media", number, "file"))


def figures_may_be_shown(item: AnyItem | Stimulus) -> Iterator[Fault]:
    """Each figure has its source, permission, a reviewed alt text, and a patient's consent."""
    for number, one in enumerate(item.media):
        place = ("media", number)
        if not one.alt:
            message = f"{one.id} has no alt text: who cannot see it cannot answer."
            fix = "Describe in alt: what is seen, never the diagnosis."
            yield Fault("alt-missing", message, fix, place)
        elif not one.alt_reviewed:
            message = f"Nobody has reviewed the alt text of {one.id}."
            fix = "Have it read by a second person, then write alt_reviewed: true."
            yield Fault("alt-not-reviewed", message, fix, place)
        if not one.source:
            message = f"The source of {one.id} is missing."
            yield Fault("source-missing", message, "Say in source: where it comes from.", place)
        if not one.permission:
            message = f"The permission to show {one.id} is missing."
            fix = "Say in permission: why it may be shown here."
            yield Fault("permission-missing", message, fix, place)
        if one.patient and not one.consent:
            message = f"{one.id} shows a patient, whose consent is missing."
            fix = "Say in consent: how the patient consented, or take the figure out."
            yield Fault("consent-missing", message, fix, place)
