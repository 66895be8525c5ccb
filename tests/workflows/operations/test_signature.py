"""The certificate that papers are signed with: what doctor says of it, and when."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from documents.signature import Key
from tests.documents.keys import NAMED, key_in
from workflows.operations.doctor import doctor
from workflows.operations.signature import of_key
from workflows.people.session import system

if TYPE_CHECKING:
    from pathlib import Path

    from workflows.service import Service

BEGINS = datetime(2026, 1, 1, tzinfo=UTC)
YEAR = timedelta(days=365)
ENDS = BEGINS + YEAR


def said(key: Key | None, at: datetime) -> str:
    """Return what is found, in words."""
    return " ".join(map(str, of_key(key, at)))


@pytest.mark.parametrize("days", [61, 365])
def test_a_certificate_that_holds_is_in_order(tmp_path: Path, days: int) -> None:
    """For more than 60 days."""
    assert said(key_in(tmp_path, begins=BEGINS, lasts=YEAR), ENDS - timedelta(days=days)) == ""


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (59, "It expires on 2027-01-01; what is printed later is not signed."),
        (0, "It expires on 2027-01-01"),
        (-1, "It expired on 2027-01-01; papers are made without a signature."),
        (366, "It is valid from 2026-01-01 on"),
    ],
)
def test_a_certificate_that_runs_out_is_told(tmp_path: Path, days: int, words: str) -> None:
    """Weeks before, with whose it is and what to do."""
    found = said(key_in(tmp_path, begins=BEGINS, lasts=YEAR), ENDS - timedelta(days=days))
    assert words in found
    assert NAMED in found
    assert "CERTIFICATE_KEY" in found


def test_a_key_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    """And that papers go without."""
    assert "cannot be read" in said(Key(tmp_path / "none.p12", ""), BEGINS)


def test_no_key_is_no_finding() -> None:
    """Signatures are a provider's choice."""
    assert said(None, BEGINS) == ""


def test_doctor_looks_at_it(sqlite_service: Service, tmp_path: Path) -> None:
    """As the last of its checks."""
    key = key_in(tmp_path, lasts=timedelta(days=30))
    settings = replace(sqlite_service.settings, paper_key=key)
    last = doctor(system(replace(sqlite_service, settings=settings)))[-1]
    assert last.about == "signature"
    assert "expired" in last.findings[0].what
