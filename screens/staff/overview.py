"""The overview of the program by period: uptake, credit, outcomes, change, evaluations."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import altair as alt
import streamlit as st

from credit.calendar import local_day
from screens.door import enter
from screens.parts.plot import HEIGHT, Shown, cells, frame, hue, plot
from screens.parts.table import Column, table
from screens.parts.words import DAYS, day, number, plain
from workflows.reports.committed import SELF_REPORTS
from workflows.reports.overview.look import SECTIONS, Overview, Period, Section, overview_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workflows.act import Actor
    from workflows.reports.overview.table import Cell, Table

TITLES: dict[Section, str] = {
    "uptake": "Uptake", "credit": "Credit", "outcomes": "Outcomes", "change": "Change",
    "evaluations": "Evaluations",
}  # fmt: skip
PERIODS = {"year": "This year", "last": "Last year", "all": "All", "days": "From … to …"}
YEARS = ("year", "last")
LONGEST = 30  # rows of a table on screen; its file has all of them
LESS = {
    "uptake": "Each person counts once in an activity, and in each of its initiatives.",
    "credit": "Claims in force of what was completed in the period. Only physicians are awarded"
    " AMA credit; what others claim is participation.",
    "outcomes": "Scores are those of first attempts. Who comes back for another was told the"
    " answers before, and is seldom like who does not.",
    "change": f"{SELF_REPORTS} They count for the day on which the activity was completed, also"
    " where the answer came in a later year.",
    "evaluations": "Of everybody who completed the activity in the period and answered.",
}


@dataclass(frozen=True)
class _Asked:
    """What the address asks for."""

    section: Section
    span: str
    period: Period
    activity: str | None

    def query(self, **more: str) -> str:
        """Return the address's words for a file of the same."""
        first = self.period.first.isoformat() if self.period.first else ""
        held = {"section": self.section, "from": first, "to": self.period.last.isoformat(), **more}
        return urlencode({name: value for name, value in held.items() if value})


def overview() -> None:
    """Show one section of the overview, of the period that was chosen."""
    actor = enter()
    st.title("Overview", anchor=False)
    asked = _asked(actor)
    page = overview_of(actor, asked.section, asked.period, asked.activity)
    if page.section == "evaluations":
        page = _of_activity(actor, page, asked)
    _head(page)
    for one in page.tables:
        _table(page, one, asked)
    _remarks(page)


def _asked(actor: Actor) -> _Asked:
    """Let the person choose section and period; the address keeps both."""
    section = st.query_params.get("section", "uptake")
    chosen = st.segmented_control(
        "Section", SECTIONS, format_func=TITLES.__getitem__, label_visibility="collapsed",
        default=section if section in SECTIONS else "uptake", required=True,
        key=f"{actor.public_id}-overview-section",
    )  # fmt: skip
    # Nobody but staff may choose another time than a year.
    offered = [one for one in PERIODS if actor.has("staff") or one in YEARS]
    span = st.query_params.get("period", "year")
    wanted = st.selectbox(
        "Period", offered, index=offered.index(span) if span in offered else 0,
        format_func=PERIODS.__getitem__, key=f"{actor.public_id}-overview-period",
    )  # fmt: skip
    section_of = next(one for one in SECTIONS if one == (chosen or "uptake"))
    activity = st.query_params.get("activity") or None
    st.query_params.from_dict(
        {"section": section_of, "period": wanted} | ({"activity": activity} if activity else {})
    )
    of = activity if section_of == "evaluations" else None
    return _Asked(section_of, wanted, _period(actor, wanted), of)


def _period(actor: Actor, wanted: str) -> Period:
    service = actor.service
    today = local_day(service.now(), service.settings.zone)
    if wanted == "all":
        return Period(None, today)
    if wanted == "last":
        return Period(date(today.year - 1, 1, 1), date(today.year - 1, 12, 31))
    if wanted == "days":
        return _days(actor, today)
    return Period(date(today.year, 1, 1), today)


def _days(actor: Actor, today: date) -> Period:
    left, right = st.columns(2)
    first = left.date_input(
        "From", today - timedelta(days=90), max_value=today, format=DAYS,
        key=f"{actor.public_id}-overview-from",
    )  # fmt: skip
    last = right.date_input(
        "To", today, max_value=today, format=DAYS, key=f"{actor.public_id}-overview-to"
    )
    if last < first:
        st.warning("The last day lies before the first. Both are shown as the last day alone.")
    return Period(min(first, last), last)


