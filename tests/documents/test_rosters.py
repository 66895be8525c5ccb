"""Lists of people read from tables: values, and a fault for each row that holds none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit.amounts import as_text
from documents.rosters import MOST_ROWS, addresses, admitted, newcomers


def read(text: str, most: int | None = None) -> tuple[list[tuple[str, int]], list[tuple[int, str]]]:
    """Return what an admission table holds, and its faults."""
    sheet = admitted(text.encode(), most)
    return (
        [(one.address, one.quarters) for one in sheet.rows],
        [(one.line, one.message) for one in sheet.faults],
    )


@pytest.mark.parametrize(
    "text",
    [
        "email,credits\nAda@Example.edu,1.25\n",
        "Credits;E-mail\n1.25; ada@example.edu\n",
        "name\temail\tcredits\nAda\tada@example.edu\t1.25\n",
        '\ufeffemail,credits\r\n"ada@example.edu","1.25"\r\n\r\n',
    ],
)
def test_columns_are_found_by_their_titles(text: str) -> None:
    """Whatever their order and their delimiter, as Excel and other platforms write them."""
    assert read(text) == ([("ada@example.edu", 5)], [])


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("ada,1.00", '"ada" is not an e-mail address.'),
        ("=cmd()@x,1.00", '"=cmd()@x" is not an e-mail address.'),
        ("ada@example.edu,", '"" is not an amount.'),
        ("ada@example.edu,0.3", "0.3 is not a whole number of quarter-hours."),
        ("ada@example.edu,0", "An amount of 0 cannot be claimed."),
        ("ada@example.edu,3", "3.00 is more than the 2.00 that can be claimed here."),
        ("ada@example.edu", '"" is not an amount.'),
    ],
)
def test_each_fault_names_its_line(row: str, says: str) -> None:
    """The good rows beside it are read all the same."""
    rows, faults = read(f"email,credits\n{row}\nben@example.edu,1\n", most=8)
    assert rows == [("ben@example.edu", 4)]
    ((line, message),) = faults
    assert line == 2
    assert message.startswith(says)


def test_an_address_stands_once() -> None:
    """Two amounts for one person: the first is read, the second is a fault that names both."""
    rows, faults = read("email,credits\nada@x.edu,1\nADA@x.edu,2\n")
    assert rows == [("ada@x.edu", 4)]
    assert faults == [(3, "ada@x.edu stands in line 2 already.")]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "The first line must name the columns email, credits; it lacks email, credits."),
        (b"email,hours\na@x.edu,1\n", "it lacks credits."),
        (b"email,credits\n\xff\xfe,1\n", "not text in UTF-8"),
        (b'email,credits\n"a' + b"x" * 140_000, "is no line of a table"),
        (b"email,credits\n" + b"a@x.edu,1\n" * (MOST_ROWS + 1), "more than 5,000 rows"),
        (b"x" * 2_000_001, "larger than 2 MB"),
    ],
)
def test_what_is_no_such_table_is_one_fault(content: bytes, says: str) -> None:
    """Nothing is read of it."""
    sheet = admitted(content)
    assert sheet.rows == ()
    assert says in sheet.faults[0].message


def test_newcomers_have_name_and_affiliation() -> None:
    """What certificates cannot print, and affiliations nobody knows, are told by their line."""
    sheet = newcomers(
        "email,name,affiliation\nada@x.edu,Ada Whitfield,Own\nb@x.edu,王,partner\n"
        "c@x.edu,Cem,guest\nd@x.edu,-,outside\n".encode()
    )
    assert [(one.address, one.name, one.affiliation) for one in sheet.rows] == [
        ("ada@x.edu", "Ada Whitfield", "own")
    ]
    assert [one.line for one in sheet.faults] == [3, 4, 5]
    assert sheet.faults[1].message == '"guest" is no affiliation; write own, partner, outside.'


@given(st.integers(min_value=1, max_value=400))
def test_every_quarter_is_read_exactly(count: int) -> None:
    """No amount loses anything on its way through text."""
    assert read(f"email,credits\na@x.edu,{as_text(count)}\n")[0] == [("a@x.edu", count)]


@given(st.text(max_size=300))
def test_any_text_is_read_or_told(text: str) -> None:
    """Nothing that somebody pastes is a fault of the program."""
    sheet = admitted(f"email,credits\n{text}".encode(errors="replace"))
    assert all("@" in one.address for one in sheet.rows)


def test_a_cell_that_fills_a_page_is_shown_by_its_beginning() -> None:
    """The sentence stays one that staff can read, whichever column it is about."""
    long = "x" * 50_000
    for content, read_it in (
        (f"email,credits\n{long},1\n", admitted),
        (f"email,credits\na@x.edu,{long}\n", admitted),
        (f"email,name,affiliation\na@x.edu,{long},own\n", newcomers),
        (f"email,name,affiliation\na@x.edu,Ada,{long}\n", newcomers),
    ):
        (fault,) = read_it(content.encode()).faults
        assert len(fault.message) < 250
        assert "x" * 40 in fault.message


def test_a_paste_without_an_address_is_read_once() -> None:
    """However long: a pattern that begins anew at each letter would hold everybody for minutes."""
    sheet = addresses(b"a" * 120_000)
    assert [one.line for one in sheet.faults] == [1]
    assert len(sheet.faults[0].message) < 200


def test_a_line_holds_no_more_addresses_than_a_table() -> None:
    """A list of too many is refused, however few its lines."""
    many = [f"a{number}@example.org" for number in range(MOST_ROWS + 1)]
    assert addresses(", ".join(many[:-1]).encode()).faults == ()
    (fault,) = addresses(", ".join(many).encode()).faults
    assert fault.message == "There are more than 5,000 addresses; send them in parts."
