"""The questions: which versions, who signed them, the standard, the feedback, one as it is seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from documents.book.parts import Facts, Grid, Head, Said, Section
from quizzes.printing import blocks, is_table, printed
from storage import review
from workflows.content.reviewers import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Row

    from documents.book.parts import Part
    from workflows.reports.binder.ground import Ground

RETAKES = {
    "same_items": "the same questions, options in another order",
    "missed_items": "the missed questions; the score is over the whole form",
    "new_draw": "a new draw, questions not seen before first",
}
FEEDBACK = {
    "after_each_item": "After each question, once it is answered for good.",
    "after_submission": "After the whole attempt is submitted.",
}


def versions(g: Ground) -> Section:
    """Return each question of the newest edition with its digest; the file has all editions."""
    rows = tuple(_version(g, row) for row in g.rows)
    now = len(g.newest)
    table = Grid(
        ("Edition", "No.", "Question", "Version", "Type", "SHA-256 of what is seen and marked"),
        rows[:now],
        (2, 1, 3, 2, 4, 9),
        "questions.csv",
        tail=rows[now:],
    )
    seals = Grid(
        ("Edition", "Published on", "By", "SHA-256 of the edition"),
        tuple((str(one.number), g.day(one.at), g.name(one.by), one.sha256) for one in g.editions),
        (1, 2, 3, 8),
        "editions.csv",
    )
    what = (
        "A published question never changes: another key, option or number makes a new version,"
        " another wording a new revision. Version 2.1 is version 2, revision 1."
    )
    return Section("Questions and their versions", (Said(what), seals, table))


def signoffs(g: Ground) -> Section:
    """Return every verdict on a published text, and which questions have none."""
    digests = list(dict.fromkeys(row.digest for row in g.rows))
    found = review.verdicts(g.connection, digests)
    given = sorted(found.values(), key=lambda one: (one.item_id, one.version, one.id))
    rows = tuple(
        (
            one.item_id,
            f"{one.version}.{one.revision}",
            KINDS.get(one.kind, one.kind),
            "approved" if one.verdict == review.APPROVED else "changes asked for",
            g.name(one.by),
            g.day(one.at),
        )
        for one in given
    )
    table = Grid(
        ("Question", "Version", "Review", "Verdict", "By", "On"),
        rows,
        (3, 2, 3, 3, 4, 2),
        "signoffs.csv",
        empty="No sign-off stands in the database.",
    )
    return Section("Review and sign-off", (table, *_unsigned(g, found), *_in_files(g)))


def standard(g: Ground) -> Section:
    """Return the passing standard with its reason, and how the activity is taken."""
    rules = g.manifest.terms.rules
    drawn = " + ".join(f"{one.draw} of {len(one.items)}" for one in g.manifest.pools)
    limit = f"{rules.time_limit_minutes} minutes" if rules.time_limit_minutes else "None"
    rows = (
        ("Passing standard", f"{rules.passing_percent}% of the points of the whole form"),
        ("Reason", rules.passing_rationale),
        ("Drawn for an attempt", f"{drawn} questions, by pool"),
        ("Attempts", str(rules.attempts_max or "Not limited")),
        ("Another attempt", RETAKES[rules.retake]),
        ("Time limit", limit),
        ("Unanswered", "Counts as wrong"),
        ("Marking", " ".join(g.manifest.front.marking) or "One point a question, all or nothing."),
    )
    return Section("Passing standard", (Facts(rows),))


def feedback(g: Ground) -> Section:
    """Return when feedback is given, and one question with it as physicians see it."""
    rules = g.manifest.terms.rules
    sure = {
        "off": "Not asked.",
        "optional": "May be told.",
        "required": "Told with each answer.",
    }
    rows = (
        ("When", FEEDBACK[rules.feedback]),
        ("Told to learners", g.manifest.front.feedback),
        (
            "What",
            (
                "Right or wrong, the key, the reason for each option, the teaching text, the point"
                " to remember, references, and the score by objective."
            ),
        ),
        ("Confidence", sure[rules.confidence]),
    )
    return Section("Feedback", (Facts(rows), *_example(g)))


def _version(g: Ground, row: Row[Any]) -> tuple[str, ...]:
    kind = g.items[row.digest].type.replace("_", " ")
    version = f"{row.version}.{row.revision}"
    return (str(row.number), str(row.position), row.item_id, version, kind, row.digest)


def _unsigned(g: Ground, found: dict[tuple[str, str], Row[Any]]) -> Iterator[Part]:
    signed = {digest for (digest, _), row in found.items() if row.verdict == review.APPROVED}
    left = [row.item_id for row in g.newest if row.digest not in signed]
    if left:
        yield Said(f"{len(left)} of {len(g.newest)} questions of the newest edition have no"
                   f" approval in the database: {', '.join(left)}.")  # fmt: skip


def _in_files(g: Ground) -> Iterator[Part]:
    """Return the reviews that stand in the bank's files: what was there before the desk was."""
    if g.bank is None or g.bank.bank is None:
        return
    people = {one.id: one.name for one in g.bank.bank.activity.faculty}
    wanted = {row.item_id for row in g.newest}
    rows = tuple(
        (
            one.id,
            people.get(each.by, each.by),
            each.verdict.replace("_", " "),
            each.date.isoformat(),
            each.note or "",
        )
        for one in g.bank.bank.items.values()
        if one.id in wanted
        for each in one.reviews
    )
    yield Head("Reviews in the bank's files")
    heads = ("Question", "By", "Verdict", "On", "Note")
    yield Grid(heads, rows, (2, 4, 2, 2, 6), "reviews-in-files.csv")


def _example(g: Ground) -> Iterator[Part]:
    row = next(iter(g.newest), None)
    if row is None:
        return
    item = printed(g.items[row.digest])
    yield Head(f"Example: question {row.item_id}, as it is asked")
    for text in (*item.text, item.lead_in):
        yield from _flowing(text)
    for line in item.lines:
        yield from _flowing(line)
    yield Head("The same question after the answer")
    yield Said(f"Key: {item.key}")
    for text in item.feedback:
        yield from _flowing(text)


def _flowing(markdown: str) -> Iterator[Part]:
    """Return Markdown as paragraphs; formulas stand as they are written."""
    for block in blocks(markdown):
        if is_table(block):
            lines = [tuple(map(str, line)) for line in block if isinstance(line, tuple)]
            wide = max(map(len, lines))
            cells = tuple((*line, *[""] * (wide - len(line))) for line in lines)
            yield Grid(cells[0], cells[1:], (1,) * wide)
        else:
            yield Said("".join(one.text for one in block))  # type: ignore[union-attr]  # no table
