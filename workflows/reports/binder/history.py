"""What happened since: corrections, the attachments, and the log's lines with their hashes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from credit.calendar import written
from documents.book.parts import Facts, Grid, Head, Said, Section
from quizzes.correction import Correction
from storage import binder, corrections, log

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workflows.reports.binder.ground import Ground

KINDS = {
    "rekey": "another key",
    "also": "a second key counts, too",
    "drop": "taken out of scoring",
    "rationale": "another rationale",
    "undo": "an earlier correction taken back",
}


def corrected(g: Ground) -> Section:
    """Return what was put right in published questions, by whom and why."""
    held = {(row.item_id, row.version) for row in g.rows}
    rows = [
        row
        for row in corrections.of_items(g.connection, sorted({name for name, _ in held}))
        if (row.item_id, row.version) in held
    ]
    table = Grid(
        ("Question", "What", "Reason", "What is right now, and its source", "By", "On"),
        tuple(
            (
                f"{row.item_id} v{row.version}",
                KINDS[row.kind],
                row.reason,
                _now(row.body),
                f"{g.name(row.by)}; confirmed by {g.name(row.confirmed_by)}",
                g.day(row.at),
            )
            for row in rows
        ),
        (2, 2, 4, 5, 4, 2),
        "corrections.csv",
        empty="No published question was corrected.",
    )
    said = (
        "A correction stands beside the published question; attempts are marked anew, and nobody"
        " loses credit unless two people decided it for that person by name."
    )
    return Section("Corrections", (Said(said), table))


def attached(g: Ground) -> Section:
    """Return the list of attachments; their files go with the archive under their numbers."""
    table = Grid(
        ("No.", "Title", "Dated", "Kind", "Put in by", "SHA-256"),
        tuple(
            (
                str(one.number),
                one.title,
                written(one.dated),
                one.ending.upper(),
                f"{one.by}, {g.day(one.at)}",
                one.digest,
            )
            for one in g.attachments
        ),
        (1, 5, 3, 2, 4, 6),
        "attachments.csv",
        empty="Nothing is attached.",
    )
    said = (
        "Numbers are not given again: a gap is an attachment that was taken out, which the log"
        " tells."
    )
    return Section("Attachments", (Said(said), table))


def logged(g: Ground) -> Section:
    """Return how often each act was done, and how to verify the lines in the archive."""
    counts = binder.log_counts(g.connection, g.activity)
    lines = sum(row.lines for row in counts)
    table = Grid(
        ("Act", "Lines", "First", "Last"),
        tuple((row.act, str(row.lines), str(row.first), str(row.last)) for row in counts),
        (5, 1, 1, 1),
        "log-acts.csv",
        empty="The log has no line about this activity.",
    )
    facts = (
        ("Lines of this activity", str(lines)),
        ("Hash of the log's last line", log.head(g.connection)),
        ("In the archive", "log.jsonl, one line each: the hash, two spaces, the text it is of"),
        (
            "To verify",
            (
                "Run verify.py beside the unpacked files: the SHA-256 of each text is its hash,"
                " and each text names the hash of the line before it."
            ),
        ),
    )
    said = (
        "Every act is one line of a log in which each line holds the hash of the one before:"
        " whoever changes a line has to change all that follow. The lines between belong to other"
        " activities; the whole chain is proved where the service runs (doctor). Lines hold ids and"
        " digests, no names."
    )
    return Section("Log", (Said(said), Facts(facts), Head("Acts"), table))


def log_lines(g: Ground) -> Iterator[bytes]:
    """Yield the activity's lines of the log: the hash, two spaces, the text that it is of."""
    for row in binder.log_lines(g.connection, g.activity):
        yield f"{row.hash}  {log.sealed_text(row)}\n".encode()


def _now(body: str) -> str:
    found = Correction.model_validate_json(body)
    return f"{found.now} ({found.source})"
