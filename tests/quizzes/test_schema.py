"""The JSON Schemas that editors use."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft7Validator

from quizzes.notation import Value, read
from quizzes.reading import BANKS, FORMS, PROVIDER
from quizzes.schema import FOLDER, stale
from tests.quizzes.folder import ACTIVITY, ONE, TWO


def _schema(name: str) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads((FOLDER / f"{name}.schema.json").read_text())
    return schema


def _as_json(value: Value) -> object:
    return json.loads(json.dumps(value))


def test_current() -> None:
    """The written schemas are those of the models; `python -m quizzes.schema` renews them."""
    assert stale() == ()


@pytest.mark.parametrize("name", ["item", "activity", "provider", "form"])
def test_draft_07(name: str) -> None:
    """Each is a valid schema of the draft that YAML editors support."""
    schema = _schema(name)

    Draft7Validator.check_schema(schema)
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"


def _described(schema: dict[str, Any]) -> None:
    for name, group in schema["$defs"].items():
        for field, about in group.get("properties", {}).items():
            assert about.get("description"), f"{name}.{field} has no description"


@pytest.mark.parametrize("name", ["item", "activity", "provider", "form"])
def test_every_field_is_described(name: str) -> None:
    """An editor can say what each field is for."""
    _described(_schema(name))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("item", ONE),
        ("item", TWO),
        ("activity", ACTIVITY),
        ("provider", PROVIDER.read_text()),
        ("form", (FORMS / "default.yaml").read_text()),
        *(("item", one.read_text()) for one in sorted(BANKS.glob("*/items/*.yaml"))),
        *(("activity", one.read_text()) for one in sorted(BANKS.glob("*/activity.yaml"))),
    ],
)
def test_good_files(name: str, text: str) -> None:
    """Every file that the models accept satisfies its schema."""
    assert list(Draft7Validator(_schema(name)).iter_errors(_as_json(read(text).value))) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [("id: one", "id: One"), ("lead_in", "leadin"), ("correct: true", "correct: yes")],
)
def test_bad_item(old: str, new: str) -> None:
    """A misspelt field, a wrong word or a value of the wrong kind is marked while typing."""
    value = _as_json(read(ONE.replace(old, new)).value)

    assert not Draft7Validator(_schema("item")).is_valid(value)
