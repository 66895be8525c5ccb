"""What leads people from outside to an activity: its short link, a sheet to print, a short text."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from credit.amounts import quarters
from credit.calendar import written
from credit.held_elsewhere import named
from credit.statements import AMA_CREDIT, ama_credits
from documents.file_names import file_name
from documents.share_sheet import ShareSheet, share_pdf
from storage import content
from workflows.act import view
from workflows.content import frozen
from workflows.content.arrivals import Arrived, arrived
from workflows.content.catalogue import questions
from workflows.content.short_code import code_of
from workflows.credit.documents import Paper
from workflows.refusals import Refused

if TYPE_CHECKING:
    from quizzes.edition import Manifest
    from workflows.act import Act, Actor

LOOKALIKES = str.maketrans({"–": "-", "—": "-", "‘": "'", "’": "'", "“": '"', "”": '"', "…": "..."})
DEMONSTRATION = "Demonstration, not for credit."


class NotShared(Refused):
    """Nobody is led to what cannot be started any more."""

    def __init__(self, title: str, why: str) -> None:
        """Say why."""
        super().__init__(f"“{title}” {why}, so there is no link to it any more.")


@dataclass(frozen=True)
class Shared:
    """How an activity is shared."""

    over: str | None  # why it is not any more; only staff, who see how many came, are told so
    key: str
    title: str
    code: str
    link: str
    text: str  # for the record system, with its link
    ascii: str  # the same for a system that knows no other letters
    topics: tuple[str, ...]  # of which Five now opens it: never where a clock runs
    expires: date
    arrivals: tuple[Arrived, ...] | None  # None: not for whoever asks


def sharing(actor: Actor, key: str) -> Shared:
    """Return the links and texts of an activity; staff are told how many came by them.

    Raises:
        NotFound, NotShared: there is no such activity, or it is over.
    """
    with view(actor, "activity.see", on=("activity", key)) as a:
        manifest = _manifest(a)
        over = _over(a, manifest)
        if over is not None and not actor.has("staff"):
            raise over
        link = link_of(a, "")
        text = _text(manifest, a.on.expires, link_of(a, "ehr"))
        return Shared(
            over=str(over) if over is not None else None,
            key=frozen.activity_key(a.connection, a.on.id),
            title=manifest.front.title,
            code=code_of(a.on.id),
            link=link,
            text=text,
            ascii=in_ascii(text),
            topics=_topics(manifest),
            expires=a.on.expires,
            arrivals=arrived(a, a.on.id) if actor.has("staff") else None,
        )


def sheet(actor: Actor, key: str) -> Paper:
    """Return the sheet to print of an activity.

    Raises:
        NotFound, NotShared: there is no such activity, or it is over.
    """
    with view(actor, "activity.see", on=("activity", key)) as a:
        manifest = _manifest(a)
        if (over := _over(a, manifest)) is not None:
            raise over
        made = _sheet(a, manifest)
    return Paper(file_name("qr-sheet", "pdf", made.title), share_pdf(made))


def link_of(a: Act, source: str) -> str:
    """Return the short link of the activity that a view is on, saying where it stands."""
    link = f"{a.actor.service.settings.public_url}/go/{code_of(a.on.id)}"
    return f"{link}?from={source}" if source else link


def _manifest(a: Act) -> Manifest:
    return frozen.manifest(a.connection, content.newest_edition(a.connection, a.on.id).id)


def _topics(manifest: Manifest) -> tuple[str, ...]:
    """Return the specialties, none with a time limit: five questions would cost the others."""
    timed = manifest.terms.rules.time_limit_minutes is not None
    return () if timed else manifest.front.specialties


def _over(a: Act, manifest: Manifest) -> NotShared | None:
    """Return why an activity can be started neither today nor later, None if it can."""
    if a.today > a.on.expires:
        return NotShared(manifest.front.title, f"ended on {written(a.on.expires)}")
    if a.on.halt == "withdrawn":
        return NotShared(manifest.front.title, "was withdrawn by the office")
    return None


def _sheet(a: Act, manifest: Manifest) -> ShareSheet:
    front = manifest.front
    return ShareSheet(
        demonstration=manifest.terms.demonstration,
        provider=front.provider,
        office=front.office,
        title=front.title,
        summary=front.summary,
        facts=_length(manifest) + _sittings(manifest),
        credit=_credit(manifest),
        expires=a.on.expires,
        code=code_of(a.on.id),
        address=link_of(a, "qr"),
        typed=link_of(a, ""),
        # Whatever names an amount of credit bears the statements whole (AMA PRA booklet).
        statements=(front.accreditation, front.designation),
        contact=f"{front.contact.name}, {front.contact.email}",
    )


def _length(manifest: Manifest) -> str:
    count, minutes = questions(manifest), manifest.terms.accreditation.estimated_minutes
    return f"{count} question{'s' * (count != 1)}, about {minutes} minutes"


def _sittings(manifest: Manifest) -> str:
    """Say that it can be left and gone on with, unless a clock runs on meanwhile."""
    timed = manifest.terms.rules.time_limit_minutes is not None
    return "" if timed else "; stop and go on whenever you like"


def _credit(manifest: Manifest) -> str:
    terms = manifest.terms.accreditation
    if terms.held_elsewhere is not None:
        return f"Points only, for {named(terms.held_elsewhere)}"
    return f"Up to {ama_credits(quarters(terms.credits))}"


def _text(manifest: Manifest, expires: date, link: str) -> str:
    """Return a few lines for a record system: nothing of any patient, and no amount of credit.

    An amount stands nowhere without its whole designation statement, for which there is no room.
    """
    title, length = manifest.front.title, _length(manifest)
    said = f"Self-assessment: {title}. {length}, until {written(expires)}. {_gives(manifest)}"
    return f"{said} {link}"


def _gives(manifest: Manifest) -> str:
    if manifest.terms.demonstration:
        return DEMONSTRATION
    if (held := manifest.terms.accreditation.held_elsewhere) is not None:
        return f"Points only, for {named(held)}."
    return f"Physicians who pass it can claim {AMA_CREDIT}."


def in_ascii(text: str) -> str:
    """Return a text in ASCII: signs become what looks like them, accents are left out."""
    plain = text.replace("™", "(TM)").translate(LOOKALIKES)
    return unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
