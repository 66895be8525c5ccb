"""What follows a save where the bank folder is a repository: a commit in the author's name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzes.editing.repository import GitFailed, commit, is_root
from storage import people
from workflows.people.profile import latest

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from workflows.act import Act

NOBODY = "nobody@invalid"


def who(a: Act) -> tuple[str, str]:
    """Return the name and address that a commit bears."""
    profile, _ = latest(a.connection, a.person_id)
    addresses = people.subjects_of(a.connection, a.person_id)
    return profile.legal_name or "An author", addresses[0] if addresses else NOBODY


def file(folder: Path, files: Sequence[str], author: tuple[str, str], subject: str) -> str:
    """Commit what was saved; return "" or, in a sentence, why it is in no commit.

    It comes after the act: what is saved is saved, whatever git says.
    """
    if not is_root(folder):
        return ""
    try:
        commit(folder, files, *author, subject)
    except GitFailed as failed:
        return (
            f"It is saved, but the bank's history could not be written (git: {failed})."
            " Tell whoever runs the service."
        )
    return ""
