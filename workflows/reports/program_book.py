"""The program report as it is read: sections on paper, and one line an activity in a table."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from credit.amounts import as_text
from credit.calendar import written
from documents.book.parts import Book, Facts, Grid, Head, Said, Section
from documents.pars.year_end import others, physicians
from workflows.reports.committed import DAYS, SAID, SELF_REPORTS
from workflows.reports.outcomes import percent_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date
    from fractions import Fraction

    from workflows.reports.program import Line, Program

HEADINGS = (
    "Activity", "Title", "ACCME ID", "Released", "Expires", "Credit at most", "Hours",
    "Physicians", "Other learners", "Physicians since release", "Other learners since release",
    "Completions", "Credit claimed", "Hours of participation", "Board points", "First attempts",
    "Mean first score (%)", "Tried again",
    "Their first score (%)", "Their last score (%)",
    "Wrote down a change", "Asked about it", "Answered", *SAID.values(),
    "Commercial support", "Editions published", "Corrections", "Demonstration",
)  # fmt: skip


def book(found: Program, made_on: date, *, demo: bool) -> Book:
    """Return the report's sections."""
    credit = as_text(sum(one.credit for one in found.lines))
    facts = Facts(
        (
            ("Year", str(found.year) if found.whole else _so_far(found)),
            ("Office", found.office),
            ("Activities", str(len(found.lines))),
            ("Learners", f"{found.learners} in the year, each person counted once"),
            ("Hours of instruction", _hours(sum(one.minutes for one in found.lines))),
            ("Credit claimed", f"{credit} AMA PRA Category 1 Credits™"),
            ("Board points claimed", _points_said(_all_points(found.lines)) or "None"),
        )
    )  # fmt: skip
    return Book(
        title=f"Program of {found.year}",
        subtitle="Program report",
        provider=found.provider,
        made_on=made_on,
        demonstration=demo or any(one.demonstration for one in found.lines),
        facts=facts,
        sections=tuple(_sections(found)),
    )


def _so_far(found: Program) -> str:
    return f"{found.year}, up to {written(found.ends)}"


def _sections(found: Program) -> Iterator[Section]:
    yield Section("Activities", (_activities(found.lines),))
    said = (
        "Learners answered at least one question. “In the year” counts everybody who took part in"
        " it; “since release” is the cumulative number as of the year's end, as PARS asks for it."
    )
    yield Section("Learners", (Said(said), _learners(found.lines)))
    yield Section("Credit and board points", (_credit(found.lines),))
    yield Section("Outcomes", tuple(_outcomes(found.lines)))
    yield Section("Commercial support", tuple(_support(found.lines)))
    changes = Grid(
        ("Activity", "Editions published", "Corrections of published questions"),
        tuple((one.title, str(one.editions), str(one.corrections)) for one in found.lines),
        (5, 2, 3),
    )
    yield Section("Changes in the year", (changes,))


def _activities(lines: Sequence[Line]) -> Grid:
    rows = tuple(
        (f"{one.title} ({one.key})", one.accme or "not entered", str(one.released),
         str(one.expires), as_text(one.most), _hours(one.minutes))
        for one in lines
    )  # fmt: skip
    heads = ("Activity", "ACCME ID", "Released", "Expires", "Credit at most", "Hours")
    return Grid(heads, rows, (6, 3, 3, 3, 2, 2), empty="No activity was open in this year.")


def _learners(lines: Sequence[Line]) -> Grid:
    rows = tuple(
        (one.title, *map(str, (physicians(one.counts.in_year), others(one.counts.in_year),
                               physicians(one.counts.cumulative), others(one.counts.cumulative),
                               one.completions)))
        for one in lines
    )  # fmt: skip
    heads = ("Activity", "Physicians in the year", "Others in the year", "Physicians since release",
             "Others since release", "Completions in the year")  # fmt: skip
    return Grid(heads, rows, (6, 2, 2, 2, 2, 2))


def _credit(lines: Sequence[Line]) -> Grid:
    rows = [
        (
            one.title,
            as_text(one.credit),
            as_text(one.participation),
            _points_said(one.points) or "–",
        )
        for one in lines
    ]
    total = (
        "Together",
        as_text(sum(one.credit for one in lines)),
        as_text(sum(one.participation for one in lines)),
        _points_said(_all_points(lines)) or "–",
    )
    heads = ("Activity", "Credit claimed by physicians", "Hours of participation", "Board points")
    return Grid(heads, (*rows, total) if rows else (), (5, 2, 2, 5))


