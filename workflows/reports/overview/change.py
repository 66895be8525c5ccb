"""Change: what people meant to change in practice and what became of it, as they say themselves."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from storage import overview
from workflows.reports.committed import DAYS, SAID, committed_in
from workflows.reports.overview.table import Table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workflows.reports.committed import Committed
    from workflows.reports.overview.ground import Asked

INTENT = "change"  # the question of an evaluation that asks for the intent to change


def change(asked: Asked) -> list[Table]:
    """Return the way from the intent to change to what became of it, as people say themselves."""
    rows = overview.answers(asked.a.connection, asked.span, (INTENT,), asked.wanted)
    evaluated: Counter[str] = Counter()
    answers: dict[str, Counter[str]] = {}
    for row in rows:
        title = asked.titles[row.activity_id]
        evaluated[title] += row.people
        if row.answer_0 is not None:
            answers.setdefault(title, Counter())[row.answer_0] += row.people
    found = committed_in(asked.a.connection, asked.span, asked.a.today, asked.wanted)
    in_order = dict(sorted((asked.titles[activity], one) for activity, one in found.items()))
    return [
        _intent(answers),
        _shares(
            "commitments", "Wrote down a change, of those who evaluated (self-reports)",
            ("Evaluated", "Wrote %"),
            {title: (evaluated[title], one.people) for title, one in in_order.items()},
        ),
        _shares(
            "follow-up-answered", f"Follow-up after {DAYS} days: asked and answered",
            ("Asked", "Answered %"),
            {title: (one.asked, one.answered) for title, one in in_order.items()},
        ),
        _became(in_order),
        _barriers(in_order),
    ]  # fmt: skip


def _intent(answers: Mapping[str, Counter[str]]) -> Table:
    return _parts(
        "intent", "Intent to change, on evaluation (self-reports)", "Answer",
        {title: dict(held.most_common()) for title, held in sorted(answers.items())},
    )  # fmt: skip


def _became(found: Mapping[str, Committed]) -> Table:
    return _parts(
        "follow-up", f"What became of it after {DAYS} days (self-reports)", "Answer",
        {title: {SAID[state]: one.states[state] for state in SAID}
         for title, one in found.items() if one.answered},
    )  # fmt: skip


def _parts(name: str, title: str, what: str, found: Mapping[str, Mapping[str, int]]) -> Table:
    """Return a table of people who are each in one row of their activity."""
    return Table(
        name=name,
        title=title,
        headings=("Activity", what, "n", "%"),
        rows=tuple(
            (activity, answer, n, 100 * n / sum(held.values()))
            for activity, held in found.items()
            for answer, n in held.items()
        ),
        counts=(2,),
        rests_on=2,
        by=0,
    )


def _shares(
    name: str, title: str, headings: tuple[str, str], found: Mapping[str, tuple[int, int]]
) -> Table:
    """Return a table of what share of so many people did something; its headings say who."""
    return Table(
        name=name,
        title=title,
        headings=("Activity", *headings),
        rows=tuple((activity, n, 100 * did / n) for activity, (n, did) in found.items() if n),
        counts=(1,),
        rests_on=1,
        shares=(2,),
    )


def _barriers(found: Mapping[str, Committed]) -> Table:
    """Return what stood in the way, of those who answered: somebody may name several things."""
    return Table(
        name="barriers",
        title="What stood in the way, one or several things (self-reports)",
        headings=("Activity", "What", "Answered", "Named %"),
        rows=tuple(
            (title, name, one.answered, 100 * n / one.answered)
            for title, one in found.items()
            for name, n in one.barriers.most_common()
            if n
        ),
        counts=(2,),
        rests_on=2,
        shares=(3,),
    )
