"""The command line: one thin command for each act or view of an operator and of the office.

A command imports the database's side itself: an author's `check` starts in half the time.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict
from datetime import UTC, date, datetime
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

import settings as configuration
from credit.calendar import local_day
from quizzes.bank import folders
from quizzes.checking import check as check_banks
from workflows.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from quizzes.problem import Problem
    from workflows.act import Actor
    from workflows.content.editions import Published
    from workflows.service import Service

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
PROBLEMS, WRONG_USE = 1, 2

Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
As = Annotated[str | None, typer.Option("--as", help="E-mail address of the person who acts.")]
Bank = Annotated[Path, typer.Argument(help="A bank folder.", exists=True, file_okay=False)]
Banks = Annotated[
    list[Path] | None,
    typer.Argument(help="Bank folders; none: all.", exists=True, file_okay=False),
]


@app.command()
def check(
    bank_dirs: Banks = None,
    *,
    strict: Annotated[bool, typer.Option(help="Warnings count as errors.")] = False,
    as_json: Json = False,
) -> None:
    """Read and check banks: every fault of every file in one pass."""
    chosen = _settings()
    today = local_day(_now(), chosen.zone)
    found = check_banks(
        tuple(bank_dirs or folders(chosen.banks)),
        today,
        chosen.banks / "provider.yaml",
        chosen.forms,
    )
    counting = {"error", "warning"} if strict else {"error"}
    _report(found, as_json=as_json)
    raise typer.Exit(PROBLEMS if any(one.severity in counting for one in found) else 0)


@app.command()
def publish(
    bank_dir: Bank,
    *,
    renew: Annotated[bool, typer.Option(help="Open a new accreditation period.")] = False,
    person: As = None,
    as_json: Json = False,
) -> None:
    """Freeze a bank as an edition of its activity."""
    from workflows.content import publish as publishing

    try:
        done = publishing.publish(_office(_service(), person), bank_dir, renew=renew)
    except publishing.TermsChanged as changed:
        print(f"{changed} Here that is --renew.", file=sys.stderr)
        raise typer.Exit(PROBLEMS) from None
    if isinstance(done, publishing.NotPublished):
        _report(done.problems, as_json=as_json)
        raise typer.Exit(PROBLEMS)
    if as_json:
        _print_json(asdict(done))
        return
    what = "Published" if done.created else "Already published:"
    print(f"{what} edition {done.number} of {done.key}, {_count(done.items, 'question')}.")
    print(f"SHA-256 {done.sha256}")


@app.command()
def activities(*, as_json: Json = False) -> None:
    """List activities and their editions."""
    from workflows.content.editions import editions
    from workflows.content.terms import told
    from workflows.people.session import system

    found = editions(system(_service()))
    if as_json:
        _print_json({"activities": [_activity(one) for one in found]})
        return
    for one in found:
        print(f"{one.key}  {one.title}")
        for field, said in told(one.terms).items():
            print(f"  {field}: {said}")
        for edition in one.editions:
            held = _count(edition.items, "question")
            print(f"  edition {edition.number}  {held}  {edition.sha256}")
    if not found:
        print("Nothing is published yet.")


@app.command()
def migrate() -> None:
    """Bring the database's tables and triggers to the present."""
    _service()
    print("The database is up to date.")


@app.command()
def settle() -> None:
    """Close every attempt whose time ran out."""
    from workflows.attempts.settle import settle_all
    from workflows.people.session import system

    print(f"Settled: {_count(settle_all(system(_service())), 'attempt')}.")


@app.command()
def doctor(*, as_json: Json = False) -> None:
    """Examine the database: safety settings, triggers, log."""
    from workflows.operations import doctor as examination
    from workflows.people.session import system

    found = examination.doctor(system(_service(bring_up=False)))
    if as_json:
        _print_json({one.about: one.faults for one in found})
    else:
        for one in found:
            print(f"{one.about}: {'in order' if not one.faults else ''}")
            _print_lines("  ", one.faults)
    raise typer.Exit(PROBLEMS if any(one.faults for one in found) else 0)


