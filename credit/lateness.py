"""What a claim loses by coming late: said before the claim, and no surer than it is known.

30 days from the completion to the report: accme.org/faq/7921. That points belong to the calendar
year of the completion is common report. Until when PARS takes it is credit/window.yaml.
"""

from __future__ import annotations

from datetime import date, timedelta

from credit.calendar import written
from credit.window import window

WITHIN = 30  # days, where no board's rule says otherwise


def losses(completed_on: date, today: date, within: int = WITHIN) -> tuple[str, ...]:
    """Return a sentence for each thing that points lose when they are claimed today.

    The heaviest comes first: past PARS' years, past the year of the completion, past the 30 days.
    """
    found = (
        _window(completed_on, today),
        _year(completed_on, today),
        _report(completed_on, today, within),
    )
    return tuple(one for one in found if one is not None)


def report_by(completed_on: date, within: int = WITHIN) -> date:
    """Return the last day to report a completion in time."""
    return completed_on + timedelta(days=within)


def _report(completed_on: date, today: date, within: int) -> str | None:
    last = report_by(completed_on, within)
    if today <= last:
        return None
    return (
        f"Points are to be reported within {within} days of the completion, which ended on"
        f" {written(last)}. The report goes out late, and a board may not accept it."
    )


def _year(completed_on: date, today: date) -> str | None:
    year = completed_on.year
    if today.year <= year:
        return None
    return (
        f"Points belong to the year of the completion, {year}, which is over: a board may no longer"
        f" count them for {year}, nor for {today.year}. Ask your board if you rely on them."
    )


def _window(completed_on: date, today: date) -> str | None:
    year, rule = completed_on.year, window(completed_on)
    last = rule.taken_until(completed_on)
    known = "it" if rule.confirmed else "as far as we know it"
    if today > last:
        return (
            f"PARS passes points on; {known} has not taken {year} since {written(last)}. These"
            " points would reach no board."
        )
    if today.year < last.year:
        return None
    unsure = "" if rule.confirmed else "; whether yours arrives is uncertain"
    return f"PARS passes points on; {known} takes {year} until {written(last)}{unsure}."
