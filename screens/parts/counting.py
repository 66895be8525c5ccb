"""Will it count? One folded line when all is well; opened, with the fields that lack, when not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from credit import professions
from credit.states import STATES
from screens import door
from screens.parts import identity
from screens.parts.words import plain, statement
from workflows.credit.counting import will_it_count
from workflows.credit.texts import digest
from workflows.people.consent import give
from workflows.people.profile import ProfileRefused, filled, write
from workflows.refusals import Refused, Stale

if TYPE_CHECKING:
    from collections.abc import Mapping

    from streamlit.delta_generator import DeltaGenerator

    from credit.counting import Line, State
    from workflows.act import Actor
    from workflows.credit.counting import Counting

ICONS: Mapping[State, str] = {
    "counts": ":green[:material/check_circle:]",
    "done": ":green[:material/check_circle:]",
    "lacks": ":orange[:material/error:]",
    "optional": ":gray[:material/do_not_disturb_on:]",
    "never": ":gray[:material/block:]",
}


def counting(actor: Actor, key: str) -> None:
    """Draw the lines; what is saved here is drawn again with what became of it."""
    page = will_it_count(actor, key)
    if page.year_end is not None:
        st.info(page.year_end)
    place, told = st.empty(), st.container()
    if _drawn(place, told, actor, page):
        _drawn(place, told, actor, will_it_count(actor, key))


def _drawn(place: DeltaGenerator, told: DeltaGenerator, actor: Actor, page: Counting) -> bool:
    """Draw the lines and what lacks; return whether something was saved."""
    good = not page.lacks
    icon = ":material/check_circle:" if good else ":material/error:"
    with place.expander(page.summary, expanded=page.lacks, icon=icon):
        st.markdown("  \n".join(_line(one) for one in page.lines))
        if not page.asks:
            st.page_link(door.place("profile"), label="Change your profile")
            return False
        return _fix(told, actor, page)


def _line(one: Line) -> str:
    return f"{ICONS[one.state]} **{plain(one.subject)}** {statement(one.said)}"


def _fix(told: DeltaGenerator, actor: Actor, page: Counting) -> bool:
    """Ask for what lacks, and for nothing else; return whether it was saved."""
    base = f"{actor.public_id}-{page.key}-count"
    # Each save begins a new form, so that the second click of two meets nothing.
    key = f"{base}-{st.session_state.setdefault(base, 0)}"
    seen = _seen(key, page.seq)
    with st.form(key, border=False, enter_to_submit=False):
        sent = _fields(key, page)
        agreed = [scope for scope, text in page.consents.items() if _agrees(key, scope, text)]
        if not st.form_submit_button("Save and look again", key=f"{key}-save"):
            return False
    if seen != page.seq:  # the fields may be others than those that were filled in
        told.warning(str(Stale(page.profile, page.seq)))
        done = True
    else:
        done = _save(told, actor, page, sent, agreed)
    st.session_state[base] += done
    return done


def _seen(key: str, seq: int) -> int:
    """Return the seq of the profile that the form on screen was drawn from."""
    if f"{key}-save" not in st.session_state:  # the form is drawn afresh
        st.session_state[f"{key}-seen"] = seq
    return int(st.session_state[f"{key}-seen"])


def _fields(key: str, page: Counting) -> dict[str, Any]:
    needs = {need for one in page.lines for need in one.needs}
    sent: dict[str, Any] = {}
    if "certificate" in needs:
        sent |= _certificate(key, page)
    if "names" in needs:
        sent |= identity.names(key, page.profile)
    if "birthday" in needs:
        sent |= identity.birthday(key, page.profile)
    if needs & {"names", "birthday"}:
        st.caption(identity.WHY_NAMES)
    asked = [one.subject for one in page.lines if "board_id" in one.needs]
    if asked:
        sent["board_ids"] = {one: identity.board_id(key, one, page.profile) for one in asked}
    if "license" in needs:
        sent["npi"] = identity.npi(key, page.profile)
        if not page.profile.licenses:
            chosen = st.selectbox(
                "State that licenses you",
                STATES,
                index=None,
                format_func=STATES.__getitem__,
                placeholder="Choose",
                key=f"{key}-state",
            )
            sent["licenses"] = [(chosen or "", "")]
        st.caption("The number of the license does as well as the NPI: enter it in your profile.")
    return sent


def _certificate(key: str, page: Counting) -> dict[str, str]:
    now = page.profile
    degrees = [one.short for one in professions.DEGREES]
    return {
        "legal_name": st.text_input(
            "Legal name, as on your certificates", now.legal_name, key=f"{key}-name"
        ),
        "degree": st.selectbox(
            "Degree; it decides which kind of credit you can claim",
            degrees,
            index=degrees.index(now.degree) if now.degree in degrees else None,
            placeholder="Choose your degree",
            key=f"{key}-degree",
        )
        or "",
    }


def _agrees(key: str, scope: str, text: str) -> bool:
    return st.checkbox(statement(text), key=f"{key}-{scope}-consent")


def _save(
    told: DeltaGenerator, actor: Actor, page: Counting, sent: dict[str, Any], agreed: list[str]
) -> bool:
    """Keep the fields, then the consents; say each fault. Returns whether the page must change."""
    try:
        receipt = write(actor, page.seq, filled(page.profile, **sent)) if sent else None
        for scope in agreed:
            give(actor, scope, digest(page.consents[scope]), page.key)
    except ProfileRefused as refused:
        for fault in refused.faults:
            told.error(fault)
        return False
    except Refused as refused:
        told.warning(str(refused))
        return isinstance(refused, Stale)
    door.forget_name(actor)
    for warning in receipt.warnings if receipt is not None else ():
        told.warning(warning)
    return True
