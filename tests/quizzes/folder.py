"""A small valid bank on disk, in which a test changes one thing."""

from __future__ import annotations

import struct
import zlib
from datetime import date
from typing import TYPE_CHECKING

from quizzes.checking import check
from quizzes.reading import read_bank

if TYPE_CHECKING:
    from pathlib import Path

    from quizzes.bank import Bank
    from quizzes.problem import Problem

TODAY = date(2026, 12, 1)


def png(shade: int = 255) -> bytes:
    """Return a whole picture of one grey pixel."""
    pixel = zlib.compress(bytes([0, shade]))
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)),
        (b"IDAT", pixel),
        (b"IEND", b""),
    )
    body = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(body)


PNG = png()

ACTIVITY = """\
schema_version: 1
id: small-bank
title: "Small bank: a self-assessment"
status: approved
demonstration: true
summary: Two questions.
audience: Physicians.
specialties: [anesthesiology]
objectives:
  - {id: OBJ-1, text: Read a capnogram.}
  - {id: OBJ-2, text: Choose antiemetics.}
planning:
  practice_gap: A gap.
  needs: [knowledge]
  need: A need.
  change: A change.
  format_reason: A reason.
  competencies: [Medical knowledge]
  planners: [fac-ada]
accreditation:
  credits: "0.50"
  estimated_minutes: 30
  designated_by: Example Medical School
  designated_on: 2026-10-01
  release_date: 2026-11-01
  expiration_date: 2029-10-31
  claim_by: 2029-12-31
boards:
  - {board: ABA, credit_type: Lifelong Learning, points: "0.50"}
faculty:
  - id: fac-ada
    name: Ada Author, MD
    roles: [author, planner]
    disclosure: {has_relationships: false, collected_on: 2026-09-01}
  - id: fac-ben
    name: Ben Reviewer, MD
    roles: [reviewer]
    disclosure: {has_relationships: false, collected_on: 2026-09-01}
rules:
  passing_percent: "75"
  passing_rationale: Set by the authors.
  retake: same_items
  feedback: after_submission
pools:
  - id: all
    select: {topics: [airway, nausea]}
blueprint:
  - {pool: all, draw: 2}
"""

ONE = """\
id: one
version: 1
revision: 1
status: approved
type: single_best_answer
objectives: [OBJ-1]
blueprint: {topic: airway}
authors: [fac-ada]
stem: |
  After intubation the capnogram is as shown. The patient weighs 70 kg.
media:
  - id: capnogram
    file: media/one.png
    alt: A flat line at 0 mm Hg.
    alt_reviewed: true
    source: Drawn for this bank
    permission: Own work
lead_in: What is done first?
options:
  - id: a
    text: Remove the tube
    correct: true
    rationale: No carbon dioxide means no ventilation.
  - id: b
    text: Give 1 mg of epinephrine
    rationale: There is no cardiac arrest.
  - id: c
    text: Listen to the chest
    rationale: Breath sounds mislead where the capnogram does not.
explanation: A flat line means that the tube is not in the trachea.
references:
  - {id: guide, cite: "A guideline. 2024.", doi: 10.1000/xyz}
reviews:
  - {by: fac-ben, date: 2026-10-02, verdict: approve}
review_due: 2028-10-01
history:
  - {version: 1, revision: 1, date: 2026-09-15, by: fac-ada, change: First draft}
"""

TWO = """\
id: two
version: 2
revision: 1
status: approved
type: multiple_response
objectives: [OBJ-2]
blueprint: {topic: nausea}
authors: [fac-ada]
stem: A patient has had nausea after each of 3 anesthetics.
lead_in: Which of the following lower the risk?
select: 2
options:
  - {id: a, text: Dexamethasone, correct: true, rationale: It lowers the risk of nausea.}
  - {id: b, text: Ondansetron, correct: true, rationale: It lowers the risk of nausea.}
  - {id: c, text: Nitrous oxide, rationale: It raises the risk of nausea.}
explanation: Combine drugs of different classes.
references:
  - {id: guide, cite: "A guideline. 2024.", pmid: "32467512"}
reviews:
  - {by: fac-ben, date: 2026-10-02, verdict: approve}
review_due: 2028-10-01
history:
  - {version: 1, revision: 1, date: 2026-09-15, by: fac-ada, change: First draft}
  - {version: 2, revision: 1, date: 2026-09-20, by: fac-ada, change: An option replaced}
"""


class BankFolder:
    """The bank's folder, with ways to change a file and to read or check all of it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.write("activity.yaml", ACTIVITY)
        self.write("items/one.yaml", ONE)
        self.write("items/two.yaml", TWO)
        self.write("media/one.png", PNG)

    def write(self, file: str, content: str | bytes) -> None:
        """Write a file of the bank."""
        path = self.path / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)

    def files(self) -> dict[str, bytes]:
        """Return every file of the bank, by its path inside."""
        inside = sorted(one for one in self.path.rglob("*") if one.is_file())
        return {one.relative_to(self.path).as_posix(): one.read_bytes() for one in inside}

    def change(self, file: str, old: str, new: str) -> None:
        """Change one passage of a file, which must be there exactly once."""
        text = (self.path / file).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} is {text.count(old)} times in {file}"
        self.write(file, text.replace(old, new))

    def check(self, today: date = TODAY) -> tuple[Problem, ...]:
        """Return the problems of this folder, and not those of the provider's texts."""
        inside = self.path.as_posix()
        return tuple(one for one in check(self.path, today) if one.file.startswith(inside))

    def rules(self, today: date = TODAY) -> list[str]:
        """Return the rules that are broken, as severity and id."""
        return [f"{one.severity} {one.rule}" for one in self.check(today)]

    def only(self, today: date = TODAY) -> Problem:
        """Return the one problem there is."""
        (problem,) = self.check(today)
        return problem

    def bank(self) -> Bank:
        """Return the bank as it is read."""
        bank, _ = read_bank(self.path)
        assert bank is not None
        return bank
