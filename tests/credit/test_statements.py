from __future__ import annotations

import json
from datetime import date

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from credit.boards import load
from credit.statements import (
    MissingPlaceholder,
    Run,
    UnknownPlaceholder,
    ama_credits,
    as_markdown,
    consent,
    recognition,
    runs,
    statements,
)
from quizzes.models import (
    Activity,
    Contact,
    FixedText,
    Provider,
    Signatory,
)

TODAY = date(2026, 7, 1)


def fixed(text: str, *, approved: bool = True) -> FixedText:
    """Make a fixed text with its owner."""
    return FixedText(text=text, source="its owner", dated=date(2026, 1, 1), approved=approved)


PROVIDER = Provider(
    name="Example Medical School",
    office="Office of CME",
    accreditation=fixed("{provider} is accredited."),
    joint_accreditation=fixed("{provider} and {partners} together."),
    designation=fixed("{provider} designates this {format} for at most {credits} credits."),
    participation=fixed("Designated for {credits} credits.", approved=False),
    mitigation=fixed("Mitigated."),
    no_relationships=fixed("Nothing to disclose."),
    no_support=fixed("No support."),
    privacy=fixed("Kept for six years."),
    attestation=fixed("Claimed what was earned."),
    report_consent=fixed("{provider} may report to {board}."),
    signatories=(Signatory(id="dean", name="D. Dean, MD", title="Dean"),),
    contact=Contact(name="Office", email="cme@example.org"),
)


ACTIVITY = """
schema_version: 1
id: airway
title: Airway
summary: Twenty questions.
audience: Anesthesiologists.
specialties: [anesthesiology]
objectives: [{id: OBJ-1, text: Choose an airway.}]
planning:
  practice_gap: A gap.
  needs: [knowledge]
  need: A need.
  change: A change.
  format_reason: A reason.
  competencies: [Patient care]
  planners: [fac-a]
accreditation:
  credits: "1.5"
  estimated_minutes: 90
  designated_by: Example Medical School
  release_date: "2026-01-01"
  expiration_date: "2028-12-31"
  claim_by: "2029-01-31"
boards: [{board: ABIM, credit_type: Medical Knowledge, points: "1.25"}]
faculty: [{id: fac-a, name: "A. Author, MD", roles: [author]}]
rules:
  passing_percent: "75"
  passing_rationale: Chosen by the planners.
  retake: missed_items
  feedback: after_submission
pools: [{id: all, select: {topics: [airway]}}]
blueprint: [{pool: all, draw: 1}]
"""


def activity(*, partners: tuple[str, ...] = ()) -> Activity:
    """Read the activity, with the joint providers it has."""
    data = yaml.safe_load(ACTIVITY)
    data["planning"]["joint_providers"] = partners
    return Activity.model_validate_json(json.dumps(data))


def test_a_designation_names_provider_format_and_amount() -> None:
    """The amount is written in quarter-hours with two decimals."""
    found = statements(PROVIDER, activity(), load(), TODAY).designation.text
    assert found == (
        "Example Medical School designates this enduring material for at most 1.50 credits."
    )


def test_a_provider_alone_uses_the_direct_statement() -> None:
    """Without partners the accreditation is the provider's own."""
    found = statements(PROVIDER, activity(), load(), TODAY).accreditation
    assert found.text == "Example Medical School is accredited."


@pytest.mark.parametrize(
    ("partners", "listed"),
    [(("A",), "A"), (("A", "B"), "A and B"), (("A", "B", "C"), "A, B and C")],
)
def test_joint_providers_are_all_named(partners: tuple[str, ...], listed: str) -> None:
    """With partners the joint statement names every one."""
    found = statements(PROVIDER, activity(partners=partners), load(), TODAY).accreditation
    assert found.text == f"Example Medical School and {listed} together."


def test_a_board_is_quoted_with_points_and_credit_type() -> None:
    """The recognition carries the points planned, not the credits."""
    (found,) = statements(PROVIDER, activity(), load(), TODAY).recognition
    assert "up to 1.25 Medical Knowledge points" in found.text
    assert "Example Medical School" in found.text


@pytest.mark.parametrize("approved", [True, False])
def test_a_text_of_ours_never_looks_like_a_boards(*, approved: bool) -> None:
    """It says that it is a placeholder wherever it is printed, until the board's own is in."""
    rule = load().rule("ABIM", TODAY)
    own = rule.model_copy(
        update={"statement": rule.statement.model_copy(update={"approved": approved})}
    )
    (plan,) = activity().boards
    found = recognition(own, plan, {"provider": "Example Medical School"})
    begins = found.text.startswith("Placeholder for the statement of the ABIM: ")
    assert (begins, found.approved) == (not approved, approved)


def test_placeholder_wording_is_named() -> None:
    """Staff see which texts their owners have not approved."""
    found = statements(PROVIDER, activity(), load(), TODAY)
    assert found.unapproved == ("participation", "ABIM recognition")


def test_a_consent_names_the_board() -> None:
    """Consent is given to one board at a time."""
    assert consent(PROVIDER, "ABP").text == "Example Medical School may report to ABP."


def test_a_text_without_its_mandated_element_is_refused() -> None:
    """A designation that does not say the amount names what is missing."""
    short = PROVIDER.model_copy(update={"designation": fixed("{provider} designates this.")})
    with pytest.raises(MissingPlaceholder, match=r"designation text must contain .credits., .form"):
        statements(short, activity(), load(), TODAY)


def test_a_text_with_an_invented_placeholder_is_refused() -> None:
    """A misspelt placeholder is never printed."""
    odd = PROVIDER.model_copy(update={"accreditation": fixed("{provider} is {acredited}.")})
    with pytest.raises(UnknownPlaceholder, match=r"contains .acredited., which nothing fills"):
        statements(odd, activity(), load(), TODAY)


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (4, "1.00 AMA PRA Category 1 Credit™"),
        (5, "1.25 AMA PRA Category 1 Credits™"),
        (1, "0.25 AMA PRA Category 1 Credits™"),
    ],
)
def test_an_amount_of_credit_carries_the_trademark(count: int, text: str) -> None:
    """One credit is singular, everything else plural, always with the mark."""
    assert ama_credits(count) == text


@pytest.mark.parametrize("written", ["", "™", "(TM)"])
@pytest.mark.parametrize("plural", ["", "s", "(s)"])
def test_the_phrase_is_italic_and_marked_however_it_was_written(written: str, plural: str) -> None:
    """The phrase stands in italics with exactly one mark, in singular and plural."""
    phrase = f"AMA PRA Category 1 Credit{plural}"
    assert runs(f"for 1.00 {phrase}{written}.") == (
        Run("for 1.00 ", italic=False),
        Run(phrase, italic=True),
        Run("™", italic=False),
        Run(".", italic=False),
    )


def test_markdown_of_markdown_is_the_same() -> None:
    """A text whose author already set the italics does not get them twice."""
    once = as_markdown("2.00 AMA PRA Category 1 Credits and more")
    assert once == "2.00 *AMA PRA Category 1 Credits*™ and more"
    assert as_markdown(once) == once


@given(st.text(alphabet="AMA PRCategory1dits™*()", max_size=60))
def test_nothing_but_the_phrase_is_touched(text: str) -> None:
    """A text without the phrase comes back letter by letter."""
    if "Category 1" not in text:
        assert as_markdown(text) == text
