"""Print the audit binder of an activity: the book as PDF, or all that it speaks of as zip."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from credit.calendar import written
from documents import verify_archive
from documents.archive import Entry, archive
from documents.book.pages import book_pdf
from documents.book.parts import Book, Facts
from documents.file_names import file_name
from documents.tables import csv_parts
from storage import attachments, binder
from workflows.act import act, view
from workflows.reports.binder import abp, approval, history, people, planning, questions, results
from workflows.reports.binder.ground import ground
from workflows.reports.spooled import File, spooled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from documents.book.parts import Section
    from workflows.act import Actor
    from workflows.reports.binder.ground import Ground

Form = Literal["pdf", "zip"]
PDF, ZIP = "application/pdf", "application/zip"
README = """\
Audit binder of {key}, made on {day}.

binder.pdf        what a reviewer reads, with contents and bookmarks
attachments/      files that the office put in, under their numbers
tables/           the tables of the binder as CSV
log.jsonl         the activity's lines of the log, each with its hash
manifest.csv      every file with its SHA-256
verify.py         checks files and lines: python verify.py

Some cells of a table begin with an apostrophe: a spreadsheet would run them otherwise.
"""
PARS_HEADINGS = (
    "credit id",
    "reported to",
    "action",
    "completed on",
    "state",
    "since",
    "batch",
)


def binder_of(actor: Actor, key: str, form: Form) -> File:
    """Return the binder of the activity `key`; who printed it is logged, before it is made.

    Raises:
        NotFound: there is no such activity.
    """
    with act(actor, "binder.print", on=("activity", key)) as a:
        a.data.update(form=form)
    with view(actor, "binder.see", on=("activity", key)) as a:
        g = ground(a)
        book = book_of(g)
        name = file_name("audit-binder", form, a.today, g.key)
        if form == "pdf":
            return File(name, PDF, iter((book_pdf(book),)))
        return File(name, ZIP, spooled(archive(_entries(g, book), a.at)))


def book_of(g: Ground) -> Book:
    """Return the binder's sections."""
    front = g.manifest.front
    held = g.manifest.terms.accreditation
    facts = Facts(
        (
            ("Activity", g.key),
            ("ACCME ID", g.registered["ACCME"].value if "ACCME" in g.registered else "Not entered"),
            ("Open", f"{written(held.release_date)} to {written(held.expiration_date)}"),
            ("Credit", f"At most {held.credits} AMA PRA Category 1 Credits™"),
            ("Office", f"{front.office}, {front.contact.email}"),
            ("Attachments", str(len(g.attachments))),
        )
    )
    return Book(
        title=front.title,
        subtitle="Audit binder",
        provider=front.provider,
        made_on=g.a.today,
        demonstration=front.demonstration or g.a.actor.service.settings.demo,
        facts=facts,
        sections=tuple(_sections(g)),
    )


def _sections(g: Ground) -> Iterator[Section]:
    yield planning.terms(g)
    yield planning.abstract(g)
    yield planning.independence(g)
    yield people.disclosures(g)
    yield planning.objectives(g)
    yield questions.versions(g)
    yield questions.signoffs(g)
    yield approval.approved(g)
    yield questions.standard(g)
    yield questions.feedback(g)
    yield people.statements(g)
    yield results.learners(g)
    yield results.outcomes(g)
    yield results.evaluations(g)
    yield results.issued(g)
    yield results.reports(g)
    yield history.corrected(g)
    yield abp.checklist(g)
    yield history.attached(g)
    yield history.logged(g)


def _entries(g: Ground, book: Book) -> Iterator[Entry]:
    """Yield the archive's files, in the order in which somebody opens them."""
    day = g.a.today.isoformat()
    yield Entry("README.txt", "What is what", [README.format(key=g.key, day=day).encode()])
    yield Entry("binder.pdf", "The binder", [book_pdf(book)])
    for one in g.attachments:
        name = f"attachments/{one.name}"
        yield Entry(name, one.title, [attachments.file(g.connection, one.digest)])
    for grid in book.grids:
        yield Entry(f"tables/{grid.file}", "A table of the binder", [grid.csv])
    words = csv_parts(("question", "answer"), results.comments(g))
    yield Entry("tables/evaluation-comments.csv", "What was written, without names", words)
    yield Entry("tables/pars-records.csv", "Records to PARS, without names", _records(g))
    yield Entry("log.jsonl", "The activity's lines of the log", history.log_lines(g))
    yield Entry("verify.py", "Checks this archive", [Path(verify_archive.__file__).read_bytes()])


def _records(g: Ground) -> Iterator[bytes]:
    rows = (
        (
            row.credit_id,
            row.subject,
            row.action,
            row.completed_on.isoformat(),
            row.state,
            row.at.isoformat(),
            row.batch or "",
        )
        for row in binder.records(g.connection, g.activity.id)
    )
    return csv_parts(PARS_HEADINGS, rows)
