"""Figures and references of an item, as an author fills them in."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import streamlit as st

from quizzes.editing.references import bare_doi, bare_pmid
from screens.staff.writing.pad import fresh
from workflows.content.writing.figures import add_figure
from workflows.refusals import Refused

if TYPE_CHECKING:
    from screens.staff.writing.pad import Pad
    from workflows.act import Actor

_FIGURES = tuple(f"figure-{one}" for one in range(1, 100))
_REFERENCES = tuple(f"ref-{one}" for one in range(1, 100))


def figures(actor: Actor, slug: str, pad: Pad) -> None:
    """Draw what is said of each figure, and room for a new one."""
    for at in range(len(pad.entries("media"))):
        _figure(pad, at)
    with st.expander("Add a figure"):
        file = st.file_uploader(
            "PNG, JPEG or SVG, at most 2 MB; no name, date or number of a patient in it",
            type=["png", "jpg", "jpeg", "svg"],
            key=f"{pad.key}-upload",
            max_upload_size=2,
        )
        if file is not None and pad.press("Add this figure to the question", "media", act="add"):
            _add(actor, slug, pad, file.name, file.getvalue())


def _add(actor: Actor, slug: str, pad: Pad, name: str, content: bytes) -> None:
    try:
        path = add_figure(actor, slug, pad.text("id"), name, content)
    except Refused as refused:
        st.error(str(refused))
        return
    pad.add({"id": fresh(_FIGURES, pad.entries("media")), "file": path}, "media")


def _figure(pad: Pad, at: int) -> None:
    with st.container(border=True):
        st.markdown(
            f"**Figure {at + 1}** :gray[{pad.text('media', at, 'file').rpartition('/')[2]}]"
        )
        pad.area("Alt text: what is seen, never the diagnosis", "media", at, "alt", height=90)
        pad.line("Caption (may be left out)", "media", at, "caption")
        pad.line("Where it comes from", "media", at, "source", hint="Drawn for this question")
        pad.line("Why it may be shown here", "media", at, "permission", hint="Own work")
        if pad.tick("It shows or comes from a patient", "media", at, "patient"):
            pad.line("How the patient consented", "media", at, "consent")
        pad.tick("A second person has read the alt text", "media", at, "alt_reviewed")
        pad.room("media", at)
        pad.arrange("media", at, f"figure {at + 1}", 0)


def references(pad: Pad, known: dict[str, dict[str, str]]) -> None:
    """Draw each reference, a choice among those of the bank, and room for a new one."""
    pad.room("references")
    for at in range(len(pad.entries("references"))):
        _reference(pad, at)
    if pad.press("Add a reference", "references", act="add"):
        pad.add({"id": fresh(_REFERENCES, pad.entries("references")), "cite": ""}, "references")
    cited = {str(one.get("cite", "")).strip() for one in pad.entries("references")}
    choices = [one for one in known if one not in cited]
    picked = st.selectbox(
        "Or one that this bank cites already",
        choices,
        index=None,
        placeholder="Type a name, a journal or a year",
        key=f"{pad.key}-cited-{hashlib.sha256(''.join(sorted(cited)).encode()).hexdigest()[:8]}",
    )
    if picked:
        pad.add(
            {"id": fresh(_REFERENCES, pad.entries("references")), **known[picked]}, "references"
        )


def _reference(pad: Pad, at: int) -> None:
    with st.container(border=True):
        pad.area(
            f"Reference {at + 1}",
            "references",
            at,
            "cite",
            height=80,
            hint="Author A, Author B. Title. Journal. 2026;1(2):3-4.",
        )
        doi, pmid = st.columns(2)
        with doi:
            pad.line("DOI", "references", at, "doi", hint="10.1056/NEJMra1003327")
        with pmid:
            pad.line("PubMed id", "references", at, "pmid", hint="36327391")
        pad.put(("references", at, "doi"), bare_doi(pad.text("references", at, "doi")))
        pad.put(("references", at, "pmid"), bare_pmid(pad.text("references", at, "pmid")))
        pad.line("Address, where there is neither", "references", at, "url", hint="https://…")
        pad.tick("A newer edition replaced it", "references", at, "superseded")
        pad.room("references", at)
        pad.arrange("references", at, f"reference {at + 1}", 0)
