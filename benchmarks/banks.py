"""Checking a bank of 1,000 items, copied from a demonstration bank."""

from __future__ import annotations

import shutil
import time
from datetime import date
from pathlib import Path

from quizzes.checking import check

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "quizzes" / "banks" / "perioperative-safety"
ITEMS = 1_000


def measure(folder: Path) -> float:
    """Return the seconds that checking 1,000 items takes."""
    bank = folder / SOURCE.name
    shutil.copytree(SOURCE, bank)
    texts = [path.read_text(encoding="utf-8") for path in sorted(SOURCE.glob("items/*.yaml"))]
    for number in range(ITEMS - len(texts)):
        text = texts[number % len(texts)]
        old = text.partition("\nid: ")[2].partition("\n")[0]
        new = f"copy-{number:04d}"
        text = text.replace(f"\nid: {old}", f"\nid: {new}", 1)
        (bank / "items" / f"{new}.yaml").write_text(text, encoding="utf-8")
    began = time.perf_counter()
    provider = ROOT / "quizzes" / "banks" / "provider.yaml"
    check((bank,), date(2026, 12, 1), provider, ROOT / "quizzes" / "forms")
    return time.perf_counter() - began
