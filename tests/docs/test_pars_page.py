from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from documents.pars import (
    activity_json,
    activity_sheet,
    activity_xml,
    excel,
    learner_report,
    match,
    tab,
    xml,
)
from documents.pars.answer_map import answer_map
from documents.pars.read_table import MAX_BYTES, MAX_ROWS

if TYPE_CHECKING:
    from collections.abc import Callable

PAGE = Path(__file__).parents[2] / "docs" / "pars.md"


@pytest.mark.parametrize(
    ("named", "of"),
    [
        (excel.named, "batch"),
        (tab.named, "batch"),
        (xml.named, "batch"),
        (learner_report.named, "batch"),
        (match.named, "batch"),
        (activity_json.named, "year"),
        (activity_xml.named, "year"),
        (activity_sheet.named, "year"),
    ],
)
def test_the_page_says_of_each_file_how_sure_it_is(named: Callable[[str], str], of: str) -> None:
    """Each file that is written has its row, under the name it really has."""
    assert f"`{named(of).replace(of, f'<{of}>')}`" in PAGE.read_text(encoding="utf-8")


def test_the_page_tells_the_limits_and_what_is_not_confirmed() -> None:
    """Limits and the state of the map are those of the program."""
    text = PAGE.read_text(encoding="utf-8")
    assert f"up to {MAX_BYTES // 1_000_000} MB and {MAX_ROWS:,} rows" in text
    assert ("No answer file of PARS was seen" in text) is not answer_map().confirmed
