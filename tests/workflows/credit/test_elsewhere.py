"""Credit earned elsewhere: written down, changed and taken out by its owner."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from tests.amending import account, merged
from tests.taking import count, lines
from workflows.credit.elsewhere import (
    Entry,
    EntryRefused,
    OwnPoints,
    filled,
    hints,
    keep,
    new_name,
    remove,
    see,
)
from workflows.refusals import NotFound, Stale

if TYPE_CHECKING:
    from workflows.act import Actor
    from workflows.service import Service


def entry(**changes: Any) -> Entry:
    """Return a course elsewhere, with changes."""
    fields: dict[str, Any] = {
        "completed_on": date(2026, 3, 8),
        "title": "Grand rounds on sepsis",
        "provider": "Example Hospital",
        "format": "live activity",
        "quarters": 6,
        "points": (OwnPoints(board="ABIM", credit_type="Medical Knowledge", quarters=4),),
    }
    return Entry(**(fields | changes))


def form(**changes: Any) -> Entry:
    """Return what a form holds, with changes."""
    fields: dict[str, Any] = {
        "completed_on": date(2026, 3, 8),
        "title": "Grand rounds",
        "provider": "",
        "format_": "",
        "kind": "category-1",
        "credit": "1.5",
        "points": {},
    }
    return filled(**(fields | changes))


@pytest.mark.parametrize(
    ("credit", "points", "said"),
    [
        (8, 12, ("3.00 ABIM points for 2.00 of credit",)),
        (8, 8, ()),
        (0, 8, ()),  # points alone: nothing to compare them with
    ],
)
def test_more_points_than_credits_are_asked_about(
    ada: Actor, credit: int, points: int, said: tuple[str, ...]
) -> None:
    """A hint and no refusal: what counts is the board's decision."""
    own = (
        OwnPoints(board="ABIM", credit_type="Medical Knowledge", quarters=points - 2),
        OwnPoints(board="ABIM", credit_type="Practice Assessment", quarters=2),
    )
    held = keep(ada, new_name(), 0, entry(quarters=credit, points=own))
    assert tuple(one.partition(":")[0] for one in hints(held.body)) == said


def test_an_entry_is_kept_as_it_was_written(service: Service, ada: Actor) -> None:
    """Day, title, provider, format, credit and points come back."""
    keep(ada, new_name(), 0, entry())
    (held,) = see(ada)
    assert held.body == entry()
    assert count(service, "elsewhere") == 1


def test_a_second_click_is_the_first(service: Service, ada: Actor) -> None:
    """Eight at the same moment leave one row and one line in the log."""
    name = new_name()
    with ThreadPoolExecutor(8) as pool:
        receipts = {one.seq for one in pool.map(lambda _: keep(ada, name, 0, entry()), range(8))}
    assert receipts == {1}
    assert count(service, "elsewhere") == 1
    assert len(lines(service, "elsewhere.keep")) == 1


def test_a_change_is_a_new_row(service: Service, ada: Actor) -> None:
    """What was there before stays in the table."""
    held = keep(ada, new_name(), 0, entry())
    keep(ada, held.name, held.seq, entry(quarters=8))
    assert [one.body.quarters for one in see(ada)] == [8]
    assert count(service, "elsewhere") == 2


def test_a_stale_tab_changes_nothing(service: Service, ada: Actor) -> None:
    """It is shown what the other window wrote."""
    held = keep(ada, new_name(), 0, entry())
    keep(ada, held.name, held.seq, entry(quarters=8))
    with pytest.raises(Stale) as stale:
        keep(ada, held.name, held.seq, entry(quarters=2))
    assert stale.value.seq == 2
    with pytest.raises(Stale):
        remove(ada, held.name, held.seq)
    assert [one.body.quarters for one in see(ada)] == [8]
    assert count(service, "elsewhere") == 2


def test_what_is_taken_out_counts_no_more_and_stays_on_record(service: Service, ada: Actor) -> None:
    """Pitfall 19: nothing is deleted; taking out twice is taking out once."""
    held = keep(ada, new_name(), 0, entry())
    assert remove(ada, held.name, held.seq) == remove(ada, held.name, held.seq)
    assert see(ada) == ()
    assert count(service, "elsewhere") == 2


def test_what_was_taken_out_can_come_back(ada: Actor) -> None:
    """From the page that took it out."""
    held = keep(ada, new_name(), 0, entry())
    out = remove(ada, held.name, held.seq)
    keep(ada, held.name, out.seq, entry())
    assert [one.seq for one in see(ada)] == [3]


