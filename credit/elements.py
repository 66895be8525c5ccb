"""What each fixed text must say to be the statement its owner mandates, element by element."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizzes.models import FixedText

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from credit.boards import Boards
    from quizzes.models import Provider


@dataclass(frozen=True, slots=True)
class Element:
    """One thing a text must hold, and by what it is recognised."""

    said: str
    pattern: str

    def found(self, text: str) -> bool:
        """Whether a text holds it."""
        return re.search(self.pattern, text, re.IGNORECASE) is not None


_PROVIDER = Element("the provider", r"\{provider\}")
_ACCME = Element("the ACCME", r"ACCME|Accreditation Council for Continuing Medical Education")
_ACCREDITED = Element("that it is accredited", r"accredit")
_FOR_PHYSICIANS = Element("education for physicians", r"medical education (for|to) physicians")
_AMA = Element("the AMA's phrase in italics with ™", r"\*AMA PRA Category 1 Credits?(\(s\))?\*™")
_MOST = Element("a maximum of so many credits", r"maximum of \{credits\}")
# Elements: AMA and ACCME statements, domain rules 1.2 and 2.1; board statements: their owners'
# wording was not read, so that these are the elements known from use.
ELEMENTS: Mapping[str, tuple[Element, ...]] = {
    "accreditation": (_PROVIDER, _ACCREDITED, _ACCME, _FOR_PHYSICIANS),
    "joint_accreditation": (
        _PROVIDER,
        Element("the partners", r"\{partners\}"),
        Element("that it was planned and carried out jointly", r"joint|together"),
        Element("the requirements and policies", r"requirements and policies"),
        _ACCREDITED,
        _ACCME,
        _FOR_PHYSICIANS,
    ),
    "designation": (
        _PROVIDER,
        Element("the verb: designates", r"designates"),
        Element("the learning format", r"\{format\}"),
        _MOST,
        _AMA,
        Element("claim only what fits participation", r"claim (only|no more)"),
        Element("the extent of participation", r"participation"),
    ),
    "participation": (
        Element("the learning format", r"\{format\}"),
        Element("what it was designated for", r"designated"),
        _MOST,
        _AMA,
    ),
    "mitigation": (
        Element("that relationships were disclosed", r"disclos"),
        Element("the past 24 months", r"24 months"),
        Element("ineligible companies", r"ineligible compan"),
        Element("that all were mitigated", r"mitigated"),
    ),
    "no_relationships": (
        Element("that there is none", r"\b(nobody|no one|none|no)\b"),
        Element("the past 24 months", r"24 months"),
        Element("ineligible companies", r"ineligible compan"),
    ),
    "no_support": (Element("that there was none", r"\bno\b.*commercial support"),),
    "privacy": (
        Element("how long records are kept", r"six years|6 years"),
        Element("who sees them", r"\bstaff\b|\bsees?\b"),
        Element("that reports need consent", r"consent"),
    ),
    "attestation": (
        Element("that the person did it", r"\bI\b"),
        Element("commensurate with participation", r"commensurate|participation"),
    ),
    "report_consent": (
        Element("that the person agrees", r"\bI (agree|consent)"),
        Element("to whom it is reported", r"\{board\}"),
        Element("through the ACCME", r"ACCME|Accreditation Council"),
    ),
    "state_consent": (
        Element("that the person agrees", r"\bI (agree|consent)"),
        Element("to whom it is reported", r"state (medical )?boards"),
        Element("that every state board sees its licensees' credit", r"every state board can see"),
        Element("through the ACCME", r"ACCME|Accreditation Council"),
    ),
    "request_letter": (Element("the activity", r"\{title\}"),),
    "recognition": (
        Element("completion with its evaluation", r"evaluation"),
        Element("up to so many points", r"up to \{points\}"),
        Element("the type of points", r"\{credit_type\}"),
        Element("the provider", r"\{provider\}"),
        Element("that completions are sent to the ACCME", r"ACCME"),
    ),
}


@dataclass(frozen=True, slots=True)
class Checked:
    """One fixed text with what of its elements is there."""

    name: str
    text: FixedText
    found: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def approved(self) -> bool:
        """Whether its owner's wording has been put in and approved."""
        return self.text.approved


def checked(provider: Provider, boards: Boards) -> tuple[Checked, ...]:
    """Check every fixed text of the provider and each board's newest statement."""
    return tuple(_checked(provider, boards))


def check(name: str, text: FixedText, kind: str | None = None) -> Checked:
    """Check one text; `kind` names its elements where the text has a name of its own."""
    elements = ELEMENTS[kind or name]
    words = " ".join(text.text.split())  # a line may end anywhere
    there = [(one.said, one.found(words)) for one in elements]
    return Checked(
        name,
        text,
        found=tuple(said for said, yes in there if yes),
        missing=tuple(said for said, yes in there if not yes),
    )


def _checked(provider: Provider, boards: Boards) -> Iterator[Checked]:
    for name in ELEMENTS:
        text: FixedText | None = getattr(provider, name, None)
        if text is not None:
            yield check(name, text)
    for one in boards.all:
        yield check(f"{one.board} recognition", one.rules[-1].statement, "recognition")
