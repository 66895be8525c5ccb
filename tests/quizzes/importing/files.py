"""A file of questions that a test changes, and the bank it is taken into."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import yaml

from quizzes.importing.preview import preview
from quizzes.importing.take import take

if TYPE_CHECKING:
    from pathlib import Path

    from quizzes.importing.preview import Arrival, Preview


def question(
    own: str | None = "q1", stem: str = "Which drug is given first?", **more: Any
) -> dict[str, Any]:
    """Return a question as JSON lines have it."""
    fields = {
        "id": own,
        "stem": stem,
        "options": ["Calcium", "Insulin", "Furosemide"],
        "correct": ["A"],
    }
    return {name: one for name, one in (fields | more).items() if one is not None}


def lines(*questions: dict[str, Any]) -> bytes:
    """Return questions as a file."""
    return "\n".join(json.dumps(one) for one in questions).encode()


def seen(folder: Path, *questions: dict[str, Any]) -> Preview:
    """Return what taking questions into a bank would do."""
    return preview(lines(*questions), "file.jsonl", folder)


def took(folder: Path, *questions: dict[str, Any]) -> tuple[Arrival, ...]:
    """Take questions into a bank."""
    return take(seen(folder, *questions))


def item(folder: Path, own: str) -> dict[str, Any]:
    """Return what an item's file says."""
    text = (folder / "items" / f"{own}.yaml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(text))


def content(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
