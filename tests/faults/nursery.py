"""Processes that write to the service and are killed: each is a fork of one that imported it all.

`python -m tests.faults.nursery` reads an order a line and forks its writers; these say what they
begin and what was acknowledged, a line each, and a line is whole or not there.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
import traceback
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import event
from sqlalchemy.exc import DBAPIError

from settings import Settings
from storage.connect import connect
from tests.clock import Clock
from tests.faults.deeds import Deed, do, physicians, story, told
from workflows.refusals import Refused
from workflows.service import Service

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

ROOT = Path(__file__).parents[2]
LAST = 0.003  # seconds after what was heard last in which the kill falls


@dataclass(frozen=True)
class Order:
    """What some writers do: live through stories until they are killed, or one deed each."""

    url: str
    names: tuple[str, ...]
    key: str = ""
    front: str = ""
    deeds: tuple[Deed, ...] = ()  # one each, all at the same moment
    synchronous: str = ""  # instead of what the service sets
    platter: str = ""  # where what is flushed is kept, under the shim

    def named(self, names: tuple[str, ...]) -> Order:
        """Return the same for writers of these names, which no others had."""
        return replace(self, names=names)


@dataclass
class Heard:
    """What the writers of an order said."""

    pids: list[int] = field(default_factory=list)
    acknowledged: list[tuple[Deed, Any]] = field(default_factory=list)
    begun: dict[str, Deed] = field(default_factory=dict)  # and not acknowledged, by writer
    refused: list[str] = field(default_factory=list)
    broke: list[str] = field(default_factory=list)  # errors of the database
    failed: list[str] = field(default_factory=list)  # anything else: a fault of the program
    lines: int = 0

    @property
    def odd(self) -> list[str]:
        """What no writer may meet: all but a wait for the database that was too long.

        SQLite serves several processes in no order, and one may wait its ten seconds in vain.
        """
        waited = "database is locked"
        return self.failed + self.refused + [one for one in self.broke if waited not in one]

    def hear(self, line: dict[str, Any]) -> None:
        """Take in one line."""
        self.lines += 1
        name, what, said = line["name"], line["what"], line["said"]
        if what == "begun":
            self.begun[name] = _deed(said[0])
        elif what == "done":
            self.acknowledged.append((_deed(said[0]), said[1]))
            self.begun.pop(name, None)
        else:
            getattr(self, what).append(said)


class Nursery:
    """The parent's side."""

    def __init__(self, **environment: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.nursery"],
            cwd=ROOT,
            env={**os.environ, **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def close(self) -> None:
        """End it, and the writers that a failing test left."""
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.communicate()

    def run(self, order: Order) -> Heard:
        """Let the writers of an order come to their end."""
        return self.ended(self._begin(order))

    def begin(self, order: Order, lines: int) -> Heard:
        """Let writers write until so many lines were heard of them, and return with them alive."""
        heard = self._begin(order)
        while heard.lines < lines and not heard.failed:
            if not self._one_more(heard):
                break
        time.sleep(random.uniform(0, LAST))  # noqa: S311  (the moment is what is tried here)
        return heard

    def killed(self, order: Order, lines: int) -> Heard:
        """Kill the writers of an order -9 shortly after so many lines."""
        return self.kill(self.begin(order, lines))

    def kill(self, heard: Heard) -> Heard:
        """Kill writers -9, and hear what they had said by then."""
        for pid in heard.pids:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        return self.ended(heard)

    def ended(self, heard: Heard) -> Heard:
        """Hear writers out."""
        while self._one_more(heard):
            pass
        return heard

    def _begin(self, order: Order) -> Heard:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(asdict(order)) + "\n")
        self._process.stdin.flush()
        heard = Heard()
        while (line := self._line())["what"] != "born":
            heard.hear(line)  # the first ones write while the last ones are not born
        heard.pids = line["pids"]
        return heard

    def _one_more(self, heard: Heard) -> bool:
        line = self._line()
        if line["what"] == "ended":
            return False
        heard.hear(line)
        return True

    def _line(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line: dict[str, Any] = json.loads(self._process.stdout.readline())
        return line


@contextmanager
def nursery(**environment: str) -> Iterator[Nursery]:
    """Give a nursery."""
    made = Nursery(**environment)
    try:
        yield made
    finally:
        made.close()


def serve() -> None:
    """Read orders until there are no more."""
    warm: dict[tuple[str, str], Engine] = {}
    for line in sys.stdin:
        order = _order(json.loads(line))
        place = (order.url, order.synchronous)
        if place not in warm:
            warm[place] = _warmed(order)
        _fork_all(order, warm[place])


def _warmed(order: Order) -> Engine:
    """Return an engine that has compiled every statement, for forks of this process.

    Without it each writer took half a second to come to its first act.
    """
    engine = _engine(order)
    service = service_on(engine)
    by = next(physicians(service, f"warm-{os.getpid()}"))
    told(service, story(by, order.key, order.front), lambda *_: None)
    engine.dispose()
    return engine


def _fork_all(order: Order, engine: Engine) -> None:
    """Let an order's writers live, all of them to their end."""
    gate, ready = os.pipe(), os.pipe()
    pids = [_forked(order, at, engine, gate, ready[1]) for at in range(len(order.names))]
    _say("", "born", pids=pids)
    for _one in pids if order.deeds else ():
        os.read(ready[0], 1)
    for one in (*gate, *ready):
        os.close(one)
    for pid in pids:
        os.waitpid(pid, 0)
    _say("", "ended")


def _forked(order: Order, at: int, engine: Engine, gate: tuple[int, int], ready: int) -> int:
    """Fork one writer, which waits at the gate where each has one deed; return its process id."""
    pid = os.fork()
    if pid:
        return pid
    name = order.names[at]
    driver: Any = engine.dialect.loaded_dbapi  # BEGIN is said to it without SQLAlchemy
    try:
        os.environ["PLATTER"] = order.platter
        service = service_on(engine)
        if order.deeds:
            with engine.connect():
                os.write(ready, b".")
            os.close(gate[1])
            os.read(gate[0], 1)  # ends when the nursery closes it: the last one stands here
            _tell(name, "done", order.deeds[at], do(service, order.deeds[at]))
        else:
            _live(name, service, order)
    except Refused as refused:
        _say(name, "refused", str(refused))
    except (DBAPIError, driver.OperationalError) as error:
        _say(name, "broke", f"{type(error).__name__}: {error}"[:300])
    except BaseException:  # noqa: BLE001  (whatever it is, the test is to hear of it)
        _say(name, "failed", traceback.format_exc()[-3000:])
    os._exit(0)


def _live(name: str, service: Service, order: Order) -> None:
    for by in physicians(service, name):
        told(service, story(by, order.key, order.front), partial(_tell, name))


def _tell(name: str, what: str, deed: Deed, receipt: Any) -> None:
    _say(name, what, (deed, receipt))


def service_on(engine: Engine) -> Service:
    """Return the service on a database, at the tests' moment."""
    url = engine.url.render_as_string(hide_password=False)
    return Service(engine, Settings(database_url=url), Clock())


def _engine(order: Order) -> Engine:
    engine = connect(order.url)
    if order.synchronous:
        words = f"PRAGMA synchronous={order.synchronous}"
        event.listen(engine, "connect", lambda connection, _record: connection.execute(words))
    return engine


def _order(said: dict[str, Any]) -> Order:
    return Order(**{**said, "deeds": tuple(_deed(one) for one in said["deeds"])})


def _deed(said: Any) -> Deed:
    by, act, on = said
    return Deed(by, act, tuple(on))


def _say(name: str, what: str, said: Any = None, **more: Any) -> None:
    line = json.dumps({"name": name, "what": what, "said": said, **more})
    os.write(sys.stdout.fileno(), f"{line}\n".encode())


if __name__ == "__main__":
    serve()
