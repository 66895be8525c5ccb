"""The gate before publication, and the office's own lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.taking import lines
from tests.workflows.content.test_signing import agreed, for_credit, rules, signed
from workflows.content.gate import Gate, NoSuchLine, OwnLine, Tick, gate, tick
from workflows.content.publish import NotPublished, Published, publish
from workflows.refusals import NotFound, Stale

if TYPE_CHECKING:
    from tests.quizzes.folder import BankFolder
    from workflows.act import Actor
    from workflows.service import Service

LINE = "Agreed with the department."


@pytest.fixture
def bank(reviewed_bank: BankFolder) -> BankFolder:
    """The small bank, ready as a demonstration, in an office that has a line of its own."""
    reviewed_bank.change("items/one.yaml", "status: in_review", "status: approved")
    provider = reviewed_bank.path.parent / "provider.yaml"
    with provider.open("a", encoding="utf-8") as file:
        file.write(f"before_publication:\n  - {LINE}\n")
    return reviewed_bank


def named(found: Gate, name: str) -> Tick:
    """Return one tick."""
    return next(one for one in found.ticks if one.name == name)


def stopped(found: Gate) -> list[str]:
    """Name the ticks that stop publication."""
    return [one.name for one in found.ticks if one.state == "stops"]


def test_a_demonstration_is_green_but_for_the_offices_line(staff: Actor, bank: BankFolder) -> None:
    """An open line of the office stops no demonstration."""
    assert bank.path.exists()
    found = gate(staff, "small-bank")
    assert stopped(found) == []
    looked = [one.name for one in found.ticks if one.state == "look"]
    assert looked == ["Boards", "The office's own"]  # the ABA will ask for codes of its outline
    assert found.done == len(found.ticks) - 2
    assert isinstance(publish(staff, bank.path), Published)


def test_the_gate_names_what_publication_refuses(
    reviewer: Actor, staff: Actor, bank: BankFolder
) -> None:
    """Each red tick is somebody's turn; once all are green, the bank is published."""
    for_credit(bank)
    found = gate(staff, "small-bank")
    assert stopped(found) == ["Clinical review", "Course director", "The office's own"]
    assert (named(found, "Clinical review").who, named(found, "Clinical review").place) == (
        "Reviewers",
        "review",
    )
    assert rules(publish(staff, bank.path)) == [
        "sign-off-missing", "sign-off-missing", "activity-sign-off", "line-open",
    ]  # fmt: skip
    done = publish(staff, bank.path)
    assert isinstance(done, NotPublished)
    assert {one.line for one in done.problems} == {None}  # no file is to blame
    signed(reviewer)
    signed(reviewer, "two")
    agreed(staff)
    tick(staff, "small-bank", LINE, done=True, seen=0)
    assert stopped(gate(staff, "small-bank")) == []
    assert isinstance(publish(staff, bank.path), Published)


@pytest.mark.parametrize(
    ("old", "new", "name"),
    [
        ('  - {id: guide, cite: "A guideline. 2024.", doi: 10.1000/xyz}',
         '  - {id: guide, cite: "A guideline. 2024.", doi: 10.1000/xyz, superseded: true}',
         "References"),
        ("    alt_reviewed: true\n", "", "Figures"),
        ("blueprint: {topic: airway}", "blueprint: {topic: airways}", "Pools"),
        ("objectives: [OBJ-1]", "objectives: [OBJ-9]", "Check"),
    ],
)  # fmt: skip
def test_each_fault_belongs_to_its_tick(
    staff: Actor, bank: BankFolder, old: str, new: str, name: str
) -> None:
    """Whoever reads the page knows whose turn it is."""
    bank.change("items/one.yaml", old, new)
    assert stopped(gate(staff, "small-bank")) == [name]


@pytest.mark.parametrize(
    ("gone", "said"),
    [
        (("items/one.yaml", "items/two.yaml"), "There are no questions yet."),
        (("items/two.yaml",), "No question is approved yet."),
    ],
)
def test_nothing_is_green_of_questions_that_are_not_there(
    staff: Actor, bank: BankFolder, gone: tuple[str, ...], said: str
) -> None:
    """Neither their review nor their sources and figures are seen to."""
    for file in gone:
        (bank.path / file).unlink()
    if len(gone) == 1:
        bank.change("items/one.yaml", "status: approved", "status: in_review")
    found = gate(staff, "small-bank")
    for name in ("Clinical review", "References", "Figures"):
        assert (named(found, name).state, named(found, name).said) == ("stops", said)


