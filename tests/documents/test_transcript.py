from __future__ import annotations

import csv
import re
from datetime import date
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from pydantic import ValidationError

from documents.moc_row import MocRow, TypeTotal
from documents.transcript import TranscriptRow, transcript_pdf
from documents.transcript_csv import transcript_csv
from tests.documents.papers import CODE, board, own, pages, points, row, starts, text

if TYPE_CHECKING:
    from documents.own_row import OwnRow

SCHOOL = "Example School of Medicine"


def printed(
    *rows: TranscriptRow,
    name: str = "Shaun O’Neil, MD",
    moc: tuple[MocRow, ...] = (),
    own: tuple[OwnRow, ...] = (),
) -> bytes:
    """Return a transcript of all that is on record."""
    return transcript_pdf(
        name, rows, None, None, provider=SCHOOL, made_on=date(2027, 3, 4), moc=moc, own=own
    )


def table(
    rows: list[TranscriptRow], moc: tuple[MocRow, ...] = (), own: tuple[OwnRow, ...] = ()
) -> list[dict[str, str]]:
    """Return the lines of a transcript as a spreadsheet reads them."""
    return list(csv.DictReader(StringIO(transcript_csv(rows, moc, own, provider=SCHOOL))))


def other(**changes: object) -> TranscriptRow:
    """Return a participation of three quarters of an hour."""
    fields = {"kind": "participation", "credits_quarters": 0, "points": (), "hours_quarters": 3}
    return row(**fields | changes)


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


def test_participation_stands_apart_and_adds_nothing_to_credit() -> None:
    """Beside credit, hours of participation stand in words under a heading of their own."""
    said = text(printed(row(), other(title="Grand Rounds"), other(title="Journal club")))
    credit, _, rest = said.partition("Participation by calendar year")
    assert "2026 1 activity 1.25" in credit
    assert "Grand Rounds" not in credit
    assert "2026 2 activities · 1.50 hours of participation" in rest
    assert "Grand Rounds 0.75 hours of participation" in rest
    assert "." not in re.sub(r"(0.75|1.50) hours of participation", "", rest)


@pytest.mark.parametrize("demonstration", [False, True])
def test_who_only_took_part_reads_of_hours_alone(*, demonstration: bool) -> None:
    """No column of credit or points, and the hours are added up by year."""
    years = [date(2025, 3, 1), date(2026, 3, 1), date(2026, 4, 1)]
    rows = [other(completed_on=day, demonstration=demonstration) for day in years]
    said = text(printed(*rows))
    assert "HOURS OF PARTICIPATION" in said
    assert "2026 2 activities 1.50" in said
    assert "All years 3 activities 2.25" in said
    for never in ("AMA PRA", "MOC", "0.00"):
        assert never not in said


def test_a_demonstrated_participation_adds_nothing_to_demonstrated_credit() -> None:
    """Demonstrations are added like to like as well."""
    said = text(printed(row(demonstration=True), other(demonstration=True)))
    assert "totals by calendar year 2026 1 activity 1.25" in said
    assert "participation by calendar year 2026 1 activity · 0.75 hours of participation" in said


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
    lines = table([row(), other(title="Grand Rounds")])
    assert [line["Title"] for line in lines] == [
        "Chest Pain in the Emergency Department",
        "Grand Rounds",
    ]
    assert lines[0]["Completed on"] == "2026-10-09"
    assert lines[0]["AMA PRA Category 1 Credits™"] == "1.25"
    assert lines[0]["MOC points"] == "ABIM Medical Knowledge 1.25"
    assert lines[1]["AMA PRA Category 1 Credits™"] == ""
    assert [line["Hours of participation"] for line in lines] == ["", "0.75"]


def test_the_table_of_who_only_took_part_has_no_column_of_credit() -> None:
    """Nor of points; a physician's has none of hours."""
    assert {"AMA PRA Category 1 Credits™", "MOC points"}.isdisjoint(table([other()])[0])
    assert table([other()])[0]["Hours of participation"] == "0.75"
    assert "Hours of participation" not in table([row()])[0]


def test_a_title_is_no_formula() -> None:
    """A title that a spreadsheet would run is kept as text; quotes and commas survive."""
    (line,) = table([row(title='=HYPERLINK("x","y"), part 2')])
    assert line["Title"] == '\'=HYPERLINK("x","y"), part 2'


def test_a_participation_with_credit_is_refused() -> None:
    """A row cannot give credit to who has none."""
    with pytest.raises(ValidationError, match="neither credit nor points"):
        row(kind="participation")


