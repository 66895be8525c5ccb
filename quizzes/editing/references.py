"""References as authors paste them: bare identifiers, and sources that are cited twice."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quizzes.problem import Fault

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from quizzes.models import AnyItem
    from quizzes.text import Reference

_BEFORE_DOI = re.compile(r"^(?:https?://(?:dx\.)?doi\.org/|doi:?\s*)", re.IGNORECASE)
_BEFORE_PMID = re.compile(
    r"^(?:https?://(?:pubmed\.ncbi\.nlm\.nih\.gov|www\.ncbi\.nlm\.nih\.gov/pubmed)/|pmid:?\s*)",
    re.IGNORECASE,
)


def bare_doi(text: str) -> str:
    """Return a DOI without the address or the word in front of it."""
    return _BEFORE_DOI.sub("", text.strip()).rstrip(".")


def bare_pmid(text: str) -> str:
    """Return a PubMed id without the address or the word in front of it."""
    return _BEFORE_PMID.sub("", text.strip()).rstrip("/.")


def cited_twice(item: AnyItem, others: Iterable[AnyItem]) -> Iterator[Fault]:
    """Return the references of an item that stand in it twice, or elsewhere in other words."""
    known = {key: (one.cite, other.id) for other in others for one in other.references
             for key in _keys(one)}  # fmt: skip
    for number, one in enumerate(item.references):
        place = ("references", number)
        if any(_same(one, earlier) for earlier in item.references[:number]):
            message = "This source stands among the references of this question already."
            yield Fault(
                "reference-twice", message, "Remove one of the two.", place, severity="warning"
            )
            continue
        found = next((known[key] for key in _keys(one) if key in known), None)
        if found is not None and found[0] != one.cite:
            message = f"{found[1]} cites the same source in other words: {found[0]}"
            yield Fault(
                "reference-otherwise", message, "Let both say the same.", place, severity="info"
            )


def _keys(one: Reference) -> Sequence[tuple[str, str]]:
    return [
        (name, value.casefold()) for name, value in (("doi", one.doi), ("pmid", one.pmid)) if value
    ]


def _same(one: Reference, other: Reference) -> bool:
    return one.cite == other.cite or not set(_keys(one)).isdisjoint(_keys(other))
