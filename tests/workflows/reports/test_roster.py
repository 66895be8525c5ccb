"""The roster of an activity, on pages and as CSV."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.amending import withdraw
from tests.editions import publish
from tests.learning import attempted, completed
from tests.people import signed_in
from tests.taking import lines, start_at, take
from workflows.credit.claim import BoardClaim, make
from workflows.credit.verify import verify
from workflows.people.enrol import enrol
from workflows.people.profile import Profile, filled, see, write
from workflows.people.session import digest_of, enter, sign_in
from workflows.refusals import NotAllowed, NotFound
from workflows.reports import roster as module
from workflows.reports.roster import (
    UnknownStage,
    Wanted,
    activities,
    export,
    holders,
    roster,
)

if TYPE_CHECKING:
    from workflows.act import Actor
    from workflows.service import Service


@pytest.fixture
def key(service: Service, ada: Actor, ben: Actor, dan: Actor) -> str:
    """An activity that Ada claimed for, Dan failed and Ben has open."""
    made = publish(service)
    make(ada, completed(ada, made), quarters=3, boards={}, attested=True)
    take(dan, made, {1: "a"})
    start_at(ben, made)
    return made


def names(actor: Actor, key: str, stage: str | None = None, words: str = "") -> list[str]:
    """Return the names on the first page."""
    return [one.name for one in roster(actor, key, Wanted(stage, words)).lines]


def test_everybody_who_started_is_there(cora: Actor, key: str) -> None:
    """By name, with the counts of the whole activity."""
    page = roster(cora, key)
    assert [one.name for one in page.lines] == ["Ada Whitfield", "Ben Adeyemi-Larsen", "Dan Reyes"]
    assert (page.started, page.passed, page.completed, page.claimed) == (3, 1, 1, 1)


def test_a_line_says_how_far_somebody_is(cora: Actor, key: str) -> None:
    """Local days, the exact score rounded down, and the credit that was claimed."""
    ada, ben, dan = roster(cora, key).lines
    today = date(2026, 12, 1)
    assert (ada.degree, ada.affiliation) == ("MD", "Example Medical School")
    assert (ada.attempts, ada.score, ada.credit) == (1, "100", "0.75")
    assert (ada.started_on, ada.passed_on, ada.completed_on) == (today, today, today)
    assert ada.certificate is not None
    assert (ben.attempts, ben.score, ben.certificate) == (0, None, None)
    assert (dan.attempts, dan.score, dan.passed_on) == (1, "25", None)


@pytest.mark.parametrize(
    ("stage", "expected"),
    [
        ("in_progress", ["Ben Adeyemi-Larsen"]),
        ("failed", ["Dan Reyes"]),
        ("passed", ["Ada Whitfield"]),
        ("evaluation_due", []),
        ("claim_due", []),
        ("claimed", ["Ada Whitfield"]),
    ],
)
def test_a_stage_narrows_the_roster(cora: Actor, key: str, stage: str, expected: list[str]) -> None:
    """Each stage holds its people and nobody else."""
    assert names(cora, key, stage) == expected


def test_participation_is_no_credit(service: Service, dan: Actor, cora: Actor) -> None:
    """A physician assistant's claim is a record of participation, on the page and in the table."""
    made = publish(service)
    make(dan, completed(dan, made), quarters=4, boards={}, attested=True)
    (line,) = roster(cora, made).lines
    assert (line.stage, line.credit, line.participation) == ("claimed", None, True)
    heading, row = csv.reader(io.StringIO(export(cora, made).decode("utf-8-sig")))
    told = dict(zip(heading, row, strict=True))
    assert told["AMA PRA Category 1 Credits claimed"] == ""
    assert told["Participation"] == "yes"


def test_the_table_says_all_of_a_claim(cora: Actor, ada: Actor, service: Service) -> None:
    """Who it is, where they stand, and the points beside the credit."""
    made = publish(service)
    boards = {"ABIM:Medical Knowledge": BoardClaim("123456", consent=True)}
    make(ada, completed(ada, made), quarters=3, boards=boards, attested=True)
    heading, row = csv.reader(io.StringIO(export(cora, made).decode("utf-8-sig")))
    told = dict(zip(heading, row, strict=True))
    assert (told["Activity"], told["Stage"]) == ("small.1", "Claimed")
    assert told["E-mail"] == "ada@example.edu"
    assert told["AMA PRA Category 1 Credits claimed"] == "0.75"
    assert told["Board points claimed"] == "ABIM Medical Knowledge 0.75"
    assert verify(service, told["Certificate code"]) is not None


