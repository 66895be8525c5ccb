"""The profile: what certificates and reports to the boards are made out with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from credit import boards, professions
from credit.statements import as_markdown
from credit.states import STATES
from screens import door
from screens.learner.renamed import renamed
from screens.parts import draft, identity
from screens.parts.consents import consents
from screens.parts.devices import devices_part
from screens.parts.feed import feed_part
from screens.parts.mail_choice import mail_choice
from workflows.people.fresh import NotFresh
from workflows.people.profile import LONGEST, Profile, ProfileRefused, filled, see, write
from workflows.refusals import Stale

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from streamlit.delta_generator import DeltaGenerator

    from workflows.act import Actor
    from workflows.people.profile import Held

DEGREES = {one.short: one for one in professions.DEGREES}
AFFILIATED = {
    "own": "Faculty or staff of this school",
    "partner": "With a care partner of this school",
    "outside": "From elsewhere",
}
LICENSES = 2  # lines for licenses, at least


def profile() -> None:
    """Show the profile in a form, and keep it."""
    actor = door.enter()
    held = see(actor)
    st.title("Profile", anchor=False)
    st.markdown("Certificates and reports are made out with what stands here. It is asked once.")
    first = st.query_params.get("first") == "consents"  # what the link was followed for
    if first:
        consents(actor)
    seen = _seen(actor, held)
    _give_back(actor, seen, held)
    sent = _form(actor, held)
    told = st.container()  # beside the button: on a phone the top is out of sight
    if sent is not None:
        _keep(actor, seen, held.profile, sent, told)
    _draft(actor)
    renamed(actor)
    mail_choice(actor)
    feed_part(actor)
    st.caption(_reached_at(held))
    if door.service().settings.local_accounts:
        st.markdown("[Password and address](/account) by which you sign in")
    if not first:
        consents(actor)
    devices_part(actor)


def _reached_at(held: Held) -> str:
    """Say which address the service knows: messages and rosters go by it."""
    if held.addresses:
        return f"You sign in as {', '.join(held.addresses)}."
    return (
        "Your institution’s sign-in confirmed no e-mail address of yours, so no messages reach you,"
        " and no roster finds you. Ask the office."
    )


def _seen(actor: Actor, held: Held) -> int:
    """Return the seq of the profile that the form on screen was drawn from."""
    key = f"{actor.public_id}-seen"
    if f"{actor.public_id}-name" not in st.session_state:  # the form is drawn afresh
        st.session_state[key] = held.seq
    return int(st.session_state[key])


def _give_back(actor: Actor, seen: int, held: Held) -> None:
    """Fill in, after a reload, what the browser kept of texts that were typed and not saved."""
    found = draft.kept(_form_of(actor, seen))
    given = {
        name: text
        for name in _texts(held.profile)
        if isinstance(text := found.get(name), str) and len(text) <= LONGEST
    }
    given |= {
        name: one
        for name, choices in _choices(held.profile)
        if isinstance(one := found.get(name), str) and one in choices
    }
    for name, text in given.items():
        st.session_state[f"{actor.public_id}-{name}"] = text
    if given:
        st.session_state[f"{actor.public_id}-given-back"] = given


def _draft(actor: Actor) -> None:
    """Let the browser keep what is typed until it is saved."""
    seen = st.session_state[f"{actor.public_id}-seen"]
    back = st.session_state.get(f"{actor.public_id}-given-back", {})
    draft.keep(_form_of(actor, seen), back, {}, fields=f"{actor.public_id}-")


def _form_of(actor: Actor, seen: int) -> str:
    """Name the form as drawn from one profile: after another is saved, nothing comes back."""
    return f"{actor.public_id}-profile-{seen}"


def _texts(now: Profile) -> Iterator[str]:
    """Yield what the keys of all text fields end with."""
    yield from ("name", "specialty", "affiliation", "given", "family", "birthday", "npi")
    yield from boards.load().acronyms
    yield from (f"license-{one}-number" for one in range(_lines(now)))


def _choices(now: Profile) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Yield what the keys of all fields to choose in end with, and what there is to choose."""
    yield from (("degree", DEGREES), ("affiliated", AFFILIATED))
    yield from ((f"license-{one}-state", STATES) for one in range(_lines(now)))


def _lines(now: Profile) -> int:
    return max(LICENSES, len(now.licenses) + 1)


def _form(actor: Actor, held: Held) -> dict[str, Any] | None:
    """Draw the form and return what was sent; its keys stay, so that no click is lost."""
    now, key = held.profile, actor.public_id
    with st.form(f"{key}-form", border=False, enter_to_submit=False):
        sent: dict[str, Any] = {**_certificate(key, now), **_affiliation(key, now)}
        if professions.is_physician(sent["degree"] or "Other"):
            # What is drawn for the first time in the run of the click was seen by nobody yet.
            unseen = f"{key}-given" not in st.session_state
            own = {**_known_as(key, now), **_boards(key, held), **_licenses(key, now)}
            sent |= {} if unseen else own
        return sent if st.form_submit_button("Save profile", type="primary") else None


def _group(title: str, why: str) -> None:
    st.markdown(f"#### {title}\n:small[:gray[{as_markdown(why)}]]")


