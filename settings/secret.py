"""Secrets: how short is too short, and what anybody would try first."""

from __future__ import annotations

import re

SHORTEST_SECRET = 16
FEWEST_SIGNS = 6  # different ones: a key that is pressed again and again is no secret
SAMPLES = re.compile(
    r"change.?(me|it|this)|example|sample|placeholder|your.|secret|passw|012345678|12345678|qwerty|postgres"
)


def is_weak(secret: str, *names: str) -> bool:
    """Whether a secret is one of a sample, of few different signs, or a name it goes with."""
    low = secret.lower()
    named = low in {one.lower() for one in names}
    return named or len(set(low)) < FEWEST_SIGNS or SAMPLES.search(low) is not None
