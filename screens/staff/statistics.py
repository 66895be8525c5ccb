"""Statistics: how the questions of an activity perform, in one edition, in all, and on return."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import altair as alt
import streamlit as st

from scoring.statistics.flags import FEW
from scoring.statistics.small import SMALLEST
from screens.door import enter
from screens.parts.activity_choice import activity_choice
from screens.parts.plot import HEIGHT, HUES, MARK, Shown, cells, frame, hue, plot
from screens.parts.table import Column, table
from screens.parts.words import number as count
from screens.parts.words import plain
from screens.staff.advice_task import advice_task
from screens.staff.learning import learning_part
from screens.staff.one_question import named, one_question, share
from screens.staff.pooled import pooled_part
from workflows.reports.statistics import choices
from workflows.reports.statistics import statistics as read

if TYPE_CHECKING:
    from workflows.act import Actor
    from workflows.reports.statistics import EditionFigures, ItemFigures

EDITION, ALL, LEARNING = "One edition", "All editions", "Learning"
ITEMS = (
    Column("Question"),
    Column("n", number=True),
    Column("Facility", number=True),
    Column("95% interval", phone=False, number=True),
    Column("Item-rest r", number=True),
    Column("D 27%", phone=False, number=True),
    Column("Median s", phone=False, number=True),
)
MAP = (
    Column("Question"),
    Column("Facility", number=True),
    Column("Item-rest r", number=True),
    Column("Sign", phone=False),
)
SCORES = (Column("Score (%)", line=True), Column("People", number=True))


def statistics() -> None:
    """Show the figures of one activity: of an edition, of all of them, or what was learned."""
    actor = enter()
    st.title("Statistics", anchor=False)
    key = _activity(actor)
    if key is None:
        st.info("Nothing of yours is published yet. Figures stand here after first attempts.")
        return
    chosen = _view(actor, key)
    if chosen == ALL:
        pooled_part(actor, key)
    elif chosen == LEARNING:
        learning_part(actor, key)
    else:
        _one_edition(actor, key)


def _one_edition(actor: Actor, key: str) -> None:
    page = read(actor, key, _edition())
    _editions(page)
    _summary(page)
    if page.hidden:
        st.info(f"Figures are shown to authors when {SMALLEST} or more people answered.")
    elif page.whole.n:
        _looks(actor, page)
        _items(page)
        one_question(actor, page)
        _map(page)
        _scores(page)


def _activity(actor: Actor) -> str | None:
    return activity_choice(actor, {one.key: one.title for one in choices(actor)}, "statistics")


def _view(actor: Actor, key: str) -> str:
    """Let the person choose what to look at; the address keeps it."""
    asked = st.query_params.get("view", EDITION)
    default = asked if asked in {EDITION, ALL, LEARNING} else EDITION
    chosen = st.segmented_control(
        "Figures of", (EDITION, ALL, LEARNING), default=default, required=True,
        key=f"{actor.public_id}-{key}-view",
    )  # fmt: skip
    if chosen and chosen != asked:
        st.query_params.from_dict({"id": key, "view": chosen})
    return str(chosen or EDITION)


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
        margin = f", SEM {whole.sem:.1f} points" if whole.sem is not None else ""
        parts.append(f"alpha {whole.alpha:.2f}{margin}")
    st.markdown(" · ".join(parts))
    st.caption(
        "First attempts of learners, submitted in time. Correlations are shown from"
        f" {FEW} people on and settle at about 100; alpha is low by design where few questions are"
        " asked."
    )
    st.link_button("Figures as CSV", _file(page, "statistics"))


def _looks(actor: Actor, page: EditionFigures) -> None:
    wanting = [one for one in page.items if one.flags and one.flags != ("too_few",)]
    st.subheader("To look at", anchor=False)
    if not wanting:
        st.markdown("No question stands out.")
    for one in wanting:
        st.markdown(f"- **{plain(named(one))}** ({plain(one.item)}): {plain(one.advice)}")
        advice_task(actor, page, one)


def _items(page: EditionFigures) -> None:
    st.subheader("All questions", anchor=False)
    st.html(table(f"Questions of edition {page.number}", ITEMS, [_row(one) for one in page.items]))
    if page.left_out:
        st.caption(f"Left out: {count(page.left_out, 'question')} that fewer than 5 answered.")


def _row(one: ItemFigures) -> tuple[str, ...]:
    figures, reach, few = one.figures, one.interval, one.figures.n < FEW
    return (
        f"{escape(named(one))}<small>{escape(one.item)} v{one.version}</small>",
        str(figures.n),
        _facility(one),
        f"{reach[0]:.2f} to {reach[1]:.2f}" if reach else "–",
        *(("–", "–") if few else (share(figures.r_item_rest), share(figures.discrimination_27))),
        "–" if one.behavior.median_seconds is None else f"{one.behavior.median_seconds:.0f}",
    )


def _facility(one: ItemFigures) -> str:
    """Return the facility, or that few were right, or wrong, where an author may not know more."""
    return f"few {one.few_of}" if one.few_of else share(one.figures.facility)


def _map(page: EditionFigures) -> None:
    """Draw facility against discrimination."""
    shown = [
        one for one in page.items if one.figures.r_item_rest is not None and one.figures.n >= FEW
    ]
    if not shown:
        return
    rows = [
        {
            "Question": f"{named(one)} ({one.item})",
            "Facility": one.figures.facility,
            "Item-rest correlation": one.figures.r_item_rest,
            "Sign": _sign(one),
        }
        for one in shown
    ]
    points = (
        alt.Chart(frame(rows), height=HEIGHT)
        .mark_point(size=90, filled=True, opacity=1)
        .encode(
            x=alt.X("Facility:Q", scale=alt.Scale(domain=[0, 1])),
            y=alt.Y("Item-rest correlation:Q"),
            color=hue("Sign:N"),
            shape="Sign:N",
            tooltip=["Question:N", "Facility:Q", "Item-rest correlation:Q", "Sign:N"],
        )
    )
    plot(
        Shown(
            "Facility and discrimination",
            _map_said(shown),
            MAP,
            [
                (escape(f"{named(one)} ({one.item})"), share(one.figures.facility),
                 share(one.figures.r_item_rest), escape(_sign(one)))
                for one in shown
            ],
            _file(page, "statistics"),
        ),
        points,
    )  # fmt: skip


def _sign(one: ItemFigures) -> str:
    return (one.flags[0] if one.flags else "none").replace("_", " ")


def _map_said(shown: list[ItemFigures]) -> str:
    easy = [one.figures.facility or 0 for one in shown]
    tells = [one.figures.r_item_rest or 0 for one in shown]
    signs = sum(bool(one.flags) for one in shown)
    low = sum(one < 0 for one in tells)
    return (
        f"Facility runs from {min(easy):.2f} to {max(easy):.2f}, the item-rest correlation from"
        f" {min(tells):.2f} to {max(tells):.2f}; {count(low, 'question')} below 0,"
        f" {signs} with a sign. To the right is easy; further up tells better who knows the rest."
    )


def _scores(page: EditionFigures) -> None:
    """Draw how many people scored what, with the mark from which one passes."""
    width = 100 // len(page.scores)
    bins = [(at * width, (at + 1) * width, one) for at, one in enumerate(page.scores)]
    bars = [
        {"From": low, "To": high, "People": people, "Score": f"{low} to {high}%"}
        for low, high, people in bins
        if people
    ]
    mark = float(page.passing_percent)
    drawn = alt.layer(
        alt.Chart(frame(bars))
        .mark_bar(color=HUES[0])
        .encode(
            x=alt.X("From:Q", bin="binned", title="Score (%)", scale=alt.Scale(domain=[0, 100])),
            x2="To:Q",
            y=alt.Y("People:Q", axis=alt.Axis(tickMinStep=1)),
            tooltip=["Score:N", "People:Q"],
        ),
        alt.Chart(frame([{"Passes from": mark}]))
        .mark_rule(color=MARK, size=2, strokeDash=[6, 4])
        .encode(x="Passes from:Q", tooltip=["Passes from:Q"]),
    ).properties(height=HEIGHT)
    rows = [cells(f"{low} to {high}", people) for low, high, people in bins if people != 0]
    shown = Shown("Scores", _scores_said(page), SCORES, rows, _file(page, "scores"))
    plot(shown, drawn if bars else None)


def _scores_said(page: EditionFigures) -> str:
    n = page.whole.n
    hidden = any(one is None for one in page.scores)
    left_out = (
        " Scores of fewer than 5 people, and some beside them, are left out." if hidden else ""
    )
    of = count(n, "person", "people")
    if page.passed is None:
        return (
            f"How many of {of} passed is not shown: fewer than 5 did, or did not, or got some"
            f" question right or wrong.{left_out}"
        )
    return (
        f"{page.passed} of {of} ({page.passed / n:.0%}) passed at their first attempt, with"
        f" {page.passing_percent}% or more (the dashed line).{left_out}"
    )


def _file(page: EditionFigures, name: str) -> str:
    query = urlencode({"activity": page.key, "edition": page.number})
    return f"/export/statistics?{query}" if name == "statistics" else (
        f"/export/statistics/{name}?{query}"
    )  # fmt: skip
