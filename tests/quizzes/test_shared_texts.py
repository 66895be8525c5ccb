"""What all banks share: the provider's texts and the evaluation forms."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from quizzes.checking import check
from quizzes.reading import BANKS, FORMS, PROVIDER, read_forms, read_provider

if TYPE_CHECKING:
    from pathlib import Path

FORM = """\
id: short
version: 1
title: Evaluation
questions:
  - {id: bias, text: Was there bias?, kind: choice, options: ["No", "Yes"], required: true}
  - {id: where, text: Where?, kind: text, ask_if: {question: bias, answer: "Yes"}}
"""


def test_banks_of_the_repository() -> None:
    """The banks here have neither errors nor warnings on the day they were released."""
    banks = [one for one in sorted(BANKS.iterdir()) if one.is_dir()]

    problems = check(banks, date(2026, 12, 1))

    assert len(banks) >= 3
    assert [one for one in problems if one.severity != "info"] == []


def test_provider_is_a_placeholder() -> None:
    """The provider's texts are complete, and known to wait for their owners."""
    provider, problems = read_provider()

    assert provider is not None
    assert len(provider.signatories) == 2
    assert [(one.severity, one.rule) for one in problems] == [("info", "text-not-approved")]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("{credits}", "{amount}", "{amount} is never filled in here."),
        ("maximum of {credits}", "maximum of 1", "The text lacks {credits}."),
        ("this {format} for", "this {format for", "{} is never filled in here."),
        ("{partners}", "others", "The text lacks {partners}."),
        ("ACCME to {board}", "ACCME", "The text lacks {board}."),
    ],
)
def test_placeholders(tmp_path: Path, old: str, new: str, message: str) -> None:
    """A statement has its mandated elements, and no braces that would be printed."""
    path = tmp_path / "provider.yaml"
    text = PROVIDER.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")

    provider, problems = read_provider(path)

    assert provider is None
    assert message in [one.message for one in problems if one.rule == "placeholder"]


def test_default_form() -> None:
    """The form of the repository asks for six taps at most, bias, change and barrier included."""
    forms, problems = read_forms()
    required = [one.id for one in forms["default"].questions if one.required and not one.ask_if]

    assert problems == ()
    assert len(required) <= 6
    assert {"bias", "change", "barrier"} <= set(required)
    assert "default" in {path.stem for path in FORMS.glob("*.yaml")}


@pytest.mark.parametrize(
    ("old", "new", "rule", "field"),
    [
        ("id: where", "id: bias", "id-twice", "questions[bias].id"),
        ('["No", "Yes"]', '["Yes"]', "question-options", "questions[bias]"),
        ('["No", "Yes"]', '["Yes", "Yes"]', "question-options", "questions[bias]"),
        ("kind: text,", "kind: text, options: [a, b],", "question-options", "questions[where]"),
        ("kind: text,", "kind: choices,", "question-options", "questions[where]"),
        (
            "kind: text,",
            "kind: commitments, required: true,",
            "commitment-required",
            "questions[where].required",
        ),
        (
            "questions:\n",
            "questions:\n"
            + "".join(f"  - {{id: q{n}, text: Q, kind: commitments}}\n" for n in "ab"),
            "commitments-twice",
            "questions[qb].kind",
        ),
        ('answer: "Yes"', 'answer: "Maybe"', "question-unreachable", "questions[where].ask_if"),
        ("question: bias", "question: where", "question-unreachable", "questions[where].ask_if"),
        (
            "questions:\n",
            "questions:\n"
            + "".join(f"  - {{id: q{n}, text: Q, kind: text, required: true}}\n" for n in range(6)),
            "form-too-long",
            "questions",
        ),
    ],
)
def test_forms(tmp_path: Path, old: str, new: str, rule: str, field: str) -> None:
    """A question that nobody can answer, or one too many, is an error; the form is left out."""
    (tmp_path / "good.yaml").write_text(FORM.replace("short", "good"))
    (tmp_path / "short.yaml").write_text(FORM.replace(old, new))

    forms, problems = read_forms(tmp_path)

    assert set(forms) == {"good"}
    assert (rule, field) in {(one.rule, one.field) for one in problems}
