"""What a person has in hand: the record of their part, and the line on the transcript."""

from __future__ import annotations

import csv
from datetime import date
from io import BytesIO, StringIO
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from tests.projects import ON_SQLITE, TITLE, approved, attested, verified
from tests.taking import lines
from workflows.credit.documents import transcript
from workflows.credit.records import Period, records
from workflows.part4.certificate import NotVerified, certificate
from workflows.refusals import NotFound

if TYPE_CHECKING:
    from workflows.act import Actor
    from workflows.service import Service


def said(paper: bytes) -> str:
    """Return the words of a paper, on one line."""
    return " ".join(" ".join(one.extract_text() for one in PdfReader(BytesIO(paper)).pages).split())


@ON_SQLITE
def test_the_record_says_that_the_board_awards(service: Service, ada: Actor, ben: Actor) -> None:
    """Who, what, when, which year; and plainly that it is no award."""
    link = approved(service, "ben", "ada").links["ada"]
    verified(ada, link, ben)
    text = said(certificate(ada, link).content)
    for one in (
        "Ada Whitfield, MD", "took part in", TITLE, "November 20, 2026", "Credit year: 2026",
        "ABIM 30 Practice Assessment points", "This is a record and no award of credit",
        "awarded by the certifying board", "Verified on December 1, 2026",
    ):  # fmt: skip
        assert one in text
    assert len(lines(service, "part4.print")) == 1


@ON_SQLITE
def test_there_is_no_record_before_it_is_verified(
    service: Service, ada: Actor, ben: Actor, cora: Actor
) -> None:
    """And the record is the person's own, or the office's to print."""
    link = approved(service, "ben", "ada").links["ada"]
    attested(ada, link)
    for who in (ada, cora):
        with pytest.raises(NotVerified):
            certificate(who, link)
    with pytest.raises(NotFound):
        certificate(ben, link)


@ON_SQLITE
def test_it_stands_on_the_transcript(service: Service, ada: Actor, ben: Actor) -> None:
    """In a part of its own, added to nothing, and only in its period."""
    found = approved(service, "ben", "ada")
    verified(ada, found.links["ada"], ben)
    text = said(transcript(ada, "pdf").content)
    assert "Part IV projects: recorded here, awarded by the boards" in text
    assert "Nov 20, 2026 Fewer missed follow-up visits ABIM 30 Practice Assessment points" in text
    assert "for the board to award participant · Internal Medicine" in text
    (line,) = csv.DictReader(StringIO(transcript(ada, "csv").content.decode("utf-8-sig")))
    assert line["Kind"] == "Part IV"
    assert line["Part IV, awarded by the board"] == "ABIM 30 Practice Assessment points"
    assert (line["Credit year"], line["Role"]) == ("2026", "participant")
    later = Period(first=date(2026, 11, 21))
    assert "Part IV" not in said(transcript(ada, "pdf", later).content)
    assert "Part IV" not in said(transcript(ben, "pdf").content)


@ON_SQLITE
def test_records_hold_it_beside_the_points(service: Service, ada: Actor, ben: Actor) -> None:
    """With what is still to be done about it."""
    link = approved(service, "ben", "ada").links["ada"]
    assert [one.may_attest for one in records(ada).part4] == [True]
    verified(ada, link, ben)
    (part,) = records(ada).part4
    assert (part.may_attest, part.year, part.boards[0].sent) == (False, 2026, "not sent yet")
