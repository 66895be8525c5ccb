"""Finding people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.taking import lines
from workflows.people import search as module
from workflows.people.enrol import enrol
from workflows.people.profile import filled
from workflows.people.search import TooFewLetters, folded, search

if TYPE_CHECKING:
    from workflows.act import Actor
    from workflows.service import Service


def found(actor: Actor, words: str) -> list[str]:
    """Return the names that are found."""
    return [one.shown for one in search(actor, words).people]


@pytest.mark.parametrize("words", ["nguyen", "NGUYỄN", "huong nguyen", "hương@", "HUONG@Example"])
def test_marks_and_case_do_not_matter(system: Actor, cora: Actor, words: str) -> None:
    """Somebody who began nothing is found by name or address."""
    named = filled(legal_name="Hương Nguyễn", degree="MD", affiliation="Elsewhere")
    enrol(system, "test", "huong@example.edu", named, ["learner"])
    assert found(cora, words.replace("hương@", "huong@")) == ["Hương Nguyễn, MD"]


def test_everyone_found_is_counted(
    cora: Actor, ada: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first ones are listed, by name."""
    monkeypatch.setattr(module, "MOST", 2)
    page = search(cora, "example")
    assert [one.shown for one in page.people] == ["Ada Whitfield, MD", "Ben Adeyemi-Larsen, MD"]
    assert page.found > 2
    assert page.people[0].person == ada.public_id


def test_nobody_is_found_by_a_wildcard(cora: Actor) -> None:
    """Signs are letters like any other."""
    assert found(cora, "%%") == []


@pytest.mark.parametrize("words", ["", " ", "a", "\x00a"])
def test_too_few_letters_are_refused(cora: Actor, words: str) -> None:
    """The list of everybody is nothing to look through."""
    with pytest.raises(TooFewLetters):
        search(cora, words)


def test_finding_is_no_opening(service: Service, cora: Actor) -> None:
    """Only the records that are opened are personal enough for the log."""
    search(cora, "whitfield")
    assert not lines(service, "person.open")


@pytest.mark.parametrize(
    ("text", "expected"), [("Łukasz Øster", "lukasz oster"), ("Đặng", "dang"), ("Weiß", "weiss")]
)
def test_letters_as_they_are_compared(text: str, expected: str) -> None:
    """Also those that Unicode does not take apart."""
    assert folded(text) == expected
