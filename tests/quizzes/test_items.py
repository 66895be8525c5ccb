"""What the checker asks of every item, and of one that is approved."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.quizzes.folder import ONE, TWO

if TYPE_CHECKING:
    from tests.quizzes.folder import BankFolder

RATIONALE = "    rationale: There is no cardiac arrest.\n"
REVIEW = "  - {by: fac-ben, date: 2026-10-02, verdict: approve}"


def test_good_items(folder: BankFolder) -> None:
    """Good items have no problems."""
    assert folder.rules() == []


@pytest.mark.parametrize(
    ("old", "new", "rule", "field"),
    [
        ("id: one\n", "id: three\n", "file-name", "id"),
        ("objectives: [OBJ-1]", "objectives: [OBJ-9]", "objective-unknown", "objectives[1]"),
        ("authors: [fac-ada]", "authors: [fac-ada, fac-eve]", "faculty-unknown", "authors[2]"),
        ("by: fac-ben", "by: fac-eve", "faculty-unknown", "reviews[1].by"),
        ("Give 1 mg of epinephrine", "All of the above", "option-above", "options[b].text"),
        ("Give 1 mg of epinephrine", "None of these.", "option-above", "options[b].text"),
        ("Give 1 mg of epinephrine", "A and C only", "option-above", "options[b].text"),
        ("Give 1 mg of epinephrine", "remove  the tube.", "option-twice", "options[b].text"),
        ("no ventilation", "option B fails", "letter-named", "options[a].rationale"),
        ("no ventilation", "answers (B) and (C) fail", "letter-named", "options[a].rationale"),
        ("A flat line means", "The answer is A and", "letter-named", "explanation"),
        ("10.1000/xyz", "https://doi.org/10.1000/xyz", "reference-link", "references[guide].doi"),
        ("doi: 10.1000/xyz", "pmid: PMC12", "reference-link", "references[guide].pmid"),
        ("doi: 10.1000/xyz", "url: guideline.pdf", "reference-link", "references[guide].url"),
        (
            "status: approved",
            "status: approved\nscoring: {method: ps50}",
            "scoring-unknown",
            "scoring.method",
        ),
    ],
)
def test_refused_always(folder: BankFolder, old: str, new: str, rule: str, field: str) -> None:
    """What is wrong in any item is an error, in a draft as well."""
    folder.change("items/one.yaml", old, new)
    folder.change("items/one.yaml", "status: approved", "status: draft")

    found = [one for one in folder.check() if one.file.endswith("one.yaml")]

    errors = [(one.rule, one.field) for one in found if one.severity == "error"]
    assert errors == [(rule, field)]


@pytest.mark.parametrize(
    "text",
    [
        "Allopurinol",
        "Eplerenone",
        "Hepatitis A and B vaccine",
        "Both lungs",
        "Any opioid below 5 mg",
    ],
)
def test_options_that_only_look_alike(folder: BankFolder, text: str) -> None:
    """Words are taken whole: drug names that hold "all" or "none" are fine."""
    folder.change("items/one.yaml", "Give 1 mg of epinephrine", text)

    assert folder.rules() == []


@pytest.mark.parametrize(
    "text",
    ["This choice a physician makes.", "The best choice B-cells offer.", "Vitamin D is an option."],
)
def test_rationales_without_a_letter(folder: BankFolder, text: str) -> None:
    """The article "a", and letters that name something else, are no option letters."""
    folder.change("items/one.yaml", "There is no cardiac arrest.", text)

    assert folder.rules() == []


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        (RATIONALE, "", "rationale-missing"),
        ("objectives: [OBJ-1]\n", "", "objective-missing"),
        (
            "explanation: A flat line means that the tube is not in the trachea.\n",
            "",
            "explanation-missing",
        ),
        (", doi: 10.1000/xyz", "", "reference-link-missing"),
        ("doi: 10.1000/xyz", "doi: 10.1000/xyz, superseded: true", "reference-superseded"),
        ("    alt_reviewed: true\n", "", "alt-not-reviewed"),
        ("    source: Drawn for this bank\n", "", "source-missing"),
        ("    permission: Own work\n", "", "permission-missing"),
        ("permission: Own work", "permission: Own work\n    patient: true", "consent-missing"),
        ("reviews:\n" + REVIEW + "\n", "", "review-missing"),
        (REVIEW, REVIEW.replace("fac-ben", "fac-ada"), "review-missing"),
        (REVIEW, REVIEW.replace("2026-10-02", "2026-09-14"), "review-missing"),
        (REVIEW, REVIEW.replace("approve}", "changes_requested}"), "changes-requested"),
        ("date: 2026-09-15, by: fac-ada", "date: 2026-09-15, by: fac-ben", "review-missing"),
        ("version: 1\nrevision: 1\nstatus", "version: 1\nrevision: 2\nstatus", "history-behind"),
    ],
)
def test_missing_for_approval(folder: BankFolder, old: str, new: str, rule: str) -> None:
    """What an item lacks is an error once approved, a warning in review, nothing in a draft."""
    folder.change("items/one.yaml", old, new)

    def found(status: str) -> list[tuple[str, str]]:
        text = (folder.path / "items/one.yaml").read_text()
        for one in ("approved", "in_review", "draft"):
            text = text.replace(f"status: {one}", f"status: {status}")
        folder.write("items/one.yaml", text)
        own = [one for one in folder.check() if one.file.endswith("one.yaml")]
        return [(one.severity, one.rule) for one in own]

    assert found("approved") == [("error", rule)]
    assert found("in_review") == [("warning", rule)]
    assert found("draft") == []


def test_review_of_the_same_day(folder: BankFolder) -> None:
    """A review on the day of the last change counts, a later refusal outweighs an approval."""
    folder.change("items/one.yaml", "date: 2026-10-02", "date: 2026-09-15")
    assert folder.rules() == []

    refusal = REVIEW.replace("2026-10-02", "2026-10-05").replace("approve}", "changes_requested}")
    folder.change("items/one.yaml", "verdict: approve}", "verdict: approve}\n" + refusal)
    assert folder.rules() == ["error changes-requested"]


def test_review_overdue(folder: BankFolder) -> None:
    """A review date is a warning from the day after it, by the day that is given."""
    assert folder.rules(date(2028, 10, 1)) == []

    assert folder.rules(date(2028, 10, 2)) == ["warning review-overdue"] * 2


def test_unfinished_draft(folder: BankFolder) -> None:
    """A draft may hold no more than a lead-in and options with a key; what it lacks is noted."""
    folder.write(
        "items/three.yaml",
        "id: three\ntype: single_best_answer\nlead_in: What is done now?\n"
        "options: [{id: a, text: This, correct: true}, {id: b, text: That}]\n",
    )

    assert folder.rules() == ["warning option-count", "info rationale-missing"]


def test_id_in_another_bank(folder: BankFolder) -> None:
    """An item id is used in one bank only, of those that lie side by side."""
    beside = folder.path.parent / "other-bank/items"
    beside.mkdir(parents=True)
    (beside / "two.yaml").write_text(TWO)

    problem = folder.only()

    assert (problem.rule, problem.item) == ("id-elsewhere", "two")
    assert "other-bank" in problem.message


def test_ids_inside_an_item(folder: BankFolder) -> None:
    """References and figures of an item have ids of their own."""
    reference = '  - {id: guide, cite: "A guideline. 2024.", doi: 10.1000/xyz}\n'
    folder.write("items/one.yaml", ONE.replace(reference, reference * 2))

    assert folder.only().field == "references[guide].id"


def test_waiver(folder: BankFolder) -> None:
    """A waiver hides a warning of its rule in its item, and never an error."""
    waiver = "waivers:\n  - {rule: %s, by: fac-ada, date: 2026-10-01, reason: We looked at it.}\n"
    folder.write("items/one.yaml", ONE + waiver % "review-overdue")

    late = [one.item for one in folder.check(date(2029, 1, 1))]
    assert late == ["two"]

    folder.write("items/one.yaml", ONE.replace(RATIONALE, "") + waiver % "rationale-missing")
    assert folder.rules() == ["error rationale-missing"]


@pytest.mark.parametrize("method", ["ps1m_pickn", "ps50_pickn"])
def test_a_forgiving_rule_needs_a_number_to_pick(folder: BankFolder, method: str) -> None:
    """Where wrong picks cost nothing, choosing everything must not be possible."""
    folder.change("items/two.yaml", "select: 2", f"select: 2\nscoring: {{method: {method}}}")
    assert folder.rules() == []

    folder.change("items/two.yaml", "select: 2\n", "")
    assert folder.rules() == ["warning picks-unlimited"]


def test_a_forgiving_default_counts_too(folder: BankFolder) -> None:
    """The rule may come from the activity."""
    folder.change("items/two.yaml", "select: 2\n", "")
    rule = "default_scoring: {multiple_response: ps1m_pickn}\n  retake:"
    folder.change("activity.yaml", "retake:", rule)

    assert folder.rules() == ["warning picks-unlimited"]


@pytest.mark.parametrize("many", [26, 27, 5_000])
def test_an_item_has_26_options_at_most(folder: BankFolder, many: int) -> None:
    """As many as there are letters; a file of options without end is soon told."""
    old = f"  - id: b\n    text: Give 1 mg of epinephrine\n{RATIONALE}"
    new = "".join(
        f"  - id: b{number}\n    text: Give {number} mg\n    rationale: Number {number}.\n"
        for number in range(2, many)
    )
    folder.change("items/one.yaml", old, new)
    told = [one for one in folder.check() if (one.rule, one.field) == ("schema", "options")]
    assert bool(told) == (many > 26)
