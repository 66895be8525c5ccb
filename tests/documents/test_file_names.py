"""The names of papers in a downloads folder."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.file_names import file_name, period_name

DAY = date(2026, 12, 1)


def test_a_person_recognises_the_paper() -> None:
    """What it is, of which day, and in which activity."""
    name = file_name("certificate", "pdf", DAY, "Perioperative safety: a self-assessment")
    assert name == "certificate-2026-12-01-perioperative-safety-a-self-assessment.pdf"


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Sepsis & shock: première “quiz”", "sepsis-shock-premiere-quiz"),
        ('a"; filename="evil.exe', "a-filename-evil-exe"),
        ("../../etc/passwd\r\nX: y", "etc-passwd-x-y"),
        ("long " * 30, "long" + "-long" * 11),
        ("m" * 99, "m" * 60),
    ],
)
def test_a_title_becomes_plain_words(title: str, said: str) -> None:
    """Accents go, marks become hyphens, and a long title is cut between words."""
    assert file_name("roster", "csv", title) == f"roster-{said}.csv"


def test_a_title_in_another_script_leaves_kind_and_day() -> None:
    """Better a short name than one of question marks."""
    assert file_name("certificate", "pdf", DAY, "敗血症の初期治療") == "certificate-2026-12-01.pdf"


@pytest.mark.parametrize(
    ("first", "said"), [(None, "until-2026-12-01"), (date(2026, 1, 1), "2026-01-01-to-2026-12-01")]
)
def test_a_period_says_its_days(first: date | None, said: str) -> None:
    """Both ends, or the last alone."""
    assert period_name(first, DAY) == said


@given(st.text(max_size=300))
def test_any_title_is_safe_in_a_header_and_in_a_folder(title: str) -> None:
    """No quote, no path, no control character, no device name, and never too long."""
    name = file_name("certificate", "pdf", DAY, title)
    assert re.fullmatch(r"certificate-2026-12-01(-[a-z0-9]+)*\.pdf", name)
    assert len(name) < 120
