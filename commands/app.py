"""The command line's table: each command enters itself here."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

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
