"""The dry run of a correction as staff read it: what it touches, who passes, what hangs on that."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from credit.amounts import as_text
from credit.completion import CME
from screens.parts.table import Column, link, small, table
from screens.parts.words import day, number, plain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from quizzes.correction import Kind
    from workflows.corrections.preview import EditionRipple, Person, Preview

KINDS: dict[Kind, str] = {
    "rekey": "Another key",
    "also": "A second answer counts, too",
    "drop": "Not marked any more",
    "rationale": "Another explanation",
    "undo": "Undo a correction",
}
COUNTS = (Column("What"), Column("How many", number=True))
PEOPLE = (
    Column("Who"),
    Column("Before", number=True),
    Column("After", number=True),
    Column("Claimed", phone=False),
    Column("What becomes of it"),
)


def ripple_table(found: Preview, lower: frozenset[str]) -> None:
    """Draw the counts of each edition, then the people whose pass hangs on it."""
    if not found.editions:
        st.info("No edition holds this question.")
    for one in found.editions:
        name = f"{one.title}, edition {one.number}"
        st.markdown(f"**{plain(name)}**")
        st.html(table(f"What would change in {name}", COUNTS, list(_counts(one))))
        if one.losing:
            rows = [_person(each, lowered=each.attempt in lower) for each in one.losing]
            st.html(table(f"Reach the standard no more in {name}", PEOPLE, rows))
            _more(len(one.losing), one.loses)
        if one.gaining:
            rows = [_gains(each) for each in one.gaining]
            st.html(table(f"Come to pass in {name}", PEOPLE, rows))
            _more(len(one.gaining), one.gains)


def _more(shown: int, whole: int) -> None:
    if whole > shown:
        st.caption(f"The first {shown} of {whole} are shown; the counts are of all.")


def _counts(one: EditionRipple) -> Iterator[tuple[str, str]]:
    for what, how_many in (
        ("Attempts submitted", one.attempts),
        ("of these drew the question", one.touched),
        ("Score rises", one.up),
        ("Score falls", one.down),
        ("Attempts that come to pass", one.gains),
        ("Attempts that reach the standard no more", one.loses),
    ):
        yield escape(what), f"{how_many:,}"
    for what, how_many in (
        ("People who may go on to evaluation and claim", one.to_complete),
        ("PARS rows that their claims may add, at most", one.adds),
        ("People who come to pass after the activity ended", one.too_late),
        ("Certificates of people who lose their only pass", one.certificates),
        ("PARS rows to delete, if all of those are lowered", one.deletes),
        ("PARS rows not sent yet to cancel, if all are", one.cancels),
    ):
        if how_many:
            yield escape(what), f"{how_many:,}"
    if one.quarters:
        yield "Credit that they may claim together, at most", as_text(one.quarters)


def _person(one: Person, *, lowered: bool) -> tuple[str, ...]:
    if one.other_pass:
        becomes = "Passes by another attempt: nothing hangs on this one"
    elif lowered:
        becomes = "<strong>Is lowered</strong>"
        if one.claims:
            becomes += f": claims taken back, {number(one.deletes + one.cancels, 'PARS row')}"
    else:
        becomes = "Keeps the pass and whatever is claimed"
    return (*_named(one), becomes)


def _gains(one: Person) -> tuple[str, ...]:
    return (*_named(one), "Passed otherwise before" if one.claims else "May go on")


def _named(one: Person) -> tuple[str, ...]:
    who = link(one.shown or "No name", "replay", attempt=one.attempt)
    done = day(one.completed_on) if one.completed_on else ""
    claims = ", ".join(_claimed(kind, one.claims[kind]) for kind in sorted(one.claims))
    return (
        small(who, f"completed {done}" if done else ""),
        percent(one.before),
        percent(one.after),
        escape(claims) or "–",
    )


def _claimed(kind: str, amount: int) -> str:
    said = "credit" if kind == CME else kind.replace(":", " ")
    return f"{as_text(amount)} {said}"


def percent(share: Fraction) -> str:
    """Return a share in percent, rounded down to a tenth: 74.99 is never shown as 75."""
    tenths = int(share * 1000)
    whole, tenth = divmod(tenths, 10)
    return f"{whole}.{tenth}%" if tenth else f"{whole}%"
