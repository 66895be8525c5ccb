"""Commands that keep what is there: backups out, and in again."""

from __future__ import annotations

import sys
from dataclasses import asdict, replace
from pathlib import Path
from typing import Annotated

import typer

from commands import place
from commands.app import PROBLEMS, Json, app
from commands.operating import print_findings
from commands.saying import print_json, wrong_use
from quizzes.counted import count


@app.command()
def backup(
    *,
    out: Annotated[
        Path | None, typer.Option(help="Folder to write into; without it BACKUPS.", file_okay=False)
    ] = None,
    keep: Annotated[
        int | None, typer.Option(min=1, help="Keep so many of the newest in that folder.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Write all tables, banks and forms into one file, while the service runs."""
    from workflows.operations.backup import make
    from workflows.people.session import system

    service = place.service(bring_up=False)
    folder = out or service.settings.keeping.backups
    if folder is None:
        wrong_use("Name the folder: --out FOLDER, or the setting BACKUPS.")
    made = make(system(service), folder, keep=keep)
    if as_json:
        print_json(asdict(made))
        return
    sealed = "sealed" if made.sealed else "NOT sealed: there is no BACKUP_KEY_FILE"
    print(f"{made.file}: {count(made.rows, 'row')}, {count(made.files, 'file')}, {sealed}")
    print(f"Head {made.head}")


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="A backup.", exists=True, dir_okay=False)],
    *,
    into: Annotated[str, typer.Option(help="Address of an empty database, as DATABASE_URL.")],
    banks: Annotated[
        Path | None, typer.Option(help="Empty folder for the banks; none: they stay in the file.")
    ] = None,
    forms: Annotated[
        Path | None, typer.Option(help="Empty folder for the evaluation forms; none: as banks.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Restore a backup into an empty database, and prove it as doctor does."""
    from workflows.operations.restore import restore as bring_back

    service = place.at(into)
    done = bring_back(service, file, {"banks": banks, "forms": forms}, _say)
    findings = {
        one.about: [asdict(each) for each in one.findings] for one in done.examined if one.findings
    }
    if as_json:
        print_json({**asdict(replace(done, examined=())), "examined": findings})
    else:
        print_findings(done.examined)
        print(f"Restored: {count(done.rows, 'row')}, {count(done.files, 'file')}.")
        print(f"Head {done.head}")
    raise typer.Exit(PROBLEMS if findings else 0)


def _say(what: str) -> None:
    print(f"Restoring: {what} …", file=sys.stderr, flush=True)
