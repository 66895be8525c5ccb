"""What can be put right after a rejection, by what its reason speaks of."""

from __future__ import annotations

import re

from credit.completion import CME

_NAME, _BIRTH, _NUMBER, _IDENTITY = (
    re.compile(words, re.IGNORECASE)
    for words in (
        r"\b(sur|last|first|given|family)?[ -]?names?\b",
        r"\b(birth\w*|dob)\b",
        r"\b(licen[cs]e\w*|npi|numbers?|id|identifiers?|certificate)\b",
        r"\b(match\w*|found|identi(ty|fied|fication)|diplomates?|learners?|persons?|unknown)\b",
    )
)


def to_compare(reason: str, subject: str) -> str:
    """Return what of the profile a rejection is about, in words; "" where it is about none of it.

    A reason is free text of PARS or a board; one that is not given may be about any of it.
    """
    number = "license number or NPI" if subject == CME else f"{subject.partition(':')[0]} ID"
    every = {_NAME: "name", _BIRTH: "month and day of birth", _NUMBER: number}
    named = [said for pattern, said in every.items() if pattern.search(reason)]
    if not named and (not reason.strip() or _IDENTITY.search(reason)):
        named = list(every.values())
    return " and ".join(filter(None, (", ".join(named[:-1]), *named[-1:])))


def holder(subject: str) -> str:
    """Say who holds what it is compared with."""
    return "your state" if subject == CME else subject.partition(":")[0]
