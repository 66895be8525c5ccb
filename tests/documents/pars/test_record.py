from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.pars.record import (
    CreditIdRefused,
    LearnerRecord,
    UnknownLayout,
    is_credit_id,
    made_credit_id,
    pack,
    unpack,
)

QUARTERS = st.integers(1, 400)
RECORDS = st.builds(
    LearnerRecord,
    action=st.sampled_from(["add", "delete"]),
    credit_id=st.text(),
    activity_id=st.text(),
    title=st.text(),
    completed_on=st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    given=st.text(),
    family=st.text(),
    birthday=st.text(),
    state=st.text(),
    identifier=st.text(),
    identifier_kind=st.sampled_from(["license", "NPI"]),
    cme=st.none() | QUARTERS,
    board=st.none() | st.text(),
    board_id=st.text(),
    board_total=st.none() | QUARTERS,
    credit_types=st.lists(st.tuples(st.text(), QUARTERS), max_size=4).map(tuple),
)


@settings(deadline=None)
@given(RECORDS)
def test_packed_and_unpacked_a_record_is_the_same(record: LearnerRecord) -> None:
    """Every record survives its packed form, whatever its texts hold."""
    assert unpack(pack(record)) == record


@settings(deadline=None)
@given(RECORDS)
def test_a_packed_record_is_one_line_of_plain_ascii(record: LearnerRecord) -> None:
    """A packed record fits into any column and any line of text."""
    packed = pack(record)
    assert packed.isascii()
    assert packed.isprintable()


def test_another_layout_is_refused() -> None:
    """A record packed in another order of cells is never read as this one."""
    with pytest.raises(UnknownLayout, match="layout 2, not 1"):
        unpack('[2,"add"]')


def test_a_record_that_lost_a_cell_is_refused() -> None:
    """A pair of type and quarters that is missing is no record."""
    packed = (
        '[1,"add","ccid:a:b","202212345","T","2026-01-01","A","B","01/02","MI","1","NPI",4,'
        'null,"",null,1]'
    )
    with pytest.raises(ValueError, match="damaged"):
        unpack(packed)


def test_a_credit_id_is_the_same_each_time() -> None:
    """Domain, completion, subject and number of the claim make the CreditID (pitfall 9)."""
    made = made_credit_id("umich.edu", "c0mpl3t10n", "ABIM:Medical Knowledge", 2)
    assert made == "ccid:umich.edu:c0mpl3t10n-ABIM-Medical-Knowledge-2"


@pytest.mark.parametrize(
    ("domain", "completion", "subject"),
    [
        ("umich:edu", "c1", "cme"),
        ("umich.edu", "c:1", "cme"),
        ("", "c1", "cme"),
        ("umich.edu", "c1", "::"),
        ("umich.edu", "c" * 300, "cme"),
    ],
)
def test_a_credit_id_that_the_schema_forbids_is_refused(
    domain: str, completion: str, subject: str
) -> None:
    """Further colons, nothing between them, and more than 300 characters are refused."""
    with pytest.raises(CreditIdRefused):
        made_credit_id(domain, completion, subject, 1)


@pytest.mark.parametrize("text", ["ccid:a", "ccid::b", "ccid:a:b:c", "cid:a:b", "ccid:a:b\nc:d"])
def test_what_is_no_credit_id(text: str) -> None:
    """The draft's pattern decides."""
    assert not is_credit_id(text)