def _certificate(key: str, now: Profile) -> dict[str, str]:
    _group(
        "On your certificates",
        "Your degree decides between AMA PRA Category 1 Credit™ and a record of participation.",
    )
    return {
        "legal_name": st.text_input(
            "Legal name, as on your certificates",
            now.legal_name,
            key=f"{key}-name",
            autocomplete="name",
        ),
        "degree": st.selectbox(
            "Degree",
            DEGREES,
            index=list(DEGREES).index(now.degree) if now.degree in DEGREES else None,
            format_func=_degree,
            placeholder="Choose your degree",
            key=f"{key}-degree",
        )
        or "",
        "specialty": st.text_input("Specialty (optional)", now.specialty, key=f"{key}-specialty"),
    }


def _degree(short: str) -> str:
    return short if short == "Other" else f"{short}: {DEGREES[short].name}"


def _affiliation(key: str, now: Profile) -> dict[str, str]:
    _group(
        "Where you work", "So that the office can count whom its activities reach; nobody is named."
    )
    return {
        "affiliated": st.selectbox(
            "You are",
            AFFILIATED,
            index=list(AFFILIATED).index(now.affiliated) if now.affiliated else None,
            format_func=AFFILIATED.__getitem__,
            placeholder="Choose (optional)",
            key=f"{key}-affiliated",
        )
        or "",
        "affiliation": st.text_input(
            "Institution (optional)",
            now.affiliation,
            key=f"{key}-affiliation",
            autocomplete="organization",
        ),
    }


def _known_as(key: str, now: Profile) -> dict[str, str]:
    _group("As your boards and licenses have you", identity.WHY_NAMES)
    return {**identity.names(key, now), **identity.birthday(key, now)}


def _boards(key: str, held: Held) -> dict[str, dict[str, str]]:
    """Ask for IDs at the boards that matter here; the others fold away."""
    _group("Board IDs", "For maintenance of certification points; only where you are certified.")
    near = [one for one in boards.load().acronyms if one in {*held.boards, *held.profile.board_ids}]
    far = [one for one in boards.load().acronyms if one not in near]
    ids = {one: identity.board_id(key, one, held.profile) for one in near}
    if far:
        with st.expander("Other boards"):
            ids |= {one: identity.board_id(key, one, held.profile) for one in far}
    return {"board_ids": ids}


def _licenses(key: str, now: Profile) -> dict[str, Any]:
    _group(
        "NPI and state licenses",
        "Only for reports to state boards, if you agree to them below. The state is needed; beside"
        " it the number of the license or the NPI is enough.",
    )
    number = identity.npi(key, now)
    return {"npi": number, "licenses": [_license(key, now, one) for one in range(_lines(now))]}


def _license(key: str, now: Profile, line: int) -> tuple[str, str]:
    held = now.licenses[line] if line < len(now.licenses) else None
    with st.container(horizontal=True):
        state = st.selectbox(
            f"State of license {line + 1}",
            STATES,
            index=list(STATES).index(held.state) if held and held.state in STATES else None,
            format_func=STATES.__getitem__,
            placeholder="Choose",
            key=f"{key}-license-{line}-state",
        )
        number = st.text_input(
            f"Number of license {line + 1}",
            held.number if held else "",
            key=f"{key}-license-{line}-number",
        )
    return state or "", number


def _keep(
    actor: Actor, seen: int, now: Profile, sent: dict[str, Any], told: DeltaGenerator
) -> None:
    try:
        receipt = write(actor, seen, filled(now, **sent))
    except ProfileRefused as refused:
        for fault in refused.faults:
            told.error(fault)
    except Stale as stale:
        st.session_state[f"{actor.public_id}-seen"] = stale.seq
        told.warning(_both(stale.current))
    except NotFresh as refused:
        _sign_in_again(actor, refused, sent, told)
    else:
        st.session_state[f"{actor.public_id}-seen"] = receipt.seq
        st.session_state.pop(f"{actor.public_id}-given-back", None)
        door.forget_name(actor)
        zone = door.service().settings.zone
        told.success(f"Saved {receipt.at.astimezone(zone):%H:%M:%S %Z}")
        if professions.is_physician(sent["degree"]) and "given_name" not in sent:
            told.info("For points there are more fields now: look at the names, then save again.")
        for warning in receipt.warnings:
            told.warning(warning)


def _sign_in_again(
    actor: Actor, refused: NotFresh, sent: dict[str, Any], told: DeltaGenerator
) -> None:
    """Say what to do; the browser keeps what was typed and chosen until its owner is back."""
    told.warning(str(refused))
    way = '<a href="/sign-in?again=1&amp;next=%2Fprofile">Sign in again</a>'
    told.html(f'<div class="again">{way}</div>')  # a link of Streamlit's would open another tab
    states = {
        f"license-{line}-state": state for line, (state, _) in enumerate(sent.get("licenses", ()))
    }
    chosen = {**{name: sent[name] for name in ("degree", "affiliated")}, **states}
    back = st.session_state.get(f"{actor.public_id}-given-back", {})
    st.session_state[f"{actor.public_id}-given-back"] = {**back, **chosen}


def _both(current: object) -> str:
    """Say what another window saved, while the form still shows what was typed here."""
    name = current.shown if isinstance(current, Profile) else ""
    return (
        f"Not saved: your profile was changed in another window, where it now says {name}."
        " Below is what you typed here. Save again to keep this instead, or reload to see that."
    )
