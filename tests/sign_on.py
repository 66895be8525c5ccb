"""A service in production, whose people sign in elsewhere; and what a sign-in may write."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from settings import SignOn
from storage.connect import reading
from storage.tables import identity, log, person, profile, role, session, spent

if TYPE_CHECKING:
    from workflows.service import Service

HOME = "https://cme.example.edu"
CLIENT, SECRET = "self-assessment", "a secret that only the two know"


def at_provider(service: Service, issuer: str, home: str = HOME, **more: Any) -> Service:
    """Return the service in production, with a provider that people sign in at."""
    sign_on = SignOn(issuer, CLIENT, SECRET, "Example University", **more)
    settings = replace(service.settings, mode="production", public_url=home, sign_on=sign_on)
    return replace(service, settings=settings)


def written(service: Service) -> dict[str, int]:
    """Count what a sign-in may write."""
    tables = (person, identity, profile, role, session, spent, log)
    with reading(service.engine) as connection:
        return {
            one.name: int(connection.execute(select(func.count()).select_from(one)).scalar_one())
            for one in tables
        }
