"""An initiative as its owner sees it: who is done and on which day, and how many over time.

Names with done or not done, never answers, scores or attempts: those are not read at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from documents.tables import csv_text
from storage import people
from workflows.act import act, view
from workflows.initiatives.plan import Initiative, by_id
from workflows.initiatives.standing import standings
from workflows.people.profile import latest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workflows.act import Act, Actor
    from workflows.initiatives.standing import Standing

DAY, WEEK = timedelta(days=1), timedelta(days=7)
MOST = 28  # points of the progress: by days, by weeks, or by four weeks
State = Literal["done", "late", "open", "waiting"]
STATES: dict[State, str] = {
    "done": "Done", "late": "Not done, the day is over", "open": "Not done yet",
    "waiting": "No account yet",
}  # fmt: skip
HEADINGS = (
    "Name", "State", "Done on", "Completed before being asked", "Self-assessments completed",
    "of", "Asked on", "Due",
)  # fmt: skip
OVER_TIME = ("Up to", "Asked", "Done")


@dataclass(frozen=True)
class Line:
    """One person on the list."""

    who: tuple[str, ...]
    shown: str
    state: State
    done_on: date | None
    earlier: bool  # done before they were asked
    completed: int  # of the self-assessments
    asked_on: date
    due: date


@dataclass(frozen=True)
class Share:
    """How many of those asked completed one self-assessment."""

    key: str
    title: str
    expires: date
    done: int


@dataclass(frozen=True)
class Progress:
    """How many were asked and done up to a day."""

    day: date
    asked: int
    done: int


@dataclass(frozen=True)
class Dashboard:
    """One initiative with its list; who is not done comes first."""

    initiative: Initiative
    owner: str  # name and degree
    owner_address: str
    shares: tuple[Share, ...]
    lines: tuple[Line, ...]
    progress: tuple[Progress, ...]
    runs: bool
    may_change: bool

    def many(self, *states: State) -> int:
        """Count those in some states; without any, everybody."""
        return sum(not states or one.state in states for one in self.lines)


def dashboard(actor: Actor, initiative: str) -> Dashboard:
    """Return an initiative of one's own; staff see each."""
    with view(actor, "initiative.see", on=("initiative", initiative)) as a:
        return _dashboard(a)


def export(actor: Actor, initiative: str) -> str:
    """Return the list as comma-separated text; who took it is logged."""
    with act(actor, "initiative.print", on=("initiative", initiative)) as a:
        page = _dashboard(a)
        a.data["people"] = len(page.lines)
        return csv_text(HEADINGS, (_cells(one, len(page.shares)) for one in page.lines))


def export_progress(actor: Actor, initiative: str) -> str:
    """Return how many were done over time as comma-separated text; it names nobody."""
    found = dashboard(actor, initiative).progress
    rows = ((one.day.isoformat(), str(one.asked), str(one.done)) for one in found)
    return csv_text(OVER_TIME, rows)


def counted(a: Act, initiative_id: int, held: Initiative) -> tuple[int, int]:
    """Return how many of those asked are done, and how many are asked."""
    keys = [one.key for one in held.parts]
    every = standings(a, initiative_id, held)
    return sum(one.done_on(keys) is not None for one in every), len(every)


def _dashboard(a: Act) -> Dashboard:
    held = by_id(a.connection, a.on.id)
    every = standings(a, a.on.id, held)
    lines = tuple(_line(one, held, a.today) for one in every)
    order: dict[State, int] = {"late": 0, "open": 1, "waiting": 2, "done": 3}
    return Dashboard(
        initiative=held,
        owner=latest(a.connection, held.owner_id)[0].shown,
        owner_address=next(iter(people.subjects_of(a.connection, held.owner_id)), ""),
        shares=tuple(
            Share(one.key, one.title, one.expires, sum(one.key in each.completed for each in every))
            for one in held.parts
        ),
        lines=tuple(sorted(lines, key=lambda one: order[one.state])),
        progress=tuple(_progress(held, lines, a.today)),
        runs=held.runs(a.today),
        may_change=a.actor.has("staff"),
    )


def _line(one: Standing, held: Initiative, today: date) -> Line:
    keys = [each.key for each in held.parts]
    done = one.done_on(keys)
    state: State = "waiting" if one.person_id is None else "late" if one.due < today else "open"
    return Line(
        who=one.who,
        shown=one.shown,
        state=state if done is None else "done",
        done_on=done,
        earlier=done is not None and done < one.asked_on,
        completed=sum(key in one.completed for key in keys),
        asked_on=one.asked_on,
        due=one.due,
    )


def _progress(held: Initiative, lines: Sequence[Line], today: date) -> Iterator[Progress]:
    """Yield how many were asked and done up to each day, or each week's end, and up to the last.

    Whoever was done before they were asked counts from then on.
    """
    if not lines:
        return
    first = min(one.asked_on for one in lines)
    last = max(first, min(today, held.until))
    steps = (DAY, WEEK, 4 * WEEK)
    step = next((one for one in steps if (last - first) // one <= MOST), steps[-1])
    days = [first + step * at for at in range((last - first) // step + 1)]
    for day in dict.fromkeys([*days, last]):
        asked = [one for one in lines if one.asked_on <= day]
        yield Progress(day, len(asked), sum(one.done_on is not None and one.done_on <= day
                                        for one in asked))  # fmt: skip


def _cells(line: Line, parts: int) -> tuple[str, ...]:
    return (
        line.shown, STATES[line.state], line.done_on.isoformat() if line.done_on else "",
        "yes" if line.earlier else "", str(line.completed), str(parts),
        line.asked_on.isoformat(), line.due.isoformat(),
    )  # fmt: skip
