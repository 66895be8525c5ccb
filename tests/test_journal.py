"""The journal: one line an event, with its number, and without anything about a person."""

from __future__ import annotations

import json
import logging
import sys
from io import StringIO
from typing import TYPE_CHECKING

import pytest

import journal
from storage.connect import glancing
from tests.editions import publish
from tests.learning import completed
from tests.people import token_of
from workflows import reference
from workflows.people import demo, session
from workflows.people.profile import see, write

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workflows.service import Service


TYPED = "ada@example.edu"


@pytest.fixture(params=[True, False], ids=["readable", "JSON"])
def said(request: pytest.FixtureRequest) -> Iterator[StringIO]:
    """What every part of the process tells, in one of the two forms, whatever its level."""
    text = StringIO()
    handler = logging.StreamHandler(text)
    handler.setFormatter(journal.formatter(readable=request.param))
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield text
    root.removeHandler(handler)
    root.setLevel(before)


def one_line(message: str, **more: object) -> dict[str, object]:
    """Return an event as it is written in production."""
    record = logging.LogRecord("service", logging.ERROR, __file__, 1, message, (), None)
    record.__dict__.update(more)
    line = journal.formatter(readable=False).format(record)
    assert "\n" not in line
    return dict(json.loads(line))


def test_an_event_is_a_line_of_json() -> None:
    """With its moment, level, teller, and the number of what was being done."""
    number = reference.begin()
    line = one_line("act", act="claim.make", milliseconds=4.2)
    assert line.pop("at")
    assert line == {
        "level": "error",
        "logger": "service",
        "event": "act",
        "act": "claim.make",
        "milliseconds": 4.2,
        "reference": number,
    }


def test_what_was_typed_is_not_told_with_an_exception() -> None:
    """The lines of code are, and the kinds of all exceptions that led to it."""
    try:
        try:
            int(TYPED)
        except ValueError as error:
            raise KeyError(TYPED) from error
    except KeyError as error:
        told = str(one_line("failed", exc_info=(KeyError, error, None))["exception"])
    assert "test_journal.py" in told
    assert told.index("ValueError") < told.index("KeyError")
    assert TYPED not in told


def test_the_faults_of_the_machine_are_told() -> None:
    """A full disk, a database that is gone: an operator needs the words."""
    error = OSError(28, "No space left on device")
    assert "No space left" in str(one_line("failed", exc_info=error)["exception"])


def test_nothing_is_told_past_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server's logger without handlers that should not pass on does; addresses are not told."""
    root, server = logging.getLogger(), logging.getLogger("a.server")
    server.propagate = False
    server.setLevel(logging.INFO)
    access = logging.getLogger("uvicorn.access")
    known = {server.name: server, access.name: access}
    monkeypatch.setattr(root.manager, "loggerDict", known)
    monkeypatch.setattr(root, "handlers", [])
    monkeypatch.setattr(journal, "TELLING", ())
    text = StringIO()
    monkeypatch.setattr(sys, "stderr", text)
    journal.keep(readable=False)
    assert not access.hasHandlers()  # so that the server tells of no request
    server.info("a connection")
    try:
        int(TYPED)
    except ValueError:
        server.exception("a request failed")
    line = json.loads(text.getvalue())
    assert (line["event"], line["logger"]) == ("a request failed", "a.server")
    assert TYPED not in text.getvalue()


def test_a_journey_names_nobody(sqlite_service: Service, said: StringIO) -> None:
    """Signing in, a profile, an attempt, a completion, a fault: no name, address or number."""
    ada = session.enter(sqlite_service, session.digest_of(token_of(sqlite_service, "ada")))
    held = see(ada)
    licensed = held.profile.model_copy(update={"npi": "1234567893", "birthday": "02-29"})
    write(ada, held.seq, licensed)
    completed(ada, publish(sqlite_service))
    try:
        with glancing(sqlite_service.engine) as connection:
            name = held.profile.legal_name
            connection.exec_driver_sql("SELECT * FROM nowhere WHERE name = ?", (name,))
    except Exception:
        logging.getLogger("service").exception("a page failed")
    told = said.getvalue()
    assert "claim.make" in told or "evaluation.give" in told
    assert "nowhere" in told
    private = ["1234567893", "02-29", *(licensed.board_ids or {}).values()]
    private += [
        part for one in demo.PEOPLE for part in (one.email, *one.profile.legal_name.split())
    ]
    assert [one for one in private if one and one in told] == []
