"""What docs/credit.md says of the boards, made from their files so that it cannot disagree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from credit.calendar import written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from credit.board_rule import BoardRule, Cycle, Sourced
    from credit.boards import Board, Boards

# A definition that nothing refers to is how Markdown writes a comment, on paper and in the app.
BEGIN, END = "[//]: # (made from credit/boards)\n", "[//]: # (until here)\n"
UNSURE = "†"
HEAD = (
    "board", "completed from", "types of points", "asks for", "points", "again", "ID",
    "report within",
)  # fmt: skip


def page(text: str, boards: Boards) -> str:
    """Return a page with its part on the boards written anew.

    Raises:
        ValueError: the page lacks the two lines between which that part stands.
    """
    before, rest = text.split(BEGIN)
    _old, after = rest.split(END)
    made = "\n".join(("", *_lines(boards), "", ""))
    return f"{before}{BEGIN}{made}{END}{after}"


def _lines(boards: Boards) -> Iterator[str]:
    yield from _table(HEAD, (_row(one, rule) for one in boards.all for rule in one.rules[::-1]))
    yield ""
    yield "### From when to when a board takes part"
    yield from (f"- {said}" for one in boards.all for said in _time(one))
    yield ""
    yield "### What a diplomate needs"
    yield "A hint beside the transcript, never a promise: the board decides."
    for one in boards.all:
        cycle = one.rules[-1].cycle
        said = _cycle(cycle) if cycle else "not known here"
        yield f"- **{one.board}**: {said}. Its own page: {one.url}"
    yield ""
    yield "### Where each line is found"
    for one in boards.all:
        yield f"- **{one.board}**, {one.name}"
        yield from (f"  - {said}" for rule in one.rules[::-1] for said in _sources(one, rule))


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    names = tuple(head)
    for cells in (names, ("---",) * len(names), *rows):
        yield f"| {' | '.join(cells)} |"


def _row(board: Board, rule: BoardRule) -> tuple[str, ...]:
    given = rule.points
    way = {"down": "rounded down", "nearest": "to the nearest"}[given.rounding]
    variable = "less for less" if given.variable else "all or none"
    return (
        f"**{board.board}**",
        _mark(written(rule.effective_from), rule),
        "; ".join(_mark(one.name, one) + _split(one.splits_off) for one in rule.credit_types),
        ", ".join(_asked(rule)) or "accredited CME",
        _mark(f"{given.per_credit} for a credit, steps of {given.step} {way}, {variable}", given),
        _mark("once a day" if rule.repeats.one_per_day else "as often as done", rule.repeats),
        _mark(_id(rule), rule.diplomate_id),
        f"{rule.report_within_days} days",
    )


def _split(splits_off: bool) -> str:  # noqa: FBT001 - a field of the rule, as it stands there
    return " (second record)" if splits_off else ""


def _asked(rule: BoardRule) -> Iterator[str]:
    words = {"assessment": "assessment", "pass": "passing standard", "feedback": "feedback"}
    yield from (_mark(words[one.feature], one) for one in rule.requires)
    if rule.outline is not None:
        most = f"{rule.outline.least} to {rule.outline.most}"
        yield _mark(f"{most} codes of the {rule.outline.label}", rule.outline)


def _id(rule: BoardRule) -> str:
    optional = "" if rule.diplomate_id.required else ", optional"
    return f"like {rule.diplomate_id.example}{optional}"


def _mark(text: str, one: Sourced) -> str:
    return text if one.confirmed else f"{text} {UNSURE}"


def _time(board: Board) -> Iterator[str]:
    starts, until = board.registered.starts, board.registered.until
    if starts is None and until is None:
        return
    parts = (
        *((f"from {written(starts)}",) if starts else ()),
        *((f"until {written(until)}",) if until else ()),
    )
    yield f"**{board.board}** {' '.join(parts)}. {board.registered.source}."


def _cycle(cycle: Cycle) -> str:
    minima = (f"at least {one.amount} of {one.of}" for one in cycle.minima)
    yearly = (f"at most {cycle.most_a_year} counted a year",) if cycle.most_a_year else ()
    need = f"{cycle.total} {cycle.unit} in {cycle.years} years"
    note = f". {cycle.note.removesuffix('.')}" if cycle.note else ""
    return f"{_mark(', '.join((need, *minima, *yearly)), cycle)}{note} ({cycle.source})"


def _sources(board: Board, rule: BoardRule) -> Iterator[str]:
    """Say where an entry is found, and each part of it that the entry before does not share."""
    compiled = _mark(f"compiled {written(rule.dated)}", rule)
    change = f" {rule.change}" if rule.change else ""
    yield f"from {written(rule.effective_from)} on, {compiled}: {rule.source}.{change}"
    number = board.rules.index(rule)
    before = [one for _name, one in _parts(board.rules[number - 1])] if number else []
    for name, one in _parts(rule):
        if one not in before:
            yield f"{_mark(name, one)}: {one.source}."


def _parts(rule: BoardRule) -> Iterator[tuple[str, Sourced]]:
    yield from ((f'PARS word "{one.pars}"', one) for one in rule.credit_types)
    yield from ((f"{one.feature} required", one) for one in rule.requires)
    yield "points", rule.points
    yield "again", rule.repeats
    yield rule.diplomate_id.label, rule.diplomate_id
    if rule.outline is not None:
        yield "content outline", rule.outline
