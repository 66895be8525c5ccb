"""Statistics: how the questions of an edition perform, what wants a look first."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import altair as alt
import pandas as pd
import streamlit as st

from scoring.statistics.flags import FEW
from screens.door import enter
from screens.parts.table import Column, table
from screens.parts.words import number as count
from screens.parts.words import plain
from screens.staff.advice_task import advice_task
from workflows.reports.statistics import SMALLEST, choices
from workflows.reports.statistics import statistics as read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workflows.act import Actor
    from workflows.reports.statistics import EditionFigures, ItemFigures

LONGEST = 60  # letters of a lead-in in a table
ITEMS = (
    Column("Question"),
    Column("n", number=True),
    Column("Facility", number=True),
    Column("95 % interval", phone=False, number=True),
    Column("Item-rest r", number=True),
    Column("D 27 %", phone=False, number=True),
    Column("Median s", phone=False, number=True),
)
OPTIONS = (
    Column("Option"),
    Column("n", number=True),
    Column("All", number=True),
    Column("High third", number=True),
    Column("Middle", phone=False, number=True),
    Column("Low third", number=True),
    Column("r with rest", number=True),
)


def statistics() -> None:
    """Show the figures of one edition of one activity."""
    actor = enter()
    st.title("Statistics", anchor=False)
    key = _activity(actor)
    if key is None:
        st.info("Nothing of yours is published yet. Figures stand here after first attempts.")
        return
    page = read(actor, key, _edition())
    _editions(page)
    _summary(page)
    if page.hidden:
        st.info(f"Figures are shown to authors when {SMALLEST} or more people answered.")
    elif page.whole.n:
        _looks(actor, page)
        _items(page)
        _map(page)
        _each(page)


def _activity(actor: Actor) -> str | None:
    """Let the person choose an activity; the address keeps it."""
    named = {one.key: one.title for one in choices(actor)}
    if not named:
        return None
    asked = st.query_params.get("id", "")
    at = list(named).index(asked) if asked in named else 0
    chosen = st.selectbox(
        "Activity", list(named), index=at, format_func=lambda key: f"{named[key]} · {key}",
        key=f"{actor.public_id}-statistics",
    )  # fmt: skip
    if chosen != asked:
        st.query_params.from_dict({"id": chosen})
    return str(chosen)


def _edition() -> int | None:
    asked = st.query_params.get("edition", "")
    return int(asked) if asked.isdecimal() and len(asked) < 6 else None  # noqa: PLR2004 - digits


def _editions(page: EditionFigures) -> None:
    links = " · ".join(
        f"**Edition {one}**"
        if one == page.number
        else f"[Edition {one}](/statistics?{urlencode({'id': page.key, 'edition': one})})"
        for one in page.numbers
    )
    st.markdown(links)


def _summary(page: EditionFigures) -> None:
    """Say the whole test in words: what a screen reader gets of the plots too."""
    whole = page.whole
    if not whole.n:
        st.info("Nobody has finished a first attempt yet.")
        return
    parts = [f"{count(whole.n, 'first attempt')}, {count(whole.k, 'question')}"]
    if whole.mean is not None:
        spread = f" (SD {whole.sd:.1f})" if whole.sd is not None else ""
        parts.append(f"mean {whole.mean:.1f} points{spread}")
    if whole.alpha is None:
        parts.append("no reliability: attempts draw different questions")
    else:
        parts.append(f"alpha {whole.alpha:.2f}, SEM {whole.sem:.1f} points")
    st.markdown(" · ".join(parts))
    st.caption(
        "First attempts of learners, submitted in time. Correlations are shown from"
        f" {FEW} people on and settle at about 100; alpha is low by design where few questions are"
        " asked."
    )
    query = urlencode({"activity": page.key, "edition": page.number})
    st.link_button("Figures as CSV", f"/export/statistics?{query}")


def _looks(actor: Actor, page: EditionFigures) -> None:
    wanting = [one for one in page.items if one.flags and one.flags != ("too_few",)]
    st.subheader("To look at", anchor=False)
    if not wanting:
        st.markdown("No question stands out.")
    for one in wanting:
        st.markdown(f"- **{plain(_named(one))}** ({plain(one.item)}): {plain(one.advice)}")
        advice_task(actor, page, one)


def _items(page: EditionFigures) -> None:
    st.subheader("All questions", anchor=False)
    st.html(table(f"Questions of edition {page.number}", ITEMS, [_row(one) for one in page.items]))


def _row(one: ItemFigures) -> tuple[str, ...]:
    figures, reach, few = one.figures, one.interval, one.figures.n < FEW
    return (
        f"{escape(_named(one))}<small>{escape(one.item)} v{one.version}</small>",
        str(figures.n),
        _share(figures.facility),
        f"{reach[0]:.2f} to {reach[1]:.2f}" if reach else "–",
        *(("–", "–") if few else (_share(figures.r_item_rest), _share(figures.discrimination_27))),
        "–" if one.behavior.median_seconds is None else f"{one.behavior.median_seconds:.0f}",
    )


def _map(page: EditionFigures) -> None:
    """Draw facility against discrimination; the table above holds the same figures."""
    rows = [
        {
            "Question": f"{_named(one)} ({one.item})",
            "Facility": one.figures.facility,
            "Item-rest correlation": one.figures.r_item_rest,
            "Sign": (one.flags[0] if one.flags else "none").replace("_", " "),
        }
        for one in page.items
        if one.figures.r_item_rest is not None and one.figures.n >= FEW
    ]
    if not rows:
        return
    st.subheader("Facility and discrimination", anchor=False)
    points = (
        alt.Chart(pd.DataFrame(rows))
        .mark_circle(size=120)
        .encode(
            x=alt.X("Facility:Q", scale=alt.Scale(domain=[0, 1])),
            y=alt.Y("Item-rest correlation:Q"),
            color="Sign:N",
            tooltip=["Question:N", "Facility:Q", "Item-rest correlation:Q", "Sign:N"],
        )
    )
    st.altair_chart(points, width="stretch")
    st.caption("Right: easy. Up: tells who knows. The table above holds the same figures.")


def _each(page: EditionFigures) -> None:
    st.subheader("Options, time and confidence", anchor=False)
    for one in page.items:
        with st.expander(f"{plain(_named(one))} · {plain(one.item)}"):
            if one.advice:
                st.markdown(plain(one.advice))
            if one.figures.options:
                rows = list(_options(one))
                st.html(table(f"Options of {one.item}", OPTIONS, rows))
            for sentence in _behavior(one):
                st.markdown(sentence)


def _options(one: ItemFigures) -> Iterator[tuple[str, ...]]:
    for option in one.figures.options:
        text = escape(one.options.get(option.option, option.option))
        key = " <strong>(key)</strong>" if option.key else ""
        yield (
            f"{escape(option.option)}: {text}{key}",
            str(option.n),
            *(f"{value:.0%}" for value in (option.proportion, option.high, option.middle,
                                            option.low)),
            "–" if one.figures.n < FEW else _share(option.r_rest),
        )  # fmt: skip


def _behavior(one: ItemFigures) -> Iterator[str]:
    how = one.behavior
    if how.median_seconds is not None:
        yield (
            f"Median time {how.median_seconds:.0f} s; {how.rapid} of {how.timed} took less than"
            " 5 s."
        )
    if how.right:
        said = ", ".join(f"{name} {got} of {all_}" for name, (got, all_) in how.right.items())
        yield f"Right when {said}."
    if one.figures.omitted:
        yield f"Left out by {one.figures.omitted}."


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _named(one: ItemFigures) -> str:
    """Return the words by which people know a question: those that it begins with."""
    words = " ".join((one.stem or one.lead_in).split())
    return words if len(words) <= LONGEST else f"{words[:LONGEST]}…"
