"""How the journal is written: a line of JSON for each event in production, readable when tried out.

It holds no name, address or number of anybody, and nothing that somebody typed. Of an exception it
tells the kind and the lines of code; its message only where no message of its kind repeats input.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import MutableMapping
from typing import Any

import structlog
from sqlalchemy.exc import SQLAlchemyError

from workflows import reference

# OSError names files of the service; SQLAlchemy hides parameters and rows (storage/connect.py).
SPEAK = (OSError, ImportError, AttributeError, NameError, RecursionError, SQLAlchemyError)
TELLING = ("acts",)  # what these tell at INFO is told, of others only what is wrong
SILENT = ("uvicorn.access",)  # addresses that browsers ask for: some are secrets
Event = MutableMapping[str, Any]


def keep(*, readable: bool) -> None:
    """Write everything that any part of this process tells in one form to standard error.

    Call it again when parts were loaded that brought handlers of their own.
    """
    handler = logging.StreamHandler()
    handler.setFormatter(formatter(readable=readable))
    root = logging.getLogger()
    root.handlers[:] = [one for one in root.handlers if not _is_ours(one)] + [handler]
    for name in list(root.manager.loggerDict):
        logger = logging.getLogger(name)
        logger.handlers.clear()
        # Also where no handler is left: Python then writes whatever is told as it stands.
        logger.propagate = name not in SILENT
        if logging.NOTSET < logger.level < logging.WARNING:
            logger.setLevel(logging.WARNING)
    for name in TELLING:
        logging.getLogger(name).setLevel(logging.INFO)


def formatter(*, readable: bool) -> logging.Formatter:
    """Return what makes a line of an event."""
    last = structlog.dev.ConsoleRenderer(
        colors=False, exception_formatter=structlog.dev.plain_traceback
    )
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.stdlib.ExtraAdder(),
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
            _numbered,
            _traced,
        ],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            last if readable else structlog.processors.JSONRenderer(),
        ],
    )


def _is_ours(handler: logging.Handler) -> bool:
    return isinstance(handler.formatter, structlog.stdlib.ProcessorFormatter)


def _numbered(_logger: object, _name: str, event: Event) -> Event:
    """Add the reference number of what is being done."""
    if number := reference.known():
        event["reference"] = number
    return event


def _traced(_logger: object, _name: str, event: Event) -> Event:
    """Write out an exception without what somebody typed."""
    told = event.pop("exc_info", None)
    error = told[1] if isinstance(told, tuple) else told
    if isinstance(error, BaseException):
        event["exception"] = trace(error)
    return event


def trace(error: BaseException) -> str:
    """Return the lines of code that an exception and those before it came through."""
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    first = f"{trace(before)}\n" if before is not None else ""
    code = "".join(traceback.format_tb(error.__traceback__))
    kind = type(error).__name__
    said = f"{kind}: {error}" if isinstance(error, SPEAK) else kind
    return f"{first}Traceback:\n{code}{said}"
