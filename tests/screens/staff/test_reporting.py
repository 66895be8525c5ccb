"""The page Reporting: the clock, the queue with its reasons, batches, answers, the year's end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.amending import amend, withdraw
from tests.people import signed_in
from tests.reading import html, links, press, words
from tests.reporting import MK, claimed, consent, identified, put, records, registered
from workflows.pars.answers import take
from workflows.pars.batch import make
from workflows.people.consent import withdraw as take_back

if TYPE_CHECKING:
    from tests.reading import Drawn
    from workflows.service import Service


@pytest.fixture
def done(sqlite_service: Service) -> str:
    """Ada's completion with ABIM points: CME waits for her consent, the points can go."""
    ada = signed_in(sqlite_service, "ada")
    identified(ada)
    return claimed(ada, registered(sqlite_service), 4, MK)


def test_the_clock_and_the_reasons_stand_on_top(
    screen: Drawn, sqlite_service: Service, done: str
) -> None:
    """What can go, what cannot, for whom, why, and who can put it right."""
    at = screen("cora", "reporting")
    ada = signed_in(sqlite_service, "ada").public_id
    assert "Oldest completion 1 Dec 2026" in words(at)
    assert "1 record of 1 person can go" in words(at)
    assert "No consent to report: 1 record" in [one.label for one in at.expander]
    assert f'<a href="/person?id={ada}">Ada Whitfield, MD</a>' in html(at)
    assert "There is no consent to report to state boards." in html(at)
    assert "nothing here is for submission" in at.warning[0].value
    assert done


def test_a_batch_is_made_downloaded_and_marked(
    screen: Drawn, sqlite_service: Service, done: str
) -> None:
    """Three clicks, each shown at once."""
    at = press(screen("cora", "reporting"), "Make the batch")
    assert "The batch is made" in at.success[0].value
    assert any("/export/pars/" in one for one in links(at).values())
    assert records(sqlite_service, done)[0][3] == "batched"
    at = press(at, "Mark as sent")
    assert "Sent, answers outstanding" in words(at)
    assert records(sqlite_service, done)[0][3] == "sent"


def test_a_batch_is_cancelled(screen: Drawn, sqlite_service: Service, done: str) -> None:
    """Its record can go with the next one."""
    at = press(press(screen("cora", "reporting"), "Make the batch"), "Cancel")
    assert "Its records wait for the next batch" in at.success[0].value
    assert records(sqlite_service, done)[0][3] == "ready"


def test_what_was_taken_out_of_a_batch_is_named(
    screen: Drawn, sqlite_service: Service, done: str
) -> None:
    """Whoever has an older file learns not to use it, and what to do if it was uploaded."""
    consent(ada := signed_in(sqlite_service, "ada"), "states")
    at = press(screen("cora", "reporting"), "Make the batch")
    take_back(ada, "states")
    told = [one.value for one in press(at, "Mark as sent").warning]
    assert any("1 record taken out" in one and done in one for one in told)
    assert "**1 record** · Sent" in words(at)


def test_answers_are_taken_in_and_told_by_row(
    screen: Drawn, sqlite_service: Service, done: str
) -> None:
    """What is refused is told with its row."""
    at = press(press(screen("cora", "reporting"), "Make the batch"), "Mark as sent")
    head = "ACCME Activity ID,Completion Date,Certifying Board,Certifying Board ID,Status,Reason\n"
    row = "202612345,12/01/2026,ABIM,{},{},Name does not match\n"
    file = head + row.format("123456", "Rejected") + row.format("999999", "Accepted")
    at.file_uploader[0].upload("answers.csv", file.encode(), "text/csv")
    at = press(at.run(), "Take in the answers")
    assert "1 rejected" in at.success[0].value
    assert "1 row refused" in at.success[0].value
    assert "No record that was sent fits this row" in html(at)
    assert "Name does not match" in html(at)
    assert records(sqlite_service, done)[0][3] == "rejected_board"


