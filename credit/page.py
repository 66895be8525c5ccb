"""What docs/credit.md says of the boards, made from their files so that it cannot disagree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from credit.calendar import written
from credit.part4.awards import awarding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from credit.board_rule import BoardRule, Cycle, Outline, PointsRule, Sourced
    from credit.boards import Board, Boards
    from credit.part4.awards import AwardingBoard

# A definition that nothing refers to is how Markdown writes a comment, on paper and in the app.
BEGIN, END = "[//]: # (made from credit/boards)\n", "[//]: # (until here)\n"
UNSURE = "†"
Row = tuple[str, str, "Sourced"]
"""What it is about, what the rule says, and the part of the rule that says it."""


def page(text: str, boards: Boards) -> str:
    """Return a page with its part on the boards written anew.

    Raises:
        ValueError: the page lacks the two lines between which that part stands.
    """
    before, rest = text.split(BEGIN)
    _old, after = rest.split(END)
    made = "\n".join(
        (*(line for one in boards.all for line in ("", *_board(one))), "", *_part4(awarding()))
    )
    return f"{before}{BEGIN}{made}\n\n{END}{after}"


def _board(board: Board) -> Iterator[str]:
    yield f"### {board.board}: {board.name}"
    yield f"{_time(board)}Its own site: {board.url}"
    for number, rule in reversed(tuple(enumerate(board.rules))):
        yield ""
        yield from _entry(rule, board.rules[number - 1] if number else None)


def _part4(boards: Mapping[str, AwardingBoard]) -> Iterator[str]:
    """Say what boards give for a quality project, oldest rule first."""
    yield "### Part IV: what boards give for a quality project"
    yield "It is recorded here, and awarded by the board after the Portfolio Program's notice."
    yield ""
    yield "| board | completed from | participant | lead | found |"
    yield "|---|---|---|---|---|"
    for one in boards.values():
        for rule in one.rules:
            mark = "" if rule.confirmed else f" {UNSURE}"
            since = written(rule.effective_from)
            gives = (f"{number} {rule.unit}{mark}" for number in (rule.participant, rule.lead))
            yield f"| {one.board} | {since} | {' | '.join(gives)} | {rule.source} |"


def _time(board: Board) -> str:
    starts, until = board.registered.starts, board.registered.until
    said = (f"from {written(starts)}" if starts else "", f"until {written(until)}" if until else "")
    limits = " ".join(filter(None, said))
    return f"Takes part {limits} ({board.registered.source}). " if limits else ""


def _entry(rule: BoardRule, before: BoardRule | None) -> Iterator[str]:
    """Say an entry; what the entry before says in the same words from the same source is not."""
    known = [] if before is None else list(_rows(before))
    rows = [one for one in _rows(rule) if one not in known]
    if before is not None:
        rest = f" All else is as from {written(before.effective_from)} on."
        yield f"**Completed from {written(rule.effective_from)} on.** {rule.change or ''}{rest}"
    else:
        yield f"**Completed from {written(rule.effective_from)} on.**"
    yield ""
    yield "| what | rule | found |"
    yield "|---|---|---|"
    for about, said, part in rows:
        mark = "" if part.confirmed else f" {UNSURE}"
        yield f"| {about} | {said}{mark} | {part.source} |"


def _rows(rule: BoardRule) -> Iterator[Row]:
    days = f"within {rule.report_within_days} days of completion"
    yield "report", f"{days} (entry compiled {written(rule.dated)})", rule
    for one in rule.credit_types:
        split = ", sent as a second record" if one.splits_off else ""
        word = "" if one.pars == one.name else f', in PARS "{one.pars}"'
        yield "type of points", f"{one.name}{word}{split}", one
    for need in rule.requires:
        yield "the activity needs", _NEEDS[need.feature], need
    if not rule.requires:
        yield "the activity needs", "nothing beyond accredited CME", rule
    if rule.outline is not None:
        yield "the activity names", _codes(rule.outline), rule.outline
    yield "points", _points(rule.points), rule.points
    often = "once a day and activity" if rule.repeats.one_per_day else "as often as it is done"
    yield "counts", often, rule.repeats
    needed = "" if rule.diplomate_id.required else ", not required"
    example = f"{rule.diplomate_id.label}, like {rule.diplomate_id.example}{needed}"
    yield "the person's", example, rule.diplomate_id
    if rule.cycle is not None:
        yield "hint: a diplomate needs", _cycle(rule.cycle), rule.cycle


_NEEDS = {"assessment": "an assessment", "pass": "a passing standard", "feedback": "feedback"}
_WAYS = {"down": "rounded down", "nearest": "rounded to the nearest"}


def _codes(outline: Outline) -> str:
    return f"{outline.least} to {outline.most} codes of the {outline.label}"


def _points(given: PointsRule) -> str:
    way = f"steps of {given.step}, {_WAYS[given.rounding]}"
    variable = "less for less" if given.variable else "all or none"
    return f"{given.per_credit} for a credit, {way}, {variable}"


def _cycle(cycle: Cycle) -> str:
    minima = (f"at least {one.amount} of {one.of}" for one in cycle.minima)
    yearly = (f"at most {cycle.most_a_year} counted a year",) if cycle.most_a_year else ()
    need = f"{cycle.total} {cycle.unit} in {cycle.years} years"
    note = f". {cycle.note.removesuffix('.')}" if cycle.note else ""
    return f"{', '.join((need, *minima, *yearly))}{note}"
