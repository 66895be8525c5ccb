"""Moodle's categories and a bank's topics: "$course$/top/Renal/Acid base" is renal.acid-base."""

from __future__ import annotations

import re
import unicodedata

_CONTEXT = re.compile(r"\$[a-z0-9]+\$", re.IGNORECASE)
_SLASH = re.compile(r"(?<!/)/(?!/)")
_LONGEST = 200


def topic_of(category: str) -> str:
    """Return the topic of a category, "" for one that Moodle made itself."""
    steps = [one.replace("//", "/").strip() for one in _SLASH.split(category.strip())]
    own = [
        _slug(one)
        for one in steps
        if one and one.lower() != "top" and not _CONTEXT.fullmatch(one) and not _is_default(one)
    ]
    return ".".join(one for one in own if one)[:_LONGEST].strip(".-")


def category_of(topic: str) -> str:
    """Return the category of a topic."""
    return "/".join(["$course$", "top", *topic.split(".")])


def _is_default(step: str) -> bool:
    return step.lower().startswith("default for ")


def _slug(step: str) -> str:
    plain = unicodedata.normalize("NFKD", step).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
