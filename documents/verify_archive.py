"""Check an unpacked audit binder: `python verify.py`, in its folder; it needs nothing but Python.

Each file has the SHA-256 that manifest.csv names, and each line of the log the one before its text.
"""

import csv
import hashlib
import sys
from pathlib import Path


def faults(folder: Path) -> list[str]:
    """Return what is not as the manifest and the log say, a sentence each."""
    return [*_changed(folder), *_broken(folder)]


def _changed(folder: Path) -> list[str]:
    with (folder / "manifest.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found = []
    for row in rows:
        path = folder / row["file"]
        if not path.is_file():
            found.append(f"{row['file']} is missing.")
        elif hashlib.sha256(path.read_bytes()).hexdigest() != row["sha256"]:
            found.append(f"{row['file']} is not the file that the manifest names.")
    return found


def _broken(folder: Path) -> list[str]:
    found = []
    with (folder / "log.jsonl").open(encoding="utf-8", newline="\n") as lines:
        for number, line in enumerate(lines, 1):
            told, _, text = line.rstrip("\n").partition("  ")
            if hashlib.sha256(text.encode()).hexdigest() != told:
                found.append(f"Line {number} of log.jsonl is not what its hash is of.")
    return found


if __name__ == "__main__":
    there = faults(Path(__file__).parent)
    sys.stdout.write("\n".join(there or ["All files and lines are as they were written."]) + "\n")
    sys.exit(bool(there))
