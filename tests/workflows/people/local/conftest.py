"""People with passwords, on SQLite or on each database; passwords are kept cheaply."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from argon2 import PasswordHasher
from argon2.profiles import CHEAPEST

from settings import Settings
from tests.by_password import registered, with_passwords
from workflows.people.local import password
from workflows.service import Service

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Engine

    from tests.clock import Clock
    from workflows.act import Actor


@pytest.fixture(autouse=True)
def _cheaply(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a password costs is no behavior."""
    monkeypatch.setattr(password, "HASHER", PasswordHasher.from_parameters(CHEAPEST))
    password._nobodys.cache_clear()


@pytest.fixture
def service(sqlite_service: Service) -> Service:
    """The service with passwords, for what does not depend on the database."""
    return with_passwords(sqlite_service)


@pytest.fixture
def anywhere(engine: Engine, clock: Clock, seed: Callable[[], str]) -> Service:
    """The service with passwords, once on each database."""
    url = engine.url.render_as_string(hide_password=False)
    return with_passwords(Service(engine, Settings(database_url=url), clock, seed))


@pytest.fixture
def nora(service: Service) -> Actor:
    """Somebody with a password, signed in."""
    return registered(service)
