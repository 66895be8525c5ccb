"""A bank folder that is the root of a git repository: each save is a commit of its author's."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

PATIENCE = 20  # seconds for one command
_FIELDS = "%H%x1f%aI%x1f%an%x1f%s"


@dataclass(frozen=True)
class Commit:
    """One commit that changed a file."""

    revision: str
    at: datetime
    by: str
    subject: str


class GitFailed(Exception):
    """What git says in the way of a commit; the file is saved all the same."""


def is_root(folder: Path) -> bool:
    """Whether a bank folder is a repository of its own."""
    return (folder / ".git").exists()


def commit(folder: Path, files: Sequence[str], name: str, email: str, subject: str) -> None:
    """Commit files of a bank, and nothing else that lies in its folder, in somebody's name.

    Raises:
        GitFailed: git is missing, or refuses.
    """
    person = {"NAME": name, "EMAIL": email}
    roles = ("AUTHOR", "COMMITTER")
    who = {f"GIT_{role}_{part}": one for role in roles for part, one in person.items()}
    _git(folder, "add", "--", *files)
    if _git(folder, "status", "--porcelain", "--", *files):
        _git(folder, "commit", "--quiet", "--only", f"--message={subject}", "--", *files, **who)


def commits(folder: Path, file: str, most: int) -> tuple[Commit, ...]:
    """Return the commits that changed a file, the newest first.

    Raises:
        GitFailed: git is missing, or refuses.
    """
    said = _git(folder, "log", f"--max-count={most}", f"--format={_FIELDS}", "--", file)
    # Words that were pasted may hold what Python, unlike git, takes for the end of a line.
    rows = (line.split("\x1f", 3) for line in said.split("\n") if line)
    return tuple(Commit(one[0], datetime.fromisoformat(one[1]), one[2], one[3]) for one in rows)


def text_at(folder: Path, revision: str, file: str) -> str | None:
    """Return a file's text as a commit has it, None where it has none.

    Raises:
        GitFailed: git is missing.
    """
    try:
        return _git(folder, "show", f"{revision}:./{file}")
    except GitFailed:
        return None


def _git(folder: Path, *arguments: str, **more: str) -> str:
    program = shutil.which("git")
    if program is None:
        message = "git is not installed here"
        raise GitFailed(message)
    # Nobody is there to be asked for a password or a signature.
    quiet = {"GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C.UTF-8"}
    try:
        done = subprocess.run(  # noqa: S603 - a fixed program; nothing in it is read by a shell
            [program, "-c", "commit.gpgsign=false", "-C", str(folder), *arguments],
            env={**os.environ, **quiet, **more},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        # ValueError: a text that no program can be given, with a zero or half a letter in it.
        raise GitFailed(type(error).__name__) from error
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise GitFailed(said[0] if said else f"git ended with {done.returncode}")
    return done.stdout.decode(errors="replace")
