"""An activity as PARS takes it, with its year-end counts; every word of it is ACCME's draft's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from credit.calendar import years_on
from documents.pars.faults import character_faults
from documents.pars.year_end import YearEnd

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_DESCRIPTION = 2_500
Measured = Literal[
    "Learner Knowledge", "Learner Competence", "Learner Performance", "Patient Health",
    "Community Health",
]  # fmt: skip
HowMeasured = Literal["Objective", "Subjective"]
Outlined = Literal["01_ABAMCO", "02_ABAMCO"]
"""The first and the second selection of ABA's content outline."""
Fee = Literal["Yes", "No, it’s free", "Variable"]
"""With the draft's typographic apostrophe."""
REGISTRATION = ("Open to all", "Limited")
BOARD_NAMES = {"ABPath": "ABPATH"}
"""Acronyms that the draft writes in another way."""


@dataclass(frozen=True, slots=True)
class Support:
    """What a company gave, in whole units of the currency."""

    source: str
    amount: int
    currency: str = "USD"


@dataclass(frozen=True, slots=True)
class Registration:
    """A board at which the activity is registered, and until when points may be sent."""

    board: str
    points: int
    """Quarters."""
    credit_types: tuple[str, ...]
    claim_by: date | None
    """The draft's CreditClaimDate: an activity needs a claim deadline."""


@dataclass(frozen=True, slots=True)
class Keyword:
    """A code of ABA's content outline: at most two selections."""

    kind: Literal["Level 3 ID", "Tag ID", "Free Text"]
    source: Outlined
    text: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was measured, and how."""

    measured: Measured
    how: tuple[HowMeasured, ...]


@dataclass(frozen=True, slots=True)
class ActivityRecord:
    """One activity with its counts; a renewal is a new one (pitfall 11)."""

    action: Literal["Add", "Update", "Delete"]
    """A changed type, duration or ID may make a second activity in PARS."""
    provider_activity_id: str
    """Ours; the same one means the same activity."""
    accme_id: str
    """Nine digits once PARS has given them, else empty."""
    url: str
    title: str
    description: str
    starts: date
    ends: date
    credits: int
    """Quarters of AMA PRA Category 1 Credit."""
    partners: tuple[str, ...]
    """Providers without accreditation: with any of them the providership is joint."""
    support: tuple[Support, ...]
    in_kind: tuple[str, ...]
    specialties: tuple[str, ...]
    counts: YearEnd
    outcomes: tuple[Outcome, ...]
    registrations: tuple[Registration, ...]
    keywords: tuple[Keyword, ...]
    tags: tuple[str, ...]
    """Commendation."""
    public: bool | None
    """As the next two: None is not known, and left out of the file."""
    fee: Fee | None
    open_to_all: bool | None
    closed: bool
    """No further counts will come."""
    activity_format: str = "Enduring Material"
    delivery: tuple[str, ...] = ("Online",)


def activity_fits(record: ActivityRecord) -> tuple[str, ...]:
    """Return every fault of an activity as "field: what. How to put it right."."""
    return (*_identity(record), *_terms(record), *_texts(record))


def _identity(record: ActivityRecord) -> Iterator[str]:
    if not record.provider_activity_id:
        yield "Provider Activity ID: it is empty. Report this to whoever runs the service."
    if record.accme_id and not re.fullmatch(r"[0-9]{9}", record.accme_id):
        yield f'ACCME Activity ID: "{record.accme_id}" is not nine digits. Copy it from PARS.'
    if record.action != "Add" and not record.accme_id:
        yield f"ACCME Activity ID: it is empty. {record.action} needs the number PARS gave."
    if not record.title:
        yield "Title: it is empty. Give the activity its title."
    if not record.description:
        yield "Description: it is empty. Say what the activity is about."
    if len(record.description) > LONGEST_DESCRIPTION:
        yield (
            f"Description: it has {len(record.description)} characters. "
            f"Shorten it to {LONGEST_DESCRIPTION}."
        )


def _terms(record: ActivityRecord) -> Iterator[str]:
    if record.ends < record.starts:
        yield "End date: it lies before the start. Correct release or expiration."
    if years_on(record.starts, 3) < record.ends:
        yield "End date: it lies more than three years after the start. Renew the activity."
    if record.credits < 1:
        yield "Credits: there are none. Designate 0.25 or more."
    for one in record.registrations:
        if one.points < 1 or not one.credit_types:
            yield f"{one.board}: points or credit types are missing. Complete the registration."
    if any(one.amount < 1 for one in record.support):
        yield "Commercial support: an amount is not above 0. Name what was given, or leave it out."
    if len({one.source for one in record.keywords}) < len(record.keywords):
        yield "Content outline: a selection is named twice. Name each of the two once."


def _texts(record: ActivityRecord) -> Iterator[str]:
    texts = {
        "Title": record.title,
        "Description": record.description.replace("\n", " ").strip(),
        "Provider Activity ID": record.provider_activity_id,
        "URL": record.url,
        **{f'"{one[:40]}"': one for one in (*record.partners, *record.in_kind, *record.tags)},
        **{f'"{one.source[:40]}"': one.source for one in record.support},
        **{f'"{one[:40]}"': one for one in record.specialties},
        **{f'"{one.text[:40]}"': one.text for one in record.keywords},
    }
    for field, text in texts.items():
        yield from character_faults(field, text)
