from __future__ import annotations

from typing import TYPE_CHECKING

from tests.people import signed_in
from tests.reading import html, press, words

if TYPE_CHECKING:
    from tests.reading import Drawn
    from workflows.service import Service


def test_somebody_is_found_and_can_be_opened(screen: Drawn, sqlite_service: Service) -> None:
    """The list leads to the records, and no name stands in the address; a rerun keeps it."""
    ada = signed_in(sqlite_service, "ada")
    at = screen("cora", "people")
    at.text_input[0].set_value("whit")
    press(at, "Find")
    assert f'<a href="/person?id={ada.public_id}">Ada Whitfield, MD</a>' in html(at)
    assert "1 person" in words(at)
    assert "whit" not in str(dict(at.query_params))
    assert "Ada Whitfield" in html(at.run())


def test_an_address_with_a_name_is_not_followed(screen: Drawn) -> None:
    """Nobody is led to hand such addresses on."""
    assert "Dan Reyes" not in html(screen("cora", "people", words="reyes"))


def test_nobody_and_too_little(screen: Drawn) -> None:
    """Each says what to do."""
    at = screen("cora", "people")
    for asked, said in (("zzzz", "Nobody is found"), ("z", "at least 2 letters")):
        at.text_input[0].set_value(asked)
        assert said in words(press(at, "Find"))
