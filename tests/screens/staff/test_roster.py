from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.editions import publish
from tests.learning import completed
from tests.people import signed_in
from tests.reading import words
from tests.taking import take
from workflows.credit.claim import make

if TYPE_CHECKING:
    from tests.reading import Drawn
    from workflows.service import Service


@pytest.fixture
def key(sqlite_service: Service) -> str:
    """An activity that Ada claimed for and Dan failed."""
    made = publish(sqlite_service)
    ada = signed_in(sqlite_service, "ada")
    make(ada, completed(ada, made), quarters=4, boards={}, attested=True)
    take(signed_in(sqlite_service, "dan"), made, {1: "a"})
    return made


def test_counts_and_people_are_shown(screen: Drawn, key: str) -> None:
    """Everybody who started, with what they reached."""
    said = words(screen("cora", "roster", id=key))
    assert "2 started · 1 passed · 1 completed · 1 claimed" in said
    assert "Ada Whitfield" in said
    assert "score 25 %" in said


def test_a_stage_narrows_what_is_shown(screen: Drawn, key: str) -> None:
    """The counts above stay those of the activity."""
    at = screen("cora", "roster", id=key)
    at.button_group[0].set_value("failed").run()
    said = words(at)
    assert "2 started" in said
    assert "Ada Whitfield" not in said
    assert "Dan Reyes" in said


def test_chosen_certificates_are_printed(screen: Drawn, key: str) -> None:
    """The links name the chosen ones; without a choice it is all of them."""
    at = screen("cora", "roster", id=key)
    assert any("(all)" in one.proto.label for one in at.get("link_button"))
    at.checkbox[0].check().run()
    (chosen,) = [
        one.proto for one in at.get("link_button") if one.proto.label.endswith("chosen) as PDF")
    ]
    assert chosen.url.startswith("/export/certificates?activity=small.1&ids=")


def test_before_anything_is_published_it_says_so(screen: Drawn) -> None:
    """No empty table."""
    assert "Nothing is published yet." in words(screen("cora", "roster"))
