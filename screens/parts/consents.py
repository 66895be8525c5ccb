"""What was agreed to about reports: the words, the times, and the button that takes it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from screens import door
from screens.parts.words import day, plain, statement
from workflows.credit.texts import digest
from workflows.people.consent import give, see, withdraw
from workflows.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from streamlit.delta_generator import DeltaGenerator

    from workflows.act import Actor
    from workflows.people.consent import Consent, Said

GIVEN, NONE = ":green-badge[Given]", ":gray-badge[Not given]"


def consents(actor: Actor) -> None:
    """Draw each consent of a person; after a click, the one that changed is drawn again."""
    held = see(actor)
    if not held:
        return
    st.subheader("Consent to report", anchor=False)
    st.markdown(
        "Nothing is reported about you unless you agree here, before an activity, or when you"
        " claim. You can withdraw at any time: what the office has not marked as sent is taken out"
        " of its files at once and is not sent. What was sent before stays with the board; ask the"
        " office to have it deleted there. Who is told what and when stands on"
        " [MOC explained](/moc)."
    )
    for one in held:
        place = st.empty()
        if _drawn(place, actor, one):
            _drawn(place, actor, next(each for each in see(actor) if each.scope == one.scope))


def _drawn(place: DeltaGenerator, actor: Actor, one: Consent) -> bool:
    """Draw one consent and do what is asked of it; return whether it changed."""
    # The key counts what was said, so that the second click of two meets a button that is gone.
    key = f"{actor.public_id}-{one.scope}-{len(one.history)}"
    with place.container(border=True):
        st.markdown(f"**{plain(one.name)}** {GIVEN if one.given else NONE}")
        text = one.history[-1].text if one.given else one.offered
        if text:
            st.markdown(statement(text))
        for said in _history(one):
            st.caption(said)
        told = st.container()
        if one.given:
            asked = st.button("Withdraw this consent", key=f"{key}-withdraw")
        else:
            asked = bool(text) and st.button("I agree to this", key=f"{key}-give")
        return asked and _done(told, actor, one)


def _done(told: DeltaGenerator, actor: Actor, one: Consent) -> bool:
    try:
        if one.given:
            withdraw(actor, one.scope)
        else:
            give(actor, one.scope, digest(one.offered))
    except Refused as refused:
        told.error(str(refused))
        return False
    return True


def _history(one: Consent) -> Iterator[str]:
    """Say when it was given and taken back; earlier words stand with their day."""
    for said in one.history:
        yield f"{'Given' if said.given else 'Withdrawn'} {_when(said)}"
    earlier = {said.text for said in one.history} - {one.history[-1].text if one.history else ""}
    yield from (f"An earlier text read: {plain(text)}" for text in sorted(earlier))


def _when(said: Said) -> str:
    local = said.at.astimezone(door.service().settings.zone)
    return f"{day(local.date())}, {local:%H:%M %Z}"