def _outcomes(lines: Sequence[Line]) -> Iterator[Said | Grid | Head]:
    yield Grid(
        ("Activity", "First attempts", "Mean score", "Tried again", "Their first", "Their last"),
        tuple(
            (one.title, str(one.outcomes.people), percent_of(one.outcomes.mean),
             str(one.outcomes.repeaters), percent_of(one.outcomes.low),
             percent_of(one.outcomes.high))
            for one in lines
        ),
        (6, 2, 2, 2, 2, 2),
    )  # fmt: skip
    yield Said(
        "Objective, learner knowledge: first attempts submitted in the year. Who tried again had"
        " feedback in between and had mostly not passed; the difference is theirs alone.",
        note=True,
    )
    rows = tuple((one.title, option, str(n)) for one in lines for option, n in one.intentions)
    if rows:
        yield Head("What learners intend to change")
        yield Grid(("Activity", "Answer", "People"), rows, (5, 5, 1), once=True)
        yield Said("Subjective, learner competence: as told in the evaluations.", note=True)
    yield from _change(lines)


def _change(lines: Sequence[Line]) -> Iterator[Said | Grid | Head]:
    held = [(one.title, one.committed) for one in lines if one.committed.people]
    if not held:
        return
    yield Head(f"What became of it after {DAYS} days")
    yield Grid(
        ("Activity", "Wrote down a change", "Asked", "Answered", *SAID.values()),
        tuple(
            (title, str(one.people), str(one.asked), str(one.answered),
             *(str(one.states[state]) for state in SAID))
            for title, one in held
        ),
        (5, 2, 1, 2, 2, 2, 2, 2),
    )  # fmt: skip
    rows = tuple(
        (title, name, f"{n} of {one.answered}")
        for title, one in held
        for name, n in one.barriers.most_common()
        if n
    )
    if rows:
        yield Grid(("Activity", "What stood in the way", "People"), rows, (5, 5, 2), once=True)
    yield Said(SELF_REPORTS, note=True)


def _support(lines: Sequence[Line]) -> Iterator[Said | Grid]:
    rows = tuple((one.title, each) for one in lines for each in one.support)
    yield Grid(("Activity", "Supporter"), rows, (5, 5), empty="No activity took any.")
    if rows:
        yield Said("Amounts of grants are not kept here; they are entered in PARS.", note=True)


def table(lines: Sequence[Line]) -> Grid:
    """Return the whole report as one table, a line an activity."""
    return Grid(HEADINGS, tuple(map(_cells, lines)), (1,) * len(HEADINGS))


def _cells(one: Line) -> tuple[str, ...]:
    found, meant = one.outcomes, one.committed
    return (
        one.key, one.title, one.accme, str(one.released), str(one.expires), as_text(one.most),
        _hours(one.minutes), str(physicians(one.counts.in_year)), str(others(one.counts.in_year)),
        str(physicians(one.counts.cumulative)), str(others(one.counts.cumulative)),
        str(one.completions), as_text(one.credit), as_text(one.participation),
        _points_said(one.points), str(found.people), _bare(found.mean),
        str(found.repeaters), _bare(found.low), _bare(found.high),
        str(meant.people), str(meant.asked), str(meant.answered),
        *(str(meant.states[state]) for state in SAID),
        "; ".join(one.support), str(one.editions), str(one.corrections),
        "yes" if one.demonstration else "",
    )  # fmt: skip


def _bare(share: Fraction | None) -> str:
    return "" if share is None else percent_of(share).removesuffix("%")


def _all_points(lines: Iterable[Line]) -> tuple[tuple[str, int], ...]:
    found: Counter[str] = Counter()
    for one in lines:
        found.update(dict(one.points))
    return tuple(sorted(found.items()))


def _points_said(points: Iterable[tuple[str, int]]) -> str:
    return "; ".join(f"{name} {as_text(count)}" for name, count in points)


def _hours(minutes: int) -> str:
    """Return minutes as hours with two decimals, rounded half up."""
    hundredths = (minutes * 100 + 30) // 60
    return f"{hundredths // 100}.{hundredths % 100:02}"
