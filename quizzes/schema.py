"""JSON Schemas (draft-07) for editors, made from the models: hover help and completion.

`python -m quizzes.schema` writes them; the tests fail when the written ones are stale.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter

from quizzes.models import ITEM, Activity, EvaluationForm, Provider

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER = Path(__file__).parent / "schema"
DRAFT = "http://json-schema.org/draft-07/schema#"
_ADAPTERS: Mapping[str, TypeAdapter[Any]] = {
    "item": ITEM,
    "activity": TypeAdapter(Activity),
    "provider": TypeAdapter(Provider),
    "form": TypeAdapter(EvaluationForm),
}


def schemas() -> dict[Path, str]:
    """Return each schema's path with the text that belongs there."""
    return {FOLDER / f"{name}.schema.json": _text(adapter) for name, adapter in _ADAPTERS.items()}


def stale() -> tuple[Path, ...]:
    """Return the schema files that do not say what the models say."""
    return tuple(
        path
        for path, text in schemas().items()
        if not path.is_file() or path.read_text(encoding="utf-8") != text
    )


def write() -> None:
    """Write every schema."""
    FOLDER.mkdir(exist_ok=True)
    for path, text in schemas().items():
        path.write_text(text, encoding="utf-8")


def _text(adapter: TypeAdapter[Any]) -> str:
    schema = {"$schema": DRAFT, **adapter.json_schema()}
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    write()
