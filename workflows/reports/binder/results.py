"""What came of the activity: learners, outcomes, evaluations, credit, reports; nobody is named."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from credit.amounts import as_text
from credit.completion import CME
from documents.book.parts import Facts, Grid, Head, Said, Section
from documents.pars.year_end import others, physicians, year_end
from storage import binder, people
from storage.overview import Wanted
from workflows.content import frozen
from workflows.credit.evaluate import EvaluationBody
from workflows.pars.year import participations
from workflows.reports.committed import DAYS, SAID, SELF_REPORTS, Committed, committed_in
from workflows.reports.outcomes import Outcomes, outcomes_in, percent_of, until

if TYPE_CHECKING:
    from collections.abc import Iterator

    from documents.book.parts import Part
    from quizzes.models import EvaluationForm, Question
    from storage.overview import Span
    from workflows.reports.binder.ground import Ground

TEXTS = 40  # of one question on paper; the file has all


def learners(g: Ground) -> Section:
    """Return who took part by year, as PARS counts them, and how far they came."""
    took = list(participations(g.a, g.activity.id, people.merged(g.connection)))
    last = max((one.on.year for one in took), default=g.activity.released.year)
    rows = []
    for year in range(g.activity.released.year, last + 1):
        counts = year_end(took, year)
        for name, found in (("in the year", counts.in_year), ("since release", counts.cumulative)):
            cells = (physicians(found), others(found), physicians(found) + others(found))
            rows.append((str(year), name, *map(str, cells)))
    reached = binder.reached(g.connection, g.activity.id)
    steps = (
        ("Started an attempt", str(reached["started"])),
        ("Passed", str(reached["passed"])),
        ("Completed", f"{reached['completed']} (passed and evaluated)"),
        ("Claimed", str(reached["claimed"])),
    )
    said = (
        "A learner answered at least one question; each person counts once, however many attempts"
        " or accounts they had. Who only opened the page is no learner."
    )
    table = Grid(
        ("Year", "Counted", "Physicians", "Other learners", "Together"),
        tuple(rows),
        (1, 2, 2, 2, 2),
        "learners.csv",
    )
    return Section("Learners", (Said(said), table, Head("How far they came"), Facts(steps)))


def outcomes(g: Ground) -> Section:
    """Return what changed in learners, as far as it is measured, with the limits of that."""
    span = until(g.a.today, g.a.actor.service.settings.zone)
    found = outcomes_in(g.connection, span).get(g.activity.id, Outcomes())
    rows = [
        (f"First attempts, edition {one.edition}", str(one.people), percent_of(one.mean))
        for one in found.first
    ]
    if found.repeaters:
        rows += [
            ("First attempt of those who tried again", str(found.repeaters), percent_of(found.low)),
            ("Last attempt of the same people", str(found.repeaters), percent_of(found.high)),
        ]
    table = Grid(
        ("Measured", "People", "Mean score"),
        tuple(rows),
        (6, 1, 2),
        "outcomes.csv",
        empty="Nobody has finished a first attempt yet.",
    )
    note = (
        "Objective, learner knowledge. Who tried again had feedback in between and had mostly not"
        " passed: the difference is no effect of the activity on everybody. What learners intend to"
        " change is in the evaluations (subjective, learner competence)."
    )
    return Section("Outcomes", (table, Said(note, note=True), *_change(g, span)))


def _change(g: Ground, span: Span) -> Iterator[Part]:
    """Yield how many wrote down a change, and what became of it."""
    wanted = Wanted(activity=g.activity.id)
    found = committed_in(g.connection, span, g.a.today, wanted).get(g.activity.id, Committed())
    yield Head("From the intent to change to what became of it")
    if not found.people:
        yield Said("Nobody has written down a change yet.", note=True)
        return
    steps = (("Wrote down what to change", found.people), (f"Asked after {DAYS} days", found.asked),
             ("Answered", found.answered))  # fmt: skip
    became = tuple((SAID[state], found.states[state]) for state in SAID)
    stood = tuple((f"In the way: {name}", n) for name, n in found.barriers.most_common() if n)
    yield Grid(
        ("Self-reports", "People"),
        tuple((name, str(n)) for name, n in (*steps, *became, *stood)),
        (6, 1),
        "commitments.csv",
    )
    yield Said(SELF_REPORTS, note=True)


def evaluations(g: Ground) -> Section:
    """Return the answers by question: counts, and what was written, without names."""
    forms = _forms(g)
    counts: dict[tuple[str, int], dict[str, Counter[str]]] = {}
    texts: dict[tuple[str, int], dict[str, list[str]]] = {}
    number = 0
    for row in binder.evaluations(g.connection, g.activity.id):
        number += 1
        of = (row.form_id, row.form_version)
        for name, answer in EvaluationBody.model_validate_json(row.body).answers.items():
            kind = next((one.kind for one in forms[of].questions if one.id == name), "text")
            if kind == "text":
                kept = texts.setdefault(of, {}).setdefault(name, [])
                kept.extend([str(answer)] if len(kept) < TEXTS and answer else [])
            else:
                several = (answer,) if isinstance(answer, str) else answer
                counts.setdefault(of, {}).setdefault(name, Counter()).update(several)
    parts: list[Part] = [Said(f"{number} evaluations were given, one by everybody who completed.")]
    rows = [
        row
        for of, form in forms.items()
        for question in form.questions
        for row in _answered(question, counts.get(of, {}).get(question.id, Counter()))
    ]
    parts.append(
        Grid(
            ("Question", "Answer", "People", "Share"),
            tuple(rows),
            (6, 4, 1, 1),
            "evaluations.csv",
            once=True,
        )
    )
    for of, form in forms.items():
        for question in form.questions:
            parts += _written(question, texts.get(of, {}).get(question.id, []))
    return Section("Evaluations", tuple(parts))


def comments(g: Ground) -> Iterator[tuple[str, str]]:
    """Yield all that was written in evaluations: the question and the words, nobody's name."""
    forms = _forms(g)
    for row in binder.evaluations(g.connection, g.activity.id):
        asked = {one.id: one for one in forms[row.form_id, row.form_version].questions}
        for name, answer in EvaluationBody.model_validate_json(row.body).answers.items():
            if answer and asked[name].kind == "text":
                yield asked[name].text, str(answer)


