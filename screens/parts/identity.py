"""Fields that identify a physician to boards: asked for in the profile and before an activity."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from credit import boards

if TYPE_CHECKING:
    from workflows.people.profile import Profile

WHY_NAMES = (
    "A board refuses a report whose name or birthday differs from its own records. The year of"
    " birth is never asked."
)


def names(key: str, now: Profile) -> dict[str, str]:
    """Ask for both names; what the legal name suggests is marked as no more than that."""
    suggested = not (now.given_name or now.family_name)
    given, family = now.suggested_names if suggested else (now.given_name, now.family_name)
    with st.container(horizontal=True):
        fields = {
            "given_name": st.text_input(
                "Given name, as your board has it",
                given,
                key=f"{key}-given",
                autocomplete="given-name",
            ),
            "family_name": st.text_input(
                "Family name, as your board has it",
                family,
                key=f"{key}-family",
                autocomplete="family-name",
            ),
        }
    if suggested and given:
        st.caption(
            ":material/lightbulb: Suggested from your legal name. Compare it with your board's"
            " letters; saving confirms it."
        )
    return fields


def birthday(key: str, now: Profile) -> dict[str, str]:
    """Ask for month and day."""
    return {
        "birthday": st.text_input(
            "Birthday, month and day only",
            now.birthday.replace("-", "/"),  # as one writes it here
            placeholder="for example 09/10 or Sep 10",
            key=f"{key}-birthday",
        )
    }


def npi(key: str, now: Profile) -> str:
    """Ask for the National Provider Identifier."""
    return st.text_input(
        "National Provider Identifier (NPI)",
        now.npi,
        placeholder="for example 1234567893",
        key=f"{key}-npi",
    )


def board_id(key: str, acronym: str, now: Profile) -> str:
    """Ask for what a board calls its diplomate by."""
    one = boards.load().board(acronym)
    return st.text_input(
        f"{one.name} ({acronym})",
        now.board_ids.get(acronym, ""),
        placeholder=f"for example {one.rules[-1].diplomate_id.example}",
        key=f"{key}-{acronym}",
    )
