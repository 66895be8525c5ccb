"""The American Board of Pediatrics' audit of a Part 2 self-assessment: what is there, what lacks.

What the office knows from memory, and has not read at the board, is labelled so in the list.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from credit import boards
from credit.amounts import as_text, in_quarters
from credit.boards import NoRule
from credit.calendar import written
from documents.book.parts import Grid, Said, Section
from storage import binder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from quizzes.kinds.item import Entry
    from quizzes.models import AnyItem
    from workflows.reports.binder.ground import Ground

BOARD = "ABP"
State = Literal["yes", "missing", "look", "by hand"]
READ = "ACCME's page"
OLDER = "Older page"
MEMORY = "Memory: ask the board"
BASES = Said(
    "“ACCME’s page”: CME that counts for ABP MOC, accme.org/abp-moc and accme.org/faq/8080. “Older"
    " page”: a chapter of the American Academy of Pediatrics on questions for ABP Part 2; the board"
    " has taken other formats since, so that what differs is worth a look and no more. “Memory”:"
    " common report, which the office has not read at the board.",
    note=True,
)
OPTIONS = (4, 5)  # of a question, by the older rules
BARRED = re.compile(r"\b(all|none) of the above\b|\bboth [a-e] and [a-e]\b", re.IGNORECASE)
EXCEPT = re.compile(r"\ball\b.*\bexcept\b", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True)
class Check:
    """One thing an auditor looks for."""

    what: str
    state: State
    said: str
    basis: str


def planned(g: Ground) -> bool:
    """Whether the activity gives points at the board."""
    return any(one.board == BOARD for one in g.manifest.terms.boards)


def checks(g: Ground) -> tuple[Check, ...]:
    """Return the whole list, in the order in which an audit goes."""
    return (*_terms(g), *_assessment(g), *_questions(g), *_learners(g), *_office(g))


def checklist(g: Ground) -> Section:
    """Return the list as a section."""
    found = checks(g)
    lacking = sum(one.state == "missing" for one in found)
    said = (
        f"{lacking} of {len(found)} points are missing."
        if lacking
        else f"Nothing of {len(found)} points is missing; what is to be done by hand is marked."
    )
    if not planned(g):
        said = f"No points of the ABP are planned. Were they, this is how it would stand: {said}"
    table = Grid(
        ("What is looked for", "Here", "Found", "Rests on"),
        tuple((one.what, one.state, one.said, one.basis) for one in found),
        (6, 2, 7, 3),
        "abp-checklist.csv",
    )
    return Section("ABP audit checklist (Part 2 self-assessment)", (Said(said), table, BASES))


def _check(what: str, said: str, basis: str, *, holds: bool) -> Check:
    lacks: State = "look" if basis == OLDER else "missing"
    return Check(what, "yes" if holds else lacks, said, basis)


def _terms(g: Ground) -> Iterator[Check]:
    held = g.manifest.terms.accreditation
    on = held.designated_on
    in_time = on is not None and on <= held.release_date
    said = (
        f"Designated on {written(on)}, released on {written(held.release_date)}."
        if on
        else "No day is recorded."
    )
    yield _check("Designated for Category 1 credit before release", said, READ, holds=in_time)
    there = BOARD in g.registered
    told = g.registered[BOARD].value if there else "Enter it on Publish when it is registered."
    yield _check("Registered with the board in PARS", told, READ, holds=there)
    accme = "ACCME" in g.registered
    number = g.registered["ACCME"].value if accme else "No ACCME activity ID is entered."
    yield _check("ACCME activity ID on record and on certificates", number, READ, holds=accme)
    yield from _points(g)


def _points(g: Ground) -> Iterator[Check]:
    held = g.manifest.terms.accreditation
    plans = [one for one in g.manifest.terms.boards if one.board == BOARD]
    points = sum(in_quarters(one.points) for one in plans)
    most = in_quarters(held.credits)
    try:
        step = boards.load().rule(BOARD, held.release_date).points
    except NoRule:
        yield _check(
            "A rule of the board for the release day", "None is on file.", READ, holds=False
        )
        return
    whole = in_quarters(step.step)
    fits = 0 < points <= most and points % whole == 0
    said = f"{as_text(points)} points for {held.credits} credits, in steps of {step.step}."
    yield _check("Points not above the credit, in the board's steps", said, READ, holds=fits)


def _assessment(g: Ground) -> Iterator[Check]:
    rules, front = g.manifest.terms.rules, g.manifest.front
    drawn = sum(one.draw for one in g.manifest.pools)
    yield _check("Each participant is assessed", f"{drawn} questions an attempt.", READ,
                 holds=drawn > 0)  # fmt: skip
    standard = f"{rules.passing_percent}%, told before the first question, with a reason on file."
    yield _check("A passing standard of the provider's", standard, READ,
                 holds=bool(rules.passing_percent.strip("0.")))  # fmt: skip
    yield _check("Feedback to each participant", front.feedback, MEMORY, holds=bool(front.feedback))
    asked = len(g.manifest.evaluation.questions)
    yield _check("Each participant evaluates the activity", f"{asked} questions.", MEMORY,
                 holds=asked > 0)  # fmt: skip
    text = any("pediatrics" in one.casefold() for one in front.recognition)
    waiting = [one for one in front.placeholders if BOARD.casefold() in one.casefold()]
    said = "Shown before the first question." if text else "No such statement is shown."
    said = f"{said} Not approved by its owner yet." if waiting else said
    yield _check("The board's statement with the points", said, READ, holds=text and not waiting)


def _questions(g: Ground) -> Iterator[Check]:
    items = {row.item_id: g.items[row.digest] for row in g.newest}

    def look(what: str, basis: str, fails: Callable[[AnyItem], bool]) -> Check:
        bad = [name for name, one in items.items() if fails(one)]
        said = f"Not so in {', '.join(bad)}." if bad else f"So in all {len(items)} questions."
        return _check(what, said, basis, holds=not bad)

    yield look("Each question cites a source", MEMORY, lambda one: not one.references)
    yield look("Each question serves an objective", MEMORY, lambda one: not one.objectives)
    yield look(
        "One best answer of four or five options",
        OLDER,
        lambda one: one.type != "single_best_answer" or len(_options(one)) not in OPTIONS,
    )
    yield look(
        "No “all of the above”, “none of the above”, “both A and B”",
        OLDER,
        lambda one: any(BARRED.search(each.text) for each in _options(one)),
    )
    yield look("No “all … except”", OLDER, lambda one: bool(EXCEPT.search(one.lead_in)))


def _learners(g: Ground) -> Iterator[Check]:
    today = g.a.today
    late = binder.waiting(g.connection, g.activity.id, BOARD, today - timedelta(days=30))
    said = f"{late} records are older than 30 days and unanswered." if late else "None is late."
    yield _check("Completions reported within 30 days", said, READ, holds=not late)
    consent = "A claim of points asks for both and keeps the digest of the text agreed to."
    yield _check("Board ID and consent of each participant", consent, READ, holds=True)
    yield _check("Points and activity on the certificate", "Printed from what was claimed.", READ,
                 holds=True)  # fmt: skip


def _office(g: Ground) -> Iterator[Check]:
    lacking = [one.name for one in (g.bank.stands if g.bank is not None else ()) if one.needs]
    if g.bank is None:
        yield Check("Disclosures of everybody in control", "by hand",
                    "The bank's folder is not on this machine.", READ)  # fmt: skip
    else:
        said = f"Not complete: {', '.join(lacking)}." if lacking else "All are on record."
        yield _check("Disclosures of everybody in control", said, READ, holds=not lacking)
    yield _check("Records kept", "Claims, scores and certificates are never deleted before six"
                 " years.", MEMORY, holds=True)  # fmt: skip
    yield Check(
        "The provider's attestation to the board (reporting, use of data, public list, audit)",
        "by hand",
        "It is given in PARS at registration; attach a copy.",
        READ,
    )


def _options(item: AnyItem) -> tuple[Entry, ...]:
    return tuple(getattr(item, "options", ()))
