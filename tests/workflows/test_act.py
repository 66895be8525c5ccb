"""The one seam: authorised, locked, logged once, committed whole or not at all."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import text

from storage import attempts, people, things
from storage.connect import writing
from tests.databases import drop_triggers
from tests.people import signed_in
from tests.taking import begin, chain_faults, count, lines, row_of
from tests.together import overtaken, together
from workflows.act import Act, Actor, act, view
from workflows.attempts.save import save
from workflows.people.enrol import grant_role
from workflows.people.session import enter, sign_out
from workflows.refusals import Faulty, Idle, NotAllowed, NotFound, SignedOut

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Row

    from tests.clock import Clock
    from workflows.service import Service


class Broken(Exception):
    """Something went wrong in the middle of an act."""


def comment_on(a: Act) -> None:
    """Write something, as the body of an act would."""
    attempts.add_comment(a.connection, a.on.id, 1, "A comment.", a.at)


def test_an_act_is_written_with_its_line(service: Service, ada: Actor) -> None:
    """One transaction holds what was done and the line that says who did what to what."""
    attempt = begin(ada)
    with act(ada, "comment.send", on=("attempt", attempt)) as a:
        comment_on(a)
        a.data["position"] = 1
    line = lines(service)[-1]
    assert (line.actor, line.act, line.on) == (ada.public_id, "comment.send", f"attempt:{attempt}")
    assert line.data == {"position": 1}
    assert count(service, "comment") == 1


@pytest.mark.parametrize("error", [Broken(), Faulty("No.")])
def test_an_error_leaves_nothing(service: Service, ada: Actor, error: Exception) -> None:
    """Whether a fault of the program or a refusal: no row, no line, and the chain is whole."""
    attempt = begin(ada)
    before = lines(service)

    def fail() -> None:
        with act(ada, "comment.send", on=("attempt", attempt)) as a:
            comment_on(a)
            raise error

    with pytest.raises(type(error)):
        fail()
    assert (count(service, "comment"), lines(service)) == (0, before)
    assert chain_faults(service) == ()


def test_after_an_error_the_next_act_goes_on(service: Service, ada: Actor) -> None:
    """No lock and no turn is left behind."""
    attempt = begin(ada)
    with pytest.raises(Broken), act(ada, "comment.send", on=("attempt", attempt)):
        raise Broken
    with act(ada, "comment.send", on=("attempt", attempt)) as a:
        comment_on(a)
    assert count(service, "comment") == 1


def test_a_repeat_is_not_logged(
    service: Service, ada: Actor, caplog: pytest.LogCaptureFixture
) -> None:
    """Where `once` finds a receipt, the body sees it; no second line in log or journal."""
    attempt = begin(ada)
    before = lines(service)
    caplog.set_level(logging.INFO, "acts")
    with act(ada, "comment.send", on=("attempt", attempt), once=lambda _: "the receipt") as a:
        assert a.receipt == "the receipt"
    assert lines(service) == before
    assert "comment.send" not in [getattr(one, "act", "") for one in caplog.records]


def test_a_role_taken_away_is_gone_at_once(service: Service, ada: Actor) -> None:
    """The actor was made before; the act looks again, inside its own transaction."""
    attempt = begin(ada)
    assert ada.person_id is not None
    with writing(service.engine) as connection:
        people.set_role(connection, ada.person_id, "learner", service.now(), granted=False)
    with pytest.raises(NotAllowed), act(ada, "comment.send", on=("attempt", attempt)):
        pytest.fail("the body ran")


def test_a_role_that_was_granted_needs_no_new_page(service: Service, dan: Actor) -> None:
    """What the page did not know yet, the act does."""
    assert dan.person_id is not None
    with writing(service.engine) as connection:
        people.set_role(connection, dan.person_id, "staff", service.now())
    with act(dan, "roster.print") as a:
        assert a.actor.has("staff")


def test_a_role_that_was_only_claimed_does_not_help(service: Service, dan: Actor) -> None:
    """An actor is what the session says, not what the caller says."""
    forged = replace(dan, roles=frozenset({"staff", "system"}))
    before = lines(service)
    with pytest.raises(NotAllowed), act(forged, "roster.print"):
        pytest.fail("the body ran")
    assert lines(service) == before


def told(caplog: pytest.LogCaptureFixture) -> list[tuple[str, ...]]:
    """Return act, outcome, actor and kind of each line about somebody who was turned away."""
    names = ("act", "outcome", "actor", "kind")
    turned = (one for one in caplog.records if one.getMessage() == "refused")
    return [tuple(str(getattr(one, name)) for name in names) for one in turned]


def test_who_is_turned_away_leaves_one_line(
    ada: Actor, dan: Actor, caplog: pytest.LogCaptureFixture
) -> None:
    """In the journal: the act or view, why, by which account, of which kind of thing."""
    attempt = begin(ada)
    with pytest.raises(NotFound), act(dan, "comment.send", on=("attempt", attempt)):
        pytest.fail("the body ran")
    with pytest.raises(NotAllowed), act(dan, "roster.print"):
        pytest.fail("the body ran")
    with pytest.raises(NotFound), view(dan, "attempt.see", on=("attempt", attempt)):
        pytest.fail("the body ran")
    assert told(caplog) == [
        ("comment.send", "NotFound", dan.public_id, "attempt"),
        ("roster.print", "NotAllowed", dan.public_id, "-"),
        ("attempt.see", "NotFound", dan.public_id, "attempt"),
    ]
    assert attempt not in caplog.text


def test_a_refusal_that_passes_through_several_is_told_once(
    dan: Actor, caplog: pytest.LogCaptureFixture
) -> None:
    """By the innermost; and what was typed in place of an id stands in no line."""
    typed = "dan@example.org"
    with (
        pytest.raises(NotFound),
        view(dan, "home.see"),
        act(dan, "comment.send", on=("attempt", typed)),
    ):
        pytest.fail("the body ran")
    assert [one[0] for one in told(caplog)] == ["comment.send"]
    assert typed not in str([one.__dict__ for one in caplog.records])


def test_whose_session_it_was_is_told(
    service: Service, ada: Actor, dan: Actor, caplog: pytest.LogCaptureFixture
) -> None:
    """Also where an act reads it only in its own transaction, as answers do."""
    attempt = begin(ada)
    claim = Actor(service, None, "", frozenset(), dan.session)
    with pytest.raises(NotFound), act(claim, "answer.save", on=("attempt", attempt)):
        pytest.fail("the body ran")
    assert told(caplog) == [("answer.save", "NotFound", dan.public_id, "attempt")]


def test_who_rested_too_long_is_not_turned_away(
    ada: Actor, caplog: pytest.LogCaptureFixture
) -> None:
    """Signed out or idle is how every day ends: no line."""
    attempt = begin(ada)
    sign_out(ada)
    with pytest.raises(SignedOut), act(ada, "comment.send", on=("attempt", attempt)):
        pytest.fail("the body ran")
    assert told(caplog) == []


def test_nobody_acts_as_another_in_their_own_session(ada: Actor, dan: Actor) -> None:
    """A session and a person that do not belong together are refused."""
    attempt = begin(ada)
    forged = replace(dan, person_id=ada.person_id)
    with pytest.raises(SignedOut), act(forged, "comment.send", on=("attempt", attempt)):
        pytest.fail("the body ran")


def test_a_session_that_ended_acts_no_more(ada: Actor) -> None:
    """Signed out in one window is signed out in all, whatever they still show."""
    attempt = begin(ada)
    sign_out(ada)
    with pytest.raises(SignedOut):
        save(ada, attempt, position=1, seen=0, value="a")


def test_a_change_of_roles_ends_the_session(ada: Actor, system: Actor) -> None:
    """The next sign-in starts with what the person may do now."""
    attempt = begin(ada)
    grant_role(system, ada.public_id, "staff")
    with pytest.raises(SignedOut), act(ada, "comment.send", on=("attempt", attempt)):
        pytest.fail("the body ran")


def test_a_rested_session_acts_no_more(service: Service, ada: Actor, clock: Clock) -> None:
    """After its idle limit it is refused by name, before and after the page is drawn again."""
    attempt = begin(ada)
    clock.move(hours=13)
    for one in (ada, enter(service, str(ada.session))):
        with pytest.raises(Idle), act(one, "comment.send", on=("attempt", attempt)):
            pytest.fail("the body ran")


def test_staff_rest_for_half_an_hour(service: Service, cora: Actor, clock: Clock) -> None:
    """At a desk others walk by: up to 30 minutes it is used, after that it is not."""
    clock.move(minutes=30)
    with act(cora, "roster.print"):
        pass
    clock.move(seconds=1)
    with pytest.raises(Idle), act(cora, "roster.print"):
        pytest.fail("the body ran")
    with pytest.raises(Idle), view(enter(service, str(cora.session)), "roster.see"):
        pytest.fail("the body ran")


def test_a_thing_of_somebody_else_is_unknown(ada: Actor, dan: Actor) -> None:
    """Act and view, foreign id and unknown id: the same words."""
    attempt = begin(ada)
    told = set()
    for seam, verb in ((act, "comment.send"), (view, "attempt.see")):
        for public_id in (attempt, "0" * 32):
            with pytest.raises(NotFound) as refused, seam(dan, verb, on=("attempt", public_id)):
                pytest.fail("the body ran")
            told.add(str(refused.value))
    assert len(told) == 1


def test_a_view_cannot_write(ada: Actor) -> None:
    """On PostgreSQL the transaction itself is read-only."""
    attempt = begin(ada)
    with view(ada, "attempt.see", on=("attempt", attempt)) as a:
        if a.connection.dialect.name != "postgresql":
            pytest.skip("SQLite has no read-only transactions")
        assert a.connection.execute(text("SHOW transaction_read_only")).scalar_one() == "on"


def test_the_thing_is_locked_while_it_is_acted_on(service: Service, ada: Actor) -> None:
    """Eight acts that read, then write what they read plus one, leave eight and lose none."""
    attempt = begin(ada)

    def count_up() -> None:
        with act(ada, "comment.send", on=("attempt", attempt)) as a:
            comment_on(a)

    assert together(*[count_up] * 8) == [None] * 8
    assert count(service, "comment") == 8
    assert len(lines(service, "comment.send")) == 8
    assert chain_faults(service) == ()


def test_a_role_is_taken_after_what_its_holder_is_doing(
    service: Service, ada: Actor, cora: Actor, olga: Actor
) -> None:
    """Nobody is left in the middle of an act without the role that allowed it."""
    begin(ada)

    def print_roster() -> None:
        with act(cora, "roster.print", on=("activity", "small")):
            pass

    told = overtaken(
        print_roster,
        lambda: grant_role(olga, cora.public_id, "staff", granted=False, reason="Asked."),
        before=(things, "find"),
    )
    assert told == (None, None)
    assert [one.act for one in lines(service)][-2:] == ["roster.print", "role.grant"]


def test_whoever_waited_while_their_role_was_taken_acts_no_more(
    service: Service, ada: Actor, cora: Actor, olga: Actor
) -> None:
    """What the act was allowed when it began to wait does not count, but what is true after."""
    begin(ada)

    def print_roster() -> None:
        with act(cora, "roster.print", on=("activity", "small")):
            pytest.fail("the body ran")

    granted, told = overtaken(
        lambda: grant_role(olga, cora.public_id, "staff", granted=False, reason="Asked."),
        print_roster,
        before=(people, "end_sessions_of"),
    )
    assert granted is None
    assert isinstance(told, SignedOut)
    assert not lines(service, "roster.print")


def test_the_moment_of_an_act_comes_after_its_lock(service: Service, ada: Actor) -> None:
    """What waited for another act is dated after it."""
    attempt = begin(ada)
    looked: list[str] = []

    def now() -> datetime:
        looked.append("clock")
        return service.now()

    found = things.find

    def find(*args: Any) -> Row[Any] | None:
        looked.append("lock")
        return found(*args)

    actor = replace(ada, service=replace(service, now=now))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(things, "find", find)
        with act(actor, "comment.send", on=("attempt", attempt)) as a:
            assert a.at == service.now()
    assert looked[-2:] == ["lock", "clock"]


def test_the_chain_shows_a_line_that_was_changed(service: Service, ada: Actor) -> None:
    """Each line holds the hash of the one before, so no line can be changed alone."""
    begin(ada)
    assert chain_faults(service) == ()
    with writing(service.engine) as connection:
        drop_triggers(connection, "log")
        connection.execute(text("UPDATE log SET actor = 'nobody' WHERE seq = 2"))
    assert any("Line 2" in one for one in chain_faults(service))


def test_the_log_names_nobody(service: Service, ada: Actor) -> None:
    """Ids, codes and numbers: no name, no address, no note, no comment."""
    attempt = begin(ada)
    save(ada, attempt, position=1, seen=0, value="a")
    told = repr(lines(service))
    assert row_of(service, attempt).public_id in told
    for word in ("Ada", "Whitfield", "example.edu"):
        assert word not in told


def test_signed_in_again_is_another_session(service: Service, ada: Actor) -> None:
    """Ending one session leaves the other alone."""
    again = signed_in(service, "ada")
    sign_out(ada)
    assert begin(again)
