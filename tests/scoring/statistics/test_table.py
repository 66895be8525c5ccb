"""Response tables as text: what is read, and what is refused with its place."""

from __future__ import annotations

import pytest

from scoring.statistics.report import as_lines, report
from scoring.statistics.table import TableRefused, read_table
from scoring.statistics.whole import statistics


def refused(responses: str, key: str | None = None) -> tuple[str, ...]:
    """Return the faults of a table."""
    with pytest.raises(TableRefused) as found:
        read_table(responses, key)
    return found.value.faults


def test_marks_without_a_key() -> None:
    """An empty cell was omitted and counts as wrong."""
    table = read_table("a,b\n1,0.5\n,1\n0,0\n")
    found = statistics(table.columns, table.parts)
    assert (found.n, found.k) == (3, 2)
    assert found.mean == pytest.approx(2.5 / 3)
    assert [one.facility for one in found.items] == [pytest.approx(1 / 3), 0.5]
    assert found.items[0].omitted == 1


def test_options_with_a_key() -> None:
    """What is not in the key is left out and named; a keyed option that nobody chose is there."""
    table = read_table("name,q1,q2\nx,A,B\ny,B,B\n", "item,key\nq1,A\nq2,C\n")
    assert table.ignored == ("name",)
    found = statistics(table.columns, table.parts)
    assert [(one.option, one.n, one.key) for one in found.items[1].options] == [
        ("B", 2, False),
        ("C", 0, True),
    ]
    assert found.items[1].facility == 0


def test_a_mark_and_an_option_in_one_table() -> None:
    """The key gives a maximum where marks go above one; the facility is of that maximum."""
    table = read_table("q1,q2\nA,3.5\nB,7\n", "item,key,max\nq1,A,\nq2,,7\n")
    assert [one.facility for one in statistics(table.columns, table.parts).items] == [0.5, 0.75]


def test_the_order_of_people_with_the_same_total_does_not_matter() -> None:
    """Who stands at the cut belongs to the group in part."""
    rows = ["1,0", "0,1", "1,1", "0,0", "1,0"]
    both = [read_table("a,b\n" + "\n".join(one)) for one in (rows, rows[::-1])]
    first, second = (statistics(one.columns, one.parts).items for one in both)
    assert [one.discrimination_27 for one in first] == [one.discrimination_27 for one in second]


def test_a_byte_order_mark_and_blanks_are_not_meant() -> None:
    """As spreadsheets write them."""
    table = read_table("\ufeffa, b\n A,B\n", "\ufeffitem,key\na,A\nb, B \n")
    assert [one.facility for one in statistics(table.columns, table.parts).items] == [1, 1]


def test_a_table_of_nobody() -> None:
    """A first row alone: no figure is defined, and none is made up."""
    found = report(read_table("a,b\n"))
    assert (found["n"], found["k"], found["alpha"], found["items"]) == (0, 2, None, [])


def test_one_person_has_no_spread() -> None:
    """No deviation, no correlation."""
    found = report(read_table("a,b\n1,0\n"))
    assert (found["sd"], found["alpha"], found["items"][0]["r_item_rest"]) == (None, None, None)


def test_people_read_it_too() -> None:
    """What is not defined is a dash."""
    lines = list(as_lines(report(read_table("a,b,c\n1,0,1\n0,0,1\n", "item,key\na,1\nb,1\n"))))
    assert lines[0].startswith("2 people, 2 items: mean 0.500")
    assert "–" in lines[3]
    assert lines[-1] == "Not in the key and left out: c"


@pytest.mark.parametrize(
    ("responses", "key", "said"),
    [
        ("a,b\n1,2\n", None, 'Row 2, "b": "2": no mark from 0 to 1.'),
        ("a\n1\nx\n0\ny\n", None, 'Row 3, "a": "x" and 1 more like it: no mark from 0 to 1.'),
        ("a\n-1\n", None, 'Row 2, "a": "-1": no mark from 0 to 1.'),
        ("a\nnan\n", None, 'Row 2, "a": "nan": no mark from 0 to 1.'),
        ("a\n1e0\n", None, 'Row 2, "a": "1e0": no mark from 0 to 1.'),
        ("a\n9\n", "item,key,max\na,,8\n", 'Row 2, "a": "9": no mark from 0 to 8.'),
        ("", None, "The table is empty."),
        ("a,a\n1,0\n", None, 'The first row names "a" more than once.'),
        ("a,b\n1\n", None, "Row 2 has 1 cells and the first row 2."),
        ("a\n1\n", "item,key\nb,1\n", 'The key names "b", which is no column'),
        ("a\n1\n", "question,answer\na,1\n", 'The key\'s first row must be "item,key"'),
        ("a\n1\n", "item,key\na,\n", 'Row 2 of the key gives "a" neither a key nor a maximum.'),
        ("a\n1\n", "item,key,max\na,,0\n", 'Row 2 of the key: "0" is no maximum.'),
        ("a\n1\n", "item,key\na,1\na,2\n", 'Row 3 of the key names "a" again.'),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(
    responses: str, key: str | None, said: str
) -> None:
    """Where, what, and what to do."""
    assert any(one.startswith(said) for one in refused(responses, key)), refused(responses, key)