def issued(g: Ground) -> Section:
    """Return the credit and points that were claimed and are in force."""
    rows = []
    for one in binder.claims(g.connection, g.activity.id):
        what = "AMA PRA Category 1 Credits™" if one.physician else "Participation, without credit"
        kind = what if one.kind == CME else f"Points: {one.kind.replace(':', ' ')}"
        rows.append((kind, str(one.claims), as_text(int(one.quarters))))
    papers = binder.certificates(g.connection, g.activity.id)
    amended = binder.amended(g.connection, g.activity.id)
    facts = (
        ("Certificates", f"{papers.issued} issued, {papers.replacing} of them replace another"),
        ("Amended or withdrawn", f"{amended} claims, each with its reason and two people"),
        (
            "How it is claimed",
            (
                "Each physician claims what is commensurate with the participation, up"
                " to the maximum; no amount is preselected."
            ),
        ),
    )
    table = Grid(
        ("What", "Claims", "Amount"),
        tuple(rows),
        (6, 1, 2),
        "credit.csv",
        empty="Nothing was claimed yet.",
    )
    return Section("Credit issued", (table, Facts(facts)))


def reports(g: Ground) -> Section:
    """Return the batches sent to PARS and what became of the records."""
    batches = Grid(
        ("Batch", "Form", "Made on", "Records of this activity"),
        tuple(
            (row.public_id, row.form, g.day(row.at), str(row.records))
            for row in binder.batches(g.connection, g.activity.id)
        ),
        (5, 2, 2, 2),
        "pars-batches.csv",
        empty="No batch holds a record of this activity.",
    )
    states = Grid(
        ("Reported to", "Action", "State", "Records"),
        tuple(
            (_subject(row.subject), row.action, row.state.replace("_", " "), str(row.records))
            for row in binder.states(g.connection, g.activity.id)
        ),
        (4, 2, 3, 2),
        "pars-states.csv",
        empty="There is nothing to report.",
    )
    reporter = g.registered.get("reporter")
    who = "another platform" if reporter is not None and reporter.value == "elsewhere" else "here"
    said = (
        f"Completions are reported to PARS from {who}, with the consent of each person. Identifiers"
        " and states of all records are in the file pars-records.csv; names and board numbers are"
        " in no file of the binder."
    )
    return Section("Reports to PARS", (Said(said), batches, Head("State of the records"), states))


def _subject(subject: str) -> str:
    return "State boards (credit)" if subject == CME else subject.replace(":", " ")


def _forms(g: Ground) -> dict[tuple[str, int], EvaluationForm]:
    """The forms that were in use, by id and version."""
    found = (frozen.manifest(g.connection, one.id).evaluation for one in g.editions)
    return {(one.id, one.version): one for one in found}


def _answered(question: Question, counts: Counter[str]) -> Iterator[tuple[str, ...]]:
    asked = sum(counts.values()) if question.kind == "choice" else 0
    for option in question.options:
        share = f"{100 * counts[option] // asked}%" if asked else "–"
        yield question.text, option, str(counts[option]), share


def _written(question: Question, texts: list[str]) -> Iterator[Part]:
    if question.kind != "text":
        return
    yield Head(question.text)
    if not texts:
        yield Said("Nobody wrote anything.", note=True)
    for text in texts:
        yield Said(f"– {text}")
    if len(texts) == TEXTS:
        yield Said(f"The first {TEXTS}; evaluation-comments.csv has all.", note=True)