def _of_activity(actor: Actor, page: Overview, asked: _Asked) -> Overview:
    """Let the person choose whose evaluations are shown; the address keeps it."""
    if page.activity is None:
        return page
    keys = list(page.activities)
    chosen = st.selectbox(
        "Activity", keys, index=keys.index(page.activity),
        format_func=lambda key: f"{page.activities[key]} · {key}",
        key=f"{actor.public_id}-overview-activity",
    )  # fmt: skip
    st.query_params["activity"] = chosen
    if chosen == page.activity:
        return page
    return overview_of(actor, asked.section, asked.period, chosen)


def _head(page: Overview) -> None:
    whose = f" · {plain(', '.join(page.institutions))}" if page.institutions else ""
    st.markdown(f"{day(page.first)} to {day(page.last)}{whose}")
    st.caption(LESS[page.section])
    if page.institutions:
        st.caption("Cells of fewer than 5 people, and some beside them, are not shown.")
    if not any(one.rows for one in page.tables):
        st.info("Nothing in this period.")


def _table(page: Overview, one: Table, asked: _Asked) -> None:
    """Draw a table: with a plot where time runs, else as it stands."""
    if not one.rows:
        return
    activity = page.activity if page.section == "evaluations" else None
    file = f"/export/overview/{one.name}?{asked.query(activity=activity or '')}"
    if one.name == "month":
        one = _named(one)
        rows = [cells(*row) for row in one.rows]
        plot(Shown(one.title, _said(one), _columns(one), rows, file), _over_time(one))
        return
    shown = _narrow(one)
    st.subheader(plain(one.title), anchor=False)
    rows = [cells(*row) for row in shown.rows[:LONGEST]]
    st.html(table(one.title, _columns(shown), rows))
    if len(one.rows) > LONGEST:
        st.caption(f"{number(len(one.rows) - LONGEST, 'more row')} in the file.")
    st.link_button("Table as CSV", file)


def _named(one: Table) -> Table:
    """Return a table with its months as people name them: Nov 2026; its file keeps 2026-11."""
    if one.headings[0] != "Month":
        return one
    months = (date.fromisoformat(f"{row[0]}-01") for row in one.rows)
    rows = tuple((f"{at:%b %Y}", *row[1:]) for at, row in zip(months, one.rows, strict=True))
    return replace(one, rows=rows)


def _narrow(one: Table) -> Table:
    """Return a table for a phone too: an edition is named with its activity."""
    if one.headings[1] != "Edition":
        return one
    rows = tuple((f"{row[0]}, edition {row[1]}", *row[2:]) for row in one.rows)
    return replace(one, headings=(one.headings[0], *one.headings[2:]), rows=rows)


def _columns(one: Table) -> tuple[Column, ...]:
    """Return the headings; what holds numbers in any row stands to the right."""
    numbers = [any(isinstance(row[at], int | float) for row in one.rows) or heading == "Amount"
               for at, heading in enumerate(one.headings)]  # fmt: skip
    return tuple(
        Column(heading, number=is_number)
        for heading, is_number in zip(one.headings, numbers, strict=True)
    )


def _said(one: Table) -> str:
    """Say over how long how many started and completed, and when most did."""
    started, completed = (sum(map(_count, (row[at] for row in one.rows))) for at in (1, 2))
    busiest = max(one.rows, key=lambda row: _count(row[1]))
    known = "" if all(None not in row for row in one.rows) else " where numbers may be shown"
    return (
        f"{started} started and {completed} completed{known}. Most started in {busiest[0]}:"
        f" {_count(busiest[1])}."
    )


def _count(cell: Cell) -> int:
    return cell if isinstance(cell, int) else 0


def _over_time(one: Table) -> alt.Chart:
    rows = list(_points(one))
    drawn: alt.Chart = (
        alt.Chart(frame(rows), height=HEIGHT)
        .mark_bar()
        .encode(
            x=alt.X(f"{one.headings[0]}:O", title=None, sort=None, axis=alt.Axis(labelAngle=-40)),
            xOffset=alt.XOffset("What:N", sort=None),
            y=alt.Y("People:Q", axis=alt.Axis(tickMinStep=1, format="d")),
            color=hue("What:N"),
            tooltip=[f"{one.headings[0]}:O", "What:N", "People:Q"],
        )
    )
    return drawn


def _points(one: Table) -> Iterator[dict[str, object]]:
    for when, *counts in one.rows:
        for what, people in zip(one.headings[1:], counts, strict=True):
            if people is not None:
                yield {one.headings[0]: str(when), "What": what, "People": people}


def _remarks(page: Overview) -> None:
    for one in page.remarks:
        st.subheader(plain(one.question), anchor=False)
        st.markdown("\n".join(f"- {plain(' '.join(text.split()))}" for text in one.texts))
    if page.remarks:
        st.caption("The newest 50 of each question, without names.")