def test_nothing_is_green_of_files_that_cannot_be_read(staff: Actor, bank: BankFolder) -> None:
    """Only the office's own lines, which rest on none."""
    bank.write("activity.yaml", "title: [")
    found = gate(staff, "small-bank")
    assert [one.name for one in found.ticks if one.state != "stops"] == ["The office's own"]
    assert named(found, "Figures").said == "The bank's files cannot be read."


def test_dates_people_and_status_have_their_ticks(staff: Actor, bank: BankFolder) -> None:
    """The activity's own faults are told apart, too."""
    bank.change("activity.yaml", "status: approved", "status: in_review")
    bank.change("activity.yaml", "2029-10-31", "2029-11-30")
    bank.change(
        "activity.yaml",
        "roles: [reviewer]\n    disclosure: {has_relationships: false, collected_on: 2026-09-01}",
        "roles: [reviewer]",
    )
    assert stopped(gate(staff, "small-bank")) == ["Disclosures", "Dates", "Course director"]


def test_placeholders_are_told_while_files_have_faults(staff: Actor, bank: BankFolder) -> None:
    """A tick is green because something is so, never because nobody looked yet."""
    bank.change("activity.yaml", "demonstration: true", "demonstration: false")
    bank.change("items/one.yaml", "objectives: [OBJ-1]", "objectives: [OBJ-9]")
    assert named(gate(staff, "small-bank"), "Statements").state == "stops"


def test_a_missing_disclosure_is_told_once(staff: Actor, bank: BankFolder) -> None:
    """By what stops, although the check warns of it, too."""
    bank.change("activity.yaml", "status: approved", "status: in_review")
    bank.change("items/one.yaml", "objectives: [OBJ-1]", "objectives: [OBJ-9]")
    bank.change(
        "activity.yaml",
        "roles: [reviewer]\n    disclosure: {has_relationships: false, collected_on: 2026-09-01}",
        "roles: [reviewer]",
    )
    found = named(gate(staff, "small-bank"), "Disclosures")
    assert [(one.rule, one.severity) for one in found.problems] == [("disclosure-missing", "error")]


def test_advice_nobody_waived_stops_credit(reviewer: Actor, staff: Actor, bank: BankFolder) -> None:
    """A demonstration may be published with it; credit asks for a reason."""
    bank.change("items/one.yaml", "review_due: 2028-10-01", "review_due: 2026-11-30")
    assert named(gate(staff, "small-bank"), "Check").state == "look"
    for_credit(bank)
    signed(reviewer)
    signed(reviewer, "two")
    agreed(staff)
    tick(staff, "small-bank", LINE, done=True, seen=0)
    assert rules(publish(staff, bank.path)) == ["review-overdue"]
    bank.change(
        "items/one.yaml",
        "history:",
        "waivers:\n"
        "  - {rule: review-overdue, by: fac-ben, date: 2026-11-30, reason: No news.}\n"
        "history:",
    )
    assert isinstance(publish(staff, bank.path), Published)
    assert "1 kept with a reason" in named(gate(staff, "small-bank"), "Check").said


def test_a_line_is_ticked_for_one_period(
    desk_service: Service, staff: Actor, bank: BankFolder
) -> None:
    """It is open again before the next one; the log says which line by its digest."""
    assert tick(staff, "small-bank", LINE, done=True, seen=0) == OwnLine(LINE, done=True, seq=1)
    assert tick(staff, "small-bank", LINE, done=True, seen=0).seq == 1  # a second click
    (line,) = lines(desk_service, "line.tick")
    assert line.data["period"] == 1
    assert isinstance(publish(staff, bank.path), Published)
    assert gate(staff, "small-bank").lines[0].done
    bank.change("activity.yaml", 'passing_percent: "75"', 'passing_percent: "70"')
    found = gate(staff, "small-bank")
    assert (found.period, found.lines[0].done) == (2, False)


def test_a_tick_is_taken_back(staff: Actor, bank: BankFolder) -> None:
    """By whoever sees what is there now."""
    assert bank.path.exists()
    tick(staff, "small-bank", LINE, done=True, seen=0)
    with pytest.raises(Stale):
        tick(staff, "small-bank", LINE, done=False, seen=0)
    assert tick(staff, "small-bank", LINE, done=False, seen=1).done is False


def test_unknown_lines_and_banks_are_refused(staff: Actor, bank: BankFolder) -> None:
    """A line that was reworded is another line."""
    assert bank.path.exists()
    with pytest.raises(NoSuchLine):
        tick(staff, "small-bank", "Agreed.", done=True, seen=0)
    with pytest.raises(NotFound):
        gate(staff, "no-bank")
