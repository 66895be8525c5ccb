"""The office's decision on one person's relationships: relevant or not, and how mitigated."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from screens.parts.words import DAYS, plain
from workflows.content.disclosed import EXCEPTIONS, OWNERS, Decision
from workflows.content.disclosures import LONGEST, rule
from workflows.refusals import Refused

if TYPE_CHECKING:
    from datetime import date

    from quizzes.models import Relationship
    from workflows.act import Actor
    from workflows.content.disclosed import Stands

RELEVANT, NOT = "Relevant", "Not relevant"


def ruling(actor: Actor, slug: str, one: Stands, name: str) -> None:
    """Draw the form of a decision, and write it."""
    known = {each.relationship: each for each in one.ruling.decisions} if one.ruling else {}
    told = st.empty()
    with st.form(f"{name}-ruling", border=False):
        decisions = tuple(
            _decision(each, known.get(each), f"{name}-{at}", day_of(actor))
            for at, each in enumerate(one.given.relationships)
        )
        exception = ""
        if any(each.nature in OWNERS for each in one.given.relationships):
            exception = _exception(one, name)
        if not st.form_submit_button("Save the decision", type="primary"):
            return
    try:
        rule(actor, slug, one.faculty_id, decisions, exception=exception, seen=one.ruling_seq)
    except Refused as refused:
        told.error(str(refused))
    else:
        st.rerun()


def day_of(actor: Actor) -> date:
    """Return the provider's day."""
    return actor.service.now().astimezone(actor.service.settings.zone).date()


def _decision(one: Relationship, known: Decision | None, name: str, today: date) -> Decision:
    st.markdown(f"**{plain(one.company)}**: {plain(one.nature)}")
    chosen = st.radio(
        "Its business is related to the content",
        [RELEVANT, NOT],
        index=None if known is None else int(not known.relevant),
        horizontal=True,
        key=f"{name}-relevant",
    )
    mitigation = st.text_input(
        "How it was mitigated",
        value=known.mitigation if known else "",
        max_chars=LONGEST,
        placeholder="Reviewed by a physician without relationships; ended; another topic",
        key=f"{name}-mitigation",
    )
    on = st.date_input(
        "On",
        value=known.mitigated_on if known and known.mitigated_on else today,
        max_value=today,
        key=f"{name}-on",
        format=DAYS,
    )
    relevant = chosen != NOT  # until somebody says otherwise it is
    return Decision(
        company=one.company,
        nature=one.nature,
        ended=one.ended,
        relevant=relevant,
        mitigation=mitigation.strip() if relevant else "",
        mitigated_on=on if relevant and mitigation.strip() else None,
    )


def _exception(one: Stands, name: str) -> str:
    st.markdown(
        "Owners and employees of a company whose business is related are excluded, with three"
        " exceptions (ACCME, Standard 3.2):"
    )
    known = one.ruling.exception if one.ruling else ""
    options = ["", *EXCEPTIONS]
    return st.selectbox(
        "Exception",
        options,
        index=options.index(known) if known in options else 0,
        format_func=lambda text: text or "None applies",
        key=f"{name}-exception",
    )