def test_a_corrected_record_goes_once_more(
    screen: Drawn, sqlite_service: Service, done: str
) -> None:
    """All that were corrected, or one as it is."""
    press(screen("cora", "reporting"), "Make the batch")
    put(sqlite_service, done, "ABIM", "rejected_board", "Name.")
    identified(signed_in(sqlite_service, "ada"), family_name="Whitfield-Ruiz")
    at = screen("cora", "reporting")
    assert "corrected since" in html(at)
    at = press(at, "Queue all that were corrected")
    assert "1 corrected record will go with the next batch" in at.success[0].value


def test_a_late_contradiction_is_decided(screen: Drawn, sqlite_service: Service, done: str) -> None:
    """Two buttons, one for each answer."""
    press(screen("cora", "reporting"), "Make the batch")
    put(sqlite_service, done, "ABIM", "accepted")
    name = "ACCME Activity ID,Completion Date,Certifying Board,Certifying Board ID,Status,Reason\n"
    late = f"{name}202612345,12/01/2026,ABIM,123456,Rejected,Lapsed\n".encode()
    take(signed_in(sqlite_service, "cora"), late)
    at = press(screen("cora", "reporting"), "Take: rejected by the board")
    assert "The later answer is in force" in at.success[0].value
    assert records(sqlite_service, done)[0][3] == "rejected_board"


def test_the_year_has_its_counts(screen: Drawn, done: str) -> None:
    """Everybody who answered, physicians, and files in three forms, once a year is chosen."""
    at = screen("cora", "reporting")
    assert "Who took part" not in html(at)
    at.button_group[0].set_value("2026").run()
    assert "Who took part until 2026" in html(at)
    assert sum("/export/pars-activities" in one for one in links(at).values()) == 3
    assert done


def test_an_empty_queue_says_so(screen: Drawn) -> None:
    """Nothing can go, no batch, no activity."""
    at = screen("cora", "reporting")
    assert "No record can go now" in at.info[0].value


def test_the_person_page_tells_where_each_report_stands(
    screen: Drawn, sqlite_service: Service, done: str
) -> None:
    """State, reason, repair; and an answer can be entered by hand."""
    press(screen("cora", "reporting"), "Make the batch")
    ada = signed_in(sqlite_service, "ada").public_id
    at = screen("cora", "person", id=ada)
    assert "In the batch that goes to PARS next" in words(at)
    assert "There is no consent to report to state boards" in words(at)
    next(one for one in at.selectbox if one.label == "PARS says").set_value("accepted")
    next(one for one in at.text_input if one.label.startswith("Reason, in")).set_value("Read there")
    at = press(at, "Enter")
    assert "Accepted on 1 Dec 2026" in words(at)
    withdraw(signed_in(sqlite_service, "cora"), done, "Claimed in error.")
    assert "it is being deleted from PARS" in words(screen("cora", "person", id=ada))


def test_an_outstanding_deletion_is_answered_by_hand(
    screen: Drawn, sqlite_service: Service, done: str
) -> None:
    """Beside the report that replaces what is deleted."""
    cora = signed_in(sqlite_service, "cora")
    first = make(cora, "excel", after="").batch
    put(sqlite_service, done, "ABIM", "accepted")
    amend(cora, done, {MK: 2}, "Took part in half of it.")
    make(cora, "excel", after=first)
    ada = signed_in(sqlite_service, "ada").public_id
    at = screen("cora", "person", id=ada)
    assert "deletion of 0.75 ABIM points" in words(at)
    report = next(one for one in at.selectbox if one.label == "Report")
    deletion = next(one for one in report.options if "deletion of" in one)
    report.set_value(next(one for one in report.options if one == deletion))
    next(one for one in at.selectbox if one.label == "PARS says").set_value("accepted")
    next(one for one in at.text_input if one.label.startswith("Reason, in")).set_value("Read there")
    at = press(at, "Enter")
    assert "deletion of" not in words(at)
