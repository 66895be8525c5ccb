"""Who may do what: everybody against every public act and view, with Ada's things.

The table is in matrix.py.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import itertools
import pkgutil
import random
import sqlite3
from contextlib import closing
from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import workflows
from tests.evidence import FULL, seen, times
from tests.people import newcomer, signed_in, token_of
from tests.workflows.matrix import CALLS, EVERYBODY, LEARNERS, TESTERS, UNKNOWN, Call, Things, found
from workflows.duties import DUTIES
from workflows.people import enrol, session
from workflows.refusals import NotAllowed, NotFound, Refused, SignedOut

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.clock import Clock
    from workflows.act import Actor
    from workflows.service import Service

FOLDER = Path(workflows.__path__[0])
NAMES = [call.name for call in CALLS]
# Those who may, come last: what they do changes what the others would find.
ORDER = ("tester", "olga", "dan", "ben", "system", "cora", "ada")


def told(call: Call, actor: Actor, on: Things) -> str:
    """Say how a call was answered."""
    try:
        call.by(actor, on)
    except (NotFound, NotAllowed, SignedOut) as refused:
        return "SignedOut" if isinstance(refused, SignedOut) else type(refused).__name__
    except Refused:
        return "may"  # and was refused for what it is about, not for who asks
    return "may"


def expected(call: Call, name: str) -> str:
    """Return how the table says that a call is answered."""
    if name in call.may:
        return "may"
    return "NotFound" if name in call.blind else "NotAllowed"


@pytest.mark.parametrize("call", CALLS, ids=NAMES)
def test_everybody_may_what_the_table_says(
    sqlite_service: Service, clock: Clock, tmp_path: Path, call: Call
) -> None:
    """The owner, a colleague, an outsider, a tester, staff, an operator and the system try."""
    on, actors = found(sqlite_service, clock, tmp_path / "small-bank")
    answers = {name: told(call, actors[name], on) for name in ORDER}
    assert answers == {name: expected(call, name) for name in ORDER}


@pytest.mark.parametrize("call", [one for one in CALLS if one.blind], ids=lambda one: one.name)
def test_a_foreign_id_is_answered_as_an_unknown_one(
    sqlite_service: Service, clock: Clock, tmp_path: Path, call: Call
) -> None:
    """Nobody learns from a refusal whether somebody else has such a thing."""
    on, actors = found(sqlite_service, clock, tmp_path / "small-bank")
    for name in call.blind:
        with pytest.raises(NotFound) as foreign:
            call.by(actors[name], on)
        if call.name == "attempts.settle.settle_all":  # it takes no id
            continue
        with pytest.raises(NotFound) as unknown:
            call.by(actors[name], on.unknown())
        assert str(foreign.value) == str(unknown.value)
        assert UNKNOWN not in str(unknown.value)


@pytest.mark.evidence
def test_nobody_reaches_what_is_not_theirs(
    sqlite_service: Service, clock: Clock, tmp_path: Path
) -> None:
    """Thirteen kinds of people, who hold everything that may be held, and nothing of it by right.

    Each asks for what is Ada's, for what nobody has, and by names that are none. What a call may
    give to somebody is tried above; here each call has to be refused, in the right words, and to
    leave the database as it was. Names that are none are tried by whoever may, too.
    """
    on, actors = found(sqlite_service, clock, tmp_path / "small-bank")
    crowd = Crowd(sqlite_service, clock, actors)
    calls = random.Random(6).sample(CALLS, times(8, len(CALLS)))  # noqa: S311  (the same each time)
    wrong, tried = [], 0
    with closing(sqlite3.connect(str(sqlite_service.engine.url.database))) as watch:
        for call in calls:
            for name, things in itertools.product(crowd.names, (on, on.unknown(), bad_names(on))):
                wanted = crowd.expected(call, name)
                if wanted == "may" and (things is on or call.takes_nothing):
                    continue
                before = watch.execute("PRAGMA data_version").fetchone()
                answered = crowd.told(call, name, things)
                tried += 1
                same = watch.execute("PRAGMA data_version").fetchone() == before
                # Who is signed out and has not the role either is told of the one or the other.
                right = {wanted, "NotAllowed"} if name in Crowd.PAST else {wanted}
                if name == "system" and things is not on:  # it has the duty, and is no person
                    right.add("NotFound")
                if wanted != "may" and not (same and answered in right):
                    wrong.append((call.name, name, wanted, answered, same))
                if answered not in {"may", "NotFound", "NotAllowed", "SignedOut"}:
                    wrong.append((call.name, name, wanted, answered, same))
    assert wrong == [], f"{len(wrong)} of {tried}: {wrong[:40]}"
    assert not FULL or tried >= 5_000
    seen(
        "Hostile", "authorisation", "Every act and view is refused to whom it is not for.",
        "make evidence ONLY=authorisation", calls=tried, acts_and_views=len(calls),
        kinds_of_actors=len(crowd.names), unauthorised_reads=0, unauthorised_writes=0,
    )  # fmt: skip


BAD = ("", "'; DROP TABLE person;--", "%", "_" * 32, "../../etc/passwd", "x" * 10_000, "\x00",
       "\u202eevil", "1 OR 1=1", "0", "-1", "NaN", "\ud800")  # fmt: skip
FREE = itertools.cycle(BAD)


def bad_names(on: Things) -> Things:
    """Return things by names that are none, another one each time."""
    text = next(FREE)
    unknown = on.unknown()
    named = [one.name for one in fields(on) if getattr(unknown, one.name) != getattr(on, one.name)]
    changes: dict[str, Any] = dict.fromkeys(named, text)
    return replace(on, **changes)


class Crowd:
    """The people of the table, and those with another role, without any, or with a past."""

    PAST = ("ended", "demoted", "rests")

    def __init__(self, service: Service, clock: Clock, actors: dict[str, Actor]) -> None:
        self._service = service
        self.actors = dict(actors)
        for role in ("reviewer", "coordinator", "nobody"):
            self.actors[role] = self._with_role(role)
        tokens = {"ended": token_of(service, "ada"), "demoted": token_of(service, "emil")}
        self._digests = {name: session.digest_of(token) for name, token in tokens.items()}
        for name, digest in self._digests.items():
            self.actors[name] = session.enter(service, digest)
        session.sign_out(self.actors["ended"])
        demoted = self.actors["demoted"].public_id
        enrol.grant_role(session.system(service), demoted, "staff", granted=False)
        resting = session.digest_of(token_of(service, "cora"))
        clock.move(minutes=service.settings.staff_idle_minutes + 1)
        self.actors["rests"] = session.enter(service, resting)
        own = {name: token_of(service, name) for name in ("cora", "olga", "ben", "ada", "dan")}
        for name, token in own.items():  # they were away as long
            self.actors[name] = session.enter(service, session.digest_of(token))
        self.names = tuple(self.actors)

    def _with_role(self, role: str) -> Actor:
        email = f"{role}@example.edu"
        made = session.enter(
            self._service, session.digest_of(newcomer(self._service, email))
        ).public_id
        system = session.system(self._service)
        enrol.grant_role(system, made, "learner", granted=False)
        if role != "nobody":
            scope = "Example Hospital" if role == "coordinator" else ""
            enrol.grant_role(system, made, role, scope=scope)
        return signed_in(self._service, email)

    def expected(self, call: Call, name: str) -> str:
        """Return how a call has to be answered; `may`: whatever comes is theirs to know."""
        duty = DUTIES[call.duty]
        if name in {"ended", "demoted"}:
            return "SignedOut"
        if name == "rests":
            return "may" if duty.while_idle else "SignedOut"
        if name in EVERYBODY | TESTERS:
            return expected(call, name)
        if not (duty.roleless or self.actors[name].has(*duty.roles)):
            return "NotAllowed"
        foreign = call.blind & LEARNERS and not self.actors[name].has(*duty.beyond_own)
        return "NotFound" if foreign else "may"

    def told(self, call: Call, name: str, on: Things) -> str:
        """Say how a call is answered, whatever it raises.

        Whether a session lives, the door asks at each request; that an act asks again is tried in
        test_act.py.
        """
        try:
            if name in self._digests:
                session.enter(self._service, self._digests[name])
            return told(call, self.actors[name], on)
        except SignedOut:
            return "SignedOut"
        except Exception as error:  # noqa: BLE001  (what is looked for)
            return f"{type(error).__name__}: {error}"


@pytest.mark.parametrize("call", CALLS, ids=NAMES)
def test_the_table_and_the_duties_agree(call: Call) -> None:
    """Whoever is let in by the table holds a role of the duty, and nobody else does."""
    roles = {
        "ada": {"learner"},
        "ben": {"learner", "author"},
        "cora": {"staff"},
        "dan": {"learner"},
        "olga": {"operator"},
        "system": {"system"},
        "tester": {"tester"},
    }
    holding = {name for name, own in roles.items() if own & DUTIES[call.duty].roles}
    admitted = set(call.may | call.blind)
    # What only a person has (a profile, records), the system has not, whatever its role.
    assert admitted in (holding, holding - {"system"})
    assert admitted <= EVERYBODY | TESTERS
    assert set(LEARNERS) <= EVERYBODY


def test_every_public_function_has_its_line() -> None:
    """A new act or view is not forgotten here."""
    missing = {name for name, _ in _public()} - set(NAMES)
    assert missing == set()


def test_every_line_is_a_public_function() -> None:
    """What was renamed or removed leaves no line behind."""
    assert set(NAMES) - {name for name, _ in _public()} == set()


def test_every_duty_is_used_and_every_verb_is_a_duty() -> None:
    """The table of duties holds what workflows name, and nothing else."""
    assert set(_verbs()) == set(DUTIES)


def _public() -> Iterator[tuple[str, Callable[..., object]]]:
    """Every public function of the workflows whose first argument is who acts."""
    for module in pkgutil.walk_packages(workflows.__path__, "workflows."):
        if module.name == "workflows.act":
            continue
        loaded = importlib.import_module(module.name)
        for name, function in inspect.getmembers(loaded, inspect.isfunction):
            own = function.__module__ == module.name and not name.startswith("_")
            if own and next(iter(inspect.signature(function).parameters), "") == "actor":
                yield f"{module.name.removeprefix('workflows.')}.{name}", function


def _verbs() -> Iterator[str]:
    """Every verb that is written out in a call of act() or view()."""
    for path in FOLDER.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            if node.func.id in {"act", "view"} and len(node.args) > 1:
                verb = node.args[1]
                assert isinstance(verb, ast.Constant), f"{path}: a verb is written out"
                yield str(verb.value)
