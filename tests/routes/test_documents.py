"""Papers by their addresses: who gets them, and what everybody else is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from storage.connect import reading
from storage.tables import certificate
from tests.amending import withdraw
from tests.editions import publish
from tests.learning import completed
from tests.people import signed_in, token_of
from tests.taking import lines
from tests.workflows.matrix import REFUSAL, REQUEST
from tests.workflows.messages.sending import put
from workflows.credit.claim import BoardClaim, make
from workflows.desk.answer import answer
from workflows.desk.ask import ask
from workflows.messages.desk import export

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.testclient import TestClient

    from workflows.service import Service

    Browser = Callable[..., TestClient]

ABIM = {"ABIM:Medical Knowledge": BoardClaim("123456", consent=True)}


def claimed(service: Service) -> tuple[str, str]:
    """Let Ada claim; return the completion and the certificate."""
    ada = signed_in(service, "ada")
    completion = completed(ada, publish(service))
    return completion, make(ada, completion, quarters=3, boards={}, attested=True).certificate


def codes(service: Service) -> list[str]:
    """Return the codes of all certificates, oldest first."""
    with reading(service.engine) as connection:
        return list(connection.execute(select(certificate.c.code).order_by("id")).scalars())


def test_the_owner_opens_a_certificate(browser: Browser, sqlite_service: Service) -> None:
    """A PDF in the browser, which no cache on the way keeps."""
    _, made = claimed(sqlite_service)
    reply = browser(token_of(sqlite_service, "ada")).get(f"/certificate/{made}.pdf")
    assert reply.status_code == 200
    assert reply.headers["content-type"] == "application/pdf"
    assert reply.headers["cache-control"] == "no-store"
    named = "certificate-2026-12-01-a-small-self-assessment.pdf"
    assert reply.headers["content-disposition"] == f'inline; filename="{named}"'
    assert reply.content.startswith(b"%PDF")


@pytest.mark.parametrize(
    ("who", "path", "disposition"),
    [
        ("ada", "/transcript.pdf", 'inline; filename="transcript-until-2026-12-01.pdf"'),
        (
            "ada",
            "/transcript.csv?from=2026-01-01&to=2026-12-31",
            'attachment; filename="transcript-2026-01-01-to-2026-12-31.csv"',
        ),
        (
            "cora",
            "/export/certificates?activity=small&as=zip",
            'attachment; filename="certificates-2026-12-01-a-small-self-assessment.zip"',
        ),
        (
            "cora",
            "/export/roster?activity=small",
            'attachment; filename="roster-2026-12-01-small.csv"',
        ),
        (
            "cora",
            "/export/learner-match?activity=small",
            'attachment; filename="pars-learner-match-unverified-small-1-2026-12-01.xlsx"',
        ),
    ],
)
def test_a_file_is_recognised_in_a_downloads_folder(
    browser: Browser, sqlite_service: Service, who: str, path: str, disposition: str
) -> None:
    """Kind, days and activity; no name of anybody."""
    claimed(sqlite_service)
    reply = browser(token_of(sqlite_service, who)).get(path)
    assert reply.headers["content-disposition"] == disposition


def test_someone_elses_is_answered_as_an_unknown_one(
    browser: Browser, sqlite_service: Service
) -> None:
    """The same status and the same words."""
    _, made = claimed(sqlite_service)
    dan = browser(token_of(sqlite_service, "dan"))
    foreign, unknown = (dan.get(f"/certificate/{one}.pdf") for one in (made, "0" * 32))
    assert foreign.status_code == unknown.status_code == 404
    assert foreign.text == unknown.text
    assert not lines(sqlite_service, "certificate.print")


def test_a_withdrawn_certificate_is_gone(browser: Browser, sqlite_service: Service) -> None:
    """The page says that it was withdrawn."""
    completion, made = claimed(sqlite_service)
    withdraw(signed_in(sqlite_service, "cora"), completion, "Claimed in error.")
    reply = browser(token_of(sqlite_service, "ada")).get(f"/certificate/{made}.pdf")
    assert reply.status_code == 410
    assert "withdrawn" in reply.text


def test_a_transcript_comes_in_both_forms(browser: Browser, sqlite_service: Service) -> None:
    """For the days asked for."""
    claimed(sqlite_service)
    ada = browser(token_of(sqlite_service, "ada"))
    assert ada.get("/transcript.pdf?from=&to=2026-12-31").content.startswith(b"%PDF")
    assert "A small self-assessment" in ada.get("/transcript.csv?from=2026-12-01").text
    assert "A small self-assessment" not in ada.get("/transcript.csv?from=2026-12-02").text


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("from=yesterday", "is not a day"),
        ("from=2026-02-30", "is not a day"),
        ("from=2026-12-02&to=2026-12-01", "before it starts"),
        ("person=nobody", "There is no such person"),
    ],
)
def test_a_transcript_of_what_cannot_be(
    browser: Browser, sqlite_service: Service, query: str, sentence: str
) -> None:
    """A page says what is wrong, and no print is logged."""
    reply = browser(token_of(sqlite_service, "ada")).get(f"/transcript.csv?{query}")
    assert reply.status_code in {404, 422}
    assert sentence in reply.text
    assert not lines(sqlite_service, "transcript.print")


def test_staff_print_a_bundle(browser: Browser, sqlite_service: Service) -> None:
    """All as PDF, those chosen as zip, and anybody's transcript."""
    _, made = claimed(sqlite_service)
    cora = browser(token_of(sqlite_service, "cora"))
    ada = signed_in(sqlite_service, "ada").public_id
    everyone = cora.get("/export/certificates?activity=small")
    chosen = cora.get(f"/export/certificates?activity=small&as=zip&ids={made}")
    assert everyone.content.startswith(b"%PDF")
    assert chosen.content.startswith(b"PK")
    assert "A small self-assessment" in cora.get(f"/transcript.csv?person={ada}").text


