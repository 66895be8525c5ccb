from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from streamlit.testing.v1 import AppTest

from quizzes.edition import Person
from quizzes.models import BoardPlan, Relationship
from quizzes.text import Reference
from tests.editions import publish
from tests.people import signed_in
from tests.reading import words
from workflows.content.front import front

if TYPE_CHECKING:
    from workflows.content.front import Front
    from workflows.service import Service

AUTHOR = Person(
    name="Lucia Quist, MD",
    title="Associate Professor",
    roles=("author",),
    biography="She practices <b>cardiology</b>.",
    relationships=(Relationship(company="Fictional Rhythm, Inc.", nature="Consultant"),),
    mitigation="She wrote no question on rhythm.",
)
DIRECTOR = Person(
    name="Sal Idrissi, MD",
    title=None,
    roles=("course_director", "planner"),
    biography=None,
    relationships=(),
    mitigation=None,
)


@pytest.fixture
def page(sqlite_service: Service) -> Front:
    """Return the front matter of a small activity, with people and references in it."""
    read = front(signed_in(sqlite_service, "ada"), publish(sqlite_service, registered=("ABA",)))
    changes = {
        "faculty": (AUTHOR, DIRECTOR),
        "references": (Reference(id="a", cite="A citation."),),
        "designation": "At most 1.00 AMA PRA Category 1 Credit(s).",
        "placeholders": ("report_consent",),
        "recognition": ("Recognized by <i>someone</i> for $1 or $2.",),
    }
    return read.__class__(**{**vars(read), "front": read.front.model_copy(update=changes)})


def drawn(page: Front) -> AppTest:
    """Draw the front matter alone."""
    at = AppTest.from_string(
        "import streamlit\n"
        "from screens.parts.front_matter import front_matter\n"
        "front_matter(streamlit.session_state.page)\n",
        default_timeout=20,
    )
    at.session_state["page"] = page
    return at.run()


def test_it_opens_with_the_terms(page: Front) -> None:
    """Credit first, then points, time, standard, attempts and expiry."""
    first = [one.value for one in drawn(page).markdown[:9]]
    said = "\n".join(first)
    assert "1.00 *AMA PRA Category 1 Credit*™" in first[0]
    assert "ABA 1.00" in first[1]
    assert "ABIM 0.75" in first[1]
    for fact in ("60 minutes", "4 questions", "50% of all points", "Not limited", "31 Oct 2027"):
        assert fact in said


def test_two_types_of_one_board_are_told_apart(page: Front) -> None:
    """By their names; one that is alone at its board goes without."""
    plans = (
        BoardPlan(board="ABA", credit_type="Lifelong Learning", points="0.50"),
        BoardPlan(board="ABA", credit_type="Patient Safety", points="0.25"),
        BoardPlan(board="ABIM", credit_type="Medical Knowledge", points="0.75"),
    )
    split = replace(page, terms=page.terms.model_copy(update={"boards": plans}))
    said = drawn(split).markdown[1].value
    assert "ABA Lifelong Learning: 0.50  \nABA Patient Safety: 0.25  \nABIM 0.75" in said


def test_disclosures_and_support_are_never_folded(page: Front) -> None:
    """Each person's relationships with company and nature, or that there are none (pitfall 17)."""
    at = drawn(page)
    headings = [one.value for one in at.subheader]
    assert headings[:2] == ["Disclosures of faculty and planners", "Commercial support"]
    folded = {one.value for each in at.expander for one in each.markdown}
    open_text = "\n".join(one.value for one in at.markdown if one.value not in folded)
    assert (
        "**Lucia Quist, MD** (author), Associate Professor: Fictional Rhythm, Inc. (Consultant)."
        " She wrote no question on rhythm." in open_text
    )
    assert "**Sal Idrissi, MD** (course director, planner): nothing to disclose." in open_text
    assert "No commercial support." in open_text


def test_the_top_leads_to_every_section(page: Front) -> None:
    """In the order in which they stand, each heading once."""
    at = drawn(page)
    links = next(one.value for one in at.markdown if "](#" in one.value)
    named = [(one.value, one.proto.anchor) for one in at.subheader]
    assert links == " · ".join(f"[{title}](#{anchor})" for title, anchor in named)
    assert len(set(named)) == 7


def test_only_biographies_and_references_fold(page: Front) -> None:
    """Everything else is read before the button is reached."""
    assert [one.label for one in drawn(page).expander] == [
        "Biographies",
        "References for further study (1)",
    ]


def test_statements_set_only_the_phrase_of_the_ama(page: Front) -> None:
    """Its mark is added; tags and dollar signs of a text stay signs."""
    said = words(drawn(page))
    assert "At most 1.00 *AMA PRA Category 1 Credit(s)*™." in said
    assert "Recognized by \\<i\\>someone\\</i\\> for \\$1 or \\$2." in said
    assert "\\<b\\>cardiology\\</b\\>" in said


def test_what_is_pending_is_said(page: Front) -> None:
    """A board without registration, and wording that its owner has not approved."""
    said = words(drawn(page))
    assert "Not registered yet with: ABIM." in said
    assert "Wording not yet approved by its owner: report consent." in said


def test_consent_names_the_boards(page: Front) -> None:
    """No placeholder is left to a reader."""
    said = words(drawn(page))
    assert "reported to ABA or ABIM." in said
    assert "{board}" not in said
