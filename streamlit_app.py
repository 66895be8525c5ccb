"""The front door that `streamlit run` starts: settings, start-up, addresses; no rules."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import sys
import threading
from contextlib import asynccontextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st
from streamlit.dataframe_util import is_dataframe_like

import journal as written
import settings as configuration
from routes import rest
from routes import table as addresses
from routes.index import Index
from routes.static import Assets
from screens import configured, door, frame, table
from screens.faults import Faults, tell_once
from screens.parts import card
from storage.connect import Unreachable, connect, make_place, require_reachable, warnings
from storage.migrate import migrate
from workflows.content.statements import unapproved
from workflows.operations.work import working
from workflows.people import demo
from workflows.people.session import system
from workflows.service import Service

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

journal = logging.getLogger("service")
STREAMLIT = Path(st.__file__).parent / "static"


def _settings() -> configuration.Settings:
    """Return the settings, or leave with a sentence that says what to change."""
    try:
        chosen = configuration.read(os.environ)
        configuration.require_safe(chosen, st.get_option("server.address"))
        if not chosen.demo:
            configured.require(st.get_option)
    except configuration.SettingsRefused as refused:
        sys.exit(f"The service was not started. {refused}")
    return chosen


def _service(chosen: configuration.Settings) -> Service:
    """Return the service, or leave with a sentence if its database does not answer."""
    engine = connect(chosen.database_url)
    make_place(engine)
    try:
        require_reachable(engine)
    except Unreachable as unreachable:
        sys.exit(f"The service was not started. {unreachable}")
    return Service(engine, chosen, chosen.now)


def _prepare(service: Service) -> None:
    """Bring the database to the present, and in the demonstration let its people in."""
    migrate(service.engine)
    for warning in (*warnings(service.engine), *unapproved(service.settings)):
        journal.warning("%s", warning)
    if service.settings.demo:
        demo.enrol_all(system(service))


@asynccontextmanager
async def _lifespan(_app: st.App) -> AsyncIterator[None]:
    written.keep(readable=CHOSEN.demo)  # again: what serves has its handlers by now
    await asyncio.to_thread(_prepare, SERVICE)
    # What the first page would import while its visitor waits: pandas, behind the answer card.
    is_dataframe_like({})
    configured.settle()
    threading.Thread(target=ASSETS.warm, args=(INDEX.files,), daemon=True).start()
    gc.collect()
    gc.freeze()  # what start-up made stays; collections during a click need not walk it
    # Production has a worker of its own: manage.py work.
    with working(SERVICE) if CHOSEN.demo else nullcontext():
        yield
    SERVICE.engine.dispose()


def _log(error: Exception) -> bool:
    return frame.explain(FAULTS.tell(error))


FAULTS = Faults()
tell_once()
CHOSEN = _settings()
written.keep(readable=CHOSEN.demo)
SERVICE = _service(CHOSEN)
ASSETS = Assets(
    STREAMLIT,
    configuration.ROOT / "data" / "cache",
    {card.ADDRESS: card.SCRIPT, rest.ADDRESS: rest.SCRIPT},
)
INDEX = Index(
    (STREAMLIT / "index.html").read_text(encoding="utf-8"),
    ASSETS.names,
    (one.path for one in table.SCREENS),
)
door.open_with(SERVICE)
door.offer({one.path: one.show for one in table.SCREENS})
app = st.App(
    "screens/main.py",
    routes=addresses.routes(SERVICE, INDEX),
    middleware=addresses.middleware(SERVICE, ASSETS, INDEX),
    lifespan=_lifespan,
    on_script_error=_log,
    exception_handlers=addresses.handlers(SERVICE, INDEX),
)