def test_nobody_reaches_anybody_elses(service: Service, ada: Actor, dan: Actor) -> None:
    """The same name is another entry of another person, and unknown until it is written."""
    held = keep(ada, new_name(), 0, entry())
    with pytest.raises(NotFound):
        remove(dan, held.name, held.seq)
    assert see(dan) == ()
    assert len(see(ada)) == 1
    assert count(service, "elsewhere") == 1


@pytest.mark.parametrize("name", ["", "x", "../" * 11, "E" * 32, "0" * 33])
def test_no_other_names(ada: Actor, name: str) -> None:
    """An entry's name is made by the service."""
    with pytest.raises(NotFound):
        keep(ada, name, 0, entry())


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": " \x00\ud800 "}, "Enter the title"),
        ({"title": "敗血症"}, "cannot print 敗 血 症"),
        ({"completed_on": date(2026, 12, 2)}, "between 1 Jan 1950 and today"),
        ({"completed_on": date(1949, 12, 31)}, "between 1 Jan 1950 and today"),
        ({"quarters": 0, "points": ()}, "Enter the credit or hours"),
        (
            {"points": (OwnPoints(board="XYZ", credit_type="x", quarters=1),)},
            "XYZ is not one of the boards",
        ),
    ],
)
def test_what_cannot_be_is_refused(
    service: Service, ada: Actor, changes: dict[str, Any], sentence: str
) -> None:
    """Nothing is written, and the sentence says what to write."""
    with pytest.raises(EntryRefused, match=sentence):
        keep(ada, new_name(), 0, entry(**changes))
    assert count(service, "elsewhere") == 0


def test_what_no_database_keeps_is_left_out(ada: Actor) -> None:
    """NUL, half characters and what nobody sees vanish from the texts."""
    keep(ada, new_name(), 0, form(title="Sep\x00sis\ud800 \u202eweek", provider="A\u200bB"))
    (held,) = see(ada)
    assert (held.body.title, held.body.provider) == ("Sepsis week", "AB")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"credit": "0.3"}, "Credit or hours: 0.3 is not a whole number of quarter-hours"),
        ({"credit": "nan"}, "is not an amount"),
        ({"credit": "1000.25"}, "more than the 1000.00"),
        ({"points": {("ABP", "Part 2"): "1,5"}}, "ABP: .* has a comma"),
        ({"completed_on": None}, "Choose the day"),
        ({"title": "x" * 121}, "Shorten each field to 120 characters"),
    ],
)
def test_a_form_is_read_exactly(changes: dict[str, Any], sentence: str) -> None:
    """Pitfall 2: an amount is quarters or it is refused with a sentence."""
    with pytest.raises(EntryRefused, match=sentence):
        form(**changes)


def test_every_fault_of_a_form_is_told_at_once() -> None:
    """The day, the title and both amounts."""
    with pytest.raises(EntryRefused) as refused:
        form(completed_on=None, title=" ", credit="x", points={("ABP", "Part 2"): "y"})
    assert len(refused.value.faults) == 4


def test_an_empty_form_says_all_that_it_needs() -> None:
    """In the order of its fields."""
    with pytest.raises(EntryRefused) as refused:
        form(completed_on=None, title="", provider="", format_="", credit="", points={})
    assert refused.value.faults == (
        "Choose the day of completion.",
        "Enter the title of the activity.",
        "Enter the credit or hours, or the points of a board.",
    )


def test_the_log_holds_no_words_of_theirs(service: Service, ada: Actor) -> None:
    """It names the entry and its number, and nothing that was typed."""
    held = keep(ada, new_name(), 0, entry())
    (line,) = lines(service, "elsewhere.keep")
    assert line.data == {"entry": held.name, "seq": 1}


def test_what_was_written_by_another_account_stays(service: Service, cora: Actor) -> None:
    """After a merge it is seen, changed and taken out, once, by the account that is kept."""
    old, kept = (account(service, f"{one}@x.org", "Eve Ng") for one in ("old", "kept"))
    keep(old, name := new_name(), 0, entry())
    kept = merged(cora, old, kept)
    assert [one.body for one in see(kept)] == [entry()]
    changed = keep(kept, name, 1, entry(quarters=8))
    assert (changed.seq, [one.body.quarters for one in see(kept)]) == (2, [8])
    assert remove(kept, name, 2).seq == 3
    assert see(kept) == ()
