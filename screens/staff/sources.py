"""Sources: which were replaced, who cites them, and how the office marks one and asks authors."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from quizzes.text import Reference
from screens.parts.words import number, plain, reference
from workflows.content.superseding import LONGEST, ask_authors, mark, newer_source, take_back
from workflows.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from workflows.act import Actor
    from workflows.content.sources import Cited

MOST = 25  # sources that a search shows
SHORTEST = 3  # letters of a search


def sources(actor: Actor, found: Sequence[Cited]) -> None:
    """Draw what was replaced, then the search in everything that is cited."""
    told = st.session_state.pop(f"{actor.public_id}-source-said", None)
    st.subheader("Sources that were replaced", anchor=False)
    if told is not None:
        st.success(told)
    those = [one for one in found if one.superseded]
    if not those:
        st.markdown("None is marked as superseded.")
    for one in those:
        _source(actor, one)
    st.subheader("Who cites it?", anchor=False)
    _search(actor, found)


def _search(actor: Actor, found: Sequence[Cited]) -> None:
    text = st.text_input(
        "Author, journal, year or DOI of a source",
        key=f"{actor.public_id}-calendar-source",
        placeholder="When a guideline is replaced: find every question that cites it",
    ).strip()
    if len(text) < SHORTEST:
        st.caption(f"{number(len(found), 'source')} in all banks.")
        return
    words = text.lower().split()
    hits = [
        one
        for one in found
        if all(word in f"{one.cite} {' '.join(one.names)}".lower() for word in words)
    ]
    if not hits:
        st.markdown("No question cites that.")
    for one in hits[:MOST]:
        if not one.superseded:
            _source(actor, one)
        else:
            st.markdown(f"{plain(one.cite)} stands above, among those that were replaced.")
    if len(hits) > MOST:
        st.caption(f"The first {MOST} of {len(hits)}.")


def _source(actor: Actor, one: Cited) -> None:
    badge = ":red-badge[superseded] " if one.superseded else ""
    source = Reference(id="x", cite=one.cite, url=one.link or None)
    count = number(len(one.items), "question cites it", "questions cite it")
    named = ", ".join(
        f"[{plain(item)}](/review?bank={slug}&item={item})" for slug, item in one.items
    )
    further = (
        f"  \nFor further study in: {plain(', '.join(one.activities))}" if one.activities else ""
    )
    with st.container(border=True):
        st.markdown(
            f"{badge}{reference(source)}{_newer(one)}  \n**{count}**: {named or 'none'}{further}"
        )
        if actor.has("staff"):
            _acts(actor, one)


def _newer(one: Cited) -> str:
    if one.marked is None:
        return "  \n:small[An author says that a newer edition exists.]" if one.flagged else ""
    note = f"  \n{plain(one.marked.said.note)}" if one.marked.said.note else ""
    return f"  \nReplaced by: {reference(one.marked.said.newer)}{note}"


def _acts(actor: Actor, one: Cited) -> None:
    with st.container(horizontal=True):
        if one.marked is not None and one.items:
            label = f"Open {number(len(one.items), 'task')} for their authors"
            if st.button(
                label, key=f"{actor.public_id}-{one.source}-ask", icon=":material/add_task:"
            ):
                _do(actor, lambda: _asked(ask_authors(actor, one.source)))
        said = "Change what replaced it" if one.marked else "Mark as replaced"
        with st.popover(said, icon=":material/update:"):
            _mark(actor, one)


def _asked(made: int) -> str:
    if not made:
        return "A task is open for each of these questions already."
    return f"Opened {number(made, 'task')}: authors see them on Write, Review and the form."


def _mark(actor: Actor, one: Cited) -> None:
    key = f"{actor.public_id}-{one.source}"
    with st.form(f"{key}-mark", border=False):
        cite = st.text_input("The newer source", max_chars=LONGEST, key=f"{key}-cite")
        doi = st.text_input("Its DOI", max_chars=LONGEST, key=f"{key}-doi")
        pmid = st.text_input("Its PubMed id", max_chars=LONGEST, key=f"{key}-pmid")
        note = st.text_input("What changed, for the authors", max_chars=LONGEST, key=f"{key}-note")
        st.caption(
            "Questions that cite the old source are not approved or published until they cite"
            " another. What is published stays as it is."
        )
        if st.form_submit_button("Mark as replaced", type="primary"):
            _do(actor, lambda: _marked(actor, one, newer_source(cite, doi, pmid), note))
    if one.marked is not None:
        source = one.marked.source
        if st.button("It was not replaced after all", key=f"{key}-back", type="tertiary"):
            _do(actor, lambda: _taken_back(actor, source, one.seen))


def _marked(actor: Actor, one: Cited, newer: Reference, note: str) -> str:
    mark(actor, one.source, newer, note, one.seen)
    return f"Marked: {number(len(one.items), 'question cites it', 'questions cite it')}."


def _taken_back(actor: Actor, source: str, seq: int) -> str:
    take_back(actor, source, seq)
    return "Taken back: questions may cite it."


def _do(actor: Actor, what: Callable[[], str]) -> None:
    """Act once, and show the page as it is afterwards with what came of it."""
    try:
        said = what()
    except Refused as refused:
        st.error(plain(str(refused)))
        return
    st.session_state[f"{actor.public_id}-source-said"] = said
    st.rerun()
