"""Rosters in: the roster from elsewhere, people from a list, and who reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzes.models import HeldElsewhere
from tests.editions import publish
from tests.people import signed_in
from tests.reading import html, labels, press, words
from workflows.content.reporter import choose, reporter
from workflows.credit.admission import roster

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

    from tests.clock import Clock
    from tests.reading import Drawn
    from workflows.service import Service


def pasted(at: AppTest, text: str) -> AppTest:
    """Paste rows and look at them."""
    at.text_area[0].set_value(text)
    return press(at, "Look at it")


def test_a_roster_is_pasted_looked_at_and_written(screen: Drawn, sqlite_service: Service) -> None:
    """The preview comes first; what is written stands in the list at once."""
    key = publish(sqlite_service, held=HeldElsewhere(title="Grand Rounds 2026"))
    at = pasted(screen("cora", "admission", id=key), "email,credits\nada@example.edu,0.50\n")
    assert "**1 new**" in words(at)
    cora = signed_in(sqlite_service, "cora")
    assert roster(cora, key)[1] == ()
    at = press(at, "Write to the roster")
    assert "1 added" in at.success[0].value
    assert "Ada Whitfield, MD" in html(at)
    assert [one.credits for one in roster(cora, key)[1]] == ["0.50"]


def test_a_faulty_row_keeps_the_button_away(screen: Drawn, sqlite_service: Service) -> None:
    """Its line is named."""
    key = publish(sqlite_service, held=HeldElsewhere(title="Grand Rounds 2026"))
    at = pasted(screen("cora", "admission", id=key), "email,credits\nada@example.edu,9\n")
    assert "Line 2: 9.00 is more than the 1.00" in words(at).replace("\\", "")
    assert "Write to the roster" not in labels(at)


def test_an_activity_with_credit_has_no_such_page(screen: Drawn, sqlite_service: Service) -> None:
    """The address says why."""
    key = publish(sqlite_service)
    assert "held_elsewhere" in words(screen("cora", "admission", id=key)).replace("\\", "")


def test_people_are_enrolled_from_a_list(screen: Drawn) -> None:
    """Whom it would enrol is shown before anybody is."""
    rows = "email,name,affiliation\neve@example.org,Eve Adebayo,partner\n"
    at = pasted(screen("cora", "enrol"), rows)
    assert "Eve Adebayo" in html(at)
    assert press(at, "Enroll them").success[0].value == "1 person enrolled."


def test_an_evening_s_choice_is_of_that_day(
    screen: Drawn, sqlite_service: Service, clock: Clock
) -> None:
    """The provider's day, though in UTC it is the next one by then."""
    key = publish(sqlite_service)
    clock.move(hours=10)  # 20:00 in Detroit
    choose(signed_in(sqlite_service, "cora"), key, "elsewhere", 0, sure=False)
    at = screen("cora", "publish")
    assert "never both, since 1 Dec 2026" in " ".join(one.label for one in at.radio)


def test_the_reporter_is_chosen_on_publish(screen: Drawn, sqlite_service: Service) -> None:
    """To the other platform, and back only with a confirmation."""
    key = publish(sqlite_service)
    cora = signed_in(sqlite_service, "cora")
    at = screen("cora", "publish")
    at.radio[0].set_value("elsewhere")
    at = next(one for one in at.button if one.form_id == f"{key}-reporter-0").click().run()
    assert reporter(cora, key).who == "elsewhere"
    at.radio[0].set_value("here")
    at = next(one for one in at.button if one.form_id == f"{key}-reporter-1").click().run()
    assert "may have reported completions already" in words(at)
    assert reporter(cora, key).who == "elsewhere"
