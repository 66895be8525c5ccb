"""Commands of an operator: tables, work, examination, the demonstration."""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commands import place
from commands.app import PROBLEMS, Json, app
from commands.saying import print_json, print_lines, wrong_use
from quizzes.counted import count

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from threading import Event

    from workflows.operations.doctor import Examined
    from workflows.operations.work import Done


@app.command()
def migrate() -> None:
    """Bring the database's tables and triggers to the present."""
    place.service()
    print("The database is up to date.")


@app.command()
def settle() -> None:
    """Close every attempt whose time ran out."""
    from workflows.attempts.pack import pack_missing
    from workflows.attempts.settle import settle_all
    from workflows.people.session import system

    actor = system(place.service())
    print(f"Settled: {count(settle_all(actor), 'attempt')}.")
    if packed := pack_missing(actor):
        print(f"Packed for statistics: {count(packed, 'attempt')}.")


@app.command()
def work(
    *,
    once: Annotated[bool, typer.Option("--once", help="Do what is due, then end.")] = False,
    as_json: Json = False,
) -> None:
    """Do the work in the background: close attempts, remind, send messages; until stopped."""
    import journal as written
    from workflows.operations import work as background

    service = place.service()
    if not once:
        if as_json:
            wrong_use("--json tells what was done, so it goes with --once.")
        written.keep(readable=service.settings.demo)
        _until_stopped(lambda stop: background.work(service, stop))
        return
    done = background.work_once(service)
    if as_json:
        print_json({"jobs": [asdict(one) for one in done]})
    else:
        print_lines("", (_ran(one) for one in done) if done else ("Nothing is due.",))
    raise typer.Exit(PROBLEMS if any(one.fault for one in done) else 0)


@app.command()
def doctor(*, as_json: Json = False) -> None:
    """Examine the whole database; on a large one it takes a while and says what it does."""
    from workflows.operations import doctor as examination
    from workflows.people.session import system

    found = examination.doctor(system(place.service(bring_up=False)), _say_check)
    if as_json:
        print_json(_findings(found))
    else:
        print_findings(found)
    raise typer.Exit(PROBLEMS if any(one.findings for one in found) else 0)


@app.command("verify-log")
def verify_log(*, as_json: Json = False) -> None:
    """Prove the log: its chain of hashes, and every record it sealed; print its head."""
    from workflows.operations import doctor as examination
    from workflows.people.session import system

    head, found = examination.verify_log(system(place.service(bring_up=False)), _say_check)
    if as_json:
        print_json({"head": head, **_findings(found)})
    else:
        print_findings(found)
        print(f"Head {head}")
    raise typer.Exit(PROBLEMS if any(one.findings for one in found) else 0)


@app.command()
def role(
    email: Annotated[str, typer.Argument(help="Whose: an address the person signs in by.")],
    name: Annotated[str, typer.Argument(help="learner, author, reviewer, staff …")],
    institution: Annotated[str, typer.Option(help="Of a coordinator: as profiles name it.")] = "",
    *,
    reason: Annotated[str, typer.Option(help="Why: it is kept with the change.")] = "",
    take: Annotated[bool, typer.Option("--take", help="Take the role away.")] = False,
) -> None:
    """Give a person a role, or take it away; they sign in anew."""
    from workflows.people.enrol import grant_role
    from workflows.people.named import named
    from workflows.people.session import system

    service = place.service()
    person = named(service, email).public_id
    grant_role(system(service), person, name, granted=not take, scope=institution, reason=reason)
    print(f"{email}: {name} {'taken away' if take else 'given'}.")


@app.command()
def demo(
    people: Annotated[
        int, typer.Option(min=0, max=200, help="How many more take an activity, for figures.")
    ] = 0,
) -> None:
    """Fill the database with people, editions, attempts and claims to look at."""
    from workflows.operations import demonstration

    print_lines("", demonstration.fill(place.service(), people))


def _until_stopped(work: Callable[[Event], None]) -> None:
    """Work until the operator or the machine says stop; what is begun is finished first."""
    import signal
    from threading import Event

    stop = Event()
    for one in (signal.SIGTERM, signal.SIGINT):
        signal.signal(one, lambda *_: stop.set())
    print("Working. Stop with Ctrl-C.", file=sys.stderr, flush=True)
    work(stop)
    print("Stopped.", file=sys.stderr)


def _ran(one: Done) -> str:
    from workflows.operations.work import JOBS

    said = JOBS[one.name].said
    return f"{one.name}: {one.number} {said}" if one.fault is None else f"{one.name}: {one.fault}"


def _findings(found: Iterable[Examined]) -> dict[str, Any]:
    return {one.about: [asdict(each) for each in one.findings] for one in found}


def print_findings(found: Iterable[Examined]) -> None:
    """Print a line for each check, and below it what it found."""
    for one in found:
        known = f" ({one.said})" if one.said else ""
        print(f"{one.about}: {'in order' if not one.findings else 'NOT IN ORDER'}{known}")
        print_lines("  ", (str(each) for each in one.findings))


def _say_check(name: str) -> None:
    print(f"Examining: {name} …", file=sys.stderr, flush=True)
