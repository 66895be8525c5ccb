"""Commands about reports to PARS: the queue, batches and answers."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commands import place
from commands.app import PROBLEMS, As, Json, app
from commands.saying import print_json, print_lines, wrong_use
from quizzes.counted import count

if TYPE_CHECKING:
    from workflows.act import Actor

MOST_LISTED = 50  # people under one reason
pars = typer.Typer(no_args_is_help=True, help="Batches to PARS, and its answers.")
app.add_typer(pars, name="pars")
Activity = Annotated[str | None, typer.Option(help="Only this activity, by its key.")]


@pars.command("queue")
def queue(*, person: As = None, as_json: Json = False) -> None:
    """Queue what is claimed and has no record yet, as in a database from an earlier version."""
    from workflows.pars.queue import repair

    queued = repair(place.office(place.service(), person))
    if as_json:
        print_json({"queued": queued})
    else:
        print(f"Queued: {count(queued, 'completion')}.")


@pars.command("preview")
def preview(*, activity: Activity = None, person: As = None, as_json: Json = False) -> None:
    """Say what would go to PARS now, and what is left out: why, and who can put it right."""
    from workflows.pars.preview import preview

    found = preview(
        place.office(place.service(), person), activity, sys.maxsize if as_json else MOST_LISTED
    )
    if as_json:
        print_json(asdict(found))
        return
    late = f"{found.clock.overdue} overdue, {found.clock.due_in_7} due within 7 days"
    people = count(found.people, "person", "people")
    print(f"{count(found.goes, 'record')} of {people} can go; {late}.")
    for reason in found.reasons:
        print(f"{reason.title}: {reason.count}")
        for one in reason.first:
            print(f"  {one.name}, {one.title}, {one.to}: {one.why} {one.fix}")


@pars.command("export")
def export(  # noqa: PLR0913 - one argument for each option
    *,
    out: Annotated[Path, typer.Option(help="The file to write.", dir_okay=False)],
    form: Annotated[
        str | None, typer.Option("--format", help="excel (if not said), tab, xml or json.")
    ] = None,
    batch: Annotated[
        str | None, typer.Option(help="Write this batch again, in the format it was made in.")
    ] = None,
    activity: Activity = None,
    limit: Annotated[int, typer.Option(help="Most records.")] = 10_000,
    person: As = None,
    as_json: Json = False,
) -> None:
    """Make a batch of what can go to PARS now, and write its file; or write a batch again."""
    from workflows.pars.export import export

    if batch and form:
        wrong_use("A batch keeps the format it was made in: leave --format out to write it again.")
    actor = place.office(place.service(), person)
    chosen = batch or _made(actor, form or "excel", activity, limit)
    file = export(actor, chosen)
    try:
        with out.open("wb") as opened:
            opened.writelines(file.parts)
    except OSError as error:
        wrong_use(f"{out} cannot be written: {error.strerror}. The batch is {chosen}.")
    if as_json:
        print_json({"batch": chosen, "file": str(out), "name": file.name})
    else:
        print(f"Written: {out}, batch {chosen}. Mark it as sent when it is in PARS.")


def _made(actor: Actor, form: str, activity: str | None, limit: int) -> str:
    """Make a batch and return its id."""
    from workflows.pars.batch import make
    from workflows.pars.preview import newest

    return make(actor, form, after=newest(actor), activity=activity, limit=limit).batch


@pars.command("import-response")
def import_response(
    file: Annotated[Path, typer.Argument(help="PARS' answers.", exists=True, dir_okay=False)],
    *,
    person: As = None,
    as_json: Json = False,
) -> None:
    """Take in PARS' answers from CSV or Excel; the same file again changes nothing."""
    from workflows.pars.answers import take

    try:
        content = file.read_bytes()
    except OSError as error:
        wrong_use(f"{file} cannot be read: {error.strerror}.")
    taken = take(place.office(place.service(), person), content)
    if as_json:
        print_json(asdict(taken))
    else:
        print(
            f"{taken.accepted} accepted, {taken.rejected} rejected, {taken.pending} pending,"
            f" {taken.unchanged} unchanged."
        )
        for title, rows in (("For staff", taken.contradictory), ("Refused", taken.refused)):
            print_lines(f"{title}: ", [f"row {one.row}: {one.said}" for one in rows])
        print_lines("Note: ", taken.notes)
    raise typer.Exit(PROBLEMS if taken.refused or taken.contradictory else 0)
