"""Points by board and cycle, why amounts are what they are, and what transcripts say of both."""

from __future__ import annotations

import csv
from datetime import date
from io import BytesIO, StringIO
from typing import TYPE_CHECKING

from pypdf import PdfReader

from storage import credit, things
from storage.connect import writing
from tests.editions import publish
from tests.learning import completed
from workflows.credit import documents
from workflows.credit.claim import BoardClaim, make
from workflows.credit.elsewhere import Entry, OwnPoints, keep, new_name
from workflows.credit.records import Period, records
from workflows.people.profile import see, write

if TYPE_CHECKING:
    from workflows.act import Actor
    from workflows.service import Service

MK = "ABIM:Medical Knowledge"
COURSE = Entry(
    completed_on=date(2024, 5, 6),
    title="A course",
    quarters=8,
    points=(OwnPoints(board="ABIM", credit_type="Medical Knowledge", quarters=8),),
)


def claim(actor: Actor, quarters: int = 4, slug: str = "small") -> str:
    """Complete an activity, claim credit and ABIM points, and return the completion."""
    completion = completed(actor, publish(actor.service, slug=slug))
    boards = {MK: BoardClaim("123456", consent=True)}
    make(actor, completion, quarters=quarters, boards=boards, attested=True)
    return completion


def cycle(actor: Actor, ends: int) -> None:
    """Say when the person's ABIM cycle ends."""
    held = see(actor)
    write(actor, held.seq, held.profile.model_copy(update={"cycle_ends": {"ABIM": ends}}))


def table(actor: Actor, period: Period | None = None) -> list[dict[str, str]]:
    """Return the lines of the person's transcript."""
    paper = documents.transcript(actor, "csv", period or Period())
    return list(csv.DictReader(StringIO(paper.content.decode("utf-8-sig"))))


def test_points_are_added_up_within_the_cycle(ada: Actor) -> None:
    """What was claimed here and what is self-reported, each on its own."""
    claim(ada)
    claim(ada, 2, slug="second")
    keep(ada, new_name(), 0, COURSE)
    cycle(ada, 2026)
    line = next(one for one in records(ada).moc if one.demonstration)
    assert (line.covers, line.progress) == ("cycle 2022–2026", "1.25 of 100 points")
    real = next(one for one in records(ada).moc if not one.demonstration)
    assert [(one.credit_type, one.quarters) for one in real.elsewhere] == [("Medical Knowledge", 8)]
    assert real.progress == "0.00 of 100 points"


def test_what_lies_outside_the_cycle_is_not_in_it(ada: Actor) -> None:
    """A cycle that begins in 2027 holds nothing of 2026."""
    claim(ada)
    cycle(ada, 2031)
    assert [one.progress for one in records(ada).moc] == ["0.00 of 100 points"]


def test_without_the_end_of_the_cycle_everything_is_added_up(ada: Actor) -> None:
    """And the line says that it is all years."""
    claim(ada)
    (line,) = records(ada).moc
    assert (line.covers, line.progress) == ("all years on record", "0.75 of 100 points")


def test_who_is_no_diplomate_has_no_line(dan: Actor) -> None:
    """A physician assistant is told of no board."""
    assert records(dan).moc == ()


def test_a_period_narrows_the_list_and_no_cycle(ada: Actor) -> None:
    """A cycle does not care for the days a transcript is asked for."""
    claim(ada)
    page = records(ada, Period(date(2027, 1, 1), None))
    assert page.records == ()
    assert [one.progress for one in page.moc] == ["0.75 of 100 points"]


def test_the_transcript_has_each_part(ada: Actor) -> None:
    """On paper and as a table: the board's line, and what is self-reported under its own words."""
    claim(ada)
    keep(ada, new_name(), 0, COURSE)
    cycle(ada, 2026)
    pdf = PdfReader(BytesIO(documents.transcript(ada, "pdf").content))
    said = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    assert "Cycle 2022–2026: 0.75 of 100 points" in said
    assert "Self-reported, not verified by Example Medical School" in said
    first, last = table(ada)
    assert (first["ABIM Medical Knowledge"], first["ABIM cycle"]) == ("0.75", "2022–2026")
    assert (last["Kind"], last["ABIM Medical Knowledge"]) == ("self-reported", "")


def test_a_period_narrows_what_is_self_reported_too(ada: Actor) -> None:
    """The course of 2024 is on no transcript of 2026."""
    claim(ada)
    keep(ada, new_name(), 0, COURSE)
    assert [one["Kind"] for one in table(ada, Period(date(2026, 1, 1), None))] == ["credit"]


def test_the_transcript_shows_what_was_claimed(ada: Actor) -> None:
    """Pitfall 1: two quarters were claimed of four that could be."""
    claim(ada, 2)
    (line,) = table(ada)
    assert line["AMA PRA Category 1 Credits™"] == "0.50"
    assert line["MOC points"] == "ABIM Medical Knowledge 0.50"


def test_the_transcript_follows_the_degree_at_the_claim(ada: Actor) -> None:
    """Pitfall 3: a later degree changes nothing that was claimed."""
    claim(ada, 2)
    held = see(ada)
    write(ada, held.seq, held.profile.model_copy(update={"degree": "PA"}))
    (line,) = table(ada)
    assert (line["Kind"], line["AMA PRA Category 1 Credits™"]) == ("credit", "0.50")


def test_an_amount_that_the_office_set_says_so(service: Service, ada: Actor) -> None:
    """No rule gives it: the reason that was written with it stands there instead."""
    completion = claim(ada)
    with writing(service.engine) as connection:
        row = things.find(connection, "completion", completion, None)
        assert row is not None
        held = credit.claims(connection, row.id)[MK]
        credit.add_claim(
            connection,
            completion_id=row.id,
            kind=MK,
            seq=2,
            quarters=1,
            allowed=held.allowed,
            snapshot=held.snapshot,
            reason="Half of it was another activity.",
            by=held.by,
            at=held.at,
        )
    why = records(ada).records[0].why
    assert [one.what for one in why] == [
        "1.00 AMA PRA Category 1 Credit™",
        "0.25 ABIM Medical Knowledge points",
    ]
    assert [one.sentence for one in why[1].reasons] == [
        "Corrected by the office: Half of it was another activity."
    ]
