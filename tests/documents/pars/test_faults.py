from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.pars.faults import fits, is_npi
from tests.documents.pars.records import BOTH, CME_ONLY, MOC_ONLY


@pytest.mark.parametrize("record", [BOTH, CME_ONLY, MOC_ONLY])
def test_a_whole_record_fits(record: Any) -> None:
    """CME with points, CME alone and points alone can be sent."""
    assert fits(record) == ()


def test_the_twenty_ninth_of_february_fits() -> None:
    """Without a year it is a birthday like any other."""
    assert fits(replace(BOTH, birthday="02/29")) == ()


def test_a_board_that_needs_no_id_takes_the_license() -> None:
    """ABS finds its diplomates without an ID, if there is a license or NPI."""
    surgeon = replace(BOTH, board="ABS", board_id="")
    assert fits(surgeon) == ()
    assert "Certifying Board ID" in fits(replace(surgeon, cme=None, identifier=""))[0]


def test_a_fault_names_field_reason_and_repair() -> None:
    """Staff read what to do, not only that something is wrong."""
    (said,) = fits(replace(BOTH, birthday="1970-09-10"))
    assert said == (
        'Date of Birth: "1970-09-10" is not a month and day. '
        "Enter it as MM/DD, such as 09/10, without the year."
    )


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"action": "update"}, "Record Action"),
        ({"credit_id": "c0mpl3t10n"}, "CreditID"),
        ({"credit_id": "ccid:a:" + "b" * 300}, "CreditID"),
        ({"activity_id": "2026"}, "ACCME Activity ID"),
        ({"activity_id": "２０２６１２３４５"}, "ACCME Activity ID"),
        ({"title": ""}, "Activity title"),
        ({"completed_on": datetime(2026, 6, 30, 20, 0)}, "Completion Date: it has a time"),
        ({"given": ""}, "First Name: it is empty"),
        ({"family": ""}, "Last Name: it is empty"),
        ({"birthday": "02/30"}, "Date of Birth"),
        ({"birthday": "9/10"}, "Date of Birth"),
        ({"birthday": "13/01"}, "Date of Birth"),
        ({"birthday": "09/10/1970"}, "Date of Birth"),
        ({"state": "Michigan"}, "Licensing State"),
        ({"state": ""}, "Licensing State: it is empty"),
        ({"identifier": ""}, "Licensing ID or NPI: it is empty"),
        ({"identifier": "1234567890", "identifier_kind": "NPI"}, "is no NPI"),
        ({"cme": 0}, "Number of CME Credits: 0"),
        ({"cme": -1}, "Number of CME Credits: -1"),
        ({"cme": 2.5}, "Number of CME Credits: 2.5"),
        ({"cme": True}, "Number of CME Credits: True"),
        ({"cme": 4_001}, "Number of CME Credits: 4001"),
        ({"board_total": 0}, "Total Board Credits: 0"),
        ({"board_total": None}, "Total Board Credits: it is empty"),
        ({"board": "Internal Medicine"}, "Certifying Board"),
        ({"board": None}, "Certifying Board: it is empty"),
        ({"board_id": ""}, "Certifying Board ID: it is empty"),
        ({"credit_types": ()}, "Credit Type: there are 0"),
        ({"credit_types": tuple((f"T{one}", 1) for one in range(5))}, "Credit Type: there are 5"),
        ({"credit_types": (("MK", 1), ("MK", 1))}, "named twice"),
        ({"credit_types": (("", 1),)}, "one is empty"),
        ({"credit_types": (("MK", 6),)}, "MK has more than the board's total"),
        ({"credit_types": (("MK", 0),)}, "Credits Awarded for MK: 0"),
        ({"family": "=cmd()"}, "Last Name: it begins like a formula"),
        ({"identifier": "-1"}, "Licensing ID or NPI: it begins like a formula"),
        ({"given": "＝1+1"}, "First Name: it begins like a formula"),
        ({"given": '"Bill'}, "First Name: it begins with a quotation mark"),
        ({"family": "_x0041_nders"}, "Last Name: Excel reads"),
        ({"family": " O'Neil"}, "Last Name: spaces"),
        ({"family": "O\x0bNeil"}, "Last Name: it holds U+000B (LINE TABULATION)"),
        ({"family": "O\tNeil"}, "Last Name: it holds U+0009 (TAB)"),
        ({"given": "Zoe\x00"}, "First Name: it holds U+0000 (NULL)"),
        ({"title": "Sepsis\x1b[1m"}, "Activity title: it holds U+001B (ESCAPE)"),
        ({"title": "Sepsis\x7f"}, "U+007F (DELETE)"),
        ({"title": "Sepsis\u2028now"}, "U+2028 (LINE SEPARATOR)"),
        ({"title": "Sepsis\ud83d"}, "U+D83D (half a character)"),
        ({"title": "Sepsis\uffff"}, "U+FFFF (a control character)"),
        ({"board_id": "0099\n99"}, "Certifying Board ID: it holds U+000A (LINE FEED)"),
    ],
)
def test_what_does_not_fit_is_said(change: dict[str, Any], said: str) -> None:
    """Each fault is said with its field."""
    assert any(said in one for one in fits(replace(BOTH, **change)))


def test_a_record_of_nothing_is_said() -> None:
    """Neither CME nor a board is no record."""
    faults = fits(replace(CME_ONLY, cme=None))
    assert faults == ("Credits: there is neither CME nor a board. Report at least one.",)


def test_every_fault_is_said_at_once() -> None:
    """Who puts a record right sees all of it."""
    assert len(fits(replace(BOTH, given="", birthday="", cme=0))) == 3


@pytest.mark.parametrize("npi", ["1234567893", "1245319599", "1003000126", "1679576722"])
def test_a_true_npi_passes(npi: str) -> None:
    """The check digit of published examples holds."""
    assert is_npi(npi)


@pytest.mark.parametrize(
    "npi", ["1234567890", "0000000006", "123456789", "12345678931", "１234567893"]
)
def test_no_npi_passes(npi: str) -> None:
    """A wrong check digit, a wrong first digit and another length are no NPI."""
    assert not is_npi(npi)


@settings(deadline=None)
@given(st.sampled_from(["1234567893", "1245319599"]), st.integers(0, 9), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(npi: str, at: int, by: int) -> None:
    """Luhn finds every single slip."""
    wrong = npi[:at] + str((int(npi[at]) + by) % 10) + npi[at + 1 :]
    assert not is_npi(wrong)
