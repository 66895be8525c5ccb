"""The floor page behind an app that freezes what start-up made, as the service does."""

from __future__ import annotations

import gc
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@asynccontextmanager
async def _freeze(_app: st.App) -> AsyncIterator[None]:
    gc.collect()
    gc.freeze()
    yield


app = st.App("floor_page.py", lifespan=_freeze)
