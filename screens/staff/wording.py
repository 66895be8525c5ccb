"""The form of one fixed text: its wording, whose it is, from which day, and that it is approved."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from quizzes.editing.wording import digest_of_text
from quizzes.rules.provider import KNOWN, REQUIRED
from screens.parts.words import DAYS, day, plain, statement
from workflows.content.wording import Meanwhile, Wording, put_in
from workflows.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable

    from credit.elements import Checked
    from quizzes.models import FixedText
    from workflows.act import Actor
    from workflows.content.wording import Saved

BRACES = {
    "provider": "the provider's name",
    "office": "the office's name",
    "title": "the title of the activity",
    "format": "its learning format",
    "credits": "the most credits that can be claimed",
    "partners": "the joint providers",
    "board": "the board",
}
TICK = "Approved: this is the owner's wording"


def wording_form(actor: Actor, one: Checked) -> None:
    """Draw the form of a text and save it when it is sent.

    The page keeps what the form was opened with: what somebody else saves meanwhile is shown
    beside what was typed, and overwritten only by whoever saw it.
    """
    own = f"{actor.public_id}-statement-{one.name}"
    base = _opened_with(own, one.text)
    key = _key(own, base)
    theirs: FixedText | None = st.session_state.get(f"{own}-theirs")
    said = st.session_state.pop(f"{own}-said", None)
    if said is not None:
        st.success(plain(said))
    if theirs is not None:
        _both(own, theirs, str(st.session_state[f"{key}-text"]))
    with st.expander("Change or approve", expanded=theirs is not None, key=f"{own}-folded"):
        typed = _form(one.name, base, key)
        if typed is not None:
            _save(actor, one.name, own, typed, theirs or base)


def _opened_with(own: str, now: FixedText) -> FixedText:
    """Return the text that the form was opened with: the present one, on a page just come to."""
    base: FixedText | None = st.session_state.get(f"{own}-base")
    if base is None or f"{_key(own, base)}-text" not in st.session_state:
        st.session_state.pop(f"{own}-theirs", None)
        base = st.session_state[f"{own}-base"] = now
    return base


def _key(own: str, base: FixedText) -> str:
    return f"{own}-{digest_of_text(base)[:12]}"


def _form(name: str, base: FixedText, key: str) -> Wording | None:
    """Draw the fields; return what was typed once it is sent."""
    with st.form(f"{key}-form", border=False):
        text = st.text_area("Wording", value=base.text, height="content", key=f"{key}-text")
        st.caption(_braces(name))
        source = st.text_input(
            "Source: whose text it is, and where it is found",
            value=base.source,
            max_chars=500,
            key=f"{key}-source",
        )
        dated = st.date_input(
            "Taken from there on", value=base.dated, format=DAYS, key=f"{key}-dated"
        )
        approved = st.checkbox(TICK, key=f"{key}-approved")
        st.caption(
            "Tick it at each save, with the owner's wording before you. Saved without the tick, the"
            " text is a placeholder, even if it was approved before."
        )
        if not st.form_submit_button("Save", type="primary"):
            return None
    return Wording(text, source, dated, approved)


def _braces(name: str) -> str:
    """Say in words what may stand in braces, and what must."""
    needed = REQUIRED.get(name, frozenset())
    order = [one for one in BRACES if one in KNOWN[name]]
    said = f"In braces may stand, and is filled in where the text is used: {_listed(order)}."
    must = _in_braces(one for one in order if one in needed)
    needs = f" It cannot do without {must}." if must else ""
    return f"{said}{needs} Stars around words set them in italics: \\*words\\*."


def _listed(names: Iterable[str]) -> str:
    return "; ".join(f"`{{{one}}}` for {BRACES[one]}" for one in names)


def _in_braces(names: Iterable[str]) -> str:
    return ", ".join(f"`{{{one}}}`" for one in names)


def _both(own: str, theirs: FixedText, mine: str) -> None:
    """Show what somebody else saved beside what was typed here."""
    st.warning(
        "Somebody else saved this text while you were writing. Nothing is lost: theirs is saved,"
        " yours is in the form below. Save again to put yours in the place of theirs."
    )
    left, right = st.columns(2)
    state = "approved" if theirs.approved else "not approved"
    left.caption(f"Theirs, {state}: {plain(theirs.source)}, {day(theirs.dated)}")
    left.markdown(statement(theirs.text))
    right.caption("Yours, not saved")
    right.markdown(statement(mine))
    if st.button("Keep theirs", key=f"{own}-keep"):
        _begin_anew(own, theirs)
        st.rerun()


def _begin_anew(own: str, now: FixedText) -> None:
    st.session_state.pop(f"{own}-theirs", None)
    st.session_state[f"{own}-base"] = now


def _save(actor: Actor, name: str, own: str, typed: Wording, seen: FixedText) -> None:
    """Save once and draw the page anew; a refusal leaves the form as it was typed."""
    try:
        found = put_in(actor, name, typed, digest_of_text(seen))
    except Refused as refused:
        st.error(plain(str(refused)))
        return
    if isinstance(found, Meanwhile):
        st.session_state[f"{own}-theirs"] = found.theirs
    else:
        _begin_anew(own, found.now.text)
        st.session_state[f"{own}-said"] = _told(found)
    st.rerun()


def _told(found: Saved) -> str:
    state = "approved" if found.now.approved else "a placeholder"
    missing = f" It still lacks: {', '.join(found.now.missing)}." if found.now.missing else ""
    whole = "" if found.now.missing else " No element is missing."
    return f"Saved: {state}.{missing}{whole} {found.unfiled}".rstrip()
