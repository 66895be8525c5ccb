"""What a board asks and gives, in sentences for physicians, each with what it is known from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from credit.calendar import written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from credit.board_rule import BoardRule, Cycle, Feature, Sourced
    from credit.boards import Board

FEATURES: dict[Feature, str] = {
    "assessment": "Each participant is assessed.",
    "pass": "There is a passing standard, and it is told beforehand.",
    "feedback": "Each participant gets feedback on the answers.",
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing a board asks or gives."""

    label: str
    text: str
    source: str
    confirmed: bool


def asks(rule: BoardRule) -> tuple[Fact, ...]:
    """Return everything a rule says to a physician, in the order in which it matters."""
    return tuple(_facts(rule))


def takes_part(board: Board) -> Fact:
    """Return from when to when activities can be registered with a board."""
    starts, until = board.registered.starts, board.registered.until
    said = [f"since {written(starts)}"] if starts else []
    said += [f"until {written(until)}"] if until else []
    text = f"Takes part {' and '.join(said)}." if said else "Takes part."
    return _fact("In the programme", text, board.registered)


def _facts(rule: BoardRule) -> Iterator[Fact]:
    for one in rule.requires:
        yield _fact("The activity", FEATURES[one.feature], one)
    if not rule.requires:
        yield _fact("The activity", "Accredited CME is enough; nothing is asked besides.", rule)
    for kind in rule.credit_types:
        apart = " It is reported apart from the rest." if kind.splits_off else ""
        yield _fact("Type of points", f"{kind.name}.{apart}", kind)
    yield _fact("Points", _points(rule), rule.points)
    once = "Once for an activity on one day." if rule.repeats.one_per_day else "Each time."
    yield _fact("Counts", once, rule.repeats)
    yield _fact("Your number", _number(rule), rule.diplomate_id)
    days = f"Within {rule.report_within_days} days of the day you complete it."
    yield _fact("Reported", days, rule)
    if rule.cycle is not None:
        yield _fact("What you need", _cycle(rule.cycle), rule.cycle)


def _fact(label: str, text: str, part: Sourced) -> Fact:
    return Fact(label, text, part.source, part.confirmed)


def _points(rule: BoardRule) -> str:
    given = rule.points
    rate = "1 point" if given.per_credit == "1" else f"{given.per_credit} points"
    ways = {"down": "rounded down", "nearest": "rounded to the nearest"}
    less = "Fewer credits give fewer points." if given.variable else "All of them or none."
    return (
        f"{rate} for each credit you claim, in steps of {given.step} ({ways[given.rounding]}),"
        f" never more than the credits. {less}"
    )


def _number(rule: BoardRule) -> str:
    one = rule.diplomate_id
    if not one.required:
        return f"{one.label}, if you have it, with your name and the month and day of your birth."
    return f"{one.label} (like {one.example}), your name, and the month and day of your birth."


def _cycle(cycle: Cycle) -> str:
    minima = "".join(f", at least {one.amount} of {one.of}" for one in cycle.minima)
    yearly = f"; it counts at most {cycle.most_a_year} a year" if cycle.most_a_year else ""
    note = f" {cycle.note}" if cycle.note else ""
    years = f"{cycle.total} {cycle.unit} in {cycle.years} years{minima}{yearly}."
    return f"{years}{note} A hint: the board decides."
