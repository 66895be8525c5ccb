"""Roles, as an operator meets them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.people import signed_in
from tests.reading import html, labels, press, words
from workflows.people import session
from workflows.people.roles import roles_of

if TYPE_CHECKING:
    from tests.reading import Drawn
    from workflows.service import Service


def test_everybody_who_holds_a_role_is_listed(screen: Drawn) -> None:
    """With the way to each of them; learners are found by their address."""
    at = screen("olga", "roles")
    table = html(at)
    assert "Cora Lindqvist" in table
    assert "Ada Whitfield" not in table
    at.text_input[0].set_value("nobody@example.edu")
    assert "Nobody signs in by this address" in words(press(at, "Look"))


def test_a_role_is_given_with_the_reason(screen: Drawn, sqlite_service: Service) -> None:
    """The person's sessions end, and the page shows what is held now."""
    dan, olga = signed_in(sqlite_service, "dan"), signed_in(sqlite_service, "olga")
    at = screen("olga", "roles", id=dan.public_id)
    at.selectbox[0].select("reviewer")
    next(one for one in at.text_input if one.label == "Reason").set_value("Joined the board.")
    press(at, "Give")
    assert "Given and logged" in at.success[0].value
    assert "“Joined the board.”" in words(at)
    assert "Give" not in labels(at)
    assert not session.is_live(sqlite_service, dan.session or "")
    assert [one.role for one in roles_of(olga, dan.public_id).holder.roles] == [
        "learner",
        "reviewer",
    ]


def test_a_role_is_taken_with_the_reason_alone(screen: Drawn, sqlite_service: Service) -> None:
    """Without one nothing is taken, and the sentence asks for it."""
    emil, olga = signed_in(sqlite_service, "emil"), signed_in(sqlite_service, "olga")
    at = screen("olga", "roles", id=emil.public_id)
    at.selectbox[1].select_index(0)
    press(at, "Take away")
    assert "Write the reason" in at.error[0].value
    next(one for one in at.text_input if one.label == "Reason to take it").set_value("Left.")
    press(at, "Take away")
    assert "Taken away and logged" in at.success[0].value
    assert "Holds no role" in words(at)
    assert roles_of(olga, emil.public_id).holder.roles == ()


def test_ones_own_roles_are_shown_and_not_changed(screen: Drawn, sqlite_service: Service) -> None:
    """Another operator does that."""
    at = screen("olga", "roles", id=signed_in(sqlite_service, "olga").public_id)
    assert "another operator changes them" in words(at)
    assert labels(at) == []