@pytest.mark.parametrize("what", ["certificates", "roster"])
def test_a_bundle_is_for_staff(browser: Browser, sqlite_service: Service, what: str) -> None:
    """Ada's role does not include it."""
    claimed(sqlite_service)
    reply = browser(token_of(sqlite_service, "ada")).get(f"/export/{what}?activity=small")
    assert reply.status_code == 403


def test_anybody_may_verify_a_code(browser: Browser, sqlite_service: Service) -> None:
    """The minimum, and no diplomate ID."""
    ada = signed_in(sqlite_service, "ada")
    completion = completed(ada, publish(sqlite_service))
    make(ada, completion, quarters=4, boards=ABIM, attested=True)
    reply = browser().get(f"/verify/{codes(sqlite_service)[0]}")
    assert reply.status_code == 200
    for said in ("is valid", "Ada Whitfield, MD", "A small self-assessment", "1 Dec 2026"):
        assert said in reply.text
    assert "0.75 ABIM Medical Knowledge points" in reply.text
    assert "123456" not in reply.text


def test_an_old_code_leads_to_the_certificate_in_force(
    browser: Browser, sqlite_service: Service
) -> None:
    """The replaced paper names the one that replaced it."""
    completion, _ = claimed(sqlite_service)
    ada = signed_in(sqlite_service, "ada")
    make(ada, completion, quarters=3, boards=ABIM, attested=True)
    old, new = codes(sqlite_service)
    reply = browser().get(f"/verify/{old}")
    assert "was replaced" in reply.text
    assert f'href="/verify/{new}"' in reply.text


def test_a_code_is_read_as_it_is_typed_from_paper(
    browser: Browser, sqlite_service: Service
) -> None:
    """In groups of four, in capitals."""
    claimed(sqlite_service)
    code = codes(sqlite_service)[0].upper()
    grouped = "%20".join(code[at : at + 4] for at in range(0, 32, 4))
    assert "is valid" in browser().get(f"/verify/{grouped}").text


