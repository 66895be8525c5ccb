"""The page docs/checker.md: every rule with its reasons, and how it fares on the labelled set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzes.flaws.labelled import Figures, figures, samples, wilson
from quizzes.flaws.registry import RULES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from quizzes.flaws.labelled import Sample
    from quizzes.flaws.rule import Rule

ENOUGH = 4, 5
"""Least precision of a rule that is more than a note, as a fraction: 0.8."""
_INTRODUCTION = """\
# The checker of item-writing flaws
Written by `python manage.py flaws`; a test fails when it is stale.

The checker reads every question and every bank with the rules below. They are fixed and need no model and no network, so the same bank gives the same findings anywhere. Words are compared whole: allopurinol is not "all", eplerenone is not "none", norepinephrine is not "no".

An **error** keeps a bank from being published and cannot be waived. A **warning** or an **info** is advice; whoever looked at it and keeps the question writes down why: `waivers: [{rule, by, date, reason}]`.

Evidence for single flaws is thin. Of ten flaws studied in a crossover trial only four moved scores as expected (longest key, clue words, implausible distractors, unfocused stems: Pham 2018); in anatomy, flaws explained 2.8% of difficulty (Pais 2016, doi 10.1186/s13104-016-2202-4); across four medical examinations a third to two thirds of items were flawed and flawed items cost passing candidates (Downing 2005, doi 10.1007/s10459-004-4019-5). So most rules advise and do not forbid.
"""
_METHOD = """\
## How well the rules find flaws
The set in `tests/quizzes/flaws/` has {cases} cases, all written for it. Each was labeled before a rule had run on it; then all were read a second time in another order, from the text alone. The two readings differed in {differed} cases; {later} more labels were put right after a rule had contradicted both readings and a recount bore it out. Each difference stands in the data with its resolution. **Both readings were made by the authors of this project, not by outside experts.**

The rules were repaired on this same set. On their first run the error rules made six false flags (three of `option-twice`, two of `negative-not-marked`, one of `letter-named`) and `ranges-overlap` found 4 of 14. So the figures say that the rules do what was meant, and flatter how they fare on other people's questions. A look beyond: of what error rules flagged in 3,152 published examination questions, which are not part of this project, the authors read up to 60 flags a rule, as drawn at random. That look, too, led to repairs (of lists in another order, of Greek letters, and of vignettes inside a lead-in); after them all flags read were right: `negative-not-marked` 60 of 370, `letter-named` 40, `option-above` 40, `option-placeholder` 12, `ranges-overlap` 11, `option-complex` 5, `option-twice` 5. Of the rationales that the source of 266 of them marks as naming an option, `letter-named` found 91 of 106.

*n* is how many cases were read for a rule, *flawed* how many of them have the flaw. Precision is the share of flagged cases that are flawed, recall the share of flawed cases that are flagged, each with its 95% Wilson interval. {demoted}

| rule | severity | n | flawed | precision | recall |
|---|---|---|---|---|---|
"""
_COUNTED = """
Not in the table: `{ids}`. They count or compare and leave nothing to read; their tests have worked cases.

Left to people or to data: teaching in the stem, humour and trick questions (flaw 23) are for the reviewer; distractors that nobody chooses (24) show in the statistics; superseded sources (25), reviews that are due, missing alternative texts, objectives without questions and pools that are too small are checked with the rest of the bank.

## The rules
"""


def page(folder: Path) -> str:
    """Return the page for the labelled set in a folder."""
    those = samples(folder)
    found = figures(those)
    counted = ", ".join(one for one in RULES if one not in found)
    return "\n".join(
        (
            _INTRODUCTION,
            _method(those, found) + "\n".join(_row(RULES[one], found[one]) for one in found),
            _COUNTED.format(ids=counted.replace(", ", "`, `")),
            *(_about(one) for one in RULES.values()),
        )
    )


def imprecise(found: Mapping[str, Figures]) -> tuple[str, ...]:
    """Return the rules whose precision is below 0.8."""
    hits, of = ENOUGH
    return tuple(rule for rule, one in found.items() if one.hits * of < one.flagged * hits)


def _method(those: tuple[Sample, ...], found: Mapping[str, Figures]) -> str:
    cases = [case for sample in those for case in sample.cases]
    low = imprecise(found)
    demoted = (
        f"Below 0.8, and therefore only info: {', '.join(f'`{one}`' for one in low)}."
        if low
        else "A rule below 0.8 would be made an info; none is."
    )
    return _METHOD.format(
        cases=f"{len(cases):,}",
        differed=sum(case.reading == "differed" for case in cases),
        later=sum(case.reading == "later" for case in cases),
        demoted=demoted,
    )


def _row(rule: Rule, found: Figures) -> str:
    n = found.flawed + found.false + found.passed
    shares = f"{_share(found.hits, found.flagged)} | {_share(found.hits, found.flawed)}"
    return f"| `{rule.id}` | {rule.severity} | {n} | {found.flawed} | {shares} |"


def _share(hits: int, trials: int) -> str:
    if not trials:
        return "–"
    low, high = wilson(hits, trials)
    return f"{hits}/{trials} ({low}–{high})"


def _about(rule: Rule) -> str:
    return "\n".join(_lines(rule))


def _lines(rule: Rule) -> Iterator[str]:
    number = f", flaw {rule.number}" if rule.number else ""
    yield f"### {rule.title}"
    yield f"`{rule.id}`, {rule.severity}{number}. {rule.why}"
    yield ""
    yield f"*Repair:* {rule.fix} *Source:* {rule.source}."
    yield ""
