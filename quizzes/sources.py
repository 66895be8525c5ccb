"""Sources: which citations mean the same one, whatever each of them says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzes.editing.references import bare_doi, bare_pmid

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from quizzes.text import Reference

Names = frozenset[str]


def names_of(one: Reference) -> Names:
    """Return what a source is told by: DOI and PubMed id, else its address, else its words."""
    given = (
        ("doi", bare_doi(one.doi) if one.doi else ""),
        ("pmid", bare_pmid(one.pmid) if one.pmid else ""),
    )
    found = {f"{kind}:{value.casefold()}" for kind, value in given if value}
    if found:
        return frozenset(found)
    if one.url:
        return frozenset({f"url:{one.url.strip().rstrip('/').casefold()}"})
    return frozenset({f"cite:{' '.join(one.cite.split()).rstrip('.').casefold()}"})


def joined(every: Iterable[Names]) -> Mapping[str, Names]:
    """Return for each name all names of its source.

    Who cites a source by DOI alone and who cites it by PubMed id alone are brought together by
    whoever gives both.
    """
    found: dict[str, Names] = {}
    for names in every:
        whole = names.union(*(found[one] for one in names if one in found))
        found |= dict.fromkeys(whole, whole)
    return found
