"""What hostile tests borrow: screens drawn without a browser, and the routes without a server."""

from __future__ import annotations

from tests.routes.conftest import browser
from tests.screens.conftest import _scanned_once, screen

__all__ = ["_scanned_once", "browser", "screen"]
