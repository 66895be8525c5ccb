from __future__ import annotations

from typing import TYPE_CHECKING

from tests.people import signed_in
from tests.reading import html, press, words

if TYPE_CHECKING:
    from tests.reading import Drawn
    from workflows.service import Service


def test_somebody_is_found_and_can_be_opened(screen: Drawn, sqlite_service: Service) -> None:
    """The list leads to the records, and the words stand in the address."""
    ada = signed_in(sqlite_service, "ada")
    at = screen("cora", "people")
    at.text_input[0].set_value("whit")
    press(at, "Find")
    assert f'<a href="/person?id={ada.public_id}">Ada Whitfield, MD</a>' in html(at)
    assert "1 person" in words(at)
    assert at.query_params["words"] == "whit"


def test_words_in_the_address_are_looked_for(screen: Drawn) -> None:
    """A reload keeps the list."""
    assert "Dan Reyes" in html(screen("cora", "people", words="reyes"))


def test_nobody_and_too_little(screen: Drawn) -> None:
    """Each says what to do."""
    assert "Nobody is found" in words(screen("cora", "people", words="zzzz"))
    assert "at least 2 letters" in words(screen("cora", "people", words="z"))
