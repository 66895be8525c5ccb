"""Where commands work: the settings, the clock, the database and who acts."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

import settings as configuration
from commands.app import PROBLEMS, WRONG_USE

if TYPE_CHECKING:
    from workflows.act import Actor
    from workflows.service import Service


def settings() -> configuration.Settings:
    """Return what the environment sets."""
    return configuration.read(os.environ)


def service(*, bring_up: bool = True) -> Service:
    """Return the service on its database, made and brought up to date if that is due."""
    from storage import migrate as migrations
    from storage.connect import Unreachable, connect, make_place, require_reachable
    from workflows.service import Service

    chosen = settings()
    engine = connect(chosen.database_url)
    if bring_up:
        make_place(engine)
    elif engine.dialect.name == "sqlite" and not Path(engine.url.database or "").exists():
        print(
            f"There is no database {engine.url.database} yet: run manage.py migrate; or set"
            " DATABASE_URL, if the service has another.",
            file=sys.stderr,
        )
        raise typer.Exit(PROBLEMS)
    try:
        require_reachable(engine)
    except Unreachable as unreachable:
        raise configuration.SettingsRefused(str(unreachable)) from None
    if bring_up:
        migrations.migrate(engine)
    return Service(engine, chosen, chosen.now)


def at(url: str) -> Service:
    """Return the service on another database than its own, as it is there."""
    from storage.connect import Unreachable, connect, make_place, require_reachable
    from workflows.service import Service

    chosen = configuration.read({**os.environ, "DATABASE_URL": url})
    engine = connect(chosen.database_url)
    make_place(engine)
    try:
        require_reachable(engine)
    except Unreachable as unreachable:
        raise configuration.SettingsRefused(str(unreachable)) from None
    return Service(engine, chosen, chosen.now)


def office(service: Service, email: str | None) -> Actor:
    """Return who acts: the person named, or in the demonstration its education specialist."""
    from workflows.operations import demonstration
    from workflows.people.named import named

    if email is not None:
        return named(service, email)
    if not service.settings.demo:
        print("Name the person who publishes: --as EMAIL.", file=sys.stderr)
        raise typer.Exit(WRONG_USE)
    return demonstration.office(service)