def test_credit_with_hours_of_participation_is_refused() -> None:
    """Hours are never beside credit in one row."""
    with pytest.raises(ValidationError, match="no credit"):
        row(hours_quarters=3)


def test_points_are_added_up_by_board_and_cycle() -> None:
    """Years, progress, types and the hint that leaves the decision to the board."""
    said = text(printed(row(), moc=(board(),)))
    assert "MOC points by board, of all days on record" in said
    assert "ABIM Cycle 2022–2026: 12.75 of 100 points" in said
    assert "What counts is for the board to decide." in said
    assert "Medical Knowledge 12.75" in said


def test_without_a_cycle_all_years_are_added_up() -> None:
    """The page says so, and names no target where none is known."""
    bare = board(first_year=None, last_year=None, progress="12.75", hint=None)
    assert "ABIM All years on record: 12.75" in text(printed(row(), moc=(bare,)))


def test_demonstration_points_stand_apart_from_points() -> None:
    """Under a heading that says so."""
    said = text(printed(row(), moc=(board(demonstration=True),)))
    real, _, shown = said.partition("Demonstration, not for credit: MOC points")
    assert "12.75" not in real
    assert "ABIM Cycle 2022–2026" in shown


def test_self_reported_credit_is_a_part_of_its_own() -> None:
    """Marked as not verified, with its own totals; no total of ours holds any of it."""
    said = text(printed(row(), own=(own(), own(kind="category-2", quarters=8, points=()))))
    ours, _, theirs = said.partition(f"Self-reported, not verified by {SCHOOL}: totals")
    assert "2026 1 activity 1.25 ABIM Medical Knowledge 1.25" in ours
    assert "Grand rounds" not in ours
    total = "2026 2 activities · 2.00 AMA PRA Category 2 Credits 1.50 ABIM Medical Knowledge 1.00"
    assert total in theirs
    assert "2.00 AMA PRA Category 2 Credits · live activity · Example Hospital" in theirs


def test_hours_of_another_kind_are_no_credit_of_nothing() -> None:
    """A year of Category 2 alone has no amount in the column of Category 1."""
    said = text(printed(own=(own(kind="category-2", quarters=8, points=()),)))
    assert "2026 1 activity · 2.00 AMA PRA Category 2 Credits" in said
    assert "0.00" not in said


def test_self_reported_points_stand_beside_those_of_a_board() -> None:
    """Named so, and in no progress towards the target."""
    elsewhere = (TypeTotal(credit_type="Medical Knowledge", quarters=80),)
    said = text(printed(row(), moc=(board(elsewhere=elsewhere),)))
    assert "12.75 of 100 points" in said
    assert "self-reported Medical Knowledge 20.00" in said


def test_a_transcript_of_self_reported_credit_alone() -> None:
    """It says that nothing was completed here."""
    said = text(printed(own=(own(),)))
    assert "No activity was completed in this period." in said
    assert "Grand rounds on sepsis" in said


def test_long_words_of_theirs_stay_on_the_page() -> None:
    """What a person typed wraps like everything else."""
    long = own(title="Sepsis " * 17, provider="Hospital " * 13, format="x" * 120)
    for page in pages(printed(row(), own=(long,) * 20)):
        assert all(x >= 53.9 and 37 <= y <= 760 for x, y in starts(page))


def test_the_table_adds_up_by_board_type_and_cycle() -> None:
    """A column for each type of points, and one that names the cycle of each line in it."""
    lines = table([row(), row(completed_on=date(2020, 1, 1))], (board(),))
    assert [line["ABIM Medical Knowledge"] for line in lines] == ["1.25", "1.25"]
    assert [line["ABIM cycle"] for line in lines] == ["", "2022–2026"]


def test_the_table_keeps_what_is_self_reported_in_columns_of_its_own() -> None:
    """Nobody adds it up with what was claimed here by selecting a column."""
    line = table([row()], (board(),), (own(),))[-1]
    assert line["Kind"] == "self-reported"
    assert line["Note"] == f"Self-reported, not verified by {SCHOOL}"
    assert line["Self-reported amount"] == "1.50 AMA PRA Category 1 Credits™"
    assert line["Self-reported points"] == "ABIM Medical Knowledge 1.00"
    for ours in ("AMA PRA Category 1 Credits™", "MOC points", "ABIM Medical Knowledge"):
        assert line[ours] == ""


def test_an_entry_of_nothing_is_refused() -> None:
    """A line without credit and points cannot be printed."""
    with pytest.raises(ValidationError, match="says nothing"):
        own(quarters=0, points=())
