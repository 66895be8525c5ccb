"""The operator guide names all that there is to set, run, watch and prove, each thing once."""

from __future__ import annotations

import importlib
import re
from typing import TYPE_CHECKING

import pytest

import settings
from commands.app import app
from settings import ROOT
from workflows.counted import REGISTRY
from workflows.operations.doctor import AROUND, CHECKS
from workflows.operations.work import JOBS

if TYPE_CHECKING:
    from pathlib import Path

GUIDE = ROOT / "docs" / "operator.md"
PAGES = sorted((ROOT / "docs" / "operating").glob("*.md"))
LINK = re.compile(r"\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)")


def rows(page: Path) -> list[str]:
    """Return the names that begin a row of a table."""
    text = page.read_text(encoding="utf-8")
    return [one for row in re.findall(r"(?m)^\| (`.+?) \|", text) for one in named(row)]


def named(text: str) -> list[str]:
    """Return what stands between backticks."""
    return re.findall(r"`([\w-]+)[^`]*`", text)


def headings(page: Path) -> set[str]:
    """Return the anchors of a page."""
    found = re.findall(r"(?m)^#+ (.+)$", page.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", one.lower()).replace(" ", "-") for one in found}


def test_every_setting_is_there_once() -> None:
    """Each that the settings read."""
    files = sorted((ROOT / "settings").glob("*.py"))
    code = "".join(one.read_text(encoding="utf-8") for one in files)
    known = set(re.findall(r'"([A-Z]+(?:_[A-Z]+)*)"', code)) - {"OIDC", *settings.__all__}
    told = [one for one in rows(GUIDE) if one.isupper()]
    assert known - set(told) == set()
    assert sorted(told) == sorted(set(told))


def test_every_command_is_there() -> None:
    """In this guide, or in that of whoever uses it."""
    importlib.import_module("manage")  # which brings all of them in
    known = {
        one.name or str(getattr(one.callback, "__name__", "")) for one in app.registered_commands
    }
    texts = [page.read_text(encoding="utf-8") for page in (ROOT / "docs").glob("*.md")]
    told = set(re.findall(r"(?:`|manage\.py )([a-z-]+)", " ".join(texts)))
    assert {one.replace("_", "-") for one in known} - told == set()


@pytest.mark.parametrize(
    ("page", "known"), [("work", set(JOBS)), ("proof", {*CHECKS, *AROUND})], ids=["jobs", "checks"]
)
def test_jobs_and_checks_have_a_row_each(page: str, known: set[str]) -> None:
    """Every one, and none that there is not."""
    told = rows(ROOT / "docs" / "operating" / f"{page}.md")
    assert sorted(told) == sorted(known)


def test_every_number_that_a_process_counts_is_there() -> None:
    """Under the name that a monitor sees."""
    text = (ROOT / "docs" / "operating" / "watching.md").read_text(encoding="utf-8")
    assert [one.name for one in REGISTRY.collect() if one.name not in text] == []


def test_every_page_is_in_the_table_at_the_front() -> None:
    """Nobody looks into a folder."""
    text = GUIDE.read_text(encoding="utf-8")
    assert [one.name for one in PAGES if f"](operating/{one.name})" not in text] == []


@pytest.mark.parametrize("page", [GUIDE, *PAGES], ids=lambda one: one.stem)
def test_no_link_leads_nowhere(page: Path) -> None:
    """Neither to a page nor to a heading."""
    for path, heading in LINK.findall(page.read_text(encoding="utf-8")):
        target = page.parent / path if path else page
        assert target.exists(), path
        assert not heading or heading in headings(target), f"{path}#{heading}"
