"""The triggers that refuse to change, replace or delete what was written once.

The one way out is an erasure, itself a row that stays: what it lets go stands in ERASABLE.

Alembic's batch mode on SQLite drops triggers with the old table, so they are laid again after
each migration.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import PrimaryKeyConstraint, UniqueConstraint

from storage.tables import INSERT_ONLY, answer, attempt, metadata

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import Connection, Table

ONCE = "attempt_submitted_once"
# What an erasure lets go, and nothing else does: deletes, of rows of the person whom it names, and
# of credit only where the completion lies before the day it names, and six years back by the
# database's own clock: an erasure could bear any date. The day more is for zones ahead of UTC.
_OF = "SELECT 1 FROM erasure e"
SIX_YEARS_BACK = {
    "sqlite": "date('now', '-6 years', '+1 day')",
    "postgresql": "((now() AT TIME ZONE 'UTC') - interval '6 years' + interval '1 day')::date",
}
_OLD = "c.completed_on < e.credit_before AND c.completed_on < {six_years_back}"
_COMPLETION = f"JOIN completion c ON c.person_id = e.person_id AND {_OLD}"
_NO_CREDIT = (
    f"NOT EXISTS (SELECT 1 FROM completion c WHERE c.person_id = e.person_id"  # noqa: S608  (ours)  # nosec B608
    f" AND NOT ({_OLD}))"
)
NO_CREDIT_IN = ("part2-request", "appeal", "office-question", "idea")
"""Kinds of tasks that say nothing of credit: a request for points, a comment on a question, what
somebody asks the office or suggests to it."""
"""The kind of task that is the person's own and no part of credit."""
_WITH_PARS = (
    "EXISTS (SELECT 1 FROM pars_event v WHERE v.record_id = OLD.record_id"
    " AND v.state IN ('batched', 'sent', 'pending_board', 'accepted') AND NOT EXISTS"
    " (SELECT 1 FROM pars_event w WHERE w.record_id = v.record_id AND w.seq > v.seq))"
)
ERASABLE = {
    what: " ".join((_OF, *parts))
    for what, parts in {
        "own": ("WHERE e.person_id = OLD.person_id",),
        "attempt": ("JOIN attempt a ON a.person_id = e.person_id", "WHERE a.id = OLD.attempt_id"),
        # What somebody means to change is their own, and so is what returns to them, however young
        # the completion is.
        "meant": (
            "JOIN completion c ON c.person_id = e.person_id",
            "WHERE c.id = OLD.completion_id",
        ),
        "credit": (_COMPLETION, "WHERE c.id = OLD.completion_id"),
        "event": (
            _COMPLETION,
            "JOIN pars_record r ON r.completion_id = c.id WHERE r.id = OLD.record_id",
        ),
        # What PARS holds, or soon may, has to be taken back in the very words it was sent in.
        "packed": (
            "JOIN pars_record r ON r.person_id = e.person_id",
            "JOIN completion c ON c.id = r.completion_id WHERE r.id = OLD.record_id",
            f"AND ({_OLD} OR NOT {_WITH_PARS})",
        ),
        # What was attested stays as long as credit does, by the day the project was completed on.
        "attested": (
            "JOIN participation p ON p.person_id = e.person_id",
            "WHERE p.id = OLD.participation_id AND OLD.completed_on < e.credit_before",
            "AND OLD.completed_on < {six_years_back}",
        ),
        "reflected": (
            "JOIN participation p ON p.person_id = e.person_id WHERE p.id = OLD.participation_id",
        ),
        "submitted": (
            "JOIN participation p ON p.person_id = e.person_id",
            "WHERE p.id = OLD.participation_id AND NOT EXISTS (SELECT 1 FROM attestation t",
            "WHERE t.participation_id = p.id AND NOT (t.completed_on < e.credit_before",
            "AND t.completed_on < {six_years_back}))",
        ),
        "address": (
            "JOIN identity i ON i.person_id = e.person_id WHERE lower(i.subject) = OLD.address",
        ),
        # An invitation: to a person, or to an address that is theirs.
        "asked": (
            "WHERE e.person_id = OLD.person_id OR EXISTS (SELECT 1 FROM identity i",
            "WHERE i.person_id = e.person_id AND lower(i.subject) = OLD.who)",
        ),
        "tester": (
            "JOIN identity i ON i.person_id = e.person_id",
            "WHERE i.issuer = 'pilot' AND i.subject = OLD.public_id",
        ),
        "timed": (
            "JOIN identity i ON i.person_id = e.person_id",
            "JOIN pilot p ON p.public_id = i.subject",
            "WHERE i.issuer = 'pilot' AND p.id = OLD.pilot_id",
        ),
        "said": ("WHERE e.person_id = OLD.person_id AND", _NO_CREDIT),
        "task": (
            "WHERE e.person_id = OLD.person_id",
            f"AND (OLD.kind IN {NO_CREDIT_IN} OR {_NO_CREDIT})",
        ),
        "note": (
            "JOIN task t ON t.person_id = e.person_id WHERE t.id = OLD.task_id",
            f"AND (t.kind IN {NO_CREDIT_IN} OR {_NO_CREDIT})",
        ),
    }.items()
}
BY_TABLE = {
    "identity": "own", "profile": "own", "choice": "own", "elsewhere": "own",
    "feed": "own",
    "role_reason": "own", "pilot": "tester", "pilot_time": "timed",
    "aside": "attempt", "comment": "attempt", "commitment": "meant", "follow_up": "meant",
    "recall": "meant", "recall_choice": "meant",
    "claim": "credit", "certificate": "credit", "evaluation": "credit", "pars_record": "credit",
    "pars_event": "event", "pars_packed": "packed", "admission": "address",
    "attestation": "attested", "reflection": "reflected", "submission": "submitted",
    "grant": "said", "task": "task", "task_note": "note",
    "invited": "asked",
}  # fmt: skip
KEEP_ROW = " BEGIN RAISE EXCEPTION 'rows of % are never changed or deleted', TG_TABLE_NAME; END "
FIRES = ("O", "A")  # as laid, or always; the other states rest for whoever is no replica


