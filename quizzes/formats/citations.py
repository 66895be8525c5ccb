"""A citation as people type it, with the DOI, PubMed id or address that it holds."""

from __future__ import annotations

import re
import unicodedata

_DOI = re.compile(
    r"(?:https?://(?:dx\.)?doi\.org/|doi:?\s*)?(10\.\d{4,9}/[^\s\"<>]+)", re.IGNORECASE
)
_PMID = re.compile(r"(?:PMID:?\s*|https?://pubmed\.ncbi\.nlm\.nih\.gov/)(\d{1,9})/?", re.IGNORECASE)
_URL = re.compile(r"https?://\S+")
_AUTHOR = re.compile(r"[^\W\d_]{2,}")
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
_MARK = re.compile(r"^(?:\[?\d{1,2}[.)\]]|[-•*])\s+")


def reference(text: str, number: int) -> dict[str, object]:
    """Return a citation's fields; its id is first author and year, as authors write it."""
    cite = _MARK.sub("", " ".join(text.split()))
    fields: dict[str, object] = {"id": _id(cite, number), "cite": cite}
    if found := _DOI.search(cite):
        fields["doi"] = found[1].rstrip(".,;)")
    if found := _PMID.search(cite):
        fields["pmid"] = found[1]
    if len(fields) == 2 and (found := _URL.search(cite)):  # noqa: PLR2004 - neither DOI nor PubMed id
        fields["url"] = found[0].rstrip(".,;)")
    return fields


def _id(cite: str, number: int) -> str:
    author, year = _AUTHOR.match(cite), _YEAR.search(cite)
    if author is None or year is None:
        return f"reference-{number}"
    plain = unicodedata.normalize("NFKD", author[0]).encode("ascii", "ignore").decode().lower()
    return f"{plain}{year[0]}" + (f"-{number}" if number > 1 else "")
