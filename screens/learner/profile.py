"""The profile: what certificates and reports to the boards are made out with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from credit import boards, professions
from screens import door
from screens.learner.renamed import renamed
from workflows.people.profile import Profile, ProfileRefused, filled, see, write
from workflows.refusals import Stale

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

    from workflows.act import Actor
    from workflows.people.profile import Held

DEGREES = {one.short: one for one in professions.DEGREES}


def profile() -> None:
    """Show the profile in a form, and keep it."""
    actor = door.enter()
    held = see(actor)
    st.title("Profile", anchor=False)
    st.markdown("Certificates and reports to your board are made out with what stands here.")
    seen = _seen(actor, held)
    sent = _form(actor, held)
    told = st.container()  # beside the button: on a phone the top is out of sight
    if sent is not None:
        _keep(actor, seen, sent, told)
    renamed(actor)
    st.caption(f"You sign in as {', '.join(held.addresses)}.")


def _seen(actor: Actor, held: Held) -> int:
    """Return the seq of the profile that the form on screen was drawn from."""
    key = f"{actor.public_id}-seen"
    if f"{actor.public_id}-name" not in st.session_state:  # the form is drawn afresh
        st.session_state[key] = held.seq
    return int(st.session_state[key])


def _form(actor: Actor, held: Held) -> dict[str, str] | None:
    """Draw the form and return what was sent; its keys stay, so that no click is lost."""
    now, key = held.profile, actor.public_id
    with st.form(f"{key}-form", border=False, enter_to_submit=False):
        sent = {
            "legal_name": st.text_input(
                "Legal name, as on your certificates", now.legal_name, key=f"{key}-name"
            ),
            "degree": st.selectbox(
                "Degree",
                DEGREES,
                index=list(DEGREES).index(now.degree) if now.degree in DEGREES else None,
                format_func=_degree,
                placeholder="Choose your degree",
                help="It decides between AMA PRA Category 1 Credit™ and participation.",
                key=f"{key}-degree",
            )
            or "",
            "specialty": st.text_input("Specialty", now.specialty, key=f"{key}-specialty"),
            "affiliation": st.text_input(
                "Institution (optional)", now.affiliation, key=f"{key}-affiliation"
            ),
        }
        st.markdown("**Board IDs** for maintenance of certification points, where you have them")
        for one in boards.load().all:
            sent[one.board] = st.text_input(
                f"{one.name} ({one.board})",
                now.board_ids.get(one.board, ""),
                placeholder=f"for example {one.rules[-1].diplomate_id.example}",
                key=f"{key}-{one.board}",
            )
        return sent if st.form_submit_button("Save profile", type="primary") else None


def _degree(short: str) -> str:
    return short if short == "Other" else f"{short}: {DEGREES[short].name}"


def _keep(actor: Actor, seen: int, sent: dict[str, str], told: DeltaGenerator) -> None:
    try:
        receipt = write(actor, seen, _filled(sent))
    except ProfileRefused as refused:
        for fault in refused.faults:
            told.error(fault)
    except Stale as stale:
        st.session_state[f"{actor.public_id}-seen"] = stale.seq
        told.warning(_both(stale.current))
    else:
        st.session_state[f"{actor.public_id}-seen"] = receipt.seq
        door.forget_name(actor)
        zone = door.service().settings.zone
        told.success(f"Saved {receipt.at.astimezone(zone):%H:%M:%S %Z}")
        for warning in receipt.warnings:
            told.warning(warning)


def _filled(sent: dict[str, str]) -> Profile:
    return filled(
        legal_name=sent["legal_name"],
        degree=sent["degree"],
        specialty=sent["specialty"],
        affiliation=sent["affiliation"],
        board_ids={one: sent[one] for one in boards.load().acronyms},
    )


def _both(current: object) -> str:
    """Say what another window saved, while the form still shows what was typed here."""
    name = current.shown if isinstance(current, Profile) else ""
    return (
        f"Not saved: your profile was changed in another window, where it now says {name}."
        " Below is what you typed here. Save again to keep this instead, or reload to see that."
    )