def test_an_unknown_code_is_answered_as_no_code(browser: Browser) -> None:
    """The same status and the same words."""
    unknown, malformed = (browser().get(f"/verify/{one}") for one in ("0" * 32, "nonsense"))
    assert unknown.status_code == malformed.status_code == 404
    assert unknown.text == malformed.text


def test_a_bundle_holds_those_who_were_listed(browser: Browser, sqlite_service: Service) -> None:
    """The stage and the people of the roster narrow the certificates, too."""
    claimed(sqlite_service)
    cora = browser(token_of(sqlite_service, "cora"))
    ada = signed_in(sqlite_service, "ada").public_id
    there = "/export/certificates?activity=small&as=zip"
    assert cora.get(f"{there}&stage=claimed&people={ada}").status_code == 200
    nobody = cora.get(f"{there}&people={'0' * 32}")
    assert nobody.status_code == 422
    assert "no certificate to print" in nobody.text


def test_deadlines_come_as_a_calendar_file(browser: Browser, sqlite_service: Service) -> None:
    """One's own, and kept by no cache."""
    completion = completed(signed_in(sqlite_service, "ada"), publish(sqlite_service))
    answer = browser(token_of(sqlite_service, "ada")).get("/deadlines.ics")
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    assert 'filename="deadlines.ics"' in answer.headers["content-disposition"]
    assert completion in answer.text.replace("\r\n ", "")
    other = browser(token_of(sqlite_service, "dan")).get("/deadlines.ics")
    assert "VEVENT" not in other.text
    assert browser().get("/deadlines.ics").status_code == 303


def test_messages_come_as_a_file_to_staff_alone(browser: Browser, sqlite_service: Service) -> None:
    """Nobody else learns whether there is one."""
    put(sqlite_service, signed_in(sqlite_service, "ada"), "attempt:1", "follow-up")
    batch = export(signed_in(sqlite_service, "cora"), "follow-up")
    answer = browser(token_of(sqlite_service, "cora")).get(f"/export/messages/{batch}")
    assert answer.headers["cache-control"] == "no-store"
    assert 'filename="messages-2026-12-01.csv"' in answer.headers["content-disposition"]
    assert "ada@example.edu" in answer.text
    staff, learner = (browser(token_of(sqlite_service, one)) for one in ("cora", "ada"))
    assert learner.get(f"/export/messages/{batch}").status_code == 403
    assert learner.get("/export/messages/none").status_code == 403
    assert staff.get("/export/messages/none").status_code == 404


def test_completions_for_another_platform_are_staff_s(
    browser: Browser, sqlite_service: Service
) -> None:
    """A table that no cache keeps; a learner is refused."""
    claimed(sqlite_service)
    path = "/export/completions?activity=small"
    reply = browser(token_of(sqlite_service, "cora")).get(path)
    named = "completions-2026-12-01-small.xlsx"
    assert reply.headers["content-disposition"] == f'attachment; filename="{named}"'
    assert reply.headers["cache-control"] == "no-store"
    assert reply.content.startswith(b"PK")
    assert browser(token_of(sqlite_service, "ada")).get(path).status_code == 403


def test_a_letter_is_for_whoever_asked_and_for_staff(
    browser: Browser, sqlite_service: Service
) -> None:
    """A colleague's request is answered as an unknown one; before the answer there is none."""
    made = ask(signed_in(sqlite_service, "ada"), REQUEST)
    path = f"/letter/{made}.pdf"
    assert browser(token_of(sqlite_service, "ada")).get(path).status_code == 409
    answer(signed_in(sqlite_service, "cora"), made, REFUSAL, 1)
    for who, status in (("ada", 200), ("cora", 200), ("ben", 404), ("dan", 404)):
        assert browser(token_of(sqlite_service, who)).get(path).status_code == status
    reply = browser(token_of(sqlite_service, "ada")).get(path)
    named = "moc-answer-2026-12-01-spring-course.pdf"
    assert reply.headers["content-disposition"] == f'inline; filename="{named}"'
    assert reply.content.startswith(b"%PDF")
