from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from quizzes.models import HeldElsewhere
from tests.editions import publish
from workflows.content.halt import halt
from workflows.content.sharing import NotShared, in_ascii, sharing, sheet

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.clock import Clock
    from workflows.act import Actor
    from workflows.service import Service


@pytest.fixture
def service(sqlite_service: Service) -> Service:
    """The service on SQLite: nothing here depends on the database."""
    return sqlite_service


def test_the_text_for_the_record_system(service: Service, ada: Actor) -> None:
    """What, how long, until when, and the link; no amount, since no statement has room."""
    page = sharing(ada, publish(service))
    assert page.link == f"http://127.0.0.1:8501/go/{page.code}"
    assert page.text == (
        "Self-assessment: A small self-assessment. 4 questions, about 60 minutes, until 31 Oct"
        " 2027. Physicians who pass it can claim AMA PRA Category 1 Credit™."
        f" {page.link}?from=ehr"
    )
    assert page.ascii == page.text.replace("™", "(TM)")


def test_a_demonstration_promises_nothing(service: Service, ada: Actor) -> None:
    """Neither in the text nor on the sheet's head."""
    key = publish(service, demonstration=True)
    page = sharing(ada, key)
    assert "Demonstration, not for credit." in page.text
    assert "AMA" not in page.text


def test_points_alone_say_whose_credit_it_is(service: Service, ada: Actor) -> None:
    """It belongs to the activity where it is claimed."""
    held = HeldElsewhere(title="Grand Rounds", provider="Example Hospital")
    key = publish(service, held=held)
    assert 'Points only, for "Grand Rounds" (Example Hospital).' in sharing(ada, key).text


def test_letters_that_a_record_system_lacks_are_replaced() -> None:
    """Signs by what looks like them, accents left out."""
    assert in_ascii("“Sepsis” – première, 5 ‘µg’ … ™") == "\"Sepsis\" - premiere, 5 'g' ... (TM)"


def test_the_sheet_says_what_it_opens(service: Service, ada: Actor) -> None:
    """Title, length, credit with its statements, code, typed link, last day, contact."""
    key = publish(service)
    paper = sheet(ada, key)
    page = sharing(ada, key)
    [drawn] = PdfReader(io.BytesIO(paper.content)).pages
    said = " ".join(drawn.extract_text().split())
    for part in (
        "A small self-assessment",
        "4 questions, about 60 minutes",
        "Up to 1.00 AMA PRA Category 1 Credit",
        f"127.0.0.1:8501/go/{page.code}",
        f"Code {page.code}",
        "Open until October 31, 2027",
    ):
        assert part in said
    assert paper.name == "qr-sheet-a-small-self-assessment.pdf"


def test_staff_see_what_came_of_it_afterwards(service: Service, cora: Actor) -> None:
    """How many came, and why there is no link any more."""
    key = publish(service)
    halt(cora, key, "withdrawn", "A dose was wrong.", 0)
    page = sharing(cora, key)
    assert page.over is not None
    assert "was withdrawn by the office" in page.over
    assert page.arrivals == ()


@pytest.mark.parametrize("ask", [sharing, sheet])
def test_what_is_over_has_no_link(
    service: Service, ada: Actor, cora: Actor, clock: Clock, ask: Callable[[Actor, str], object]
) -> None:
    """It ended, or the office withdrew it."""
    key, other = publish(service), publish(service, slug="other")
    halt(cora, other, "withdrawn", "A dose was wrong.", 0)
    with pytest.raises(NotShared, match="was withdrawn by the office"):
        ask(ada, other)
    clock.move(days=400)
    with pytest.raises(NotShared, match="ended on 31 Oct 2027"):
        ask(ada, key)
