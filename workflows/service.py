"""The running service: what every act and view stands on, with the clock and the seed as parts."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy import Engine

from settings import Settings


def _now() -> datetime:
    return datetime.now(UTC)


def _seed() -> str:
    return secrets.token_hex(16)


@dataclass(frozen=True)
class Service:
    """One process's engine, settings, clock and source of seeds."""

    engine: Engine
    settings: Settings
    now: Callable[[], datetime] = field(default=_now)
    seed: Callable[[], str] = field(default=_seed)
