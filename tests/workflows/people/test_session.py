from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from storage.connect import reading
from storage.tables import log, session
from tests.people import signed_in, token_of
from workflows.people import enrol
from workflows.people.demo import ISSUER
from workflows.people.session import digest_of, enter, is_live, sign_in, sign_out, system
from workflows.refusals import NotFound, SignedOut

if TYPE_CHECKING:
    from tests.clock import Clock
    from workflows.act import Actor
    from workflows.service import Service


def test_a_session_is_recognised(service: Service) -> None:
    """The token's digest is enough to know who it is, and only the digest is kept."""
    token = token_of(service, "ada")
    actor = enter(service, digest_of(token))
    assert actor.roles == {"learner"}
    assert is_live(service, digest_of(token))
    with reading(service.engine) as connection:
        kept = connection.execute(select(session)).all()
    assert digest_of(token) in {one.digest for one in kept}
    assert token not in str(kept)


def test_each_sign_in_has_a_token_of_its_own(service: Service) -> None:
    """Signing out on the phone leaves the desk signed in."""
    phone, desk = signed_in(service, "ada"), signed_in(service, "ada")
    sign_out(phone)
    assert phone.session is not None
    assert desk.session is not None
    assert not is_live(service, phone.session)
    assert is_live(service, desk.session)


def test_a_session_that_ended_is_refused(service: Service, ada: Actor) -> None:
    """The same cookie is worth nothing after signing out."""
    sign_out(ada)
    assert ada.session is not None
    with pytest.raises(SignedOut):
        enter(service, ada.session)
    with pytest.raises(SignedOut):
        sign_out(ada)


def test_whoever_has_no_role_left_can_sign_out(service: Service, ada: Actor) -> None:
    """Roles are taken; nobody has to leave a session open at a desk of others for that."""
    enrol.grant_role(system(service), ada.public_id, "learner", granted=False)
    roleless = signed_in(service, "ada")
    assert not roleless.roles
    sign_out(roleless)
    assert roleless.session is not None
    assert not is_live(service, roleless.session)


def test_an_unknown_identity_is_refused(service: Service) -> None:
    """Nobody is made up by signing in."""
    with pytest.raises(NotFound):
        sign_in(service, ISSUER, "nobody@example.edu")


def test_a_learner_rests_twelve_hours_and_ends_after_thirty_days(
    service: Service, ada: Actor, clock: Clock
) -> None:
    """Resting makes idle; only the absolute limit ends the session."""
    assert ada.session is not None
    clock.move(hours=12)
    assert not enter(service, ada.session).idle
    clock.move(hours=12, seconds=1)
    assert enter(service, ada.session).idle
    clock.move(days=29)
    assert not is_live(service, ada.session)


def test_staff_rest_thirty_minutes_and_end_after_twelve_hours(
    service: Service, cora: Actor, clock: Clock
) -> None:
    """A desk in an open office is guarded sooner."""
    assert cora.session is not None
    clock.move(minutes=31)
    assert enter(service, cora.session).idle
    clock.move(hours=12)
    assert not is_live(service, cora.session)


def test_use_is_noted_at_most_once_a_minute(service: Service, ada: Actor, clock: Clock) -> None:
    """A click costs no write."""
    assert ada.session is not None
    begun = clock.at
    clock.move(seconds=60)
    enter(service, ada.session)
    assert _seen(ada) == begun
    clock.move(seconds=1)
    enter(service, ada.session)
    assert _seen(ada) == clock.at


def _seen(actor: Actor) -> object:
    own = select(session.c.seen_at).where(session.c.digest == actor.session)
    with reading(actor.service.engine) as connection:
        return connection.execute(own).scalar_one()


def test_opening_and_ending_a_session_are_logged(service: Service, ada: Actor) -> None:
    """The log tells when somebody was signed in."""
    token = sign_in(service, ISSUER, "ada@example.edu")
    sign_out(enter(service, digest_of(token)))
    with reading(service.engine) as connection:
        lines = connection.execute(select(log.c.act, log.c.object).order_by(log.c.seq)).all()
    assert [tuple(line) for line in lines[-2:]] == [
        ("session.open", f"person:{ada.public_id}"),
        ("session.end", "-"),
    ]


def test_another_persons_session_is_no_help(ada: Actor, cora: Actor) -> None:
    """An act reads who the session belongs to, whatever the page was drawn with."""
    with pytest.raises(SignedOut):
        sign_out(replace(ada, session=cora.session))
