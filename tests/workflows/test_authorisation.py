"""Who may do what: everybody against every public act and view, with Ada's things.

The table is in matrix.py.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import workflows
from tests.workflows.matrix import CALLS, EVERYBODY, LEARNERS, TESTERS, UNKNOWN, Call, Things, found
from workflows.duties import DUTIES
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
        return type(refused).__name__
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