@app.command("verify-log")
def verify_log(*, as_json: Json = False) -> None:
    """Walk the log's chain of hashes and print its head."""
    from workflows.operations import doctor as examination
    from workflows.people.session import system

    head, faults = examination.verify_log(system(_service(bring_up=False)))
    if as_json:
        _print_json({"head": head, "faults": faults})
    else:
        print("The log is whole." if not faults else "The log was changed:")
        _print_lines("  ", faults)
        print(f"Head {head}")
    raise typer.Exit(PROBLEMS if faults else 0)


@app.command()
def schema(
    *, check_only: Annotated[bool, typer.Option("--check", help="Only say what is stale.")] = False
) -> None:
    """Write the JSON Schemas that editors use, from the models."""
    from quizzes import schema as schemas

    stale = schemas.stale()
    if not check_only:
        schemas.write()
    for one in stale:
        print(f"{'Stale' if check_only else 'Written'}: {one}")
    raise typer.Exit(PROBLEMS if check_only and stale else 0)


@app.command()
def demo() -> None:
    """Fill the database with people, editions, attempts and claims to look at."""
    from workflows.operations import demonstration

    _print_lines("", demonstration.fill(_service()))


def run() -> None:
    """Run one command; what was refused is one sentence on standard error."""
    try:
        app()
    except Refused as refused:
        print(refused, file=sys.stderr)
        sys.exit(PROBLEMS)
    except configuration.SettingsRefused as refused:
        print(refused, file=sys.stderr)
        sys.exit(WRONG_USE)


def _now() -> datetime:
    return datetime.now(UTC)


def _settings() -> configuration.Settings:
    return configuration.read(os.environ)


def _service(*, bring_up: bool = True) -> Service:
    from storage import migrate as migrations
    from storage.connect import Unreachable, connect, require_reachable
    from workflows.service import Service

    chosen = _settings()
    engine = connect(chosen.database_url)
    if engine.dialect.name == "sqlite" and engine.url.database:
        _make_room(Path(engine.url.database), bring_up=bring_up)
    try:
        require_reachable(engine)
    except Unreachable as unreachable:
        raise configuration.SettingsRefused(str(unreachable)) from None
    if bring_up:
        migrations.migrate(engine)
    return Service(engine, chosen, _now)


def _make_room(file: Path, *, bring_up: bool) -> None:
    """Make the folder of a new database; whoever only looks makes nothing."""
    if bring_up:
        file.parent.mkdir(parents=True, exist_ok=True)
    elif not file.exists():
        print(f"There is no database {file} yet: run manage.py migrate.", file=sys.stderr)
        raise typer.Exit(PROBLEMS)


def _office(service: Service, email: str | None) -> Actor:
    """Return who acts: the person named, or in the demonstration its education specialist."""
    from workflows.operations import demonstration
    from workflows.people.named import named

    if email is not None:
        return named(service, email)
    if not service.settings.demo:
        print("Name the person who publishes: --as EMAIL.", file=sys.stderr)
        raise typer.Exit(WRONG_USE)
    return demonstration.office(service)


def _report(problems: Sequence[Problem], *, as_json: bool) -> None:
    if as_json:
        _print_json({"problems": [asdict(one) for one in problems]})
        return
    for _file, group in groupby(problems, key=lambda one: one.file):
        for one in group:
            print(f"{one.file}:{one.line or 1}  {one.severity}  {one.message}  {one.fix}")
        print()
    counts = {kind: sum(one.severity == kind for one in problems) for kind in _SEVERITIES}
    said = ", ".join(_count(number, kind) for kind, number in counts.items())
    print(said if problems else "No problems.")


_SEVERITIES = ("error", "warning", "info")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}"


def _activity(one: Published) -> dict[str, Any]:
    terms = one.terms.model_dump(mode="json")
    return asdict(one) | {"terms": terms}


def _print_json(value: dict[str, Any]) -> None:
    print(json.dumps(value, ensure_ascii=False, default=_text))


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _print_lines(indent: str, lines: Iterable[str]) -> None:
    for line in lines:
        print(f"{indent}{line}")


if __name__ == "__main__":
    run()
