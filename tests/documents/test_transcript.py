from __future__ import annotations

import csv
import re
from datetime import date
from io import StringIO

import pytest
from pydantic import ValidationError

from documents.transcript import TranscriptRow, transcript_csv, transcript_pdf
from tests.documents.papers import CODE, pages, points, row, starts, text


def printed(*rows: TranscriptRow, name: str = "Shaun O’Neil, MD") -> bytes:
    """Return a transcript of all that is on record."""
    provider, made_on = "Example School of Medicine", date(2027, 3, 4)
    return transcript_pdf(name, rows, None, None, provider=provider, made_on=made_on)


def other(**changes: object) -> TranscriptRow:
    """Return a participation."""
    return row(**{"kind": "participation", "credits_quarters": 0, "points": ()} | changes)


@pytest.mark.parametrize(
    "said",
    [
        "EXAMPLE SCHOOL OF MEDICINE",
        "Transcript of continuing medical education",
        "Shaun O’Neil, MD",
        "All activities on record",
        "Oct 9, 2026",
        "Chest Pain in the Emergency Department",
        "enduring material · Example School of Medicine",
        f"activity q7Wm3kPzT1 · certificate {CODE}",
        "AMA PRA Category 1 Credits™",
        "1.25",
        "ABIM Medical Knowledge 1.25",
        "made on March 4, 2027",
        "Page 1 of 1",
    ],
)
def test_a_transcript_shows_each_completion(said: str) -> None:
    """Person, provider, day, title, format, credit and points claimed are on the page."""
    assert said in text(printed(row()))


def test_years_are_added_up() -> None:
    """Each calendar year has its total of credit and of each board's points."""
    said = text(
        printed(
            row(completed_on=date(2025, 12, 31), credits_quarters=3),
            row(credits_quarters=2, points=(points("ABP", "Part 2", 6),)),
            row(credits_quarters=1, points=()),
        )
    )
    assert "2025 1 activity 0.75 ABIM Medical Knowledge 1.25" in said
    assert "2026 2 activities 0.75 ABP Part 2 1.50" in said
    assert "All years 3 activities 1.50" in said


def test_participation_stands_apart_and_adds_nothing() -> None:
    """A participation is listed under its own heading without an amount."""
    said = text(printed(row(), other(title="Grand Rounds")))
    totals, _, rest = said.partition("Participation, without credit")
    assert "2026 1 activity 1.25" in totals
    assert "Grand Rounds" not in totals
    assert "Grand Rounds" in rest
    assert re.search(r"\d\.\d\d", rest) is None


def test_demonstrations_are_marked_on_every_page_and_never_added_to_credit() -> None:
    """One demonstration row marks all pages; its credit is in no real total."""
    rows = [row(title=f"Activity {number}") for number in range(30)]
    said = [page.extract_text() for page in pages(printed(*rows, row(demonstration=True)))]
    assert len(said) > 1
    assert all("Demonstration, not for credit" in one for one in said)
    assert "2026 30 activities 37.50" in re.sub(r"\s+", " ", said[0])


def test_pages_are_counted_and_repeat_their_heads() -> None:
    """Each page names the person, the columns and its number of all pages."""
    said = [page.extract_text() for page in pages(printed(*[row()] * 60))]
    assert len(said) > 3
    for number, one in enumerate(said, start=1):
        assert "Shaun O’Neil, MD" in one
        assert "COMPLETED" in one
        assert f"Page {number} of {len(said)}" in re.sub(r"\s+", " ", one)


def test_no_text_leaves_the_page() -> None:
    """Long titles, names and providers wrap inside their columns and above the foot."""
    long = row(title="Anticoagulation " * 31, provider="School " * 35, format="other " * 40)
    pdf = printed(*[long] * 9, name="Wolfeschlegelsteinhausenbergerdorff " * 6)
    for page in pages(pdf):
        assert all(x >= 53.9 and 37 <= y <= 760 for x, y in starts(page))


def test_an_empty_transcript_says_so() -> None:
    """A period without activities gives a page that says that."""
    assert "No activity was completed in this period." in text(printed())


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2026, 1, 1), date(2026, 12, 31), "January 1, 2026 to December 31, 2026"),
        (date(2026, 1, 1), None, "From January 1, 2026"),
        (None, date(2026, 12, 31), "Up to December 31, 2026"),
    ],
)
def test_the_period_is_named(first: date | None, last: date | None, said: str) -> None:
    """The page says which period it covers."""
    pdf = transcript_pdf("A", [row()], first, last, provider="P", made_on=date(2027, 1, 1))
    assert said in text(pdf)


def test_the_same_rows_give_the_same_bytes() -> None:
    """The order in which rows are handed over does not matter."""
    early, late = row(completed_on=date(2025, 1, 1)), row()
    assert printed(early, late) == printed(late, early)


def test_the_table_has_one_line_for_each_completion() -> None:
    """Days are written year first, amounts with two decimals, points board by board."""
    lines = list(csv.DictReader(StringIO(transcript_csv([row(), other(title="Grand Rounds")]))))
    assert [line["Title"] for line in lines] == [
        "Chest Pain in the Emergency Department",
        "Grand Rounds",
    ]
    assert lines[0]["Completed on"] == "2026-10-09"
    assert lines[0]["AMA PRA Category 1 Credits™"] == "1.25"
    assert lines[0]["MOC points"] == "ABIM Medical Knowledge 1.25"
    assert lines[1]["AMA PRA Category 1 Credits™"] == ""


def test_a_title_is_no_formula() -> None:
    """A title that a spreadsheet would run is kept as text; quotes and commas survive."""
    table = transcript_csv([row(title='=HYPERLINK("x","y"), part 2')])
    (line,) = csv.DictReader(StringIO(table))
    assert line["Title"] == '\'=HYPERLINK("x","y"), part 2'


def test_a_participation_with_credit_is_refused() -> None:
    """A row cannot give credit to who has none."""
    with pytest.raises(ValidationError, match="neither credit nor points"):
        row(kind="participation")
