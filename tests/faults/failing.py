"""A plugin of pytest under which every act first fails at its 1st statement, its 2nd, and so on.

`pytest -p tests.faults.failing tests/workflows/…`: each call of an act that a test makes is first
made with one statement raising, for every statement and every commit. Nothing may be left of the
transaction that it was in, in the database or in the bank folder; then the same call, made whole,
has to do what the test expects. What an earlier transaction of the call had committed is taken back
for that: it is an act of its own.
"""

from __future__ import annotations

import hashlib
import importlib
import inspect
import itertools
import json
import os
import pkgutil
import shutil
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import wraps
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import Engine, event

import workflows
from settings import ROOT
from storage.prepared import Prepared
from workflows import act as seam
from workflows.service import Service

if TYPE_CHECKING:
    from collections.abc import Callable

    Whole = tuple[int, str]

REPORT = "FAILING_REPORT"  # where the number of failures by verb goes
MOST = 400  # statements of one act
NO_ACT = "restore"  # it fills an empty database, which takes more; its own tests cut it
TRIED: Counter[str] = Counter()


class Failed(Exception):
    """The database failed at a statement."""


class Fuse:
    """What counts the statements of a call, and raises at one of them."""

    def __init__(self) -> None:
        self.at = 0  # the statement to fail; 0: none
        self.count = 0
        self.blown = self.committed = False
        self.verbs: list[str] = []
        self.look: Callable[[], Whole] = lambda: (0, "")
        self.kept: Whole = (0, "")  # what there was when the transaction began
        self.left: Whole | None = None  # what there was when the call went on in spite of it

    def set(self, at: int, look: Callable[[], Whole]) -> None:
        """Begin to count."""
        self.at, self.count, self.blown, self.committed, self.verbs = at, 0, False, False, []
        self.look, self.kept, self.left = look, look(), None

    def burn(self) -> None:
        """Count a statement, and raise if it is the one."""
        if self.blown and self.left is None:
            self.left = self.look()
        if not self.at or self.blown:
            return
        if self.committed:
            self.kept, self.committed = self.look(), False
        self.count += 1
        if self.at == self.count:
            self.blown = True
            raise Failed


FUSE = Fuse()


class Seeds:
    """The seeds of the tests, which can be put back."""

    def __init__(self) -> None:
        self.number = 0

    def __call__(self) -> str:
        """Return the next one."""
        self.number += 1
        return f"{self.number:032x}"


@pytest.fixture
def seed() -> Seeds:
    """Seeds in a fixed sequence, of which a call that failed uses none up."""
    return Seeds()


def pytest_configure() -> None:
    """Wrap every act before a test imports it, and hear of every statement."""
    event.listen(Engine, "before_cursor_execute", lambda *_: FUSE.burn())
    event.listen(Engine, "commit", _commits)
    fetched: Callable[..., Any] = Prepared._fetched

    def burning(self: Prepared, *given: Any) -> Any:
        FUSE.burn()
        return fetched(self, *given)

    pytest.MonkeyPatch().setattr(Prepared, "_fetched", burning)  # it runs at the driver
    authorise = seam._authorise

    def noting(actor: Any, verb: str, duty: Any) -> None:
        FUSE.verbs.append(verb)
        authorise(actor, verb, duty)

    pytest.MonkeyPatch().setattr(seam, "_authorise", noting)
    for module in pkgutil.walk_packages(workflows.__path__, "workflows."):
        _wrap_all(importlib.import_module(module.name))


def pytest_unconfigure() -> None:
    """Say what was tried."""
    if path := os.environ.get(REPORT):
        Path(path).write_text(json.dumps(TRIED), encoding="ascii")


def _commits(_connection: object) -> None:
    FUSE.burn()
    FUSE.committed = True


def _wrap_all(module: Any) -> None:
    """Wrap the public functions of a module that act for somebody or for the service."""
    if module.__name__ == seam.__name__ or not hasattr(module, "act"):
        return
    for name, function in inspect.getmembers(module, inspect.isfunction):
        first = next(iter(inspect.signature(function).parameters), "")
        own = function.__module__ == module.__name__ and not name.startswith("_") and name != NO_ACT
        if own and first in {"actor", "service"} and not inspect.isgeneratorfunction(function):
            setattr(module, name, _failing(function))


def _failing(function: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(function)
    def call(first: Any, *given: Any, **named: Any) -> Any:
        service = first if isinstance(first, Service) else first.service
        once = any(isinstance(one, Iterator) for one in (*given, *named.values()))
        if once or FUSE.at or not _can_be_watched(service):
            return function(first, *given, **named)
        for at in itertools.count(1):
            assert at < MOST
            done, result = _tried(service, at, lambda: function(first, *given, **named))
            if done:
                return result
        return None

    return call


def _can_be_watched(service: Service) -> bool:
    alone = threading.active_count() == 1 and threading.current_thread() is threading.main_thread()
    return alone and service.engine.dialect.name == "sqlite"


def _tried(service: Service, at: int, call: Callable[[], Any]) -> tuple[bool, Any]:
    """Make a call that fails at a statement; say whether it has none such, and was made whole."""
    seeds = service.seed.number if isinstance(service.seed, Seeds) else 0
    with _watched(service) as (look, take_back):
        before = look()
        FUSE.set(at, look)
        try:
            result = call()
        except BaseException:
            if not FUSE.blown:
                raise
        else:
            if not FUSE.blown:
                return True, result
        finally:
            FUSE.at = 0
        left = FUSE.left or look()
        assert left == FUSE.kept, f"{FUSE.verbs}: something is left of it, cut at statement {at}"
        if look() != before:
            take_back()
    TRIED.update(FUSE.verbs[-1:])
    if isinstance(service.seed, Seeds):
        service.seed.number = seeds
    return False, None


@contextmanager
def _watched(service: Service) -> Iterator[tuple[Callable[[], Whole], Callable[[], None]]]:
    """Give what tells whether anything was committed, or written into the banks; and takes it back.

    Two drivers on one file spoil its locks, so it is the service's own.
    """
    driver: Any = service.engine.dialect.loaded_dbapi
    banks = service.settings.banks
    with (
        closing(driver.connect(str(service.engine.url.database))) as watcher,
        closing(driver.connect(":memory:")) as held,
        TemporaryDirectory() as place,
    ):
        watcher.backup(held)
        own = not banks.is_relative_to(ROOT) and banks.is_dir()
        if own:
            shutil.copytree(banks, Path(place) / "banks", symlinks=True)

        def take_back() -> None:
            held.backup(watcher)
            if own:
                shutil.rmtree(banks)
                shutil.copytree(Path(place) / "banks", banks, symlinks=True)

        yield (
            lambda: (
                int(watcher.execute("PRAGMA data_version").fetchone()[0]),
                _digest(banks),
            ),
            take_back,
        )


def _digest(folder: Path) -> str:
    """Return the digest of a test's own bank folder."""
    if folder.is_relative_to(ROOT):
        return ""
    whole = hashlib.sha256()
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        whole.update(f"{path.relative_to(folder)}\0".encode() + path.read_bytes() + b"\0")
    return whole.hexdigest()