def test_a_withdrawn_claim_leaves_no_certificate(service: Service, ada: Actor, cora: Actor) -> None:
    """Its paper is not printed, so it is not counted."""
    made = publish(service)
    completion = completed(ada, made)
    make(ada, completion, quarters=3, boards={}, attested=True)
    assert roster(cora, made).certificates == 1
    withdraw(cora, completion, "Claimed in error.")
    page = roster(cora, made)
    assert (page.certificates, page.lines[0].certificate) == (0, None)
    assert page.lines[0].stage == "claim_due"


def test_what_is_due_is_found(service: Service, ada: Actor, dan: Actor, cora: Actor) -> None:
    """Passed and not evaluated, evaluated and not claimed."""
    made = publish(service)
    attempted(ada, made)
    completed(dan, made)
    assert names(cora, made, "evaluation_due") == ["Ada Whitfield"]
    assert names(cora, made, "claim_due") == ["Dan Reyes"]


def test_the_first_pass_is_the_score(service: Service, ada: Actor, cora: Actor) -> None:
    """Failing before and practice after change nothing."""
    made = publish(service)
    attempted(ada, made, right=1)
    attempted(ada, made, right=3)
    attempted(ada, made, right=4)
    (line,) = roster(cora, made).lines
    assert (line.score, line.attempts) == ("75", 3)


def test_words_are_part_of_the_name(cora: Actor, key: str) -> None:
    """Every word, in either case, and a wildcard is a letter like any other."""
    assert names(cora, key, words="WHIT ada") == ["Ada Whitfield"]
    assert names(cora, key, words="%") == []
    assert names(cora, key, words="WHÍT") == ["Ada Whitfield"]
    assert names(cora, key, words="whit\x00") == ["Ada Whitfield"]


def test_the_roster_has_pages(cora: Actor, key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page past the end is the last one."""
    monkeypatch.setattr(module, "PAGE", 2)
    first, last = roster(cora, key), roster(cora, key, page=99)
    assert [one.name for one in first.lines] == ["Ada Whitfield", "Ben Adeyemi-Larsen"]
    assert [one.name for one in last.lines] == ["Dan Reyes"]
    assert (first.found, first.pages, last.page) == (3, 2, 2)


def test_other_activities_do_not_mix_in(service: Service, cora: Actor, key: str) -> None:
    """A second activity starts with an empty roster."""
    other = publish(service, slug="other")
    assert roster(cora, other).lines == ()
    assert [one.key for one in activities(cora)] == [other, key]


def test_whose_certificates_there_are(cora: Actor, key: str) -> None:
    """Only of those who claimed, and each by the id under which it is printed."""
    (held,) = holders(cora, key)
    assert (held.name, held.certificate) == (
        "Ada Whitfield",
        roster(cora, key).lines[0].certificate,
    )


def test_the_table_is_whole_and_logged(service: Service, cora: Actor, key: str) -> None:
    """The log holds who printed and how many, never a name."""
    text = export(cora, key, Wanted(words="da")).decode("utf-8-sig")
    heading, *rows = csv.reader(io.StringIO(text))
    assert heading[:2] == ["Activity", "Name"]
    assert [row[1] for row in rows] == ["Ada Whitfield", "Dan Reyes"]
    (line,) = lines(service, "roster.print")
    assert line.data == {"people": 2, "stage": "all"}


def test_no_cell_is_a_formula(service: Service, system: Actor, cora: Actor) -> None:
    """A name from a form is text in a spreadsheet."""
    made = publish(service)
    enrol(system, "test", "x@example.org", Profile(legal_name="=NOW()", degree="MD"), ["learner"])
    start_at(enter(service, digest_of(sign_in(service, "test", "x@example.org"))), made)
    assert "\nsmall.1,'=NOW()," in export(cora, made).decode("utf-8-sig").replace("\r", "")


def test_a_field_with_a_nul_breaks_no_roster(service: Service, ada: Actor, cora: Actor) -> None:
    """What one person puts into a profile is read with everybody else's."""
    key = publish(service)
    start_at(ada, key)
    write(ada, see(ada).seq, filled(legal_name="Ada", degree="MD", affiliation="Ward\x00 7"))
    assert [one.affiliation for one in roster(cora, key).lines] == ["Ward 7"]


def test_an_unknown_stage_is_refused() -> None:
    """It came from a link."""
    with pytest.raises(UnknownStage, match="in_progress"):
        Wanted(stage="asleep")


def test_an_unknown_activity_is_refused(cora: Actor) -> None:
    """And nothing is logged as printed."""
    with pytest.raises(NotFound):
        export(cora, "nowhere")


@pytest.mark.parametrize("who", ["ada", "ben", "olga"])
def test_only_the_office_sees_a_roster(service: Service, key: str, who: str) -> None:
    """Learners, authors and operators do not."""
    actor = signed_in(service, who)
    with pytest.raises(NotAllowed):
        roster(actor, key)
    with pytest.raises(NotAllowed):
        export(actor, key)
