"""The other files of deploy/: the example of settings, and the nodes that compose starts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml

from settings import ROOT, SettingsRefused, read, require_safe
from tests.proxy import DEPLOY

if TYPE_CHECKING:
    from pathlib import Path

MADE = "Qm7vX2LrT9wKb4Zs"


def example() -> dict[str, str]:
    """Return the settings of the example."""
    lines = (DEPLOY / "service.env.example").read_text(encoding="utf-8").splitlines()
    pairs = (line.partition("=") for line in lines if line and not line.startswith("#"))
    return {name: value for name, _, value in pairs}


def test_the_example_is_production_once_its_secrets_are_put_in(tmp_path: Path) -> None:
    """As it stands it does not start: nobody runs with a sample's secrets."""
    secret = tmp_path / "oidc-secret"
    secret.write_text(MADE, encoding="utf-8")
    given = example() | {"OIDC_CLIENT_SECRET_FILE": str(secret)}
    with pytest.raises(SettingsRefused, match="DATABASE_URL holds a password"):
        require_safe(read(given), "127.0.0.1")
    real = given["DATABASE_URL"].replace("DATABASE_PASSWORD", MADE)
    chosen = read(given | {"DATABASE_URL": real})
    require_safe(chosen, "127.0.0.1")
    assert chosen.desk == f"{given['PUBLIC_URL']}/at-desk"


def test_every_setting_of_the_example_is_in_the_operator_guide() -> None:
    """With what it means."""
    guide = (ROOT / "docs" / "operator.md").read_text(encoding="utf-8")
    assert [name for name in example() if f"`{name}`" not in guide] == []


def test_compose_has_one_desk_and_every_node_that_the_proxy_asks() -> None:
    """Three replicas without the bank folder; the desk has it, and the worker, who backs it up."""
    found = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    nodes = found["services"]
    asked = found["configs"]["replicas"]["content"]
    assert {name for name in nodes if f"server {name}:8501" in asked} == {
        "replica1",
        "replica2",
        "replica3",
        "desk",
    }
    with_banks = [name for name, one in nodes.items() if "BANKS" in one.get("environment", ())]
    assert with_banks == ["desk", "worker"]
    assert {nodes[one]["environment"]["DESK"] for one in with_banks} == {"here"}
