"""People in control of content, and who signs the certificates."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from screens.staff.writing.pad import entries_of, fresh
from screens.staff.writing.words import named

if TYPE_CHECKING:
    from collections.abc import Mapping

    from quizzes.editing.opened import Fields
    from screens.staff.writing.pad import Pad

ROLES = {
    "author": "Author", "reviewer": "Reviewer", "planner": "Planner",
    "course_director": "Course director",
}  # fmt: skip
_PEOPLE = tuple(f"fac-{one}" for one in range(1, 1_000))


def people(pad: Pad, base: Fields) -> None:
    """Ask who wrote, reviewed and planned it."""
    st.caption(
        "Everybody who decides on content. What they disclose is asked of each of them by a link"
        " on the page Disclosures, and is not written here."
    )
    pad.room("faculty")
    for at in range(len(pad.entries("faculty"))):
        with st.container(border=True):
            _person(pad, at)
    if pad.press("Add a person", "faculty", act="add"):
        known = (*entries_of(base, "faculty"), *pad.entries("faculty"))
        pad.add({"id": fresh(_PEOPLE, known), "name": "", "roles": ("author",)}, "faculty")


def _person(pad: Pad, at: int) -> None:
    pad.line(f"Name and degrees of person {at + 1}", "faculty", at, "name", hint="Ada Author, MD")
    pad.several("Roles", list(ROLES), "faculty", at, "roles", words=named(ROLES))
    pad.line("Position and institution", "faculty", at, "title")
    pad.line("Mail address with which they sign in", "faculty", at, "email")
    pad.area("A few sentences about them", "faculty", at, "biography", height=80)
    pad.room("faculty", at)
    pad.arrange("faculty", at, f"person {at + 1}", 1)


def signatory(pad: Pad, known: Mapping[str, str]) -> None:
    """Ask who of the provider's signatories signs."""
    pad.choose(
        "Who signs the certificates",
        list(known),
        "signatory",
        words=named(known),
        help_="Left open, the first of the provider's signatories does.",
    )
    pad.room("signatory")
