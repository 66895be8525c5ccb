"""What the doctor finds in the database of a test."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workflows.operations.doctor import doctor
from workflows.people.session import system

if TYPE_CHECKING:
    from workflows.operations.finding import Finding
    from workflows.service import Service


def findings(service: Service) -> list[Finding]:
    """Return all of it, but that nobody waits for the disk: tests do not (`databases.py`)."""
    return [
        finding
        for one in doctor(system(service))
        if one.about != "settings"
        for finding in one.findings
    ]
