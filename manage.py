"""The command line: one thin command for each act or view of an operator and of the office.

A command imports the database's side itself: an author's `check` starts in half the time.
"""

from __future__ import annotations

import sys

from commands import activities, banks, keeping, operating, pars
from commands.app import PROBLEMS, WRONG_USE, app
from settings import SettingsRefused
from workflows.refusals import Refused

__all__ = ["activities", "banks", "keeping", "operating", "pars", "run"]


def run() -> None:
    """Run one command; what was refused is one sentence on standard error."""
    try:
        app()
    except Refused as refused:
        print(refused, file=sys.stderr)
        sys.exit(PROBLEMS)
    except SettingsRefused as refused:
        print(refused, file=sys.stderr)
        sys.exit(WRONG_USE)


if __name__ == "__main__":
    run()
