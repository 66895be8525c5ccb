"""Entering a registration."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.editions import publish
from tests.taking import count, lines
from workflows.content.editions import editions
from workflows.content.front import front
from workflows.content.registration import (
    NotAnAccmeId,
    NotARegistration,
    UnknownKind,
    enter,
)
from workflows.refusals import NotAllowed, NotFound, Stale

if TYPE_CHECKING:
    from workflows.act import Actor
    from workflows.service import Service


@pytest.fixture
def key(service: Service) -> str:
    """An activity planned for ABA and ABIM."""
    return publish(service, registered=())


def test_an_accme_id_is_entered(service: Service, cora: Actor, ada: Actor, key: str) -> None:
    """It shows in the front matter, and the log has it."""
    assert enter(cora, key, "ACCME", " 202612345 ", 0).seq == 1
    assert front(ada, key).registrations == {"ACCME": "202612345"}
    (line,) = lines(service, "registration.enter")
    assert line.data == {"kind": "ACCME", "seq": 1, "value": "202612345"}


def test_a_registration_can_be_corrected(cora: Actor, key: str) -> None:
    """The later one is in force."""
    enter(cora, key, "ABA", "first", 0)
    enter(cora, key, "ABA", "second", 1)
    (one,) = editions(cora)
    assert [(held.kind, held.value, held.seq) for held in one.registrations] == [
        ("ACCME", "", 0),
        ("ABA", "second", 2),
        ("ABIM", "", 0),
    ]


def test_the_same_again_returns_the_first_receipt(service: Service, cora: Actor, key: str) -> None:
    """A double click writes once."""
    first = enter(cora, key, "ABA", "MOCA 1", 0)
    assert enter(cora, key, "ABA", "MOCA 1", 0) == first
    assert count(service, "registration") == 1


def test_two_windows_do_not_overwrite_each_other(cora: Actor, key: str) -> None:
    """The second is told what is in force."""
    enter(cora, key, "ABA", "first", 0)
    with pytest.raises(Stale) as stale:
        enter(cora, key, "ABA", "other", 0)
    assert (stale.value.current, stale.value.seq) == ("first", 1)


@pytest.mark.parametrize("value", ["", "12345678", "1234567890", "20261234x", "２０２６１２３４５"])
def test_an_accme_id_has_nine_digits(service: Service, cora: Actor, key: str, value: str) -> None:
    """Anything else is refused with an example."""
    with pytest.raises(NotAnAccmeId, match="nine digits"):
        enter(cora, key, "ACCME", value, 0)
    assert count(service, "registration") == 0


@pytest.mark.parametrize("value", ["", "  ", "a\nb", "x" * 101])
def test_a_board_registration_is_one_line(cora: Actor, key: str, value: str) -> None:
    """Nothing, two lines or a text is refused."""
    with pytest.raises(NotARegistration):
        enter(cora, key, "ABA", value, 0)


def test_a_board_outside_the_terms_is_refused(cora: Actor, key: str) -> None:
    """Only what was planned can be registered."""
    with pytest.raises(UnknownKind, match="ACCME, ABA, ABIM"):
        enter(cora, key, "ABP", "x", 0)


def test_an_unknown_activity_is_refused(cora: Actor) -> None:
    """A link to nowhere writes nothing."""
    with pytest.raises(NotFound):
        enter(cora, "nowhere", "ACCME", "202612345", 0)


def test_learners_enter_nothing(ada: Actor, key: str) -> None:
    """It is the office's act."""
    with pytest.raises(NotAllowed):
        enter(ada, key, "ACCME", "202612345", 0)