@dataclass(frozen=True)
class Trigger:
    """A trigger in the very words in which the database keeps it, with its function's source."""

    name: str
    table: str
    text: str
    source: str = ""
    enabled: str = "O"


class Fault(NamedTuple):
    """A trigger that is not as it was laid."""

    name: str
    what: str


def lay(connection: Connection) -> None:
    """Lay every trigger afresh."""
    if connection.dialect.name == "sqlite":
        statements = _sqlite_statements()
    else:
        statements = _postgresql_statements(connection)
    for statement in statements:
        connection.exec_driver_sql(statement)


def faults(connection: Connection) -> Iterator[Fault]:
    """Say which triggers are missing, changed, switched off, or none of the service's."""
    if connection.dialect.name == "sqlite":
        laid, there = tuple(_sqlite()), _sqlite_there(connection)
    else:
        laid, there = tuple(_postgresql(connection)), _postgresql_there(connection)
        if connection.exec_driver_sql("SHOW session_replication_role").scalar() == "replica":
            yield Fault("session_replication_role", "It is replica, so that no trigger fires.")
    found = {one.name: one for one in there if one.table in metadata.tables}
    for one in laid:
        if what := _compared(one, found.pop(one.name, None)):
            yield Fault(one.name, what)
    for name in found:
        yield Fault(name, "The service did not lay this trigger; whoever did has to drop it.")


def _compared(laid: Trigger, there: Trigger | None) -> str | None:
    if there is None:
        return "The trigger is missing."
    if there.enabled not in FIRES:
        return "The trigger is switched off."
    same = (there.table, there.text, there.source) == (laid.table, laid.text, laid.source)
    return None if same else "The trigger does not do what the service laid."


def _erasable_by(what: str, dialect: str) -> str:
    return ERASABLE[what].replace("{six_years_back}", SIX_YEARS_BACK[dialect])


def _columns(table: Table, but: str = "") -> list[str]:
    return [f'"{column.name}"' for column in table.c if column.name != but]


# --- SQLite ---------------------------------------------------------------------------------------
def _sqlite_statements() -> Iterator[str]:
    for one in _sqlite():
        yield f"DROP TRIGGER IF EXISTS {one.name}"
        yield one.text


def _sqlite_there(connection: Connection) -> Sequence[Trigger]:
    rows = connection.exec_driver_sql(
        "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'"
    )
    return [Trigger(row.name, row.tbl_name, row.sql) for row in rows]


def _sqlite() -> Iterator[Trigger]:
    for table in (*INSERT_ONLY, attempt):
        yield _refusal(table, "DELETE")
        if table is not answer:
            yield _no_replacement(table)
    for table in INSERT_ONLY:
        yield _refusal(table, "UPDATE")
    same = " AND ".join(f"NEW.{name} IS OLD.{name}" for name in _columns(attempt, "submitted_at"))
    yield Trigger(
        ONCE,
        "attempt",
        f"CREATE TRIGGER {ONCE} BEFORE UPDATE ON attempt "
        f"WHEN NOT (OLD.submitted_at IS NULL AND NEW.submitted_at IS NOT NULL AND {same}) "
        "BEGIN SELECT RAISE(ABORT, 'an attempt is only ever submitted, once'); END",
    )


def _refusal(table: Table, event: str) -> Trigger:
    name = f"{table.name}_no_{event.lower()}"
    said = f"rows of {table.name} are never changed or deleted"
    text = f'CREATE TRIGGER {name} BEFORE {event} ON "{table.name}" '
    if event == "DELETE" and table.name in BY_TABLE:
        text += f"WHEN NOT EXISTS ({_erasable_by(BY_TABLE[table.name], 'sqlite')}) "
    return Trigger(name, table.name, f"{text}BEGIN SELECT RAISE(ABORT, '{said}'); END")


