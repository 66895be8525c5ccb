"""Values that can be read and yet cannot be meant."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from quizzes.pictures import is_whole
from tests.quizzes.folder import PNG

if TYPE_CHECKING:
    from tests.quizzes.folder import BankFolder

ADA = "  - id: fac-ada\n"
FIRST = "collected_on: 2026-09-01}\n  - id: fac-ben"


def given(day: str) -> str:
    """Return the first disclosure as collected on another day."""
    return FIRST.replace("2026-09-01", day)


def test_a_bank_as_it_should_be(folder: BankFolder) -> None:
    """Nothing in it is out of the way."""
    assert folder.check() == ()


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("authors: [fac-ada]\n", 'authors: [fac-ada]\nscoring: {points: "0"}\n', "points-zero"),
        ("authors: [fac-ada]\n", 'authors: [fac-ada]\nscoring: {points: "0.00"}\n', "points-zero"),
        ("authors: [fac-ada]\n", 'authors: [fac-ada]\ndifficulty: {angoff: "65"}\n', "angoff"),
        ("date: 2026-10-02", "date: 2027-10-02", "date-in-future"),
        ("date: 2026-09-15", "date: 2026-12-02", "date-in-future"),
    ],
)
def test_of_an_item(folder: BankFolder, old: str, new: str, expected: str) -> None:
    """Worth nothing, a percentage for a share, reviewed or written tomorrow."""
    folder.change("items/one.yaml", old, new)
    assert f"error {expected}" in folder.rules()


def test_a_share_is_a_rating(folder: BankFolder) -> None:
    """Everybody would be right: that is possible."""
    folder.change(
        "items/one.yaml", "authors: [fac-ada]\n", 'authors: [fac-ada]\ndifficulty: {angoff: "1"}\n'
    )
    assert folder.check() == ()


@pytest.mark.parametrize(
    ("old", "new", "expected", "field"),
    [
        (FIRST, given("2026-12-02"), "error date-in-future", "collected_on"),
        (FIRST, given("2024-11-01"), "error disclosure-outdated", "collected_on"),
        (FIRST, given("2024-11-02"), "warning disclosure-old", "collected_on"),
        (ADA, ADA + "    email: ben at example\n", "error email", "email"),
        (ADA, ADA + "    email: a@example.edu, b@example.edu\n", "error email", "email"),
        ('credits: "0.50"', 'credits: "10.00"', "warning credit-time", "accreditation.credits"),
        ("minutes: 30", "minutes: 22", "warning credit-time", "accreditation.credits"),
        ("  retake:", "  time_limit_minutes: 29\n  retake:", "warning time-limit-short", "minutes"),
    ],
)  # fmt: skip
def test_of_an_activity(folder: BankFolder, old: str, new: str, expected: str, field: str) -> None:
    """Disclosures of tomorrow or of long ago, an address that nobody has, time and credit apart."""
    folder.change("activity.yaml", old, new)
    problem = folder.only()
    assert f"{problem.severity} {problem.rule}" == expected
    assert (problem.field or "").endswith(field)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (FIRST, given("2025-11-02")),
        (ADA, ADA + "    email: ada@mail.example.edu\n"),
        ("minutes: 30", "minutes: 23"),
        ("  retake:", "  time_limit_minutes: 30\n  retake:"),
    ],
)
def test_just_within(folder: BankFolder, old: str, new: str) -> None:
    """A disclosure of less than a year, the nearest quarter-hour, a limit like the estimate."""
    folder.change("activity.yaml", old, new)
    assert folder.check(date(2026, 12, 1)) == ()


@pytest.mark.parametrize("cut", [1, 12, 30, len(PNG) - 8])
def test_a_picture_that_was_cut_off(folder: BankFolder, cut: int) -> None:
    """It is found before half a tracing is published."""
    folder.write("media/one.png", PNG[:-cut])
    problem = folder.only()
    assert (problem.rule, problem.item) == ("media-broken", "one")


def test_a_picture_that_was_damaged(folder: BankFolder) -> None:
    """One changed byte is one too many."""
    folder.write("media/one.png", PNG[:45] + bytes([PNG[45] ^ 1]) + PNG[46:])
    assert folder.only().rule == "media-broken"


def test_the_end_of_a_photograph() -> None:
    """A JPEG ends with its marker, perhaps followed by a few bytes."""
    assert is_whole(b"\xff\xd8\xff photograph \xff\xd9\x00\x00", "image/jpeg")
    assert not is_whole(b"\xff\xd8\xff photogr", "image/jpeg")
