"""Credit earned elsewhere, on the page of records: written down, changed and taken out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from credit import boards
from credit.amounts import as_text
from credit.self_reported import NAMES, not_verified
from credit.statements import as_markdown
from screens.parts.words import DAYS, day, plain, statement
from workflows.credit.elsewhere import (
    MOST_POINTS,
    EntryRefused,
    Held,
    filled,
    hints,
    keep,
    new_name,
    remove,
)
from workflows.refusals import Refused, Stale

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from credit.self_reported import Kind
    from workflows.act import Actor
    from workflows.credit.elsewhere import Entry
    from workflows.credit.records import Records

FORMATS = (
    "", "live activity", "enduring material", "journal-based CME", "internet point-of-care",
    "performance improvement", "test-item writing", "manuscript review", "other",
)  # fmt: skip


def elsewhere(actor: Actor, page: Records, *, physician: bool) -> None:
    """Show what the person wrote down, under words that say whose word it is."""
    st.subheader("Earned elsewhere", anchor=False)
    st.caption(
        f"{plain(not_verified(page.provider))}. It stands on your transcript as a part of its own"
        " and is added to nothing that was claimed here."
    )
    for year in page.elsewhere_totals:
        amounts = ", ".join(as_markdown(one) for one in year.said)
        st.markdown(f"**{year.year}** · {amounts}")
    _taken_out(actor)
    for one in page.elsewhere:
        _entry(actor, one, page.today, physician=physician)
    with st.expander("Add credit earned elsewhere", key=f"{actor.public_id}-add"):
        _form(actor, None, page.today, physician=physician)


def _entry(actor: Actor, one: Held, today: date, *, physician: bool) -> None:
    body = one.body
    amounts = [f"{as_text(body.quarters)} {NAMES[body.kind]}"] if body.quarters else []
    amounts += [
        f"{as_text(each.quarters)} {each.board} {each.credit_type} points" for each in body.points
    ]
    where = " · ".join(plain(part) for part in (body.provider, body.format) if part)
    with st.container(border=True):
        st.markdown(f"**{plain(body.title)}** :gray-badge[self-reported]")
        st.caption(f"Completed on {day(body.completed_on)}{f' · {where}' if where else ''}")
        st.markdown("  \n".join(statement(each) for each in amounts))
        for hint in hints(body):
            st.caption(f":material/lightbulb: {plain(hint)}")
        changing = st.session_state.get(f"{actor.public_id}-changing") == (one.name, one.seq)
        with st.container(horizontal=True):
            change = st.button("Change", key=f"{one.name}-{one.seq}-change") or changing
            if st.button("Take it out", key=f"{one.name}-{one.seq}-out"):
                _take_out(actor, one)
        if change:  # a form for each entry would make the page heavy
            st.session_state[f"{actor.public_id}-changing"] = (one.name, one.seq)
            _form(actor, one, today, physician=physician)


def _form(actor: Actor, one: Held | None, today: date, *, physician: bool) -> None:
    """Draw the fields of an entry and keep what is sent."""
    key = _key(actor, one)
    body = one.body if one is not None else None
    on = st.date_input(
        "Completed on", value=body.completed_on if body else None, max_value=today,
        min_value=f"{today.year - 60}-01-01", format=DAYS, key=f"{key}-on",
        on_change="ignore",
    )  # fmt: skip
    title = _text("Title", body.title if body else "", f"{key}-title")
    provider = _text("Provider (optional)", body.provider if body else "", f"{key}-provider")
    known = body.format if body else ""
    formats = FORMATS if known in FORMATS else (*FORMATS, known)
    form = st.selectbox(
        "Format (optional)", formats, index=formats.index(known),
        format_func=lambda one: one or "Not said", key=f"{key}-format", on_change="ignore",
    )  # fmt: skip
    kinds: list[Kind] = list(NAMES) if physician else ["other"]
    kind = st.selectbox(
        "What it is", kinds, index=kinds.index(body.kind) if body and body.kind in kinds else 0,
        format_func=_kind, key=f"{key}-kind", on_change="ignore",
    )  # fmt: skip
    amount = _text(
        "Credit or hours, in quarters", as_text(body.quarters) if body and body.quarters else "",
        f"{key}-amount", "like 1.25",
    )  # fmt: skip
    points = _points(body, key) if physician else {}
    if not st.button("Keep the change" if one else "Add", type="primary", key=f"{key}-keep"):
        return
    try:
        made = filled(
            completed_on=on, title=title, provider=provider, format_=form, kind=kind,
            credit=amount, points=points,
        )  # fmt: skip
        keep(actor, one.name if one else _name(actor), one.seq if one else 0, made)
    except EntryRefused as refused:
        for fault in refused.faults:
            st.error(fault)
    except Refused as refused:
        st.error(str(refused))
    else:
        if one is None:
            st.session_state.pop(f"{actor.public_id}-new", None)  # the next one has its own name
        st.rerun()


def _kind(kind: Kind) -> str:
    return NAMES[kind].capitalize() if kind == "other" else NAMES[kind]


def _text(label: str, value: str, key: str, hint: str = "") -> str:
    return st.text_input(label, value, key=key, placeholder=hint, on_change="ignore") or ""


def _points(body: Entry | None, key: str) -> Mapping[tuple[str, str], str]:
    """Ask for the points of the boards that are chosen."""
    held = (
        {(one.board, one.credit_type): as_text(one.quarters) for one in body.points} if body else {}
    )
    known = [(one.board, name) for one in boards.load().all for name in one.rules[-1].type_names]
    choices = [*known, *(one for one in held if one not in known)]
    chosen = st.multiselect(
        "Points of boards (optional)", choices, default=list(held), key=f"{key}-boards",
        format_func=lambda one: f"{one[0]} {one[1]}", placeholder="Choose board and type",
        max_selections=MOST_POINTS,
    )  # fmt: skip
    return {
        (board, name): _text(
            f"{board} {name} points", held.get((board, name), ""), f"{key}-{board}-{name}",
            "like 1.25",
        )
        for board, name in chosen
    }  # fmt: skip


def _key(actor: Actor, one: Held | None) -> str:
    """Return the beginning of a form's keys: an entry's own, or that of the one to be."""
    return f"{one.name}-{one.seq}" if one is not None else f"{actor.public_id}-{_name(actor)}"


def _name(actor: Actor) -> str:
    """Return the name of the entry that is to be: a second click on Add is the same entry."""
    return str(st.session_state.setdefault(f"{actor.public_id}-new", new_name()))


def _take_out(actor: Actor, one: Held) -> None:
    try:
        out = remove(actor, one.name, one.seq)
    except Refused as refused:
        st.error(str(refused))
    else:
        st.session_state[f"{actor.public_id}-out"] = out
        st.rerun()


def _taken_out(actor: Actor) -> None:
    """Offer to put back what was taken out last, as long as this page is open."""
    key = f"{actor.public_id}-out"
    out = st.session_state.get(key)
    if not isinstance(out, Held):
        return
    st.info(f"Taken out: {plain(out.body.title)}.")
    if st.button("Put it back", key=f"{out.name}-{out.seq}-back"):
        st.session_state.pop(key)
        try:
            keep(actor, out.name, out.seq, out.body)
        except Stale:
            st.info("It is there again already.")
        else:
            st.rerun()
