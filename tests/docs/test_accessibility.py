"""The accessibility statement is whole, and what it rests on is there."""

from __future__ import annotations

import re

import pytest

from settings import ROOT

PAGE = (ROOT / "docs" / "accessibility.md").read_text(encoding="utf-8")
# The criteria of WCAG 2.1, by guideline.
A = {
    "1.1": (1,), "1.2": (1, 2, 3), "1.3": (1, 2, 3), "1.4": (1, 2), "2.1": (1, 2, 4), "2.2": (1, 2),
    "2.3": (1,), "2.4": (1, 2, 3, 4), "2.5": (1, 2, 3, 4), "3.1": (1,), "3.2": (1, 2),
    "3.3": (1, 2), "4.1": (1, 2),
}  # fmt: skip
AA = {
    "1.2": (4, 5), "1.3": (4, 5), "1.4": (3, 4, 5, 10, 11, 12, 13), "2.4": (5, 6, 7), "3.1": (2,),
    "3.2": (3, 4), "3.3": (3, 4), "4.1": (3,),
}  # fmt: skip
ROW = re.compile(r"^\| (\d\.\d\.\d+) [^|]+\| (yes|partly|none) \| [^|]{10,} \|$", re.MULTILINE)


@pytest.mark.parametrize(("heading", "criteria"), [("Level A", A), ("Level AA", AA)])
def test_each_criterion_is_judged_once(heading: str, criteria: dict[str, tuple[int, ...]]) -> None:
    """Every criterion of WCAG 2.1 has one row, in order, with a verdict and its reason."""
    section = PAGE.split(f"## {heading}\n")[1].split("\n## ")[0]
    wanted = [f"{guideline}.{one}" for guideline, those in criteria.items() for one in those]
    assert [number for number, _verdict in ROW.findall(section)] == wanted


def test_what_holds_in_part_is_explained() -> None:
    """Whoever reads "partly" is led to the list below, and the statement says so first."""
    partly = [line for line in PAGE.splitlines() if "| partly |" in line]
    assert partly
    assert all("see below" in line for line in partly)
    assert "*partially* conforms" in PAGE


def test_what_it_rests_on_is_there() -> None:
    """Each test and script it names exists."""
    named = re.findall(r"`((?:tests|routes)/[\w/]+\.\w+)`", PAGE)
    assert len(set(named)) >= 5
    assert [one for one in named if not (ROOT / one).exists()] == []


@pytest.mark.parametrize(
    "guide", ["README.md", "docs/tour.md", "docs/operator.md", "docs/physician.md"]
)
def test_it_is_led_to(guide: str) -> None:
    """The guides name it, and the help in the app tells of it."""
    assert "ccessib" in (ROOT / guide).read_text(encoding="utf-8")
