"""What goes to the Portfolio Program: each participation once, and again after a fix."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from io import BytesIO, StringIO
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from tests.learning import unsealed
from tests.people import signed_in
from tests.projects import ALONE, GIVEN, ON_SQLITE, PLAN, approved, attested, verified
from tests.taking import lines
from workflows.part4.answer import (
    NoNoticeDay,
    NothingRead,
    NotSent,
    WhyRejected,
    enter,
    send_again,
    take,
)
from workflows.part4.batch import NothingToSend, batches, file, make, waiting
from workflows.part4.own import own
from workflows.part4.program import program
from workflows.part4.roster import export
from workflows.refusals import NotFound, Stale

if TYPE_CHECKING:
    from workflows.act import Actor
    from workflows.service import Service

ZEROS = replace(GIVEN, boards={"ABIM": "012345"})


def sent(service: Service, *, given: object = ZEROS) -> tuple[str, str]:
    """Let Ada's part in Ben's project be verified and sent; return her link and the batch."""
    link = approved(service, "ben", "ada").links["ada"]
    assert isinstance(given, type(GIVEN))
    verified(signed_in(service, "ada"), link, signed_in(service, "ben"), given)
    return link, make(signed_in(service, "cora"))


def test_a_batch_holds_what_was_verified_and_may_be_shared(
    service: Service, cora: Actor, system: Actor
) -> None:
    """With zeros kept and formulas harmless; the same file each time; then nothing waits."""
    wild = PLAN.model_copy(update={"title": "=Fewer falls"})
    found = approved(service, "ben", "ada", plan=wild)
    verified(signed_in(service, "ada"), found.links["ada"], signed_in(service, "ben"), ZEROS)
    unshared = replace(ALONE, share=False, boards={"ABA": "1234-5678"})
    verified(signed_in(service, "ben"), found.links["ben"], cora, unshared)
    assert [one.name for one in waiting(cora)] == ["Ada Whitfield, MD"]
    batch = make(cora)
    assert waiting(cora) == ()
    with pytest.raises(NothingToSend):
        make(cora)
    paper = file(cora, batch, "csv")
    assert paper == file(cora, batch, "csv")
    head, line, *rest = paper.content.decode("utf-8-sig").splitlines()
    assert head.startswith("Record,Given name")
    assert line == (
        f'{found.links["ada"]}-ABIM,Ada,Whitfield,"Ada Whitfield, MD",ABIM,012345,'
        "'=Fewer falls,Participant,2026-11-20,2026"
    )
    assert rest == []
    sheet = load_workbook(BytesIO(file(cora, batch, "xlsx").content)).worksheets[0]
    assert [one.value for one in sheet[2]][5:7] == ["012345", "=Fewer falls"]
    assert {one.data_type for one in sheet[2]} == {"s"}
    assert unsealed(system, ("portfolio_batch", "submission")) == []
    assert "012345" not in str(lines(service))


@ON_SQLITE
def test_answers_come_back_as_a_file(service: Service, ada: Actor, cora: Actor) -> None:
    """A row that is none stops no other, and the same file again changes nothing."""
    link, _batch = sent(service)
    rows = f"Record,Answer,Reason\n{link}-ABIM,Accepted,\n{'0' * 32}-ABIM,Accepted,\nx,Yes,\n"
    taken = take(cora, rows.encode())
    assert (taken.accepted, taken.rejected, taken.unchanged) == (1, 0, 0)
    assert [one.partition(":")[0] for one in taken.refused] == ["Row 4", "Row 3"]
    assert take(cora, rows.encode()).unchanged == 1
    assert own(ada).parts[0].boards[0].sent == "accepted"
    with pytest.raises(NothingRead):
        take(cora, b"Name,Answer\nAda,Accepted\n")


@ON_SQLITE
def test_what_was_rejected_goes_again_once_it_was_put_right(
    service: Service, ada: Actor, ben: Actor, cora: Actor
) -> None:
    """The participant reads why, attests anew, and it is verified: then it is sent again."""
    link, _batch = sent(service)
    with pytest.raises(WhyRejected):
        enter(cora, link, "ABIM", 1, "rejected")
    enter(cora, link, "ABIM", 1, "rejected", reason="Number unknown.")
    assert own(ada).parts[0].boards[0].reason == "Number unknown."
    assert waiting(cora) == ()
    verified(ada, link, ben, GIVEN)
    (again,) = waiting(cora)
    assert again.again
    assert b"123456" in file(cora, make(cora), "csv").content
    assert len(batches(cora)) == 2


@ON_SQLITE
def test_the_office_sends_it_again_as_it_is(service: Service, cora: Actor) -> None:
    """When the mistake was on the other side."""
    link, _batch = sent(service)
    with pytest.raises(NotSent):
        send_again(cora, link, "ABIM", 1)
    enter(cora, link, "ABIM", 1, "rejected", reason="Sent to the wrong list.")
    send_again(cora, link, "ABIM", 2)
    assert [one.board for one in waiting(cora)] == ["ABIM"]


@ON_SQLITE
def test_an_answer_is_entered_once(service: Service, cora: Actor) -> None:
    """To what was sent, and from what the page showed."""
    link, _batch = sent(service)
    with pytest.raises(NotFound):
        enter(cora, link, "ABA", 1, "accepted")
    with pytest.raises(Stale):
        enter(cora, link, "ABIM", 0, "accepted")
    enter(cora, link, "ABIM", 1, "accepted")
    with pytest.raises(NotSent):
        enter(cora, link, "ABIM", 2, "rejected", reason="No.")
    assert [one.accepted for one in program(cora).lines] == [1]


@ON_SQLITE
def test_a_physician_assistants_year_comes_with_the_notice(
    service: Service, dan: Actor, ben: Actor, cora: Actor
) -> None:
    """The day the NCCPA received it decides, not the day of completion (pitfall 20)."""
    link = approved(service, "ben", "dan").links["dan"]
    verified(dan, link, ben, replace(GIVEN, boards={"NCCPA": "1098765"}))
    make(cora)
    assert own(dan).parts[0].year is None
    for day in (None, date(2026, 12, 2)):
        with pytest.raises(NoNoticeDay):
            enter(cora, link, "NCCPA", 1, "accepted", noticed_on=day)
    rows = f"Record,Status,Notice received on\n{link}-NCCPA,yes,2026-11-30\n"
    assert take(cora, rows.encode()).accepted == 1
    assert own(dan).parts[0].year == 2026


@ON_SQLITE
def test_the_roster_says_how_far_everybody_came(service: Service, cora: Actor) -> None:
    """A line for each participant, with the notices to boards; taking it is logged."""
    link, _batch = sent(service)
    enter(cora, link, "ABIM", 1, "accepted")
    head, lead, part = csv.reader(StringIO(export(cora)))
    assert head[0] == "Project"
    assert lead[3:] == ["Ben Adeyemi-Larsen, MD", "Project lead", "not attested yet", "", "", ""]
    assert part[1:] == [
        "report approved", "2026-11-30", "Ada Whitfield, MD", "Participant", "verified",
        "2026-11-20", "2026", "ABIM: accepted",
    ]  # fmt: skip
    assert len(lines(service, "projects.print")) == 1


@ON_SQLITE
def test_what_is_not_verified_is_not_sent(service: Service, ada: Actor, cora: Actor) -> None:
    """An attestation alone is nobody's word but the person's."""
    attested(ada, approved(service, "ben", "ada").links["ada"])
    with pytest.raises(NothingToSend):
        make(cora)