def _no_replacement(table: Table) -> Trigger:
    """Return what refuses INSERT OR REPLACE, which deletes a row without asking its triggers.

    Answers go without: each save would pay for it, the service's own connections let REPLACE ask
    the triggers against deletion (storage/connect.py), and what others do the seals tell.
    It cannot see that a row is to be replaced, only that its key is taken; a plain INSERT fails
    there too.
    """
    name = f"{table.name}_no_replace"
    taken = " OR ".join(
        f'EXISTS (SELECT 1 FROM "{table.name}" WHERE {condition})'  # noqa: S608  (our names)  # nosec B608
        for condition in _taken(table)
    )
    text = f'CREATE TRIGGER {name} BEFORE INSERT ON "{table.name}" WHEN {taken} '
    said = f"such a row of {table.name} is there already"
    return Trigger(name, table.name, f"{text}BEGIN SELECT RAISE(ABORT, '{said}'); END")


def _taken(table: Table) -> Iterator[str]:
    """Return for each key of a table the condition under which a new row's is taken."""
    keys = (PrimaryKeyConstraint, UniqueConstraint)
    unique = [one for one in table.constraints if isinstance(one, keys)]
    for constraint in sorted(unique, key=lambda one: [column.name for column in one.columns]):
        yield _equal(column.name for column in constraint.columns)
    for index in table.indexes:
        if index.unique:
            where = index.dialect_options["sqlite"]["where"]
            yield f"{_equal(one.name for one in index.columns)} AND {where} AND NEW.{where}"


def _equal(names: Iterable[str]) -> str:
    return " AND ".join(f'"{name}" = NEW."{name}"' for name in names)


# --- PostgreSQL -----------------------------------------------------------------------------------
def _postgresql_statements(connection: Connection) -> Iterator[str]:
    functions = {"keep_row": KEEP_ROW, "submit_once": _submit_once()}
    functions |= {f"keep_{what}": _unless_erased(what) for what in ERASABLE}
    for name, source in functions.items():
        head = f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql"
        yield f"{head} AS $${source}$$".replace("%", "%%")  # the driver's own sign
    for one in _postgresql(connection):
        yield f'DROP TRIGGER IF EXISTS {one.name} ON "{one.table}"'
        yield one.text


def _postgresql_there(connection: Connection) -> Sequence[Trigger]:
    rows = connection.exec_driver_sql(
        "SELECT t.tgname, c.relname, pg_get_triggerdef(t.oid, true) AS text, t.tgenabled,"
        " CASE WHEN l.lanname = 'plpgsql' AND p.proconfig IS NULL THEN p.prosrc END AS source"
        " FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
        " JOIN pg_proc p ON p.oid = t.tgfoid JOIN pg_language l ON l.oid = p.prolang"
        " WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace"
    )
    return [
        Trigger(row.tgname, row.relname, row.text, row.source or "", row.tgenabled) for row in rows
    ]


def _postgresql(connection: Connection) -> Iterator[Trigger]:
    for table in INSERT_ONLY:
        if table.name in BY_TABLE:
            yield _kept(connection, table, "UPDATE OR TRUNCATE")
            yield _erasable(connection, table)
        else:
            yield _kept(connection, table, "DELETE OR UPDATE OR TRUNCATE")
    yield _kept(connection, attempt, "DELETE OR TRUNCATE")
    text = f"CREATE TRIGGER {ONCE} BEFORE UPDATE ON attempt FOR EACH ROW"
    yield Trigger(ONCE, "attempt", f"{text} EXECUTE FUNCTION submit_once()", _submit_once())


def _kept(connection: Connection, table: Table, events: str) -> Trigger:
    name = f"{table.name}_kept"
    on = connection.dialect.identifier_preparer.format_table(table)
    text = f"CREATE TRIGGER {name} BEFORE {events} ON {on} FOR EACH STATEMENT"
    return Trigger(name, table.name, f"{text} EXECUTE FUNCTION keep_row()", KEEP_ROW)


def _erasable(connection: Connection, table: Table) -> Trigger:
    what = BY_TABLE[table.name]
    on = connection.dialect.identifier_preparer.format_table(table)
    name = f"{table.name}_no_delete"
    text = f"CREATE TRIGGER {name} BEFORE DELETE ON {on} FOR EACH ROW"
    source = _unless_erased(what)
    return Trigger(name, table.name, f"{text} EXECUTE FUNCTION keep_{what}()", source)


def _unless_erased(what: str) -> str:
    return (
        f" BEGIN IF EXISTS ({_erasable_by(what, 'postgresql')}) THEN RETURN OLD; END IF; "
        "RAISE EXCEPTION 'rows of % are never changed or deleted', TG_TABLE_NAME; END "
    )


def _submit_once() -> str:
    same = " AND ".join(
        f"NEW.{name} IS NOT DISTINCT FROM OLD.{name}" for name in _columns(attempt, "submitted_at")
    )
    return (
        f" BEGIN IF OLD.submitted_at IS NULL AND NEW.submitted_at IS NOT NULL AND {same} THEN "
        "RETURN NEW; END IF; RAISE EXCEPTION 'an attempt is only ever submitted, once'; END "
    )
