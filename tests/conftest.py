"""What every test may ask for: a service on each database, a clock, seeds, and people."""

from __future__ import annotations

import gc
import itertools
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import hypothesis
import pytest

from settings import Settings
from tests.clock import Clock
from tests.databases import Cluster, Files, quick
from tests.people import signed_in
from tests.workers import ByFile
from workflows.people import session
from workflows.service import Service

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Engine
    from xdist.remote import Producer

    from workflows.act import Actor

# How long an example takes says how busy the machine is; speed is measured in benchmarks/.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> ByFile:
    """Give each worker whole files, and all browser tests to one."""
    return ByFile(config, log)


def pytest_collection_finish() -> None:
    """Keep what was imported out of the collector's way: each full pass over it took 0.6 s."""
    gc.collect()
    gc.freeze()


@pytest.fixture
def clock() -> Clock:
    """Tuesday 1 December 2026, 10:00 in Detroit; `clock.move(minutes=5)` moves it."""
    return Clock()


@pytest.fixture
def seed() -> Callable[[], str]:
    """Seeds in a fixed sequence: every test draws the same forms each time it runs."""
    count = itertools.count(1)
    return lambda: f"{next(count):032x}"


@pytest.fixture(scope="session")
def memory() -> Iterator[Path]:
    """A folder for what nobody needs after a power cut."""
    with TemporaryDirectory(prefix="tests-", dir=quick()) as folder:
        yield Path(folder)


@pytest.fixture
def tmp_path(memory: Path) -> Iterator[Path]:
    """A folder of the test's own, there too: thousands of tests write a bank or a database."""
    with TemporaryDirectory(prefix="test-", dir=memory) as folder:
        yield Path(folder)


@pytest.fixture(scope="session")
def files(memory: Path) -> Files:
    """SQLite databases."""
    return Files(memory / "files")


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL server for the whole session."""
    made = Cluster()
    yield made
    made.stop()


@pytest.fixture
def sqlite(files: Files) -> Iterator[Engine]:
    """A fresh SQLite database with all tables."""
    with files.fresh() as made:
        yield made


@pytest.fixture
def postgresql(cluster: Cluster) -> Iterator[Engine]:
    """A fresh PostgreSQL database with all tables."""
    with cluster.fresh() as made:
        yield made


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def engine(request: pytest.FixtureRequest) -> Engine:
    """A fresh database with all tables, once of each kind."""
    made: Engine = request.getfixturevalue(request.param)
    return made


@pytest.fixture
def service(engine: Engine, clock: Clock, seed: Callable[[], str]) -> Service:
    """A running service, once on each database."""
    return _service(engine, clock, seed)


@pytest.fixture
def sqlite_service(sqlite: Engine, clock: Clock, seed: Callable[[], str]) -> Service:
    """A running service on SQLite alone, for what does not depend on the database."""
    return _service(sqlite, clock, seed)


def _service(engine: Engine, clock: Clock, seed: Callable[[], str]) -> Service:
    url = engine.url.render_as_string(hide_password=False)
    return Service(engine, Settings(database_url=url), clock, seed)


@pytest.fixture
def system(service: Service) -> Actor:
    """The service itself: the command line and the start-up."""
    return session.system(service)


@pytest.fixture
def ada(service: Service) -> Actor:
    """Ada Whitfield MD, internist, learner."""
    return signed_in(service, "ada")


@pytest.fixture
def ben(service: Service) -> Actor:
    """Ben Adeyemi-Larsen MD, anesthesiologist, learner and author of banks (ben@example.edu)."""
    return signed_in(service, "ben")


@pytest.fixture
def cora(service: Service) -> Actor:
    """Cora Lindqvist, education staff."""
    return signed_in(service, "cora")


@pytest.fixture
def emil(service: Service) -> Actor:
    """Emil Santos, education staff like Cora: the second person of what takes two."""
    return signed_in(service, "emil")


@pytest.fixture
def dan(service: Service) -> Actor:
    """Dan Reyes PA, learner from elsewhere."""
    return signed_in(service, "dan")


@pytest.fixture
def olga(service: Service) -> Actor:
    """Olga Petrenko MD, operator."""
    return signed_in(service, "olga")
